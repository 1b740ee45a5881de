"""The words that names of exercises are built of (`exercises_names.toml`), and those of body parts and equipment."""

from __future__ import annotations

import functools
from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator

from pipeline import lexicon
from pipeline.knowledge import read_table
from pipeline.models import Category
from pipeline.text.fold import fold
from pipeline.text.inflection import gerund, is_noun, plural, singular

_SHORT = 2
_ES = ("sses", "shes", "ches", "xes", "zzes")


class Frozen(BaseModel):
    """A table that is read from knowledge. A text of several lines is a list with one word or wording a line."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _lines(cls, values: Any) -> Any:
        if not isinstance(values, dict):
            return values
        return {key: _listed(value) for key, value in values.items()}


def _listed(value: Any) -> Any:
    return tuple(value.strip("\n").split("\n")) if isinstance(value, str) and "\n" in value else value


class _Heads(Frozen):
    category: Category
    strong: bool
    words: tuple[str, ...]


class _Words(Frozen):
    modifiers: frozenset[str]
    fillers: frozenset[str]
    possessors: frozenset[str]
    proper: tuple[str, ...]
    anatomical: frozenset[str]
    findings: frozenset[str]
    things: frozenset[str]
    things_or_verbs: frozenset[str]
    animals: frozenset[str]
    tails: frozenset[str]
    group_heads: frozenset[str]
    group_words: frozenset[str]
    vague_parts: frozenset[str]
    generic: frozenset[str]
    activities: frozenset[str]


class _Grammar(Frozen):
    where: frozenset[str]
    owners: frozenset[str]
    articles: frozenset[str]
    before_nouns: frozenset[str]
    part_plurals: frozenset[str]
    counts: frozenset[str]
    loose_edges: frozenset[str]
    firm_edges: frozenset[str]
    act_skip: frozenset[str]
    act_between: frozenset[str]
    act_nouns: frozenset[str]
    act_exercises: frozenset[str]
    act_focus: frozenset[str]
    act_not_after: frozenset[str]
    stretched: frozenset[str]
    order: frozenset[str]
    not_body: frozenset[str]
    not_gear: frozenset[str]
    prepositions: frozenset[str]
    small: frozenset[str]
    separators: frozenset[str]
    chunk_stops: frozenset[str]
    joints: frozenset[str]


class _Names(Frozen):
    heads: tuple[_Heads, ...]
    words: _Words
    grammar: _Grammar
    acts: dict[str, str]
    irregular: dict[str, str]


class Head(Frozen):
    """The last word of a name built by shape. A strong head needs no other sign that an exercise is meant."""

    word: str
    category: Category
    strong: bool


@functools.cache
def table() -> _Names:
    """Return the words that names are built of."""
    return read_table("exercises_names.toml", _Names)


def one(word: str) -> str:
    """Return the singular of a word of a name.

    >>> [one(word) for word in ("planks", "presses", "flies", "biceps", "cat-cows")]
    ['plank', 'press', 'fly', 'biceps', 'cat-cow']
    """
    head, hyphen, last = word.rpartition("-")
    found = table().irregular.get(last) or singular(last)
    if found == last and last.endswith("s") and not last.endswith(("ss", "us", "is", "'s")) and not is_noun(last):
        # words that no dictionary has: "clamshells", "deadlifts"
        found = last[:-2] if last.endswith(_ES) else last[:-1]
    return head + hyphen + found


@functools.cache
def heads() -> dict[tuple[str, ...], tuple[Head, bool]]:
    """Return the heads by their words, each with whether the words are a plural; a strong head wins over a weak one."""
    found: dict[tuple[str, ...], tuple[Head, bool]] = {}
    for group in sorted(table().heads, key=lambda one: not one.strong):
        for word in group.words:
            head = Head(word=word, category=group.category, strong=group.strong)
            first, _, last = word.rpartition(" ")
            many = f"{first} {plural(last)}".strip()
            for text, is_many in ((word, False), (many, True)):
                found.setdefault(tuple(text.replace("-", " ").split()), (head, is_many and text != word))
            if group.strong and word.isalpha():
                found.setdefault((gerund(word),), (head, False))
    return found


@functools.cache
def first_words() -> frozenset[str]:
    """Return the words that heads begin with."""
    return frozenset(words[0] for words in heads())


@functools.cache
def body_nouns() -> frozenset[str]:
    """Return every word that names of body parts are made of, with its other number."""
    return lexicon.words("body-part") - table().grammar.not_body


@functools.cache
def gear_nouns() -> frozenset[str]:
    """Return every word that names of equipment are made of."""
    return lexicon.words("equipment") - table().grammar.not_gear


@functools.cache
def muscles() -> frozenset[tuple[str, ...]]:
    """Return the names, as words, of what is stretched or rolled by name: muscles, tendons and a few regions."""
    found: set[tuple[str, ...]] = set()
    for part in lexicon.entries("body-part"):
        if part.kind in ("muscle", "tendon") or part.name in table().grammar.stretched:
            for name in (part.name, *part.aliases):
                words = fold(name).replace("-", " ").split()
                for last in (words[-1], plural(words[-1]), singular(words[-1])):
                    found.add((*words[:-1], last))
    return frozenset(found)


@functools.cache
def short_poses() -> dict[tuple[str, ...], lexicon.Entry]:
    """Return the known poses by their names without "pose" or "stretch" ("pigeon"): these need other signs as well."""
    found: dict[tuple[str, ...], lexicon.Entry] = {}
    for entry in lexicon.entries("exercise"):
        for name in (entry.name, *entry.aliases):
            words = tuple(fold(name).replace("-", " ").replace("'s", " 's").split())
            if len(words) < _SHORT or words[-1] not in ("pose", "stretch"):
                continue
            known = body_nouns() | gear_nouns() | table().words.vague_parts
            plain = words[-2] == "'s" or all(word in known for word in words[:-1])
            lone = len(words) == _SHORT and words[0] not in table().words.animals
            if not plain and not lone and words[-2] not in table().words.anatomical:
                found.setdefault(words[:-1], entry)
    return found


def is_group(words: list[str]) -> bool:
    """Return whether a name is a kind of exercises ("core exercise", "static stretching"), not one of them."""
    if not words:
        return True
    if " ".join(words) in table().words.generic:
        return True
    if one(words[-1]) not in table().words.group_heads:
        return False
    # "calf stretch" is an exercise, "calf exercise" is a kind
    parts = body_nouns() if one(words[-1]) not in ("stretch", "opener") else frozenset()
    known = table().words.group_words | table().words.fillers | table().words.group_heads | parts
    rest = [word for word in words[:-1] if word not in known and one(word) not in known]
    told = [word for word in words[:-1] if word in body_nouns() and word not in table().words.vague_parts]
    return not rest and not (told and not parts)


def has_body_part(words: list[str]) -> bool:
    """Return whether a word of a name is a body part."""
    return any(word in body_nouns() for word in words)
