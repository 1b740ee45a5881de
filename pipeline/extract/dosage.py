"""Doses in words made figures: "three sets of 10 to 15 on each side", "hold for 30-60 seconds", "twice a day".

How pages write them is data (`dosage.toml`); this module reads the figures that its patterns find.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from pipeline.knowledge import read_table
from pipeline.models import Dosage, Frequency, Number, Range

_PLAIN = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-", "‑": "-", "×": "x", "\u00a0": " "})
_LONGEST = 3600 * 2
_ONCE = {"once": 1, "twice": 2, "thrice": 3}


class _Patterns(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    sets: tuple[str, ...]
    reps: tuple[str, ...]
    hold: tuple[str, ...]
    time: tuple[str, ...]
    time_not: str
    distance: tuple[str, ...]
    dose_not: str
    progress: str


class _FrequencyPatterns(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    times: tuple[str, ...]
    daily: str


class _Sides(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    per_side: str
    quote_only: tuple[str, ...]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    numbers: dict[str, Number]
    seconds: dict[str, Number]
    metres: dict[str, float]
    patterns: _Patterns
    frequency: _FrequencyPatterns
    sides: _Sides


@dataclass(frozen=True, slots=True)
class _Rules:
    sets: tuple[re.Pattern[str], ...]
    reps: tuple[re.Pattern[str], ...]
    hold: tuple[re.Pattern[str], ...]
    time: tuple[re.Pattern[str], ...]
    time_not: re.Pattern[str]
    distance: tuple[re.Pattern[str], ...]
    dose_not: re.Pattern[str]
    progress: re.Pattern[str]
    times: tuple[re.Pattern[str], ...]
    daily: re.Pattern[str]
    per_side: re.Pattern[str]
    quote_only: tuple[re.Pattern[str], ...]
    gate: re.Pattern[str]


@functools.cache
def _table() -> _Table:
    return read_table("dosage.toml", _Table)


def _alternatives(words: Iterator[str] | dict[str, Number] | dict[str, float]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@functools.cache
def _rules() -> _Rules:
    table = _table()
    number = rf"(?:\d+(?:\.\d+)?(?!\d)|(?:{_alternatives(table.numbers)})\b)"
    joint = r"(?: ?- ?| to | or | and (?:up to )?| through )"
    figure = rf"(?<![\d.,/-])(?:between )?(?:\b|(?<=\dx))(?P<a>{number})(?:{joint}(?P<b>{number}))?\+?"
    unit = _alternatives(table.seconds)
    article = r"(?:a|an|one full|a full|half a)\b"
    time = (
        rf"(?<![\d.,/-])(?:between )?(?:\b|(?<=\dx))(?P<a>{number}|{article})\+?(?:[ -]?(?P<ua>{unit})(?![a-z]))?"
        rf"(?:{joint}(?P<b>{number}|{article}))?\+?(?:[ -]?(?P<ub>{unit})(?![a-z]))?"
    )

    def build(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern.replace("{R}", figure).replace("{T}", time))

    def many(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
        return tuple(build(pattern) for pattern in patterns)

    found, often, sides = table.patterns, table.frequency, table.sides
    return _Rules(
        many(found.sets),
        many(found.reps),
        many(found.hold),
        many(found.time),
        re.compile(found.time_not),
        many(found.distance),
        re.compile(found.dose_not),
        re.compile(found.progress),
        many(often.times),
        re.compile(often.daily),
        re.compile(sides.per_side),
        many(sides.quote_only),
        re.compile(rf"\d|\b(?:{_alternatives(table.numbers)}|once|twice|daily|every day|each day|minute|failure|amrap)\b"),
    )


def _number(word: str) -> Number:
    table = _table().numbers
    if word in table:
        return table[word]
    value = float(word)
    return int(value) if value.is_integer() else value


def _range(low: Number, high: Number | None) -> Range:
    if high is None:
        return low, low
    return (low, high) if low <= high else (high, low)


def _figures(patterns: tuple[re.Pattern[str], ...], text: str) -> Iterator[tuple[int, Range]]:
    for pattern in patterns:
        for match in pattern.finditer(text):
            high = match["b"]
            yield match.start("a"), _range(_number(match["a"]), _number(high) if high else None)


def _seconds(match: re.Match[str]) -> Range | None:
    """The range of a `{T}` in seconds; `None` where neither figure has a unit."""
    units = _table().seconds
    unit_b = match["ub"] or match["ua"]
    unit_a = match["ua"] or match["ub"]
    if unit_a is None or unit_b is None:
        return None

    def value(word: str, unit: str) -> Number:
        if word.startswith("half"):
            return units[unit] / 2
        return (1 if word[0] == "a" or word.startswith("one full") else _number(word)) * units[unit]

    low = value(match["a"], unit_a)
    return _range(low, value(match["b"], unit_b) if match["b"] else None)


def _times(patterns: tuple[re.Pattern[str], ...], text: str) -> Iterator[tuple[int, Range]]:
    for pattern in patterns:
        for match in pattern.finditer(text):
            found = _seconds(match)
            start = match.start("a")
            if found and found[1] <= _LONGEST and not _rules().time_not.search(text[:start]):
                yield start, found


def _union(ranges: list[Range]) -> Range | None:
    return (min(r[0] for r in ranges), max(r[1] for r in ranges)) if ranges else None


def _first(found: Iterator[tuple[int, Range]]) -> Range | None:
    return min(found, key=lambda one: one[0], default=(0, None))[1]


def _frequency(text: str) -> Frequency | None:
    for pattern in _rules().times:
        match = pattern.search(text)
        if match is None:
            continue
        groups = match.groupdict()
        if groups.get("word"):
            high = groups.get("word2")
            times = _range(_ONCE[groups["word"]], _ONCE[high] if high else None)
        else:
            times = _range(_number(groups["a"]), _number(groups["b"]) if groups["b"] else None)
        return Frequency(times=times, period="day" if groups["period"] in ("day", "daily") else "week")
    return Frequency(times=(1, 1), period="day") if _rules().daily.search(text) else None


@dataclass(slots=True)
class _Dose:
    sets: Range | None = None
    reps: Range | None = None
    hold: Range | None = None
    duration: Range | None = None
    distance: Range | None = None
    frequency: Frequency | None = None


def _distance(text: str) -> Range | None:
    units = _table().metres
    for pattern in _rules().distance:
        match = pattern.search(text)
        if match:
            scale = units[match["unit"]]
            low = round(_number(match["a"]) * scale, 1)
            high = round(_number(match["b"]) * scale, 1) if match["b"] else None
            return _range(low, high)
    return None


def parse(text: str, *, static: bool = True) -> Dosage | None:
    """Return the dose that a sentence gives, `None` where it gives none.

    `static` says what a time without "hold" means: how long a position is held, else how long to go on. Several holds in
    one sentence make one range ("60 seconds if you can, or at least 45").

    >>> dose = parse("Hold for 30 to 60 seconds and repeat twice on each side.")
    >>> dose.hold_seconds, dose.per_side
    ((30, 60), True)
    """
    rules = _rules()
    lower = text.lower().translate(_PLAIN)
    if not rules.gate.search(lower) or rules.dose_not.search(lower):
        return None
    held = [r for _, r in dict.fromkeys(_times(rules.hold, lower))]
    loose = [] if held else [r for _, r in dict.fromkeys(_times(rules.time, lower))]
    dose = _Dose(
        sets=_first(_figures(rules.sets, lower)),
        reps=_first(_figures(rules.reps, lower)),
        hold=_union(held) or (_union(loose) if static else None),
        duration=None if static else _union(loose),
        distance=_distance(lower),
        frequency=_frequency(lower),
    )
    if dose.reps is None and re.search(r"\brepeat twice\b", lower):
        dose.reps = (2, 2)
    figures = (dose.sets, dose.reps, dose.hold, dose.duration, dose.distance, dose.frequency)
    if all(one is None for one in figures) and not any(p.search(lower) for p in rules.quote_only):
        return None
    return Dosage(
        sets=dose.sets,
        reps=dose.reps,
        hold_seconds=dose.hold,
        duration_seconds=dose.duration,
        distance_metres=dose.distance,
        frequency=dose.frequency,
        per_side=bool(rules.per_side.search(lower)),
        quote=text.strip(),
    )


def progresses(text: str) -> bool:
    """Return whether a sentence raises a figure given before: "Progress to 60 seconds"."""
    return bool(_rules().progress.search(text.lower().translate(_PLAIN)))


def grow(before: Dosage, after: Dosage) -> Dosage:
    """Return `after` with its ranges reaching down to those of `before`: "start with 15 seconds, progress to 60"."""
    changed: dict[str, Range] = {}
    for name in ("sets", "reps", "hold_seconds", "duration_seconds"):
        old, new = getattr(before, name), getattr(after, name)
        if old and new and old[0] < new[1]:
            changed[name] = (old[0], new[1])
    return after.model_copy(update=changed)
