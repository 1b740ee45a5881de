"""Exercises told as something done to a body part: "stretch your hamstrings", "foam roll your calves"."""

from __future__ import annotations

import functools

from pipeline.extract.exercises import names
from pipeline.extract.exercises.candidate import Candidate
from pipeline.extract.exercises.lexicon import Words
from pipeline.extract.exercises.tables import body_nouns, body_parts, grammar, shapes
from pipeline.extract.frame import Sentence
from pipeline.models import Category

_KINDS: dict[str, Category] = {"stretch": "stretch", "massage": "self-massage", "foam rolling": "self-massage"}


@functools.cache
def _muscles() -> frozenset[tuple[str, ...]]:
    found: set[tuple[str, ...]] = set()
    for part in body_parts():
        if part.kind in ("muscle", "tendon") or part.name in grammar().stretched:
            for name in (part.name, *part.aliases):
                words = name.lower().replace("-", " ").split()
                found.add(tuple(words))
                found.add((*words[:-1], names.plural(words[-1])))
                found.add((*words[:-1], names.singular(words[-1])))
    return frozenset(found)


def told(lower: str) -> bool:
    """Return whether a lower-cased sentence has a word for such an act at all."""
    return any(act in lower for act in shapes().words.acts)


def find(sentence: Sentence, plain: Words) -> list[Candidate]:
    """What is done to body parts: "stretch your chest and shoulders", "foam roll your calves".

    Two parts make one name ("chest and shoulder stretch"), a longer list makes one name each.
    """
    found: list[Candidate] = []
    lower = plain.lower
    for at, _ in enumerate(lower):
        size, noun = _act_at(lower, at)
        if not noun or (at and lower[at - 1] in grammar().act_not_after):
            continue
        begin = _skip(lower, at + size)
        # "stretching exercises that focus on the calves" needs no imperative
        announced = lower[at + size : at + size + 1] in (("exercises",), ("exercise",))
        end, parts = _parts(lower, begin)
        if not parts or not _names_muscle(lower, begin, end):
            continue
        last = parts[-1][1]
        spoken = [names.normal(" ".join(lower[a:b])) for a, b in parts]
        group = spoken if len(spoken) > 2 else [" and ".join(spoken)]
        start, stop = plain.starts[at], plain.ends[last - 1]
        for name in (f"{part} {noun}" for part in group):
            found.append(Candidate(sentence, start, stop, name, "act", _KINDS[noun], None, announced, False, at, last))
    return found


def _act_at(lower: tuple[str, ...], at: int) -> tuple[int, str]:
    acts = shapes().words.acts
    for size in (2, 1):
        noun = acts.get(" ".join(lower[at : at + size])) if at + size <= len(lower) else None
        if noun:
            return size, noun
    return 0, ""


def _skip(lower: tuple[str, ...], at: int) -> int:
    """Where the body parts may begin: behind "your", "out", "and opening the", "exercises that focus on the"."""
    exercises = lower[at : at + 1] in (("exercises",), ("exercise",))
    if exercises and at + 1 < len(lower) and lower[at + 1] in grammar().act_exercises:
        at += 2
        while at < len(lower) and lower[at] in grammar().act_focus:
            at += 1
    while at < len(lower) and lower[at] in grammar().act_skip:
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
        elif not (parts and (lower[at] in grammar().act_nouns or lower[at] in grammar().act_between)):
            break
        else:
            at += 1
    return at, parts


def _names_muscle(lower: tuple[str, ...], begin: int, end: int) -> bool:
    return any(lower[a:b] in _muscles() for a in range(begin, end) for b in range(a + 1, end + 1))
