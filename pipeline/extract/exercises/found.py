"""What is gathered of one exercise while the walk goes down a page, and where its instructions stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from pipeline.extract.exercises.candidate import Candidate
from pipeline.extract.exercises.labels import Named
from pipeline.extract.exercises.lexicon import ExerciseEntry
from pipeline.extract.exercises.tables import body_nouns
from pipeline.extract.frame import Sentence
from pipeline.models import Category, Dosage

_SMALL = re.compile(r"\b(?:the|a|an|on|of|in|and|your)\b")
Kind = Literal["heading", "label", "item", "prose"]


@dataclass(slots=True)
class Found:
    """One exercise of the page. `spans` are (block, start, end) of the words that name it, in block offsets."""

    name: str
    rule: str
    entry: ExerciseEntry | None
    category: Category | None
    aliases: list[str] = field(default_factory=list)
    spans: list[tuple[int, int, int]] = field(default_factory=list)
    body: list[Sentence] = field(default_factory=list)
    told: list[Sentence] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    warned: list[Sentence] = field(default_factory=list)
    moves: list[Sentence] = field(default_factory=list)
    dosage: list[Dosage] = field(default_factory=list)
    list_id: int | None = None
    opened: bool = False
    group_targets: list[str] = field(default_factory=list)
    named_targets: list[str] = field(default_factory=list)

    @property
    def static(self) -> bool:
        """Whether a bare time is a hold: a position that is kept, not a movement that goes on."""
        return self.category in (None, "stretch", "balance", "self-massage", "strength")


@dataclass(slots=True)
class Region:
    """The exercises that the sentences now read belong to, and how firmly.

    `stepped` is the block of the last step that tells to move.
    """

    found: list[Found]
    kind: Kind
    block: int
    list_id: int | None = None
    part: str | None = None
    idle: int = 0
    stepped: int = -1

    def holds(self, one: Named | Candidate) -> bool:
        """Return whether a name is one of these exercises."""
        return any(one.name == held.name or (one.entry is not None and one.entry is held.entry) for held in self.found)


class Book:
    """All exercises of a page by what they are: one entry each, however often and in whatever words it is named."""

    def __init__(self) -> None:
        self.all: list[Found] = []
        self._by_key: dict[str, Found] = {}

    def take(self, named: Named, block: int, start: int, end: int, *, opens: bool = False) -> Found:
        """Return the page's entry for a named exercise, with this place added to it.

        Two names of one known exercise are two exercises where each has a heading of its own, or where one sentence
        tells of both.
        """
        keys = _keys(named)
        found = next((self._by_key[key] for key in keys[1:] if key in self._by_key), None)
        if found is None:
            found = self._by_key.get(keys[0])
            apart = found is not None and named.entry is not None and found.name != named.name
            if found is not None and apart and ((opens and found.opened) or (block, start, end) in found.spans):
                found = None
                keys = keys[1:]
        if found is None:
            found = Found(named.name, named.rule, named.entry, named.category)
            self.all.append(found)
        elif named.name != found.name:
            found.aliases.append(named.name)
        for key in keys:
            self._by_key.setdefault(key, found)
        found.aliases += [alias for alias in named.aliases if alias not in (found.name, *found.aliases)]
        found.opened = found.opened or opens
        if (block, start, end) not in found.spans:
            found.spans.append((block, start, end))
        return found

    def knows(self, named: Named) -> bool:
        """Return whether the page has told of an exercise of this name."""
        return any(key in self._by_key for key in _keys(named))


def _keys(named: Named) -> list[str]:
    keys = [f"name:{named.name.replace('-', ' ').lower()}"]
    if named.entry is not None:
        keys.insert(0, f"id:{named.entry.id}")
    content = sorted(re.findall(r"[\w']+", _SMALL.sub(" ", named.name.lower())))
    kept = [word for word in content if word not in ("stretch", "pose")]
    if all(word in body_nouns() for word in kept):
        kept = content
    return [*keys, "bag:" + " ".join(kept)]
