"""Where names of exercises stand by structure: headings, labels, items, lines, first cells of rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from pipeline.kinds.exercises.finder import spots
from pipeline.kinds.exercises.labels import is_a, lead
from pipeline.kinds.exercises.tables import Table
from pipeline.outline import Node, Outline
from pipeline.outline.labels import LABEL_WORDS, label_of
from pipeline.text.sentence import Sentence

Place = Literal["heading", "label", "item", "line", "cell"]
_ENDS = (".", "!", "?", ";", ",")
_ITEM_WORDS = 12
_STOPPED_WORDS = 5


@dataclass(slots=True, eq=False)
class Slot:
    """Characters `[start, end)` of a sentence that stand where a name may; from `rest` on stands what is said of it."""

    node: Node
    sentence: Sentence
    place: Place
    start: int
    end: int
    rest: int | None = None

    @property
    def text(self) -> str:
        """The words in the slot."""
        return self.sentence.text[self.start : self.end]

    @property
    def part(self) -> bool:
        """Whether it labels a part of an exercise: "How to do it", not "How to do the bridge"."""
        if not is_a("parts", self.text):
            return False
        led = self.start + lead(self.text)
        return led == self.start or not any(spot.strong and led <= spot.start < self.end for spot in spots(self.sentence))


def slots(outline: Outline) -> list[Slot]:
    """Return the slots of a page in reading order."""
    found: list[Slot] = []
    table = Table()
    for node in outline.nodes:
        if not node.sentences:
            continue
        if node.kind == "row":
            cell = table.name_cell(node)
            if cell is not None:
                found.append(Slot(node, node.sentences[0], "cell", *cell))
            continue
        table.leave()
        found += _of(node)
    return found


def _of(node: Node) -> list[Slot]:
    first = node.sentences[0]
    if node.is_heading or node.kind in ("heading", "term"):
        return _heading(node, first)
    found: list[Slot] = []
    begin = node.begin - first.offset
    if node.label is not None and node.label.start >= first.offset:
        found.append(_label(node, first))
    elif begin < len(first.text) and _is_line(node, first.text[begin:]):
        found.append(Slot(node, first, "item" if node.kind == "item" else "line", begin, len(first.text)))
    for sentence in node.sentences[1:]:
        label = label_of(sentence.text, 0, len(sentence.text), alone=False)
        if label is not None and label.rest is not None and len(label.text.split()) <= LABEL_WORDS:
            found.append(Slot(node, sentence, "label", label.start, label.end, label.rest))
    return found


def _heading(node: Node, first: Sentence) -> list[Slot]:
    begin = max(0, node.begin - first.offset)
    if node.label is None or node.label.end > first.offset + len(first.text):
        return [Slot(node, first, "heading", begin, len(first.text))] if begin < len(first.text) else []
    label = node.label
    rest = label.rest - first.offset if label.rest is not None and label.rest - first.offset < len(first.text) else None
    found = Slot(node, first, "heading", label.start - first.offset, label.end - first.offset)
    if rest is None:
        return [found]
    if found.part:
        found.rest = rest
        return [found]
    # "Yoga at your desk: the triangle"
    return [found, Slot(node, first, "heading", rest, len(first.text))]


def _label(node: Node, first: Sentence) -> Slot:
    assert node.label is not None
    label = node.label
    end = label.end - first.offset
    rest = label.rest - first.offset if label.rest is not None and label.rest - first.offset < len(first.text) else None
    place: Place = "label" if label.rest is not None else "item" if node.kind == "item" else "line"
    return Slot(node, first, place, label.start - first.offset, min(end, len(first.text)), rest)


def _is_line(node: Node, text: str) -> bool:
    words = len(re.findall(r"\w+", text.split("(", maxsplit=1)[0]))
    if node.kind in ("item", "definition"):
        return len(node.sentences) == 1 and words <= _ITEM_WORDS
    bare = node.number is not None and words <= LABEL_WORDS and len(node.sentences) > 1
    stopped = text.rstrip().endswith(_ENDS) and not (text.rstrip().endswith(".") and words <= _STOPPED_WORDS)
    return bare or (len(node.sentences) == 1 and words <= LABEL_WORDS and not stopped)
