"""The candidates that were kept, by where they stand: in which slot, in which sentence, in which block of instructions."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.kinds.exercises.signs import Proposal
from pipeline.kinds.exercises.slots import Slot, slots
from pipeline.kinds.exercises.spots import Spot
from pipeline.outline import Outline
from pipeline.text.sentence import Sentence

Place = tuple[int, int]


class Kept:
    """The kept candidates of a page, and its slots."""

    def __init__(self, outline: Outline, kept: Sequence[Proposal]) -> None:
        self._filled: dict[tuple[Place, int], list[Spot]] = {}
        self._told: dict[Place, list[Spot]] = {}
        self._groups: dict[Place, Proposal] = {}
        self._slots: dict[Place, list[Slot]] = {}
        for one in kept:
            self._groups |= dict.fromkeys(one.group, one)
            if one.slot is not None:
                self._filled.setdefault((_place(one.spot.sentence), one.slot.start), []).append(one.spot)
            else:
                self._told.setdefault(_place(one.spot.sentence), []).append(one.spot)
        for slot in slots(outline):
            self._slots.setdefault(_place(slot.sentence), []).append(slot)

    def slots(self, sentence: Sentence) -> list[Slot]:
        """Return the slots of a sentence."""
        return self._slots.get(_place(sentence), [])

    def of(self, slot: Slot) -> list[Spot]:
        """Return the names that fill a slot."""
        return self._filled.get((_place(slot.sentence), slot.start), [])

    def told(self, sentence: Sentence) -> list[Spot]:
        """Return what a sentence names or describes in running text."""
        return self._told.get(_place(sentence), [])

    def group(self, sentence: Sentence) -> Proposal | None:
        """Return the exercise of the block of instructions without a name that a sentence is part of."""
        return self._groups.get(_place(sentence))


def _place(sentence: Sentence) -> Place:
    return sentence.block, sentence.position
