"""Movements that a page describes without naming them: "pull your knees to your chest" is knees-to-chest.

Which words make which movement is data (`movements.jsonl`); a sentence must tell to do it.
"""

from __future__ import annotations

import functools
import re

from pipeline.extract.exercises.labels import Named
from pipeline.extract.exercises.lexicon import entries
from pipeline.extract.exercises.tables import cues, movements
from pipeline.extract.frame import Sentence


@functools.cache
def _gate() -> re.Pattern[str]:
    """One pattern over all movements: most sentences have none."""
    return re.compile("|".join(f"(?:{p.pattern})" for move in movements() for p in move.patterns))


def described(sentence: Sentence, force: int) -> tuple[Named, ...]:
    """Return the movements that a sentence tells to do, at most one for each stretch of words."""
    lower = sentence.lower
    if not _gate().search(lower):
        return ()
    if not force and not cues().told.search(lower):
        return ()
    found: list[Named] = []
    taken: list[tuple[int, int]] = []
    for move in movements():
        for pattern in move.patterns:
            match = pattern.search(lower)
            if match is None or any(match.start() < b and match.end() > a for a, b in taken):
                continue
            if any(p.search(lower[: match.start()]) for p in cues().negative_before):
                continue
            taken.append(match.span())
            entry = entries().get(move.lexicon_id) if move.lexicon_id else None
            wording = match[0].strip()
            found.append(Named(move.name, "described", move.category, entry, (*move.aliases, wording), True))
            break
    return tuple(found)
