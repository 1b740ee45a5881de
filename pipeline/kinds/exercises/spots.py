"""What may be the name of an exercise: words of a sentence, and what they would name."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass

from pipeline.kinds.exercises import names
from pipeline.lexicon import Entry
from pipeline.models import Category
from pipeline.text.sentence import Sentence

_PIECE = re.compile(r"'s\b|[^\W_]+(?:'(?!s\b)[^\W_]+)*|(?<=\s)[/-](?=\s)|[^\w\s/-]")


@dataclass(slots=True)
class Spot:
    """Characters `[start, end)` of a sentence that may name an exercise.

    `how` it was found: lexicon, shape, act, order, activity, label, described. `strong`: the name by itself speaks of an
    exercise. `many`: it stands in the plural. `first` and `last` are its words.
    """

    sentence: Sentence
    start: int
    end: int
    name: str
    how: str
    category: Category | None = None
    entry: Entry | None = None
    strong: bool = False
    many: bool = False
    first: int = 0
    last: int = 0
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence as plain words: `lower[i]` stands at characters `[starts[i], ends[i])`."""

    lower: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def at(self, character: int) -> int:
        """Return the word that begins at a character, or the last one that begins before it."""
        return max(bisect.bisect_right(self.starts, character) - 1, 0)


def words_in(sentence: Sentence) -> Words:
    """Return the plain words of a sentence: hyphens and slashes within words are left out, "'s" is a word of its own."""
    held: Words | None = sentence.cache.get("exercise words")
    if held is None:
        found = list(_PIECE.finditer(sentence.lower))
        held = Words(tuple(m[0] for m in found), tuple(m.start() for m in found), tuple(m.end() for m in found))
        sentence.cache["exercise words"] = held
    return held


def spot_at(sentence: Sentence, plain: Words, first: int, last: int, how: str, entry: Entry | None = None) -> Spot:
    """Return the words `[first, last)` of a sentence as a name."""
    start, end = plain.starts[first], plain.ends[last - 1]
    name = names.normal(sentence.text[start:end])
    return Spot(sentence, start, end, name, how, entry.category if entry else None, entry, first=first, last=last)


def longest(found: list[Spot]) -> list[Spot]:
    """Return the longest of names that overlap."""
    kept: list[Spot] = []
    for spot in sorted(found, key=lambda s: (s.first - s.last, s.first, s.how != "lexicon")):
        if all(spot.last <= other.first or spot.first >= other.last for other in kept):
            kept.append(spot)
    return kept


def add(kept: list[Spot], more: list[Spot]) -> list[Spot]:
    """Return names with those of further ones that overlap none of them."""
    return kept + [s for s in more if all(s.last <= k.first or s.first >= k.last or s.how == k.how == "act" for k in kept)]
