"""What holds around a statement within its sentence: negation, hedges, conditions, times, and who says it.

After ConText (Harkema et al., 2009): a trigger opens a scope forwards or backwards, which ends at a terminating word,
after its reach, or at the end of the sentence. Triggers are data (`context.jsonl`).
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from pipeline.extract.frame import Sentence
from pipeline.knowledge import Entry, read_lines

Kind = Literal[
    "negated", "refuted", "prevented", "hedged", "question", "condition", "timing", "attribution", "stop"
]


class Trigger(Entry):
    """One line of `context.jsonl`.

    `reach` is how many characters a scope goes on for at most. A group named `value` is what the scope holds: the words
    of the condition, the name of who says it. `cased` patterns see the text as it stands, others in lower case.
    """

    kind: Kind
    direction: Literal["forward", "backward", "both"]
    reach: int = Field(ge=0)
    pattern: re.Pattern[str]
    cased: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """Characters `[start, end)` of a sentence that a trigger reaches, and what it holds."""

    kind: Kind
    start: int
    end: int
    value: str | None = None


@functools.cache
def _triggers(kind: Kind) -> tuple[Trigger, ...]:
    return tuple(t for t in read_lines("context.jsonl", Trigger) if t.kind == kind)


def scopes(sentence: Sentence, kind: Kind) -> tuple[Scope, ...]:
    """Return the scopes of one kind in a sentence, in order."""
    found: list[Scope] = []
    for trigger in _triggers(kind):
        for match in trigger.pattern.finditer(sentence.text if trigger.cased else sentence.lower):
            start, end = match.start(), match.end()
            if trigger.direction in ("forward", "both"):
                end = _forward(sentence.lower, end, trigger.reach)
            if trigger.direction in ("backward", "both"):
                start = _backward(sentence.lower, start, trigger.reach)
            value = None
            if "value" in trigger.pattern.groupindex:
                a, b = match.span("value")
                value = sentence.text[a:b].strip(" ,;:-–—\"“”'‘’")
            found.append(Scope(kind, start, end, value))
    return tuple(sorted(found, key=lambda s: (s.start, s.end)))


def within(sentence: Sentence, kind: Kind, position: int) -> bool:
    """Return whether the character at `position` of the sentence stands in a scope of this kind."""
    return any(s.start <= position < s.end for s in scopes(sentence, kind))


def value(sentence: Sentence, kind: Kind) -> str | None:
    """Return what the first scope of this kind holds: a condition, a time, a name."""
    return next((s.value for s in scopes(sentence, kind) if s.value), None)


def blocked(sentence: Sentence) -> tuple[tuple[int, int], ...]:
    """Return the stretches in which nothing is asserted: negated, refuted, prevented or asked."""
    kinds: tuple[Kind, ...] = ("negated", "refuted", "prevented", "question")
    return tuple((s.start, s.end) for kind in kinds for s in scopes(sentence, kind))


def _stops(lower: str) -> list[int]:
    return sorted(m.start() for t in _triggers("stop") for m in t.pattern.finditer(lower))


def _forward(lower: str, end: int, reach: int) -> int:
    limit = min(len(lower), end + reach)
    return next((stop for stop in _stops(lower) if end <= stop < limit), limit)


def _backward(lower: str, start: int, reach: int) -> int:
    limit = max(0, start - reach)
    return next((stop for stop in reversed(_stops(lower)) if limit <= stop < start), limit)
