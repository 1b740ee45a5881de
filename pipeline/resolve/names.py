"""The normal form of an exercise's name: what stays when spelling, number, articles and word order are taken away.

A modifier always counts: a side plank is no plank. Heads and modifiers are not told apart, since the form is a set of
words: "stretch of the lower back" and "lower back stretch" are one, "hamstring stretch" and "hamstring curl" are two.
"""

from __future__ import annotations

import functools
import re

from pydantic import ConfigDict

from pipeline.knowledge import Entry, read_lines
from pipeline.resolve.meaning import phrases, pieces
from pipeline.resolve.words import lemma, meaning, tokens

_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")


class LexiconName(Entry):
    """What is read of `exercises.jsonl` here."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    name: str
    aliases: tuple[str, ...] = ()


@functools.lru_cache(maxsize=65536)
def normal_name(name: str) -> str:
    """Return the normal form of an exercise's name.

    >>> normal_name("rotational stretches of your lower back") == normal_name("Lower-back rotational stretch")
    True
    >>> normal_name("side plank") == normal_name("plank")
    False
    >>> normal_name("knee to chest") == normal_name("chest to knee")
    False
    """
    text = name.replace("-", " ")
    bare = _ASIDE.sub(" ", text)
    table = meaning()
    words = [w for w in tokens(bare if bare.strip() else text) if w not in table.determiners and w != ","]
    found: dict[str, bool] = {}
    towards = False
    for kind, value in pieces([lemma(word) for word in words], phrases(names=True)):
        if value in table.names.towards:
            towards = True
        elif value not in table.names.joining:
            found[f"to>{value}" if towards else value] = kind == "part"
            towards = False
    told = {value for value in found if value not in table.names.generic}
    # "neck exercise" is not the neck, and "movement" alone must stay
    if all(found[value] for value in told):
        told = set(found)
    return " ".join(sorted(told))


@functools.cache
def lexicon() -> dict[str, LexiconName]:
    """Return the lexicon's entries by id."""
    return {entry.id: entry for entry in read_lines("exercises.jsonl", LexiconName)}


@functools.cache
def entry_forms(entry_id: str) -> tuple[frozenset[str], ...]:
    """Return the words of each normal form that the lexicon's entry has."""
    entry = lexicon()[entry_id]
    forms = sorted({normal_name(name) for name in (entry.name, *entry.aliases)})
    return tuple(frozenset(form.split()) for form in forms)


@functools.cache
def lexicon_ids() -> dict[str, str]:
    """Return the id of the one entry that each normal form names; a form of two entries names neither."""
    found: dict[str, str | None] = {}
    for entry in lexicon().values():
        for form in dict.fromkeys(normal_name(name) for name in (entry.name, *entry.aliases)):
            found[form] = entry.id if form not in found else None
    # a form that is the name of one entry and an alias of another is the former's
    found |= {normal_name(entry.name): entry.id for entry in lexicon().values()}
    return {form: found_id for form, found_id in found.items() if found_id}
