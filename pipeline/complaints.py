"""Phrases that name a pain, an injury or a condition: what causes bring about and what sections are about.

Three sources: the lexicon of conditions; heads such as "soreness", known by word or by suffix, with the words that belong to
them ("soreness in the left shin"); and parts of the body with what they have or do ("stiff neck", "your knee hurts"). No
model is needed.
"""

from __future__ import annotations

import functools
from collections.abc import Set
from dataclasses import dataclass

from pipeline import lexicon
from pipeline.rules import hits, read
from pipeline.rules.matching import wordings
from pipeline.text.fold import fold
from pipeline.text.sentence import Sentence

_GROUP = "complaints"
# Signs of which a sentence must have one, or the name of a condition, to name a complaint.
_CORES = frozenset({"head", "weak", "state", "hurts"})
# Words that may stand between a part of the body and what it does: "the knee often hurts", "feet are sore".
_LINK_WORDS = 3


@dataclass(frozen=True, slots=True)
class Complaint:
    """Tokens `[start, end)` of a sentence that name a complaint. `strong` is false for a bare quality such as "sore"."""

    start: int
    end: int
    strong: bool


@functools.cache
def _words(*signs: str) -> frozenset[str]:
    """The wordings of the rules that emit one of these signs."""
    phrases = [phrase for rule in read(_GROUP) if rule.sign in signs for phrase in rule.phrases]
    return frozenset(text for phrase in phrases for text in wordings(phrase))


@functools.cache
def body_words() -> frozenset[str]:
    """Return the single words that name a part of the body: "knee", "hamstrings", "rotator"."""
    return lexicon.words("body-part") - _words("no-body")


def is_generic(phrase: str) -> bool:
    """Return whether a phrase names no complaint in particular.

    >>> is_generic("severe pain"), is_generic("the symptoms"), is_generic("knee pain")
    (True, True, False)
    """
    loose = _words("generic", "modifier", "owner", "place") | {"and", "or", "this", "that", "such", "any", "same"}
    return all(word in loose and word not in body_words() for word in fold(phrase).replace(",", " ").split())


def complaints(sentence: Sentence) -> tuple[Complaint, ...]:
    """Return the complaints that a sentence names, in the order of the text; of two that overlap the longer one."""
    held: tuple[Complaint, ...] | None = sentence.cache.get("complaints")
    if held is None:
        held = sentence.cache["complaints"] = _find(sentence)
    return held


def body_tokens(sentence: Sentence) -> frozenset[int]:
    """Return the tokens of a sentence that name parts of the body."""
    held: frozenset[int] | None = sentence.cache.get("body-tokens")
    if held is None:
        named = {i for n in lexicon.names(sentence) if n.kind == "body-part" for i in range(n.start, n.end)}
        words = body_words()
        alone = {at for at, word in enumerate(sentence.words) if word in words}
        held = sentence.cache["body-tokens"] = frozenset(named | alone)
    return held


def _find(sentence: Sentence) -> tuple[Complaint, ...]:
    named = [n for n in lexicon.names(sentence) if n.kind == "condition"]
    if not named and _CORES.isdisjoint(hit.sign for hit in hits(sentence, _GROUP)):
        return ()
    marks = _Marks(sentence)
    none = marks.of("no-head")
    heads = marks.of("head") - none
    cores = [(i, i + 1) for i in heads]
    cores += [(n.start, n.end) for n in named if n.start not in none]
    cores += [(i, i + 1) for i in marks.of("weak") if i - 1 in marks.body | heads]
    spans = [marks.extended(start, end) for start, end in cores]
    spans += marks.qualities()
    found = [Complaint(start, end, True) for start, end in spans]
    found += [Complaint(i, i + 1, False) for i in marks.of("state") | marks.of("hurts")]
    kept: list[Complaint] = []
    for one in sorted(found, key=lambda c: (not c.strong, c.start - c.end, c.start)):
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda c: c.start))


class _Marks:
    """Which tokens of a sentence the rules give which sign."""

    def __init__(self, sentence: Sentence) -> None:
        self.doc = sentence.doc
        self.body = body_tokens(sentence)
        self._by_sign: dict[str, set[int]] = {}
        for hit in hits(sentence, _GROUP):
            self._by_sign.setdefault(hit.sign, set()).update(range(hit.start, hit.end))
        self.kinds = self.of("modifier") | self.of("tissue")
        self.before = self.kinds | self.of("state") | self.of("head") | self.body
        self.tails = self.of("weak") | self.of("head")
        self.joints = self.of("owner") | self.of("modifier") | self.of("place")

    def of(self, sign: str) -> Set[int]:
        return self._by_sign.get(sign, set())

    def extended(self, start: int, end: int) -> tuple[int, int]:
        """A complaint with the words before that belong to it and the place behind it."""
        while start and (start - 1 in self.before or self._hyphen(start - 1)):
            start -= 1
        while end < len(self.doc) and end in self.tails:
            end += 1
        return start, self._placed(end)

    def _hyphen(self, at: int) -> bool:
        return at - 1 in self.before and self.doc[at].text in "-–"

    def _placed(self, end: int) -> int:
        """Where the place behind a complaint ends: "in the lower back", "of both knees and hips"."""
        at = end
        if at in self.of("place"):
            at += 1
            while at in self.joints and at not in self.body:
                at += 1
            if at in self.body:
                while at in self.body or (at + 1 in self.body and self._joins(at)):
                    at += 1
                return at
        return end

    def _joins(self, at: int) -> bool:
        return self.doc[at].norm_ in ("and", "or", "/", "-", ",")

    def qualities(self) -> list[tuple[int, int]]:
        """Parts of the body with what they have or do: "tight calves", "slipped disc", "your knee hurts"."""
        spans: list[tuple[int, int]] = []
        for state in sorted(self.of("state")):
            end = state + 1
            while end in self.body or (end in self.kinds and end + 1 in self.body):
                end += 1
            if end > state + 1:
                spans.append((state, end))
        for verb in sorted(self.of("hurts") | self.of("state")):
            part = next((i for i in range(verb - 1, max(-1, verb - 1 - _LINK_WORDS), -1) if i in self.body), None)
            if part is not None and self._linked(part, verb):
                first = part
                while first - 1 in self.body or first - 1 in self.kinds:
                    first -= 1
                spans.append((first, verb + 1))
        return spans

    def _linked(self, part: int, word: int) -> bool:
        """Whether "is", "feels" or the like stands between a part of the body and a word; a verb may follow it at once."""
        between = range(part + 1, word)
        plain = all(self.doc[i].is_alpha and not self._joins(i) for i in between)
        return plain and (any(i in self.of("link") for i in between) or word in self.of("hurts"))
