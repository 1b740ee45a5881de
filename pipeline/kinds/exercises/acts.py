"""Exercises told as something done to a body part: "stretch your hamstrings", "foam roll your calves"."""

from __future__ import annotations

import functools

from pipeline.kinds.exercises import names
from pipeline.kinds.exercises.spots import Spot, Words
from pipeline.kinds.exercises.words import body_nouns, muscles, table
from pipeline.models import Category
from pipeline.text.sentence import Sentence

_CATEGORIES: dict[str, Category] = {"stretch": "stretch", "massage": "self-massage", "foam rolling": "self-massage"}
_PAIR = 2


def find(sentence: Sentence, plain: Words) -> list[Spot]:
    """What is done to body parts: "stretch your chest and shoulders", "foam roll your calves".

    Two parts make one name ("chest and shoulder stretch"), a longer list makes one name each.
    """
    found: list[Spot] = []
    lower = plain.lower
    for at, word in enumerate(lower):
        if word not in first_words():
            continue
        size, noun = _act_at(lower, at)
        if not noun or (at and lower[at - 1] in table().grammar.act_not_after):
            continue
        end, parts = _parts(lower, _skip(lower, at + size))
        if not parts or not _names_muscle(lower, parts[0][0], end):
            continue
        last = parts[-1][1]
        spoken = [names.normal(" ".join(lower[a:b])) for a, b in parts]
        group = spoken if len(spoken) > _PAIR else [" and ".join(spoken)]
        aliases = (names.normal(sentence.text[plain.starts[at] : plain.ends[last - 1]]),)
        for name in (f"{part} {noun}" for part in group):
            start, stop = plain.starts[at], plain.ends[last - 1]
            found.append(Spot(sentence, start, stop, name, "act", _CATEGORIES[noun], None, False, False, at, last, aliases))
    return found


@functools.cache
def first_words() -> frozenset[str]:
    """Return the words that acts begin with."""
    return frozenset(act.split()[0] for act in table().acts)


def _act_at(lower: tuple[str, ...], at: int) -> tuple[int, str]:
    for size in (2, 1):
        noun = table().acts.get(" ".join(lower[at : at + size])) if at + size <= len(lower) else None
        if noun:
            return size, noun
    return 0, ""


def _skip(lower: tuple[str, ...], at: int) -> int:
    """Where the body parts may begin: behind "your", "out", "and opening the", "exercises that focus on the"."""
    grammar = table().grammar
    announced = lower[at : at + 1] in (("exercises",), ("exercise",)) and at + 1 < len(lower)
    if announced and lower[at + 1] in grammar.act_exercises:
        at += 2
        while at < len(lower) and lower[at] in grammar.act_focus:
            at += 1
    while at < len(lower) and lower[at] in grammar.act_skip:
        at += 1
    return at


def _parts(lower: tuple[str, ...], at: int) -> tuple[int, list[tuple[int, int]]]:
    """The body parts of an enumeration that begins at `at`, and where it ends."""
    parts: list[tuple[int, int]] = []
    while at < len(lower):
        begin = at
        while at < len(lower) and lower[at] in body_nouns():
            at += 1
        if at > begin:
            parts.append((begin, at))
        elif not (parts and (lower[at] in table().grammar.act_nouns or lower[at] in table().grammar.act_between)):
            break
        else:
            at += 1
    return at, parts


def _names_muscle(lower: tuple[str, ...], begin: int, end: int) -> bool:
    return any(lower[a:b] in muscles() for a in range(begin, end) for b in range(a + 1, end + 1))
