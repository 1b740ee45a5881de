"""What stands behind a slot: the sentences that would be an exercise's own, and how surely they are its instructions."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.kinds.exercises import dosage
from pipeline.kinds.exercises.labels import is_a
from pipeline.kinds.exercises.slots import Slot
from pipeline.kinds.exercises.steps import force, is_state
from pipeline.outline import Node, Outline
from pipeline.text.sentence import Sentence

_MOST = 8
_NEAR = 5


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence behind a slot, or the rest of it behind a label."""

    sentence: Sentence
    text: str
    listed: bool

    @property
    def force(self) -> int:
        """How surely it is a step; in lists a position or a dose is one too."""
        found = force(self.text)
        return found or int(self.listed and (is_state(self.text) or dosage.parse(self.text) is not None))


@dataclass(frozen=True, slots=True)
class Ahead:
    """What follows a slot. `force` sums how surely its sentences are steps; 0 where too few of them are.

    `dosed`: a dose stands among them. `pieces` are the sentences that would be its own.
    """

    force: int
    dosed: bool
    pieces: tuple[Piece, ...]


def ahead(outline: Outline, slot: Slot) -> Ahead:
    """Return what follows a slot, up to the next heading or the next item of its list."""
    pieces = list(itertools.islice(behind(outline, slot), 4 * _MOST))
    first = pieces[:_MOST]
    forces = [piece.force for piece in first]
    near = forces[:_NEAR]
    sure = sum(force(piece.text) for piece in first) >= 2
    enough = sure and sum(1 for one in near if one) * 2 >= len(near)
    dosed = any(dosage.parse(piece.text) for piece in first)
    return Ahead(sum(forces) if enough else 0, dosed, tuple(pieces))


def behind(outline: Outline, slot: Slot) -> Iterator[Piece]:
    """Yield what stands behind a slot: the rest of its node, then the nodes that follow as far as they can be its own."""
    here, listed = slot.node, slot.node.kind == "item"
    if slot.rest is not None:
        yield Piece(slot.sentence, slot.sentence.text[slot.rest :], listed)
    if slot.place == "cell":
        return
    begun = slot.rest is not None
    for sentence in here.sentences:
        if sentence.position > slot.sentence.position:
            begun = True
            yield Piece(sentence, sentence.text, listed)
    for node in outline.nodes[here.block + 1 :]:
        if node.is_heading and is_a("parts", node.text):
            continue
        if node.is_heading or (node.sentences and _ends(here, node, begun=begun)):
            return
        for n, sentence in enumerate(node.sentences):
            begun = True
            yield Piece(sentence, _unlabelled(node, n), node.kind == "item")


def _ends(here: Node, node: Node, *, begun: bool) -> bool:
    if here.kind == "item":
        return node.kind == "item" and node.list_id == here.list_id
    both = node.kind == "paragraph" and here.kind == "paragraph" and not here.is_heading
    return both and len(node.sentences) > 1 and begun


def _unlabelled(node: Node, n: int) -> str:
    """A sentence without its label: "How to do it: sit tall" begins with its verb."""
    sentence = node.sentences[n]
    rest = node.label.rest if n == 0 and node.label is not None else None
    if rest is not None and rest - sentence.offset < len(sentence.text):
        return sentence.text[rest - sentence.offset :]
    return sentence.text[max(0, node.begin - sentence.offset) :] if n == 0 else sentence.text
