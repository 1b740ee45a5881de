"""Phrases that name a pain, an injury or a condition: what causes have as their effect and sections as their subject.

Two sources: the conditions lexicon, and heads such as "soreness" with the words that belong to them ("soreness in the
left shin"), so that complaints outside the lexicon are found too. No model is needed.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from pipeline.knowledge import Entry, read_lines, read_table


class Condition(Entry):
    """One line of `conditions.jsonl`."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: str
    body_part: str | None = None


class BodyPart(Entry):
    """One line of `body_parts.jsonl`."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: str


class _Words(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    heads: frozenset[str]
    weak_heads: frozenset[str]
    states: frozenset[str]
    modifiers: frozenset[str]
    not_body: frozenset[str]
    places: frozenset[str]
    whens: frozenset[str]
    determiners: frozenset[str]
    suffixes: tuple[str, ...]
    generic: frozenset[str]


@dataclass(frozen=True, slots=True)
class Ailment:
    """Tokens `[start, end)` of a text that name a complaint. `strong` is false for states such as "sore"."""

    start: int
    end: int
    strong: bool


@functools.cache
def words() -> _Words:
    """Return the table of heads, modifiers and places."""
    table: _Words = read_table("ailments.toml", _Words)
    return table


@functools.cache
def body_words() -> frozenset[str]:
    """Return the single words of all body parts ("rotator", "cuff", "knee"), lower-cased, singular and plural."""
    found: set[str] = set()
    for part in read_lines("body_parts.jsonl", BodyPart):
        for name in (part.name, *part.aliases):
            found.update(word for word in name.lower().split() if len(word) > 2)
    found -= words().not_body
    return frozenset(found | {word + "s" for word in found})


@functools.lru_cache(maxsize=2)
def _matcher(nlp: Language) -> PhraseMatcher:
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    for entry in read_lines("conditions.jsonl", Condition):
        names = dict.fromkeys(form for name in (entry.name, *entry.aliases) for form in _forms(name.lower()))
        matcher.add(entry.kind, [nlp.make_doc(name) for name in names])
    return matcher


def _forms(name: str) -> tuple[str, ...]:
    """A name and its plain plural."""
    return (name,) if name.endswith("s") else (name, name + "s")


def find(nlp: Language, doc: Doc) -> tuple[Ailment, ...]:
    """Return the complaints that `doc` names, longest first where two overlap, in the order of the text.

    >>> import spacy
    >>> nlp = spacy.blank("en")
    >>> doc = nlp.make_doc("It may ease soreness in your left shin.")
    >>> [doc[a.start : a.end].text for a in find(nlp, doc)]
    ['soreness in your left shin']
    """
    lower = [token.lower_ for token in doc]
    spans = [_extend(lower, start, end) for _, start, end in _matcher(nlp)(doc)]
    table = words()
    for at, word in enumerate(lower):
        before = lower[at - 1] if at else ""
        told = word in table.weak_heads and (before in body_words() or before in table.heads)
        if word in table.heads or told or word.endswith(table.suffixes):
            spans.append(_extend(lower, at, at + 1))
    found = [Ailment(a, b, True) for a, b in spans]
    found += [Ailment(at, at + 1, False) for at, word in enumerate(lower) if word in table.states]
    kept: list[Ailment] = []
    for one in sorted(found, key=lambda a: (a.start - a.end, a.start)):
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda a: a.start))


def _extend(lower: list[str], start: int, end: int) -> tuple[int, int]:
    """Grow a complaint by the modifiers before it and the place behind it."""
    table, body = words(), body_words()
    while start and (lower[start - 1] in table.modifiers or lower[start - 1] in body):
        start -= 1
    while end < len(lower) and lower[end] in table.weak_heads:
        end += 1
    at = end
    if at < len(lower) and lower[at] in table.places:
        at += 1
        while at < len(lower) and (lower[at] in table.determiners or lower[at] in table.modifiers):
            at += 1
        if at < len(lower) and lower[at] in body:
            while at < len(lower) and lower[at] in body:
                at += 1
            end = at
    return start, end


def is_generic(phrase: str) -> bool:
    """Return whether a phrase names no complaint in particular: "pain", "symptoms", "serious injury"."""
    table = words()
    return all(word in table.generic for word in phrase.lower().replace(",", "").split())
