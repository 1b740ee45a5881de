"""What is gathered of one exercise while the walk goes down a page, and where its instructions stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from pipeline.kinds.exercises import dosage, names
from pipeline.kinds.exercises.spots import Spot
from pipeline.lexicon import Entry
from pipeline.models import Category, Dosage
from pipeline.text.sentence import Sentence

RegionKind = Literal["heading", "label", "item", "prose"]
_MOVING = frozenset({"cardio", "mobility", "activity", "breathing"})


@dataclass(slots=True, eq=False)
class Found:
    """One exercise of the page. `spans` are (block, start, end) of the words that name it, in block offsets.

    `body` are the sentences that stand with it, `told` those of running text that name it, `moves` those that are steps,
    `warned` those that say who should not do it. `group_targets` are what its section is for.
    """

    name: str
    rule: str
    entry: Entry | None
    category: Category | None
    aliases: list[str] = field(default_factory=list)
    spans: list[tuple[int, int, int]] = field(default_factory=list)
    body: list[Sentence] = field(default_factory=list)
    told: list[Sentence] = field(default_factory=list)
    moves: list[Sentence] = field(default_factory=list)
    warned: list[str] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    dosage: list[Dosage] = field(default_factory=list)
    group_targets: list[str] = field(default_factory=list)
    named_targets: list[str] = field(default_factory=list)
    opened: bool = False

    def dose(self, text: str) -> None:
        """Take the dose that a text gives; a later figure for the same thing widens the range."""
        # a bare time is a hold where a position is kept, not where a movement goes on
        dose = dosage.parse(text, static=self.category not in _MOVING)
        if dose is None:
            return
        if self.dosage and dosage.progresses(text):
            dose = dosage.grow(self.dosage[-1], dose)
        self.add(dose)

    def add(self, dose: Dosage) -> None:
        """Take a dose unless there is one of the same figures."""
        figures = dose.model_copy(update={"quote": ""})
        if all(figures != other.model_copy(update={"quote": ""}) for other in self.dosage):
            self.dosage.append(dose)


@dataclass(slots=True)
class Region:
    """The exercises that the sentences now read belong to, and how firmly.

    `part` is the label of the part that is open; `idle` counts sentences in a row that are none of theirs; `stepped` is the
    block of the last step. `sure`: one of the steps is a movement of the body, which shows
    the `open` ones before it to be steps too.
    """

    found: list[Found]
    kind: RegionKind
    block: int
    list_id: int | None = None
    part: str = ""
    idle: int = 0
    stepped: int = -1
    sure: bool = False
    open: list[tuple[int, int]] = field(default_factory=list)

    def holds(self, spot: Spot) -> bool:
        """Return whether a name is one of these exercises."""
        same = names.key(spot.name)
        return any(same == names.key(one.name) or (spot.entry is not None and spot.entry is one.entry) for one in self.found)


class Book:
    """All exercises of a page by what they are: one entry each, however often and in whatever words it is named."""

    def __init__(self) -> None:
        self.all: list[Found] = []
        self._by_key: dict[str, Found] = {}

    def take(self, spot: Spot, span: tuple[int, int, int], *, opens: bool = False) -> Found:
        """Return the page's entry for a name, with this place added to it.

        Two names of one known exercise are two exercises where each has a heading of its own, or where one sentence
        tells of both.
        """
        own = f"name:{names.key(spot.name)}"
        found = self._by_key.get(own)
        known = f"id:{spot.entry.id}" if spot.entry is not None else ""
        if found is None and known:
            held = self._by_key.get(known)
            apart = held is not None and held.name != spot.name and ((opens and held.opened) or span in held.spans)
            found = None if apart else held
        if found is None:
            found = Found(spot.name, spot.how, spot.entry, spot.category)
            self.all.append(found)
        elif spot.name != found.name:
            found.aliases.append(spot.name)
        for key in (own, known):
            if key:
                self._by_key.setdefault(key, found)
        found.aliases += [alias for alias in spot.aliases if alias not in (found.name, *found.aliases)]
        found.opened = found.opened or opens
        if span not in found.spans:
            found.spans.append(span)
        return found
