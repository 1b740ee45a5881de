"""Amounts in a text: figures or ranges of figures with their units, "8 to 12 slow reps", "30 seconds to 2 minutes"."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Literal

from pipeline.kinds.exercises.words import Frozen
from pipeline.knowledge import read_table
from pipeline.models import Number, Range
from pipeline.text.fold import fold

Kind = Literal["sets", "rounds", "reps", "times", "bare", "breaths", "distance", "frequency", "time"]

_TOKEN = re.compile(r"[0-9]+(?:[.,][0-9]+)*|(?!x[0-9])[a-z]+[0-9]+|[a-z]+(?:'[a-z]+)?|[^\sa-z0-9]")
_TENS = frozenset({20, 30, 40, 50, 60, 90})
_MARKS = str.maketrans({"×": "x", "✕": "x"})


class _Units(Frozen):
    sets: frozenset[str]
    rounds: frozenset[str]
    reps: frozenset[str]
    times: frozenset[str]
    breaths: frozenset[str]
    period: frozenset[str]
    between: frozenset[str]
    counted: frozenset[str]


class _WordLists(Frozen):
    joints: frozenset[str]
    hold: frozenset[str]
    held: frozenset[str]
    time_not: frozenset[str]
    time_before: frozenset[str]
    do: frozenset[str]
    each: frozenset[str]
    sides: frozenset[str]
    other: frozenset[str]
    switch: frozenset[str]
    times_not: frozenset[str]
    endless: frozenset[str]
    progress: frozenset[str]
    small: frozenset[str]
    defines: frozenset[str]
    none: tuple[str, ...]


class _Table(Frozen):
    numbers: dict[str, Number]
    once: dict[str, Number]
    seconds: dict[str, Number]
    metres: dict[str, float]
    units: _Units
    words: _WordLists


class Words(_WordLists, _Units):
    """All the words of `dose.toml`."""

    numbers: dict[str, Number]
    once: dict[str, Number]
    seconds: dict[str, Number]
    metres: dict[str, float]


@functools.cache
def words() -> Words:
    """Return the words that doses are read by."""
    table = read_table("dose.toml", _Table)
    return Words(
        numbers=table.numbers,
        once=table.once,
        seconds=table.seconds,
        metres=table.metres,
        **table.units.model_dump(),
        **table.words.model_dump(),
    )


@functools.cache
def _figure_words() -> frozenset[str]:
    known = words()
    return frozenset([*known.numbers, *known.once, *known.endless, *known.seconds, "daily", "every", "each"])


@dataclass(frozen=True, slots=True)
class Amount:
    """A range of figures and what they count: tokens `[start, end)`. `article`: "a minute", without a figure."""

    kind: Kind
    range: Range
    unit: str
    start: int
    end: int
    article: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A text as folded tokens. `gate`: it has something that may be a figure at all."""

    lower: str
    tokens: tuple[str, ...]

    @property
    def gate(self) -> bool:
        """Whether any token may give a dose."""
        return any(token[0].isdecimal() or token in _figure_words() for token in self.tokens)

    def word(self, at: int) -> str:
        """Return the token at a place, nothing outside the text."""
        return self.tokens[at] if 0 <= at < len(self.tokens) else ""

    def figure_at(self, at: int) -> tuple[Number, int] | None:
        """Return the figure that begins at a token and where it ends."""
        word = self.word(at)
        plain = word.replace(",", "")
        if word[:1].isdecimal() and not plain.replace(".", "", 1).isdecimal():
            return None  # a date, a version
        if word[:1].isdecimal():
            value = float(plain)
            return (int(value) if value.is_integer() else value), at + 1
        value_of = words().numbers
        if word not in value_of:
            return None
        unit = value_of.get(self.word(at + 2), 0)
        if value_of[word] in _TENS and self.word(at + 1) == "-" and 0 < unit < min(_TENS) / 2:
            return value_of[word] + unit, at + 3
        return value_of[word], at + 1


@functools.lru_cache(maxsize=256)
def read(text: str) -> Text:
    """Return a text as tokens.

    >>> read("3×10 – each side").tokens
    ('3', 'x', '10', '-', 'each', 'side')
    """
    lower = fold(text.replace("—", ";")).translate(_MARKS)
    return Text(lower, tuple(_TOKEN.findall(lower)))


def amounts(said: Text) -> list[Amount]:
    """Return the amounts of a text, in its order."""
    found: list[Amount] = []
    at = 0
    while at < len(said.tokens):
        one = _once(said, at) or _article(said, at) or _amount(said, at)
        if one is not None:
            found.append(one)
        at = one.end if one is not None else at + 1
    return found


def _once(said: Text, at: int) -> Amount | None:
    """ "Twice a day", "once or twice a week", "repeat twice"."""
    once = words().once
    if said.word(at) not in once:
        return None
    low = high = once[said.word(at)]
    end = at + 1
    if said.word(end) in ("or", "to") and said.word(end + 1) in once:
        high, end = once[said.word(end + 1)], end + 2
    often = _period(said, end)
    if often is not None:
        return Amount("frequency", (low, high), often[0], at, often[1])
    return Amount("times", (low, high), "times", at, end) if low > 1 else None


def _article(said: Text, at: int) -> Amount | None:
    """ "A minute", "half a minute", "one full minute"."""
    half = said.word(at) == "half"
    start = at
    at += half
    if said.word(at) not in ("a", "an") and not (said.word(at) == "one" and said.word(at + 1) == "full"):
        return None
    at += 1 + (said.word(at + 1) == "full")
    scale = words().seconds.get(said.word(at))
    if scale is None or said.word(at - 1) == "s" or len(said.word(at)) < 2:
        return None
    value = scale / 2 if half else scale
    value = int(value) if float(value).is_integer() else value
    return Amount("time", (value, value), said.word(at), start, at + 1, article=not half)


def _amount(said: Text, at: int) -> Amount | None:
    first = said.figure_at(at)
    if first is None or _fraction(said, at):
        return None
    low, end = first
    unit, scale, after = _time_unit(said, end)
    high, stop, other = _range_end(said, at, after if unit else end, unit)
    if high is None:
        end = after if unit else end
        return Amount("time", (low * scale, low * scale), unit, at, end) if unit else _counted(said, at, end, (low, low))
    second, scale2, after2 = _time_unit(said, stop)
    if other:
        return Amount("time", _ordered(low * scale, other), unit, at, stop)
    if second:
        scale = scale if unit else scale2
        return Amount("time", _ordered(low * scale, high * scale2), second, at, after2)
    return _counted(said, at, stop, _ordered(low, high))


def _range_end(said: Text, at: int, end: int, unit: str) -> tuple[Number | None, int, Number | None]:
    """The second figure of a range; with a unit behind the first it counts only with a unit of its own."""
    end += said.word(end) == "+"
    joint = said.word(end)
    size = 2 if said.tokens[end : end + 2] in (("up", "to"), ("-", "to"), ("or", "even")) else 1
    if joint == "and":
        if said.word(at - 1) != "between" and said.word(end + 1) != "up":
            return None, end, None
        size = 3 if said.word(end + 1) == "up" else 1
    elif joint not in words().joints and size == 1:
        return None, end, None
    nxt = said.figure_at(end + size)
    if unit and nxt is None:
        whole = _article(said, end + size)
        return (whole.range[0], whole.end, whole.range[0]) if whole is not None else (None, end, None)
    if nxt is None:
        return None, end, None
    if unit and not _time_unit(said, nxt[1])[0]:
        return None, end, None
    if not unit and joint == "/":
        return None, end, None
    return nxt[0], nxt[1] + (said.word(nxt[1]) == "+"), None


def _fraction(said: Text, at: int) -> bool:
    """Return whether a figure is part of a fraction or a name: "90/90", "1/2"."""
    return said.word(at - 1) == "/" or (said.word(at + 1) == "/" and said.figure_at(at + 2) is not None)


def _ordered(low: Number, high: Number) -> Range:
    return (low, high) if low <= high else (high, low)


def _time_unit(said: Text, at: int) -> tuple[str, Number, int]:
    """The unit of time behind a figure, its seconds and where it ends; empty where there is none."""
    at += said.word(at) == "-" and said.word(at + 1) in words().seconds
    at += said.word(at) in ("slow", "full")
    scale = words().seconds.get(said.word(at))
    if scale is None:
        return "", 1, at
    return said.word(at), scale, at + 1 + (said.word(at + 1) == "." and said.word(at) in ("sec", "min"))


def _counted(said: Text, at: int, end: int, found: Range) -> Amount:
    """An amount that counts no time, by the unit behind it."""
    known = words()
    end += said.word(end) == "+"
    unit_at = end
    while said.word(unit_at) in known.between:
        unit_at += 1
    often = _often(said, end)
    if often is not None:
        return Amount("frequency", found, often[0], at, often[1])
    unit = said.word(unit_at)
    if end != unit_at or said.word(end) not in known.metres:
        if said.word(unit_at + 1) in known.reps and unit not in known.sets and unit.isalpha():
            unit, unit_at = said.word(unit_at + 1), unit_at + 1
    else:
        scale = known.metres[unit]
        return Amount("distance", (found[0] * scale, found[1] * scale), unit, at, end + 1)
    kinds: tuple[tuple[Kind, frozenset[str]], ...] = (
        ("sets", known.sets),
        ("rounds", known.rounds),
        ("reps", known.reps),
        ("times", known.times),
        ("breaths", known.breaths),
    )
    kind = next((kind for kind, units in kinds if unit in units), None)
    return Amount(kind, found, unit, at, unit_at + 1) if kind else Amount("bare", found, "", at, end)


def _often(said: Text, at: int) -> tuple[str, int] | None:
    """The period behind "3 times a", "2x", "3 days a", "two sessions per"."""
    at += said.word(at) == "or"
    at += said.word(at) == "more"
    if said.word(at) in ("times", "x", "days", "sessions", "nights", "mornings"):
        return _period(said, at + 1)
    return None


def _period(said: Text, at: int) -> tuple[str, int] | None:
    at += said.word(at) in ("a", "per", "each", "every", "/", "in", "an")
    at += said.word(at) in ("a", "the")
    word = said.word(at)
    return (word, at + 1) if word in words().period else None
