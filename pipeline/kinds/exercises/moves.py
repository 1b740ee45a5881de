"""Movements that a page describes without naming them: "pull your knees to your chest" is knees-to-chest.

A way of telling one is a row of words, alternatives parted by bars, with a few words between (`exercises_moves.jsonl`);
any form of a verb or noun will do.
"""

from __future__ import annotations

import functools
import re

from pipeline.kinds.exercises.words import one
from pipeline.knowledge import Entry, read_lines
from pipeline.lexicon import entries
from pipeline.models import Category
from pipeline.text.fold import fold
from pipeline.text.inflection import forms, plural, verb_lemma

_WORD = re.compile(r"[a-z0-9']+|[.;:!?]")
_GAP = 4
_STOPS = frozenset(".;:!?")


class Movement(Entry):
    """One line of `exercises_moves.jsonl`: a movement that pages describe, and what it is usually called.

    `ways`: rows of words, each of which tells it. `gap`: how many words may stand between two of a row.
    """

    name: str
    aliases: tuple[str, ...] = ()
    category: Category
    lexicon_id: str | None = None
    ways: tuple[str, ...]
    gap: int = _GAP


@functools.cache
def movements() -> tuple[Movement, ...]:
    """Return the movements in the order of their file."""
    return read_lines("exercises_moves.jsonl", Movement)


@functools.cache
def _by_first() -> dict[str, tuple[tuple[Movement, tuple[frozenset[str], ...]], ...]]:
    """For each word that a way begins with, the ways and their movements."""
    found: dict[str, list[tuple[Movement, tuple[frozenset[str], ...]]]] = {}
    for move in movements():
        for way in move.ways:
            row = tuple(frozenset(part.split("|")) for part in way.split())
            for word in sorted({form for first in row[0] for form in (*forms(first, "v"), plural(first))}):
                found.setdefault(word, []).append((move, row))
    return {word: tuple(ways) for word, ways in found.items()}


@functools.cache
def verbs() -> frozenset[str]:
    """Return the words of which a text that tells a movement has one."""
    return frozenset(_by_first())


@functools.cache
def entry_of(move: Movement) -> object:
    """Return the lexicon's entry for a movement, by its id or its name."""
    wanted = move.lexicon_id or move.id
    return next((e for e in entries("exercise") if e.id == wanted), None)


@functools.lru_cache(maxsize=20_000)
def _forms(word: str) -> frozenset[str]:
    return frozenset({word, verb_lemma(word) or word, one(word)})


def described(text: str) -> tuple[tuple[Movement, int, int], ...]:
    """Return the movements that a text tells, each with the characters that tell it, without overlap.

    >>> [move.name for move, _, _ in described("Then hug both knees in to your chest.")]
    ['knees-to-chest']
    """
    ways = _by_first()
    words = [(m[0], m.start(), m.end()) for m in _WORD.finditer(fold(text))]
    found: list[tuple[Movement, int, int]] = []
    for at, (word, start, _) in enumerate(words):
        for move, row in ways.get(word, ()):
            last = _match(words, at, row, move.gap)
            if last is not None and all(move.id != m.id and (words[last][2] <= a or start >= b) for m, a, b in found):
                found.append((move, start, words[last][2]))
    return tuple(found)


def _match(words: list[tuple[str, int, int]], at: int, row: tuple[frozenset[str], ...], gap: int) -> int | None:
    """Where a row of words that begins at `at` ends; `None` where it does not stand there."""
    for wanted in row[1:]:
        for n in range(at + 1, min(len(words), at + 2 + gap)):
            if words[n][0] in _STOPS:
                return None
            if not wanted.isdisjoint(_forms(words[n][0])):
                at = n
                break
        else:
            return None
    return at
