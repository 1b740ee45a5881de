"""Names of exercises, body parts, conditions and equipment: one index over the four lexicons, looked up once a sentence."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from spacy.language import Language

from pipeline.knowledge import Entry as _Line
from pipeline.knowledge import read_lines
from pipeline.models import Category
from pipeline.text.fold import fold
from pipeline.text.inflection import plural, singular
from pipeline.text.phrases import Phrases
from pipeline.text.sentence import Sentence

Kind = Literal["exercise", "body-part", "condition", "equipment"]
_FILES: dict[Kind, str] = {
    "exercise": "exercises.jsonl",
    "body-part": "body_parts.jsonl",
    "condition": "conditions.jsonl",
    "equipment": "equipment.jsonl",
}


class Entry(_Line):
    """One line of a lexicon.

    `kind` of the line is its sort within the lexicon: muscle, region, pain, injury …. `body_part` is where a condition is
    felt; `targets` and `equipment` are what an exercise works and needs; the names of `ambiguous` exercises mean other
    things as well ("row", "camel").
    """

    name: str
    aliases: tuple[str, ...] = ()
    kind: str | None = None
    body_part: str | None = None
    category: Category | None = None
    targets: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    ambiguous: bool = False


# What a form of a name means: an entry of a lexicon, and whether it is a plural.
_Meaning = tuple[Kind, Entry, bool]


@dataclass(frozen=True, slots=True)
class Name:
    """Tokens `[start, end)` of a sentence that name an entry of the lexicon `kind`."""

    start: int
    end: int
    kind: Kind
    entry: Entry
    plural: bool


@functools.cache
def entries(kind: Kind) -> tuple[Entry, ...]:
    """Return the entries of one lexicon in the order of its file."""
    return read_lines(_FILES[kind], Entry)


def spellings(name: str) -> Iterator[tuple[str, bool]]:
    """Yield a name as texts write it, each with whether it is a plural: hyphens or not, one or many."""
    lower = fold(name)
    head, space, last = lower.rpartition(" ")
    for word, many in ((last, False), (plural(last), True), (singular(last), False)):
        if word == last and many:
            continue
        joined = f"{head}{space}{word}".strip()
        yield joined, many
        if "-" in joined:
            yield joined.replace("-", " "), many


@functools.cache
def words(kind: Kind) -> frozenset[str]:
    """Return the single words that names of a lexicon consist of, singular and plural, of more than two letters."""
    found = {word for entry in entries(kind) for name in (entry.name, *entry.aliases) for word in fold(name).split()}
    kept = {word for word in found if len(word) > 2}
    return frozenset(kept | {plural(word) for word in kept} | {singular(word) for word in kept})


@functools.lru_cache(maxsize=2)
def _index(nlp: Language) -> Phrases[_Meaning]:
    by_form: dict[str, list[_Meaning]] = {}
    for kind in _FILES:
        for entry in entries(kind):
            one, several = (kind, entry, False), (kind, entry, True)
            for name in (entry.name, *entry.aliases):
                for form, many in spellings(name):
                    held = by_form.setdefault(form, [])
                    # the first entry of a lexicon that has a name keeps it
                    if len(form) > 1 and all(kind != other for other, _, _ in held):
                        held.append(several if many else one)
    found: Phrases[_Meaning] = Phrases(nlp)
    for form in sorted(by_form):
        for meaning in by_form[form]:
            found.add(form, meaning)
    return found


def load(nlp: Language) -> None:
    """Read the lexicons, for later."""
    _index(nlp)


def names(sentence: Sentence) -> tuple[Name, ...]:
    """Return what a sentence names, in the order of the text; within one lexicon the longest names, without overlap."""
    held: tuple[Name, ...] | None = sentence.cache.get("names")
    if held is None:
        held = sentence.cache["names"] = tuple(_find(sentence))
    return held


def _find(sentence: Sentence) -> list[Name]:
    found: list[Name] = []
    taken: dict[Kind, list[tuple[int, int]]] = {}
    matches = _index(sentence.nlp).find(sentence.norms)
    for (kind, entry, many), start, end in sorted(matches, key=lambda m: (m[1] - m[2], m[1])):
        if all(end <= a or start >= b for a, b in taken.get(kind, ())):
            taken.setdefault(kind, []).append((start, end))
            found.append(Name(start, end, kind, entry, many))
    return sorted(found, key=lambda n: (n.start, n.end, n.kind))
