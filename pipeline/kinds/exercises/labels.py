"""What labels and headings are for: a part of an exercise ("How to do it:"), words that lead to a name, no name at all."""

from __future__ import annotations

import functools
import re

from pipeline.kinds.exercises import dosage, names
from pipeline.kinds.exercises.steps import opens_with_command
from pipeline.kinds.exercises.words import Frozen, body_nouns, heads, one, table
from pipeline.knowledge import read_table
from pipeline.text.fold import fold

_LONGEST = 8
_SHORTEST = 3
_EDGE = " \t\n:;,.!?-*_#•()"
_JOINT = re.compile(r"\s*(?:&|/|,|\+|\band\b)\s*")


class _Labels(Frozen):
    leads: tuple[str, ...]
    parts: tuple[str, ...]
    again: tuple[str, ...]
    about: tuple[str, ...]
    targets: tuple[str, ...]
    asides: tuple[str, ...]
    doses: tuple[str, ...]
    cautions: tuple[str, ...]
    no_names: frozenset[str]
    function: frozenset[str]


@functools.cache
def labels() -> _Labels:
    """Return the wordings of labels."""
    return read_table("exercises_labels.toml", _Labels)


@functools.cache
def _wordings(group: str) -> tuple[frozenset[str], tuple[str, ...]]:
    found: tuple[str, ...] = getattr(labels(), group)
    return frozenset(w for w in found if not w.endswith("*")), tuple(w[:-1] for w in found if w.endswith("*"))


@functools.lru_cache(maxsize=4096)
def is_a(group: str, text: str) -> bool:
    """Return whether a label is one of a group of wordings ("parts", "about", "targets", "asides", "doses", "cautions").

    >>> is_a("parts", "How to do it:"), is_a("parts", "Sets & reps"), is_a("parts", "Side plank")
    (True, True, False)
    """
    lower = fold(text).strip(_EDGE)
    whole, begins = _wordings(group)
    if lower in whole or lower.startswith(begins):
        return bool(lower)
    pieces = [piece for piece in _JOINT.split(lower) if piece]
    return len(pieces) > 1 and all(piece in whole for piece in pieces)


def is_again(text: str, known: list[str]) -> bool:
    """Return whether a label is of a part of one of these exercises, by its name or as "it": "Benefits of the bridge"."""
    if not is_a("again", text):
        return False
    spoken = set(names.words_of(text))
    if spoken & {"it", "this", "them"}:
        return True
    spoken |= {one(word) for word in spoken}
    return any(set(names.words_of(name)) - {"pose", "stretch", "exercise"} <= spoken for name in known)


def lead(text: str) -> int:
    """Return where a label begins behind words that lead to a name: "How to do the bridge" begins at "bridge"."""
    lower, at = fold(text), 0
    while lower.startswith(_leads(), at):
        words = next(words for words in _leads() if lower.startswith(words, at))
        if len(lower) <= at + len(words) + _SHORTEST - 1:
            break
        at += len(words)
    return at


@functools.cache
def _leads() -> tuple[str, ...]:
    return tuple(f"{words} " for words in labels().leads)


@functools.lru_cache(maxsize=2048)
def could_name(text: str) -> bool:
    """Return whether a label that no rule knows can be a name at all.

    >>> could_name("Backswing stretch"), could_name("What you should know"), could_name("Thighs and buttocks")
    (True, False, False)
    """
    words = names.words_of(names.bare(text))
    if not 0 < len(words) <= _LONGEST or text.rstrip().endswith("?") or not words[0][0].isalnum():
        return False
    lone = len(words) == 1 and words[0].isdigit()
    if lone or words[0] in table().grammar.prepositions or is_a("parts", text) or not labels().function.isdisjoint(words):
        return False
    if dosage.parse(names.bare(text)) or len("".join(words)) <= _SHORTEST:
        return False
    return not all(word in body_nouns() or word in ("and", "&", "or", "the") for word in words)


def is_order(words: list[str]) -> bool:
    """Return whether a label tells to do something: "relax into the stretch" is a step, "reach and roll" a name."""
    told = opens_with_command(" ".join(words))
    return told and len(words) > 2 and any(word in table().grammar.order for word in words[1:3])


def look(name: str) -> frozenset[str]:
    """Return what the words of a name look like: its head, body parts, a gerund, words of other things."""
    words = names.words_of(name)
    found: set[str] = set()
    cut = next((n for n, word in enumerate(words) if n and word in table().grammar.prepositions), len(words))
    last = one(words[cut - 1]) if words else ""
    if (last,) in heads():
        found.add("head-strong" if heads()[(last,)][0].strong else "head-weak")
    if any(word.endswith("ing") for word in (words[:1] + words[cut - 1 : cut])):
        found.add("gerund")
    if any(word in body_nouns() for word in words):
        found.add("body")
    if any(one(word) in labels().no_names for word in words):
        found.add("other")
    if names.is_generic(name):
        found.add("kind")
    if words and one(words[-1]) in labels().no_names:
        found.add("other-last")
    if opens_with_command(" ".join(words)):
        found.add("command")
    if is_order(words):
        found.add("order")
    found.add("one-word" if len(words) == 1 else "long" if len(words) > 4 else "short")
    return frozenset(found)
