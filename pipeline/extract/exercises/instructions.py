"""Which sentences are steps of an exercise: "Lie on your back", "Hold for 30 seconds", "You roll onto your stomach"."""

from __future__ import annotations

import re

from pipeline.extract import dosage
from pipeline.extract.exercises.tables import body_nouns, verbs
from pipeline.extract.frame import Sentence

_CLAUSE = re.compile(r"(?<=[,;:])\s+|\s+(?:and then|then|and|while)\s+|\s+[–—-]\s+")
_FIRST = 5
_SHORT = 4
_WORD = re.compile(r"[a-z']+(?:-[a-z]+)*")
_LEAD = re.compile(r"^\W*(?:\d{1,2}[.)]\s+|step \d+\W+)?")


def _opens(clause: str) -> str | None:
    """Return the verb that a clause opens with, words such as "then" and "slowly" aside."""
    words: list[str] = _WORD.findall(clause)
    table = verbs()
    for at, word in enumerate(words[:_FIRST]):
        after = words[at + 1] if at + 1 < len(words) else ""
        if (word == "let" and after == "us") or (word == "lower" and after in body_nouns()):
            return None
        if word in table.strong or word in table.weak:
            return word
        if word not in verbs().before and not word.endswith("ly"):
            return None
    return None


def _has_place(text: str) -> bool:
    words = set(_WORD.findall(text))
    return bool(words & verbs().places) or bool(words & body_nouns())


def _moves(text: str) -> bool:
    """Return whether any word of a text is a movement of the body."""
    return not verbs().strong.isdisjoint(_WORD.findall(text)[1:]) and _has_place(text)


def force(sentence: Sentence) -> int:
    """Return how surely a sentence is a step: 2 for a movement of the body, 1 where it may be one, 0 where it is none."""
    text = _LEAD.sub("", sentence.lower)
    rest = verbs().lead_clause.sub("", text, count=1)
    verb = _opens(rest) or (_opens(text) if rest is not text else None)
    if verb is None:
        first = _WORD.search(text)
        return int(first is not None and first[0] in verbs().positions and _moves(text))
    if verb in verbs().strong and (_has_place(text) or len(text.split()) <= _SHORT or dosage.parse(text)):
        return 2
    return 1 if _has_place(text) or dosage.parse(text) or verbs().starts.match(text) else 0


def is_state(sentence: Sentence) -> bool:
    """Return whether a sentence tells a position without a verb, as steps in lists do: "Knees bent"."""
    return bool(verbs().states.match(_LEAD.sub("", sentence.lower)))


def later_clause(sentence: Sentence) -> bool:
    """Return whether a clause behind the first one is a step: "For this one, lie on your back"."""
    parts = _CLAUSE.split(_LEAD.sub("", sentence.lower))
    return any(_opens(part) in verbs().strong and _has_place(part) for part in parts[1:])
