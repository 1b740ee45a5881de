"""The equipment that an exercise is done with: "on a step", not "step back"."""

from __future__ import annotations

import functools

from pipeline import lexicon
from pipeline.kinds.exercises.words import Frozen, one
from pipeline.knowledge import read_table
from pipeline.text.sentence import Sentence

_NEAR = 5


class _Gear(Frozen):
    used: frozenset[str]
    before: frozenset[str]
    between: frozenset[str]
    not_before: frozenset[str]
    not_after: frozenset[str]


@functools.cache
def _table() -> _Gear:
    return read_table("exercises_gear.toml", _Gear)


def gear_in(sentence: Sentence, *, sure: bool = True) -> list[str]:
    """Return the equipment that a sentence names, by its usual names, in the order of the text.

    `sure`: it is a step or a name; elsewhere a thing must be said to be used.
    """
    found = [n for n in lexicon.names(sentence) if n.kind == "equipment" and _is_used(sentence, n, sure=sure)]
    return list(dict.fromkeys(n.entry.name for n in found))


def _is_used(sentence: Sentence, name: lexicon.Name, *, sure: bool) -> bool:
    doc, known = sentence.doc, _table()
    spoken = doc[name.start : name.end].text.lower()
    if sure and spoken not in known.used and one(spoken) not in known.used:
        return True
    after = doc[name.end].lower_ if name.end < len(doc) else ""
    before = [doc[n].lower_ for n in range(max(0, name.start - _NEAR), name.start)]
    if after in known.not_after or (before and before[-1] in known.not_before):
        return False
    for word in reversed(before):
        if word in known.before:
            return True
        if word not in known.between and not word.isalpha():
            return False
    return False
