"""Imperatives, found by where they stand and by the verb: no model is needed for them.

An imperative opens a clause: the sentence, what stands behind "Label:", behind the comma of an opening "If …," or
"To …,", behind a dash or "so". Verbs that are nouns as often ("exercise", "rest") must be followed by what a verb takes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.advice.vocabulary import matches, vocabulary
from pipeline.models import Polarity

_OPENING = re.compile(r"^[\s\"'“”‘’*•–—\-(]*(?:\(?\d{1,2}\s*[.):]\s*)?[\"'“‘]?")
_LABEL = re.compile(r"^[^:.!?]{2,60}?\s?:\s+[\"'“‘]?")
_BREAK = re.compile(r"(?:;\s+|\s[–—-]\s+|—|,\s+(?:so|then|but|and|or)\s+(?:then\s+)?|,\s+|:\s+)")
_WORD = re.compile(r"[a-z][a-z'-]*")
# How many characters behind "avoid" are looked at.
_BEHIND = 120


@dataclass(frozen=True, slots=True)
class Imperative:
    """A command: characters `[start, …)` of the sentence from its verb on, and whether it is against something."""

    start: int
    polarity: Polarity


def imperative(lower: str, *, item: bool = False) -> Imperative | None:
    """Return the first command in a lower-cased sentence; `item` lets a list item be a bare ambiguous verb.

    Of "keep in mind that …, so don't …" it is the second one.

    >>> imperative("if your heel hurts, rest it for a week.").start
    20
    >>> imperative("rest is overrated.") is None
    True
    """
    empty: Imperative | None = None
    for start in _clause_starts(lower):
        found = _command(lower, start, item=item)
        if found is None:
            continue
        if not matches(vocabulary().table.attention, lower[found.start :]):
            return found
        if not matches(vocabulary().table.remarks, lower[found.start :]):
            empty = empty or found
    return empty


def _clause_starts(lower: str) -> Iterator[int]:
    opening = _OPENING.match(lower)
    first = opening.end() if opening else 0
    yield first
    label = _LABEL.match(lower[first:])
    if label:
        yield first + label.end()
    opens = _opens(lower, first)
    for number, match in enumerate(_BREAK.finditer(lower, first)):
        mark = match.group().strip()
        # a bare comma is a clause's start only behind "If …," and the like, or a first "However,": elsewhere it goes
        # on with a list; so does ", or"
        if mark in (", and", ", or", ", then"):
            continue
        if mark == "," and not opens and not (number == 0 and " " not in lower[first : match.start()]):
            continue
        if mark != ",":
            opens = opens or _opens(lower, match.end())
        yield match.end()


def _opens(lower: str, start: int) -> bool:
    """Whether a clause opens with "If …" or the like, whatever joins it to the one before: "But if …"."""
    table = vocabulary().table
    word = _WORD.match(lower, start)
    while word and word.group() in table.joining:
        after = len(lower) - len(lower[word.end() :].lstrip(", "))
        word = _WORD.match(lower, after) if after > word.end() else None
    return bool(word and word.group() in table.openers)


def _command(lower: str, start: int, *, item: bool) -> Imperative | None:
    vocab = vocabulary()
    lead = vocab.lead.match(lower, start)
    # "gently stretch", but "do" and "never" can be the command itself
    for at in (start, lead.end() if lead else start):
        against = vocab.against.match(lower, at)
        if against:
            return Imperative(at, _against_polarity(lower, against.end()))
    at = lead.end() if lead else start
    for position in dict.fromkeys((at, start)):
        word = _WORD.match(lower, position)
        if word is None:
            continue
        if word.group() == "do" and matches(vocabulary().table.asks, lower[word.end() :]):
            continue
        if _is_verb(lower, word, item=item, led=lead is not None and position == at):
            return Imperative(position, "do")
    return None


def _is_verb(lower: str, word: re.Match[str], *, item: bool, led: bool) -> bool:
    table = vocabulary().table
    if word.group() not in table.verbs and word.group() not in table.ambiguous:
        return False
    if lower.startswith(table.noun_pairs, word.start()):
        return False
    rest = lower[word.end() :]
    if rest[:1] in ("-", "/") and rest[1:2].isalpha():
        return False
    following = _WORD.match(rest.lstrip())
    if word.group() not in table.ambiguous:
        return following is None or following.group() not in table.finite
    if following is None:
        return item and not led and not rest.strip(" .!*)\"'”’")
    if following.group() == "and" and _shares_object(rest.lstrip()[following.end() :].lstrip()):
        return True
    item = item or led
    if item and not lower[: word.start()].strip(" -–•*\"'“") and following.group() not in table.noun_follow:
        return True
    return following.group() in table.follow or following.group().endswith("ly") or (item and rest.lstrip()[:1].isdigit())


def _shares_object(rest: str) -> bool:
    """Whether a second command with its object follows: "rest and *ice the ankle*", not "rest and *ice help*"."""
    table = vocabulary().table
    second = _WORD.match(rest)
    if second is None or second.group() not in (*table.verbs, *table.ambiguous):
        return False
    third = _WORD.match(rest[second.end() :].lstrip())
    return third is not None and third.group() in table.objects


def _against_polarity(lower: str, end: int) -> Polarity:
    """ "Avoid injury by warming up" tells what to do; so does "don't forget to stretch"."""
    return "do" if matches(vocabulary().table.undone, lower[end : end + _BEHIND]) else "avoid"
