"""The normal form of a statement: which act or thing, about what, how much, when.

A statement becomes a set of tokens. Each has a scope (the relation in which it stands: before, when, without, …), a
kind and a value: a lemma, a concept ("prior to" = "before"), a body part, a complaint, a side, a measure. Words that
change no meaning are left out. Two statements of the same tokens are one; how far others may differ is decided in
`pipeline.resolve.likeness`.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from pydantic import ConfigDict

from pipeline.knowledge import Entry, read_lines
from pipeline.resolve.words import fold, lemma, meaning, tokens, with_lemmas

Kind = Literal["word", "contrast", "part", "ailment", "side", "number", "pointer", "break"]

PURPOSE = "so_that"


class Token(NamedTuple):
    """One piece of what is said. `scope` is the relation it stands in, empty for the act itself."""

    scope: str
    kind: Kind
    value: str


class Concept(Entry):
    """An entry of `concepts.jsonl`: wordings of one thing. `names`: in names of exercises only.

    `act` and `polarity` are for a concept that says something of another: "quit smoking" is to avoid "smoke".
    """

    forms: tuple[str, ...]
    names: bool = False
    act: str | None = None
    polarity: Literal["avoid"] | None = None


class _Part(Entry):
    """What is read of `body_parts.jsonl` and `conditions.jsonl` here."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Form:
    """The normal form of a statement. `pointing`: it leans on something that only its own page tells."""

    tokens: frozenset[Token]
    negative: bool = False
    pointing: bool = False

    @property
    def key(self) -> str:
        """The form as text; the same for the same meaning."""
        return " ".join(sorted(f"{t.scope}>{t.value}" if t.scope else t.value for t in self.tokens))


Found = tuple[tuple[Kind, str], ...]
Phrases = dict[tuple[str, ...], Found]


def _lemmas(text: str) -> tuple[str, ...]:
    drop = meaning().determiners
    return tuple(lemma(word) for word in tokens(text) if word not in drop and word != ",")


def _parts() -> Phrases:
    found: Phrases = {}
    for part in read_lines("body_parts.jsonl", _Part):
        for name in (part.name, *part.aliases):
            found.setdefault(_lemmas(name), (("part", part.id),))
    return found


def _told_more(name: str) -> frozenset[str]:
    """Words by which a name of a complaint says more than another: acute or chronic, "type 2"."""
    course = meaning().contrasts["course"]
    return frozenset(word for word in _lemmas(name) if word in course or word.startswith("#"))


@functools.cache
def phrases(*, names: bool) -> Phrases:
    """Return what stands for each run of lemmas: in names of exercises (`names`) or in statements.

    A complaint whose name holds a body part is taken apart ("knee pain": knee, pain), so that "pain in the knee" is
    the same; all its other names stand for the same pieces.
    """
    table = meaning()
    found: Phrases = {}
    for concept in read_lines("concepts.jsonl", Concept):
        if names or not concept.names:
            for form in concept.forms:
                found[_lemmas(form)] = (("word", concept.id),)
    parts = _parts()
    for complaint in [] if names else read_lines("conditions.jsonl", _Part):
        told = tuple(p for p in pieces(list(_lemmas(complaint.name)), {**parts, **found}) if p[1] not in table.stop)
        whole: Found = (("ailment", complaint.id),)
        if any(kind == "part" for kind, _ in told):
            whole = tuple((kind if kind == "part" else "ailment", value) for kind, value in told)
        more = _told_more(complaint.name)
        for name in (complaint.name, *complaint.aliases):
            if _told_more(name) == more:
                parts.setdefault(_lemmas(name), whole)
    return {**parts, **found}


def pieces(lemmas: list[str], known: Phrases) -> Iterator[tuple[Kind, str]]:
    """Yield (kind, value) of the longest known phrases of a run of lemmas from the left, and of the lemmas between."""
    at = 0
    while at < len(lemmas):
        length = next((n for n in range(min(8, len(lemmas) - at), 0, -1) if tuple(lemmas[at : at + n]) in known), 0)
        if length:
            yield from known[tuple(lemmas[at : at + length])]
        else:
            yield "word", lemmas[at]
        at += length or 1


@functools.cache
def _relations() -> dict[tuple[str, ...], str]:
    return {tuple(fold(p).split()): name for name, group in meaning().relations.items() for p in group}


@functools.cache
def _acts() -> dict[str, Concept]:
    """The concepts that say something of another."""
    return {c.id: c for c in read_lines("concepts.jsonl", Concept) if c.act}


@functools.cache
def _openings() -> dict[tuple[str, ...], bool]:
    """What may stand before the act; true where it turns the act into one to avoid."""
    found = {tuple(fold(p).split()): False for p in meaning().leads}
    return found | {tuple(fold(p).split()): True for p in meaning().against}


def _opening(words: list[str]) -> tuple[int, bool]:
    """How many words are openings ("you should try to avoid"), and whether they turn the act."""
    known, at, negative = _openings(), 0, False
    while True:
        length = next((n for n in range(6, 0, -1) if tuple(words[at : at + n]) in known), 0)
        if not length:
            return at, negative
        turns = known[tuple(words[at : at + length])]
        rest = words[at + length :]
        # "stop if it hurts": nothing follows that could be avoided; "don't stop moving": the second is the act
        if turns and (negative or not rest or tuple(rest[:1]) in _relations() or rest[0] == ","):
            return at, negative
        at, negative = at + length, negative or turns


def _scoped(words: list[str], scope: str) -> Iterator[tuple[str, list[str]]]:
    """The words cut at relations, each run with its scope. A relation that opens the phrase ends at its comma."""
    relations = _relations()
    run: list[str] = []
    opened, at = False, 0
    while at < len(words):
        length = next((n for n in range(4, 0, -1) if tuple(words[at : at + n]) in relations), 0)
        if length:
            yield scope, run
            opened = opened or at == 0
            scope, run, at = relations[tuple(words[at : at + length])], [], at + length
        elif words[at] == ",":
            at += 1
            if opened:
                yield scope, run
                scope, run, opened = "", [], False
        else:
            run.append(words[at])
            at += 1
    yield scope, run


@functools.cache
def _silent() -> frozenset[str]:
    """Words whose presence changes nothing."""
    table = meaning()
    return with_lemmas(table.stop | table.light | table.weak)


@functools.cache
def _contrasts() -> frozenset[str]:
    """Words that tell two things apart."""
    return with_lemmas(frozenset().union(*meaning().contrasts.values()))


@functools.cache
def _ailing() -> frozenset[str]:
    """Words that are a piece of some complaint's name: they are one whether or not they stand in the usual order."""
    return frozenset(value for found in phrases(names=False).values() for kind, value in found if kind == "ailment")


def _token(scope: str, kind: Kind, value: str) -> Token | None:
    """A token, or nothing for a word without meaning of its own."""
    table = meaning()
    if value in _ailing():
        return Token(scope, "ailment", value)
    if kind != "word":
        return Token(scope, kind, value)
    if value.startswith("#"):
        return Token(scope, "number", value)
    for side, forms in table.sides.items():
        if value in forms:
            return Token(scope, "side", side)
    if value in table.pointers:
        return Token(scope, "pointer", value)
    if value in _silent():
        return None
    return Token(scope, "contrast" if value in _contrasts() else "word", value)


def _tokens(words: list[str], scope: str) -> Iterator[Token]:
    for place, run in _scoped(words, scope):
        lemmas = [lemma(word) for word in run if word not in meaning().determiners]
        for kind, value in pieces(lemmas, phrases(names=False)):
            if token := _token(place, kind, value):
                yield token


@functools.lru_cache(maxsize=65536)
def form_of(act: str, scopes: tuple[tuple[str, str | None], ...] = (), *, advice: bool = True) -> Form:
    """Return the normal form of a phrase and of what stands beside it as (scope, phrase), say its condition.

    Only of `advice` are openings read ("try to", "avoid"); elsewhere "not exercising" is a thing by itself.

    >>> form_of("Warm up before you run") == form_of("do a thorough warm-up prior to running")
    True
    >>> form_of("avoid sitting").negative
    True
    """
    words = tokens(act.replace("-", " ") if not any(c.isdigit() for c in act) else act)
    start, negative = _opening(words) if advice else (0, False)
    found = set(_tokens(words[start:], ""))
    if not any(token.scope in {"", "without"} for token in found):
        # the words were all of an opening, or all in a relation: light words must carry the meaning then
        found |= {Token("", "word", lemma(w)) for w in words[start:] if w not in meaning().stop and w != ","}
    for scope, text in scopes:
        found |= set(_tokens(tokens(text or ""), scope))
    acts = _acts()
    for token in [t for t in found if t.value in acts and not t.scope]:
        found.remove(token)
        found.add(token._replace(value=acts[token.value].act or ""))
        negative = not negative
    if not found:
        found = {Token("", "pointer", " ".join(fold(act).split()))}
    act_tokens = [token for token in found if not token.scope]
    # "for 15 minutes" alone says how long, not what
    pointing = any(token.kind == "pointer" for token in act_tokens) or (
        bool(act_tokens) and all(token.kind in {"number", "side"} for token in act_tokens)
    )
    return Form(frozenset(found), negative, pointing)
