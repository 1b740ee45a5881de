"""The tree of a page: nodes in reading order, each knowing what it stands under and beside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from spacy.language import Language

from pipeline.models import CleanArticle, CleanBlock, Evidence
from pipeline.outline.labels import Label
from pipeline.outline.topics import Topic
from pipeline.text import edits
from pipeline.text.sentence import Sentence

NodeKind = Literal["title", "heading", "paragraph", "item", "row", "term", "definition", "quote"]


@dataclass(slots=True, eq=False)
class Node:
    """One block of the page in its place; the root is the title.

    `block` is the position of its block (-1 for the root). `begin` is where its words begin in the block, behind number
    and list sign. `parent` is the lead-in of the list that it stands in, else the heading above. `own_topics` are what its
    own words announce as heading or lead-in, `topics` what it stands under, most telling first; `topic` is the first.
    `lead`: its last sentence opens the list that follows. `subject`: the complaint that it is about. `outer_subject`:
    that of the section around the nearest heading. `avoid`: what stands here is to be avoided. `question`: it is one, or
    stands under one.
    """

    kind: NodeKind
    block: int
    sentences: list[Sentence]
    is_heading: bool = False
    level: float = 0.0
    begin: int = 0
    number: int | None = None
    label: Label | None = None
    list_id: int | None = None
    lead: bool = False
    announces: bool = False
    question: bool = False
    own_topics: tuple[Topic, ...] = ()
    topics: tuple[Topic, ...] = ()
    subject: str | None = None
    outer_subject: str | None = None
    lead_in: Node | None = None
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)

    @property
    def topic(self) -> Topic:
        """The topic that tells most, "other" where none does."""
        return self.topics[0] if self.topics else "other"

    @property
    def avoid(self) -> bool:
        """Whether what stands here is to be avoided."""
        return self.topic == "avoid"

    @property
    def listed(self) -> bool:
        """Whether it is one of several things: an item, a row, a numbered line, a line under a lead-in."""
        return self.kind in ("item", "row", "definition") or self.lead_in is not None or self.number is not None

    @property
    def text(self) -> str:
        """Its words, sentences joined."""
        return " ".join(sentence.text for sentence in self.sentences)

    def heading(self) -> Node | None:
        """Return the nearest heading above, `None` where only the title is."""
        above = self.parent
        while above is not None and not above.is_heading:
            above = above.parent
        return above if above is not None and above.kind != "title" else None

    def path(self) -> tuple[Node, ...]:
        """Return the headings above, outermost first."""
        found: list[Node] = []
        above = self.heading()
        while above is not None:
            found.append(above)
            above = above.heading()
        return tuple(reversed(found))

    def siblings(self) -> list[Node]:
        """Return the nodes of its kind that stand under the same parent, itself among them."""
        if self.parent is None:
            return [self]
        return [node for node in self.parent.children if node.kind == self.kind]


class Outline:
    """An article as a tree. `nodes` are in reading order without the root; `by_block[i]` is the node of block `i`."""

    def __init__(self, article: CleanArticle, nlp: Language, root: Node, nodes: Sequence[Node]) -> None:
        self.article = article
        self.nlp = nlp
        self.root = root
        self.nodes = tuple(nodes)
        self.by_block = {node.block: node for node in nodes}
        self.blocks: tuple[CleanBlock, ...] = article.blocks
        self.starts = article.starts

    @property
    def sentences(self) -> Iterator[Sentence]:
        """All sentences in reading order."""
        return (sentence for node in self.nodes for sentence in node.sentences)

    def node(self, sentence: Sentence) -> Node:
        """Return the node that a sentence stands in."""
        return self.by_block[sentence.block]

    def evidence(self, block: int, start: int, end: int) -> Evidence:
        """Return evidence for the characters `[start, end)` of a block."""
        held = self.blocks[block]
        return Evidence(
            document_id=self.article.id,
            quote=held.text[start:end],
            start=self.starts[block] + start,
            end=self.starts[block] + end,
            original=edits.original(held.raw, held.edits, start, end),
            section=held.heading,
        )

    def evidence_of(self, sentence: Sentence, start: int = 0, end: int | None = None) -> Evidence:
        """Return evidence for a sentence, or for the characters `[start, end)` of it."""
        stop = len(sentence.text) if end is None else end
        return self.evidence(sentence.block, sentence.offset + start, sentence.offset + stop)
