"""Doses in words made figures: "three sets of 10 to 15 on each side", "hold for 30-60 seconds", "twice a day".

A sentence is cut into words and signs; figures with their units become amounts; what an amount counts is told by its unit
and by the words around it (`dose.toml`).
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.kinds.exercises.amounts import Amount, Text, amounts, read, words
from pipeline.models import Dosage, Frequency, Range

_LONGEST = 3600 * 2
_MANY_ROUNDS = 6
_REACH = 16
_SHORT = 9
_STOPS = frozenset(".;:")


@dataclass(slots=True)
class _Figures:
    sets: Range | None = None
    reps: Range | None = None
    hold: Range | None = None
    duration: Range | None = None
    distance: Range | None = None
    frequency: Frequency | None = None
    quoted: bool = False

    def empty(self) -> bool:
        """Whether there is no dose at all."""
        figures = (self.sets, self.reps, self.hold, self.duration, self.distance, self.frequency)
        return all(one is None for one in figures) and not self.quoted


@functools.lru_cache(maxsize=2048)
def parse(text: str, *, static: bool = True) -> Dosage | None:
    """Return the dose that a sentence gives, `None` where it gives none.

    `static` says what a time without "hold" means: how long a position is held, else how long to go on. Several holds in
    one sentence make one range ("60 seconds if you can, or at least 45").

    >>> dose = parse("Hold for 30 to 60 seconds and repeat twice on each side.")
    >>> dose.hold_seconds, dose.reps, dose.per_side
    ((30, 60), (2, 2), True)
    """
    said = read(text)
    if not said.gate or any(phrase in said.lower for phrase in words().none):
        return None
    found = _Figures()
    known = amounts(said)
    times = [one for one in known if one.kind == "time"]
    for one in known:
        _COUNTS[one.kind](said, one, found)
    _take_times(said, times, found, static=static)
    found.frequency = found.frequency or _daily(said)
    found.quoted = found.quoted or any(_endless(said, n) for n in range(len(said.tokens)))
    if found.empty():
        return None
    return Dosage(
        sets=found.sets,
        reps=found.reps,
        hold_seconds=found.hold,
        duration_seconds=found.duration,
        distance_metres=found.distance,
        frequency=found.frequency,
        per_side=_per_side(said),
        quote=text.strip(),
    )


def progresses(text: str) -> bool:
    """Return whether a sentence raises a figure given before: "Progress to 60 seconds"."""
    tokens = read(text).tokens
    starts = any(word in words().progress for word in tokens[:2])
    return starts and "to" in tokens


def grow(before: Dosage, after: Dosage) -> Dosage:
    """Return `after` with its ranges reaching down to those of `before`: "start with 15 seconds, progress to 60"."""
    changed: dict[str, Range] = {}
    for name in ("sets", "reps", "hold_seconds", "duration_seconds"):
        old, new = getattr(before, name), getattr(after, name)
        if old and new and old[0] < new[1]:
            changed[name] = (old[0], new[1])
    return after.model_copy(update=changed)


def _sets(said: Text, one: Amount, found: _Figures) -> None:
    found.sets = found.sets or one.range


def _rounds(said: Text, one: Amount, found: _Figures) -> None:
    if one.range[0] < _MANY_ROUNDS:
        found.sets = found.sets or one.range
    else:
        found.reps = found.reps or one.range


def _reps(said: Text, one: Amount, found: _Figures) -> None:
    # "that is one rep" says what a repetition is
    if said.word(one.start - 1) not in words().defines:
        found.reps = found.reps or one.range


def _times(said: Text, one: Amount, found: _Figures) -> None:
    """Figures with "times" or "x": how often in a day, how many repetitions, or how many sets ("3 x 10", "20 s x 2")."""
    after, then = said.word(one.end), said.word(one.end + 1)
    compared = after == "more" and then.isalpha() and then not in words().each | {"on", "for", "with"}
    if after in words().times_not or compared:
        return
    if _count_sets(said, one, found):
        return
    short = one.unit == "x" and len(said.tokens) <= _SHORT
    told = short or _before(said, one.start, words().do) or _opens(said, one.start)
    if told or _sided(said, one.end) or said.word(one.start - 1) == ",":
        _reps(said, one, found)


def _count_sets(said: Text, one: Amount, found: _Figures) -> bool:
    crossed = one.unit == "x" and said.figure_at(one.end) is not None
    if crossed or (one.unit == "x" and said.word(one.end) in words().endless) or said.word(one.end) == "circuit":
        _sets(said, one, found)
        return True
    return False


def _bare(said: Text, one: Amount, found: _Figures) -> None:
    """A figure without a unit: "3 x 10", "sets of 8", "Reps: 12", "15 each side", "do 10 circles"."""
    before, second = said.word(one.start - 1), said.word(one.start - 2)
    if before == "x":
        _crossed(said, one, found)
    elif before in (":", "of", "with", "at", "-") and second in words().sets:
        if before in (":", "-"):
            _sets(said, one, found)
        else:
            _reps(said, one, found)
    elif before in words().reps or (before == ":" and second in (*words().reps, "times")):
        _reps(said, one, found)
    elif _sided(said, one.end) or _counts_movement(said, one.end):
        if _opens(said, one.start) or _before(said, one.start, words().do):
            _reps(said, one, found)
    elif _alone(said, one):
        _reps(said, one, found)


def _counts_movement(said: Text, at: int) -> bool:
    while said.word(at) in words().between:
        at += 1
    return said.word(at) in words().counted


def _crossed(said: Text, one: Amount, found: _Figures) -> None:
    """The figure behind an "x": repetitions behind sets, sets behind a time ("20 s x 2")."""
    second = said.word(one.start - 2)
    if second in words().seconds:
        _sets(said, one, found)
    else:
        _reps(said, one, found)


def _alone(said: Text, one: Amount) -> bool:
    """Return whether a bare figure is all that a command counts: "Aim for 12.", "Repeat 3."."""
    after, then = said.word(one.end), said.word(one.end + 1)
    closed = after in ("", ".", "!", ",") or (after == "of" and then in ("these", "them"))
    before = said.word(one.start - 1)
    verb = said.word(one.start - 2) if before in ("for", "this", "it") else before
    return closed and verb in words().do


def _breaths(said: Text, one: Amount, found: _Figures) -> None:
    found.quoted = True


def _distance(said: Text, one: Amount, found: _Figures) -> None:
    if said.word(one.start - 1) in ("for", "walk", "run", "carry", "crawl", "jog", "of", "x", "about", "around", ""):
        low, high = one.range
        found.distance = found.distance or (round(low, 1), round(high, 1))


def _frequency(said: Text, one: Amount, found: _Figures) -> None:
    found.frequency = found.frequency or Frequency(times=one.range, period="day" if one.unit in ("day", "daily") else "week")


def _ignore(said: Text, one: Amount, found: _Figures) -> None:
    """Times are looked at together, behind the others."""


_COUNTS = {
    "sets": _sets,
    "rounds": _rounds,
    "reps": _reps,
    "times": _times,
    "bare": _bare,
    "breaths": _breaths,
    "distance": _distance,
    "frequency": _frequency,
    "time": _ignore,
}


def _endless(said: Text, at: int) -> bool:
    """Return whether "to failure", "amrap" stands at a token."""
    word = said.word(at)
    return word in words().endless and (word == "amrap" or said.word(at - 1) in ("to", "until"))


def _take_times(said: Text, times: list[Amount], found: _Figures, *, static: bool) -> None:
    fit = [one for one in times if one.range[1] <= _LONGEST and not _no_dose(said, one)]
    held = [one.range for one in fit if _is_held(said, one)]
    loose = [one.range for one in fit if _is_dose(said, one)] if not held else []
    if held or static:
        found.hold = _union(held or loose)
    else:
        found.duration = _union(loose)


def _no_dose(said: Text, one: Amount) -> bool:
    """Return whether the words before a time say that it is none of the exercise: "rest for 60 seconds"."""
    near = said.tokens[max(0, one.start - 3) : one.start]
    for word in reversed(near):
        if word in words().time_not and not (word in words().each and one.article):
            return True
        if word not in words().small and word != "the":
            return False
    return False


def _is_held(said: Text, one: Amount) -> bool:
    follows = said.word(one.end) in words().held or (said.word(one.end) == "-" and said.word(one.end + 1) in words().held)
    return follows or _before(said, one.start, words().hold)


def _is_dose(said: Text, one: Amount) -> bool:
    return _opens(said, one.start) or said.word(one.start - 1) in words().time_before


def _before(said: Text, at: int, wanted: frozenset[str]) -> bool:
    """Return whether one of these words stands before a token in the same clause."""
    for n in range(at - 1, max(-1, at - 1 - _REACH), -1):
        if said.tokens[n] in wanted and not (said.word(n + 1) in ("up", "off") and said.word(n + 2) != "to"):
            return True
        if said.tokens[n] in _STOPS and n < at - 2:
            return False
    return False


def _opens(said: Text, at: int) -> bool:
    """Return whether a token opens its clause, small words such as "for about" aside."""
    while at and said.tokens[at - 1] in words().small:
        at -= 1
    return at == 0 or said.tokens[at - 1] in (".", ":", ";", "-", "·", "|", "•", ",", "+")


def _sided(said: Text, at: int) -> bool:
    """Return whether "each side", "on both legs" follows."""
    at += said.word(at) in ("on", "for", "to", "in", "with", "times", ",", "(")
    side = said.word(at + 1)
    return said.word(at) in words().each and side.removesuffix("s") in words().sides


def _per_side(said: Text) -> bool:
    for n, word in enumerate(said.tokens):
        after = said.word(n + 1).removesuffix("s")
        if word in words().each | words().other | words().switch and (after in words().sides or after == "feet"):
            return True
        if word == "a" and after == "side" and said.word(n + 2) != "of":
            return True
    return False


def _daily(said: Text) -> Frequency | None:
    """The frequency of "daily" and "every day", which counts only where the reader is told to do it."""
    for n, word in enumerate(said.tokens):
        day = word == "daily" or (word in ("every", "each") and "day" in (said.word(n + 1), said.word(n + 2)))
        if day and (_before(said, n, words().do) or len(said.tokens) <= 3):
            return Frequency(times=(1, 1), period="day")
    return None


def _union(ranges: Iterable[Range]) -> Range | None:
    found = list(ranges)
    return (min(r[0] for r in found), max(r[1] for r in found)) if found else None
