"""Which sentences are steps of an exercise: "Lie on your back", "Hold for 30 seconds", "You roll onto your stomach"."""

from __future__ import annotations

import re

from pipeline.extract import dosage
from pipeline.extract.exercises.tables import body_nouns, verbs
from pipeline.extract.frame import Sentence

_CLAUSE = re.compile(r"(?<=[,;:])\s+|\s+(?:and then|then|and|while)\s+|\s+[–—-]\s+")
_WORD = re.compile(r"[a-z']+(?:-[a-z]+)*")
_LEAD = re.compile(r"^\W*(?:\d{1,2}[.)]\s+|step \d+\W+)?")
_SUBJECT = re.compile(r"^(?:as|when|while|with|from|on|in|using|without|keeping|lying|sitting|standing|kneeling|starting|holding|after|to|for|if|once|before|at|by|during)\b[^,]{2,90},\s*")


def _opens(clause: str) -> str | None:
    """Return the verb that a clause opens with, words such as "then" and "slowly" aside."""
    words = _WORD.findall(clause)
    for at, word in enumerate(words[:5]):
        if word == "let" and words[at + 1 : at + 2] in (["us"], ["'s"]):
            return None
        if word == "lower" and at + 1 < len(words) and words[at + 1] in body_nouns():
            return None
        if word in verbs().strong or word in verbs().weak:
            return word
        if word not in verbs().before and not word.endswith("ly"):
            return None
    return None


def _has_place(text: str) -> bool:
    words = set(_WORD.findall(text))
    return bool(words & verbs().places) or bool(words & body_nouns())


def force(sentence: Sentence) -> int:
    """Return how surely a sentence is a step: 2 for a movement of the body, 1 where it may be one, 0 where it is none."""
    text = _LEAD.sub("", sentence.lower)
    rest = _SUBJECT.sub("", text, count=1)
    verb = _opens(rest) or (_opens(text) if rest is not text else None)
    if verb is None:
        return 0
    if verb in verbs().strong and (_has_place(text) or len(text.split()) <= 4 or dosage.parse(text)):
        return 2
    return 1 if _has_place(text) or dosage.parse(text) else 0


def is_state(sentence: Sentence) -> bool:
    """Return whether a sentence tells a position without a verb, as steps in lists do: "Knees bent"."""
    return bool(verbs().states.match(_LEAD.sub("", sentence.lower)))


def later_clause(sentence: Sentence) -> bool:
    """Return whether a clause behind the first one is a step: "For this one, lie on your back"."""
    parts = _CLAUSE.split(_LEAD.sub("", sentence.lower))
    return any(_opens(part) in verbs().strong and _has_place(part) for part in parts[1:])
