"""Which sentences are steps of an exercise: "Lie on your back", "Hold for 30 seconds", "Knees bent".

Any verb in command form counts where a body part, a place or a figure stands beside it; verbs of movement count more.
"""

from __future__ import annotations

import functools
import re

from pipeline.kinds.exercises import dosage
from pipeline.kinds.exercises.words import Frozen, body_nouns
from pipeline.knowledge import read_table
from pipeline.text.fold import fold
from pipeline.text.inflection import base_verb, is_noun

_CLAUSE = re.compile(r"(?<=[,;:])\s+|\s+(?:and then|then|and|while)\s+|\s+-+\s+")
_LEAD = re.compile(r"^\W*(?:\d{1,2}[.)-]\s*|step \d+\W+)?")
_WORD = re.compile(r"[a-z']+(?:-[a-z]+)*")
_FIRST = 5
_SHORT = 4
_TAKEN = 9
_STATE_WORDS = 16
_LEAD_CHARACTERS = 90


class _Steps(Frozen):
    strong: frozenset[str]
    weak: frozenset[str]
    determiners: frozenset[str]
    particles: frozenset[str]
    before: frozenset[str]
    places: frozenset[str]
    positions: frozenset[str]
    lead: frozenset[str]
    take: frozenset[str]
    taken: frozenset[str]
    states: frozenset[str]
    state_before: frozenset[str]
    no_state: frozenset[str]


@functools.cache
def table() -> _Steps:
    """Return the words that steps are told by."""
    return read_table("exercises_steps.toml", _Steps)


@functools.lru_cache(maxsize=4096)
def force(text: str) -> int:
    """Return how surely a text is a step: 2 for a movement of the body, 1 where it may be one, 0 where it is none.

    >>> force("Bend your knees."), force("With a towel, gently scoop the sand."), force("Knee pain is common.")
    (2, 2, 0)
    """
    lower = _LEAD.sub("", fold(text))
    rest = _behind_lead(lower)
    verb = _opens(rest) or (_opens(lower) if rest is not lower else None)
    if verb is None:
        words = _WORD.findall(lower)
        return int(bool(words) and words[0] in table().positions and _moves(words) and _has_place(words))
    words = _WORD.findall(lower)
    if verb in table().strong and (_has_place(words) or len(words) <= _SHORT or dosage.parse(text)):
        return 2
    return int(bool(_has_place(words) or dosage.parse(text) or _takes_position(words)))


@functools.lru_cache(maxsize=4096)
def is_state(text: str) -> bool:
    """Return whether a text tells a position without a verb, as steps in lists do: "Knees bent"."""
    words = _WORD.findall(_LEAD.sub("", fold(text)))
    first = next((word for word in words if word not in table().state_before), "")
    named = first in body_nouns() or first in table().states
    return named and 1 < len(words) <= _STATE_WORDS and table().no_state.isdisjoint(words)


@functools.lru_cache(maxsize=4096)
def later_clause(text: str) -> bool:
    """Return whether a clause behind the first one is a step: "For this one, lie on your back"."""
    parts = _CLAUSE.split(_LEAD.sub("", fold(text)))
    return any(_opens(part) in table().strong and _has_place(_WORD.findall(part)) for part in parts[1:])


def command(text: str) -> str | None:
    """Return the verb in command form that a text opens with, behind a leading clause if it has one."""
    lower = _LEAD.sub("", fold(text))
    return _opens(_behind_lead(lower)) or _opens(lower)


def opens_with_command(text: str) -> bool:
    """Return whether a text opens with a verb in command form at all."""
    return _opens(_LEAD.sub("", fold(text))) is not None


def _behind_lead(lower: str) -> str:
    """What stands behind a leading clause: "With your knees bent, lift your hips"."""
    first = _WORD.match(lower)
    comma = lower.find(",", 0, _LEAD_CHARACTERS)
    if first is None or first[0] not in table().lead or comma < 0:
        return lower
    return lower[comma + 1 :].lstrip()


def _opens(clause: str) -> str | None:
    """Return the verb that a clause opens with, words such as "then" and "slowly" aside."""
    words: list[str] = _WORD.findall(clause)
    for at, word in enumerate(words[:_FIRST]):
        after = words[at + 1] if at + 1 < len(words) else ""
        if (word == "let" and after == "us") or (word == "lower" and after in body_nouns()):
            return None
        if word in table().strong or word in table().weak:
            return word
        if _is_command(word, after):
            return word
        if word not in table().before and not word.endswith("ly"):
            return None
    return None


def _is_command(word: str, after: str) -> bool:
    """Return whether any word that can be a verb is one in command form, by the word behind it: "scoop the"."""
    if word in table().before or word in body_nouns():
        return False
    known = after in table().determiners or (after in table().particles and not is_noun(word))
    return known and base_verb(word)


def _has_place(words: list[str]) -> bool:
    return any(word in table().places or word in body_nouns() for word in words)


def _moves(words: list[str]) -> bool:
    """Return whether any word behind the first is a movement of the body."""
    return not table().strong.isdisjoint(words[1:])


def _takes_position(words: list[str]) -> bool:
    """Return whether a step takes the position in which the exercise begins: "Get into a high plank"."""
    at = next((n for n, word in enumerate(words[:_FIRST]) if word in table().take), None)
    return at is not None and not table().taken.isdisjoint(words[at : at + _TAKEN])
