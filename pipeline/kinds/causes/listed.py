"""Causes by their place: rows of lists and tables, headings and labels below what announces causes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.complaints import complaints, is_generic
from pipeline.kinds.causes.cues import announces, readings
from pipeline.kinds.causes.effects import with_subject
from pipeline.kinds.causes.words import marked
from pipeline.outline import Node, Outline
from pipeline.text.sentence import Sentence

# Longer names are sentences: they are read by their cues.
_NAME_WORDS = 10
_ITEM_WORDS = 16
_CELL = " | "
_REST = 4
_HARM = frozenset({"forward", "harm", "load", "state", "produce"})
# One in so many rows of a list that read like causes makes all of them candidates.
_SHARE = 3


@dataclass(frozen=True, slots=True)
class Place:
    """A name that may be a cause because of where it stands: characters `[start, end)` of a sentence."""

    node: Node
    sentence: Sentence
    start: int
    end: int
    path: str
    effect: str

    @property
    def text(self) -> str:
        """The name."""
        return self.sentence.text[self.start : self.end]


def listed(outline: Outline) -> Iterator[Place]:
    """Yield the names that stand where causes may be listed."""
    for node in outline.nodes:
        if not node.sentences:
            continue
        effect = _effect(node)
        if effect is None:
            continue
        for path, start, end in _stretches(node):
            yield from _places(node, path, start, end, effect)


def _effect(node: Node) -> str | None:
    """What the causes listed here bring about: behind "Causes:" below the name of a condition that condition."""
    subject = node.outer_subject if node.is_heading or _in_group(node) else node.subject
    subject = subject or node.subject or node.outer_subject
    above = node.lead_in or node.heading()
    told = complaints(above.sentences[-1]) if above is not None and above.sentences else ()
    named = [above.sentences[-1].doc[c.start : c.end].text for c in told if c.strong] if above is not None else []
    if subject and named and all(is_generic(one) for one in named):
        return with_subject(named[0], subject)
    return subject


def _in_group(node: Node) -> bool:
    """Whether a bare row stands below a heading that groups causes ("Spinal conditions") in a section about them."""
    heading = node.heading()
    if heading is None or heading.own_topics or "causes" not in heading.topics or node.lead_in is not None:
        return False
    return not any(i <= 1 for i in marked(node.sentences[0], "opens"))


def _stretches(node: Node) -> Iterator[tuple[str, int, int]]:
    """Yield the stretches of a block that may name a cause, with the way they were found, in offsets of the block."""
    first = node.sentences[0]
    begin, end = max(node.begin, first.offset), first.offset + len(first.text)
    label = node.label
    tells = label is not None and label.rest is not None and labels_causes(first, label.end)
    if tells and label is not None and label.rest is not None:
        yield "behind label", label.rest, end
    elif node.is_heading:
        if _may_list(node) and not first.text.endswith("?"):
            yield "heading", begin, label.end if label is not None else end
    elif node.kind == "row" and _CELL in first.text:
        at = begin
        for cell in first.text[begin - first.offset :].split(_CELL):
            yield "cell", at, at + len(cell)
            at += len(cell) + len(_CELL)
    elif (node.listed or (label is not None and label.rest is not None)) and _may_list(node):
        yield ("label" if label is not None else "item"), begin, label.end if label is not None else end


def announced(node: Node) -> str | None:
    """Return how the lead-in or heading that a node stands under says that causes follow, by a cue of its own."""
    above = node.lead_in or (node.parent if node.parent is not None and node.parent.kind != "title" else None)
    return announces(above.sentences[-1]) if above is not None and above.sentences else None


def rest_tells(node: Node) -> frozenset[str]:
    """Return the readings of the cues beside complaints in what stands behind a name: what the name does."""
    beyond = list(node.sentences[1:_REST])
    for child in node.children[:2] if node.is_heading else ():
        beyond += child.sentences[:_REST]
    return frozenset(reading for s in beyond if (told := readings(s)) and complaints(s) for reading in told)


def labels_causes(sentence: Sentence, end: int) -> bool:
    """Whether a label says that causes stand behind it: "Cause:", "Risk factors:"."""
    at = end - sentence.offset
    told = marked(sentence, "label")
    inside = [t.i for t in sentence.doc if t.idx < at and t.is_alpha]
    return bool(inside) and inside[-1] in told


def _may_list(node: Node) -> bool:
    """Whether causes may be listed here: a section about them, or words that names of causes hold."""
    if "causes" in node.topics or (node.lead_in is not None and "causes" in node.lead_in.own_topics) or node.avoid:
        return not (node.is_heading and "causes" in node.own_topics)
    if announced(node) or (node.is_heading and rest_tells(node) & _HARM):
        return True
    if any("causes" in above.topics for above in node.path()):
        return True
    first = node.sentences[0]
    if any(i <= 1 for i in marked(first, "opens")):
        return True
    if node.is_heading and (node.own_topics or (node.number is None and node.lead_in is None)):
        return False
    if node.topic not in _OPEN_TOPICS or len(first.text.split()) > _ITEM_WORDS:
        return False
    beside = [one.sentences[0] for one in node.siblings() if one.sentences] if node.listed else [first]
    return sum(_like_cause(one) for one in beside) * _SHARE >= len(beside)


def _like_cause(sentence: Sentence) -> bool:
    return bool(marked(sentence, "risk") or complaints(sentence))


_OPEN_TOPICS = ("other", "definition", "symptoms", "advice", "doctor", "prevention")


def _places(node: Node, path: str, start: int, end: int, effect: str) -> Iterator[Place]:
    """Yield the names within a stretch: one, or those of a list behind a label."""
    sentence = node.sentences[0]
    for a, last in _parts(sentence, start - sentence.offset, end - sentence.offset, path):
        b = _cut(sentence, a, last)
        name = sentence.text[a:b]
        if 0 < len(name.split()) <= _NAME_WORDS and any(c.isalpha() for c in name) and name.lower() != effect.lower():
            yield Place(node, sentence, a, b, path, effect)


def _cut(sentence: Sentence, start: int, end: int) -> int:
    """Where a name ends that is too long for one: at its first comma, else before what tells when or how."""
    if len(sentence.text[start:end].split()) <= _NAME_WORDS:
        return end
    inside = [t for t in sentence.doc if t.idx > start and t.idx + len(t) <= end]
    ends = marked(sentence, "end")
    marks = [t.idx for t in inside if t.text == ","] or [t.idx - 1 for t in inside[2:] if t.i in ends]
    return marks[0] if marks else end


def _parts(sentence: Sentence, start: int, end: int, path: str) -> Iterator[tuple[int, int]]:
    """Yield the names in a stretch: the items behind a label or between semicolons, else the words up to a mark."""
    tokens = [t for t in sentence.doc if t.idx >= start and t.idx + len(t) <= end]
    if path == "behind label" or sum(t.text == ";" for t in tokens) > 1:
        ends = [n for n, t in enumerate(tokens) if _joins(t.text)] + [len(tokens)]
    else:
        ends = [next((n for n in range(1, len(tokens)) if _ends(sentence, tokens[n])), len(tokens))]
    first = 0
    for last in ends:
        if last > first:
            yield _trimmed(sentence, tokens[first].i, tokens[last - 1].i + 1)
        first = last + 1


def _joins(text: str) -> bool:
    return text.lower() in (",", ";", "/", "or", "and")


def _ends(sentence: Sentence, token: Token) -> bool:
    """Whether a name ends before a token: a mark, or a comma and a word that explains it."""
    return token.text in "(;:–—" or (token.text == "," and token.i + 1 in marked(sentence, "end"))


def _trimmed(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """Characters of the tokens `[start, end)` without small words, marks and what opens a tip that is against it."""
    doc = sentence.doc
    small = marked(sentence, "leading") | (marked(sentence, "against") if start == 0 else frozenset())
    while start < end - 1 and (start in small or doc[start].is_punct):
        start += 1
    while end - 1 > start and (doc[end - 1].is_punct or doc[end - 1].lower_ in ("and", "or")):
        end -= 1
    return doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
