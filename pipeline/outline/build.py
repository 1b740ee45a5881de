"""From blocks to the tree: one walk down the page with the headings above and the lists that are open."""

from __future__ import annotations

from spacy.language import Language

from pipeline.models import CleanArticle, CleanBlock
from pipeline.outline.headings import works_as_heading
from pipeline.outline.labels import label_of, number_of
from pipeline.outline.nodes import Node, NodeKind, Outline
from pipeline.outline.subject import nearest, subject_of
from pipeline.outline.topics import Topic, topics
from pipeline.rules import signs
from pipeline.text.sentence import Sentence
from pipeline.text.sentences import split

# A line of this level stands below all real headings: bold lines, questions in running text, terms of a list.
_LINE_LEVEL = 7
# Words in an unmarked item of a list: a line of its own under "Try these:".
_ITEM_WORDS = 14
_KINDS: dict[str, NodeKind] = {
    "heading": "heading",
    "list_item": "item",
    "table_row": "row",
    "term": "term",
    "definition": "definition",
    "quote": "quote",
}


def outline(article: CleanArticle, nlp: Language) -> Outline:
    """Return the outline of a clean article."""
    walk = _Walk(article, nlp)
    nodes = [walk.take(position, block) for position, block in enumerate(article.blocks)]
    return Outline(article, nlp, walk.root, nodes)


def _sentences(nlp: Language, position: int, start: int, text: str) -> list[Sentence]:
    return [Sentence(nlp, position, n, a, start + a, text[a:b]) for n, (a, b) in enumerate(split(text))]


class _Walk:
    """Where the walk is: `stack` holds the headings above, root first; `lead` the node that opened the list that is open.

    `inner` remembers for each list that is open which lead-in it stands under, so that an outer list goes on behind an
    inner one. `numbered` is the lead-in of numbered lines that have lists of their own.
    """

    def __init__(self, article: CleanArticle, nlp: Language) -> None:
        self.article, self.nlp = article, nlp
        self.blocks, self.starts = article.blocks, article.starts
        self.root = self._title(article.title or "")
        self.stack: list[Node] = [self.root]
        self.has_sections = any(block.kind == "heading" and block.level > 1 for block in article.blocks)
        self.lead: Node | None = None
        self.list_id: int | None = None
        self.inner: dict[int, Node | None] = {}
        self.line_items = False
        self.numbered: Node | None = None

    def _title(self, text: str) -> Node:
        root = Node("title", -1, _sentences(self.nlp, -1, 0, text), is_heading=True)
        self._read_heading(root)
        root.topics = root.own_topics
        return root

    def take(self, position: int, block: CleanBlock) -> Node:
        """Return the node of a block, put in its place in the tree."""
        sentences = _sentences(self.nlp, position, self.starts[position], block.text)
        node = Node(_KINDS.get(block.kind, "paragraph"), position, sentences, list_id=block.list_id)
        own, node.begin = number_of(block.text)
        node.number = block.number if block.number is not None else own
        following = self.blocks[position + 1] if position + 1 < len(self.blocks) else None
        heads = works_as_heading(block, sentences, following)
        if heads and not (self.line_items and block.kind == "paragraph" and not block.text.endswith("?")):
            self._enter(node, block)
        else:
            self._body(node, block, following)
        first = sentences[0].offset + len(sentences[0].text) if sentences else 0
        alone = node.kind == "item" or node.number is not None
        node.label = label_of(block.text, node.begin, first, alone=alone and not node.is_heading)
        return node

    # ------------------------------------------------------------ headings

    def _read_heading(self, node: Node) -> None:
        """Note what a heading's own words say."""
        found: list[Topic] = []
        subjects: list[str | None] = []
        for sentence in node.sentences:
            found += topics(sentence, "headings")
            subjects.append(subject_of(sentence))
            said = signs(sentence, "structure")
            node.question = node.question or sentence.text.endswith("?") or "question" in said
            node.announces = node.announces or "announces" in said
        node.own_topics = tuple(dict.fromkeys(found))
        node.subject = nearest(subjects)

    def _enter(self, node: Node, block: CleanBlock) -> None:
        """Put a heading on the stack, below those that it stands under."""
        node.is_heading = True
        node.level = float(block.level) if block.kind == "heading" and block.level else _LINE_LEVEL
        if node.number is not None:
            # "1. Warm up" belongs under the unnumbered heading above it, though both may have one level
            node.level += 0.5
        while len(self.stack) > 1 and self.stack[-1].level >= node.level:
            self.stack.pop()
        above = self.stack[-1]
        lead = self.lead if self.lead is not None and not self.list_id and self.lead.own_topics else None
        if lead is not None and (node.number is not None or above.level < node.level):
            # "Several conditions can cause it:" before headings that name them works as a heading above these
            node.lead_in = lead
        self._read_heading(node)
        self._inherit(node, above)
        self._hang(node, above)
        self.stack.append(node)
        self.lead, self.list_id, self.line_items, self.numbered = None, None, False, None
        self.inner.clear()

    def _inherit(self, node: Node, above: Node) -> None:
        """The topics and subject that a heading has from above where its own words say nothing."""
        lead = node.lead_in or (above.lead_in if node.number is not None and above.number is not None else None)
        from_above = above.topics if above.level > 1 or node.number is not None or above.announces else ()
        inherited = lead.own_topics if lead is not None else from_above
        if node.number is not None and inherited and (above.announces or lead is not None):
            # the items of "7 causes of …" are causes whatever their words are
            node.topics = inherited
        else:
            node.topics = node.own_topics or inherited
        node.outer_subject = nearest([above.subject, above.outer_subject])
        node.subject = nearest([node.subject, node.outer_subject])

    # ------------------------------------------------------------ text and lists

    def _body(self, node: Node, block: CleanBlock, following: CleanBlock | None) -> None:
        node.lead_in = self._standing_under(node, block)
        above = self.stack[-1]
        self._place(node, above)
        opened = self._opens(node, block, following)
        if opened:
            node.lead = True
            node.own_topics = topics(node.sentences[-1], "lead_ins")
            self.lead, self.line_items = node, node.kind != "item"
            if node.kind != "item" and node.lead_in is None:
                self.numbered = node
        elif node.kind != "item" and node.lead_in is None:
            self.lead, self.line_items, self.list_id = None, False, None
            self.inner.clear()

    def _standing_under(self, node: Node, block: CleanBlock) -> Node | None:
        """The lead-in of the list that a block is part of."""
        if node.kind == "item":
            if block.list_id != self.list_id and self.list_id is not None and block.list_id in self.inner:
                self.lead = self.inner[block.list_id]
            self.list_id = block.list_id
            if block.list_id is not None:
                self.inner.setdefault(block.list_id, self.lead)
            self.line_items = False
            return self.lead
        if self.numbered is not None and node.number is not None:
            # "1. Bursitis:" with a list of its own still stands under "Several conditions can cause it:"
            return self.numbered
        short = len(block.text.split()) <= _ITEM_WORDS and len(node.sentences) == 1
        return self.lead if node.kind in ("definition", "row") or (self.line_items and short) else None

    def _opens(self, node: Node, block: CleanBlock, following: CleanBlock | None) -> bool:
        if not node.sentences:
            return False
        if node.sentences[-1].text.rstrip("*_ ").endswith(":"):
            return True
        listed = following is not None and following.kind == "list_item"
        if following is None or not listed or (block.kind == "list_item" and following.list_id == block.list_id):
            return False
        return "opens-list" in signs(node.sentences[-1], "structure")

    def _place(self, node: Node, above: Node) -> None:
        """What a block of text stands under: topics of its lead-in first, then of its section."""
        listed = node.kind == "item" or not self.has_sections
        topical = above.level > 1 or above.question or (listed and bool(above.topics))
        section = above.topics if topical else ()
        lead = node.lead_in
        node.topics = tuple(dict.fromkeys((*(lead.own_topics if lead else ()), *section)))
        node.question = above.question
        named = subject_of(lead.sentences[-1]) if lead is not None else None
        node.subject = nearest([named, above.subject, above.outer_subject])
        node.outer_subject = above.outer_subject
        self._hang(node, lead if lead is not None else above)

    def _hang(self, node: Node, parent: Node) -> None:
        node.parent = parent
        parent.children.append(node)
