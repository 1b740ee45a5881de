"""What a cause brings about: the words of the sentence where they name a complaint, else the section's subject."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from pipeline.extract import ailments
from pipeline.extract.ailments import Ailment
from pipeline.extract.causes.phrases import words
from pipeline.extract.causes.tags import is_loose

_STOPS = frozenset({".", ";", ":", "(", "[", "?", "!", "–", "—"})
# Longer effects run into the next clause.
_MAX_WORDS = 14
_GENERIC_WORDS = 2


class Effects:
    """The complaints of one sentence, found once."""

    def __init__(self, doc: Doc, found: tuple[Ailment, ...], subject: str | None) -> None:
        self.doc = doc
        self.found = found
        self.subject = subject
        self.stop = len(doc)

    def names_complaint(self, start: int, end: int, strong: bool = False) -> bool:
        """Return whether the tokens `[start, end)` name a complaint."""
        return any(a.start < end and a.end > start and (a.strong or not strong) for a in self.found)

    def is_body(self, start: int, end: int) -> bool:
        """Return whether the tokens name a part of the body."""
        return any(t.lower_ in ailments.body_words() for t in self.doc[start:end])

    def says_outcome(self, start: int, end: int) -> bool:
        """Return whether the tokens name something that a part of the body suffers ("stress on the spine")."""
        return any(t.lower_ in words().outcomes for t in self.doc[start:end])

    def after(self, token: Token) -> tuple[int, int]:
        """Return the tokens of the effect that starts with the phrase of `token`, up to the end of its clause."""
        held = next((a for a in self.found if a.strong and a.start <= token.i < a.end), None)
        start = max(token.left_edge.i, _last_stop(self.doc, token.i) + 1)
        if token.i - start > _MAX_WORDS // 2:
            start = token.i
        while start < token.i and self.doc[start].lower_ in words().leading:
            start += 1
        start = min(start, held.start) if held else start
        end = held.end if held else token.i + 1
        while end < self.stop and end - start < _MAX_WORDS and not self._ends(end):
            end += 1
        named = held.end if held else len(self.doc)
        while end > token.i + 1 and (_trails(self.doc[end - 1]) or (end > named and self._adverb(end - 1))):
            end -= 1
        return start, end

    def _adverb(self, at: int) -> bool:
        return self.doc[at].tag_ == "RB" and not self.is_body(at, at + 1)

    def _ends(self, at: int) -> bool:
        token = self.doc[at]
        if token.lower_ == "as" and self.doc[at - 1].lower_ in ("known", "called"):
            return False
        if token.text in _STOPS or token.lower_ in words().effect_ends or token.tag_ in ("MD", "VBZ", "VBP", "VBD"):
            return True
        following = self.doc[at + 1] if at + 1 < len(self.doc) else None
        if token.text != "," or following is None:
            return False
        aside = following.tag_ in ("RB", "IN") and following.lower_ not in ("not", "as")
        return aside or following.lower_ in words().effect_ends

    def resolved(self, token: Token) -> str | None:
        """Return the effect that `token` heads; the section's subject where it is a pronoun or "this pain".

        `None` where it names no complaint.
        """
        start, end = self.after(token)
        pointing = token.lower_ in words().pronouns or any(
            c.lower_ in words().demonstratives and c.dep_ in ("det", "predet", "amod") for c in token.children
        )
        if pointing and self.subject:
            return self.subject
        text = self.doc[start:end].text
        if not self.names_complaint(start, end) and not (self.says_outcome(start, end) and self.is_body(start, end)):
            return None
        if ailments.is_generic(text) and self.subject and len(text.split()) <= _GENERIC_WORDS:
            return self.subject
        return text


def _trails(token: Token) -> bool:
    return token.is_punct or is_loose(token)


def _last_stop(doc: Doc, before: int) -> int:
    for i in range(before - 1, -1, -1):
        if doc[i].text in _STOPS or doc[i].text == ",":
            return i
    return -1
