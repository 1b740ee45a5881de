"""Where a sentence says that one thing brings about another: cue phrases as data, found without a model."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Token

from pipeline.extract import context
from pipeline.extract.causes.tags import is_noun, is_verb
from pipeline.extract.frame import Sentence
from pipeline.knowledge import Entry, read_lines

# How the two sides of a cue are found:
# forward: cause CUE effect. backward: effect CUE cause. backward-clause: the cause is a clause ("when …").
# either: the side that names a complaint is the effect. noun: "X is a CUE (of Y)" or "CUEs include X".
# people: what people "common in runners who …" have or do. when-then: the opening clause is the cause of the main one.
# next: "Another is …" in a text that lists causes. harm: the verb itself says what the body part suffers.
# forward-load, forward-make, forward-body: the cue names the effect.
Reading = Literal[
    "forward",
    "backward",
    "backward-clause",
    "either",
    "noun",
    "people",
    "when-then",
    "next",
    "harm",
    "forward-load",
    "forward-make",
    "forward-body",
]


class Cue(Entry):
    """One line of `cause_cues.jsonl`.

    `pattern` is matched against the lower-cased sentence, where one of the strings `needs` stands in it (a cheap test
    that spares most sentences the pattern). `hedged`: the cue itself says only that there is a link.
    `needs_complaint`: too common a wording to count where no pain, injury or condition is named as the effect.
    `cause_complaint`: counts only where the cause is itself a complaint. `of_people`: only where the subject is people
    who have or do something.
    """

    reading: Reading
    needs: tuple[str, ...]
    pattern: re.Pattern[str]
    hedged: bool = False
    needs_complaint: bool = False
    cause_complaint: bool = False
    of_people: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A cue in a parsed sentence: its tokens `[start, end)` and the token that holds it in the tree."""

    cue: Cue
    start: int
    end: int
    anchor: Token


@functools.cache
def _cues() -> tuple[Cue, ...]:
    return read_lines("cause_cues.jsonl", Cue)


@functools.cache
def _by_need() -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Each string that some cue needs, once, with the ranks of those cues."""
    found: dict[str, list[int]] = {}
    for rank, cue in enumerate(_cues()):
        for need in cue.needs:
            found.setdefault(need, []).append(rank)
    return tuple((need, tuple(ranks)) for need, ranks in found.items())


def _candidates(lower: str) -> list[tuple[int, Cue]]:
    held = [ranks for need, ranks in _by_need() if need in lower]
    return [(rank, _cues()[rank]) for rank in sorted({rank for ranks in held for rank in ranks})] if held else []


def holding(sentence: Sentence) -> tuple[Cue, ...]:
    """Return the cues of a sentence that stand where something is asserted: what makes it worth parsing."""
    candidates = _candidates(sentence.lower)
    if not candidates:
        return ()
    blocked = context.blocked(sentence)
    return tuple(
        cue
        for _, cue in candidates
        if any(not any(a <= m.start() < b for a, b in blocked) for m in cue.pattern.finditer(sentence.lower))
    )


def find(sentence: Sentence) -> tuple[Found, ...]:
    """Return the cues of a parsed sentence in order; of two that overlap the longer one, then the earlier line's."""
    doc = sentence.doc
    spans: list[tuple[int, int, int, Cue]] = []
    for rank, cue in _candidates(sentence.lower):
        spans += [(m.start(), m.end(), rank, cue) for m in cue.pattern.finditer(sentence.lower)]
    taken: list[tuple[int, int]] = []
    found: list[Found] = []
    for begin, stop, _, cue in sorted(spans, key=lambda s: (s[0] - s[1], s[2], s[0])):
        if any(begin < b and stop > a for a, b in taken):
            continue
        tokens = _tokens(doc, begin, stop)
        if tokens is None:
            continue
        taken.append((begin, stop))
        found.append(Found(cue, tokens[0], tokens[1], _anchor(doc, *tokens)))
    return tuple(sorted(found, key=lambda f: f.start))


def _tokens(doc: Doc, begin: int, stop: int) -> tuple[int, int] | None:
    span = doc.char_span(begin, stop, alignment_mode="expand")
    if span is None:
        return None
    start = span.start
    while start < span.end - 1 and doc[start].is_space:
        start += 1
    return start, span.end


def _anchor(doc: Doc, start: int, end: int) -> Token:
    """The token of a cue that the rest of it hangs on, an auxiliary's main verb where the cue starts with one."""
    inside = doc[start:end]
    tops: list[Token] = [t for t in inside if not (start <= t.head.i < end) or t.head.i == t.i]
    verbs = [t for t in tops if is_verb(t) or is_noun(t) or t.tag_.startswith("JJ")]
    return (verbs or tops or [inside[0]])[0]
