"""What a cause brings about: the words of the sentence where they name it, else what the section is about."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.complaints import Complaint, body_tokens, complaints, is_generic
from pipeline.kinds.causes.phrases import Phrases
from pipeline.kinds.causes.words import is_pronoun
from pipeline.text.sentence import Sentence

_STOPS = frozenset(".;:([?!–—")
_FINITE = ("MD", "VBZ", "VBP", "VBD")
_LOOSE = frozenset({"CC", "IN", "TO", "RP", "DT", "PDT", "WDT", "MD", "PRP", "PRP$", "WP", "RB"})
# Longer effects run into the next clause.
_MAX_WORDS = 14
_GENERIC_WORDS = 3
# General words that the name of a condition replaces, and those that it does not belong to.
_RESTATING = ("symptom", "condition", "problem", "issue", "disorder", "disease", "syndrome", "complaint")
_OWN = ("injur", "strain", "damage", "tension")


@dataclass(frozen=True, slots=True)
class Effect:
    """An effect: its words, what they name, and its tokens where it has some.

    `kind`: a complaint in words of the sentence (strong, weak), what a part of the body suffers (outcome), only the part
    (body), something else (other), what the sentence before or the section is about (before, section).
    """

    text: str
    kind: str
    start: int = -1
    end: int = -1


class Effects:
    """The effects that one sentence can name. `subject` is the complaint that the section is about."""

    def __init__(self, phrases: Phrases, subject: str | None, before: Sentence | None, *, about_causes: bool) -> None:
        self.phrases = phrases
        self.before = before
        self.about_causes = about_causes
        self.doc = phrases.doc
        self.found = complaints(phrases.sentence)
        self.body = body_tokens(phrases.sentence)
        self.subject = subject

    def named(self, start: int, end: int) -> Complaint | None:
        """Return the complaint within the tokens `[start, end)`, a strong one first."""
        inside = [c for c in self.found if c.start < end and c.end > start]
        return min(inside, key=lambda c: (not c.strong, c.start), default=None)

    def kind(self, start: int, end: int) -> str:
        """Return what the tokens `[start, end)` name."""
        found = self.named(start, end)
        if found is not None and found.strong:
            return "strong"
        if any(self.phrases.is_a(t, "outcome") for t in self.doc[start:end]) and self.body & set(range(start, end)):
            return "outcome"
        if found is not None:
            return "weak"
        return "body" if self.body & set(range(start, end)) else "other"

    def of_section(self) -> Effect | None:
        """Return what the section is about as an effect."""
        return Effect(self.subject, "section") if self.subject else None

    def said_before(self) -> Effect | None:
        """Return the complaints that the sentence before is about, which "these conditions" takes up; else the section's."""
        told = [c for c in complaints(self.before) if c.strong] if self.before is not None else []
        doc = self.before.doc if self.before is not None else self.doc
        named = [doc[c.start : c.end].text for c in told if not is_generic(doc[c.start : c.end].text)]
        return Effect(" and ".join(dict.fromkeys(named[:3])), "before") if named else self.of_section()

    def of_span(self, start: int, end: int) -> Effect:
        """Return the effect that the tokens `[start, end)` name; a bare "pain" is that of the section."""
        text = self.doc[start:end].text
        kind = self.kind(start, end)
        if self.subject and (_abbreviates(text, self.subject) or (kind == "other" and self.about_causes)):
            return Effect(self.subject, "section", start, end)
        if self.subject and is_generic(text) and len(text.split()) <= _GENERIC_WORDS:
            return Effect(with_subject(text, self.subject), kind, start, end)
        return Effect(text, kind, start, end)

    def of_token(self, token: Token) -> Effect | None:
        """Return the effect that a token heads; the section's subject where it only points to it."""
        token = self.phrases.through(token)
        alone = self.phrases.is_a(token, "pointer") and self.named(token.i, token.i + 1) is None
        pointing = is_pronoun(token) or self.phrases.is_a(token, "pronoun") or (alone and bool(self.subject))
        restating = self.phrases.is_a(token, "general") and any(c.dep_ == "det" for c in token.children)
        if restating and any(c.lower_ in ("these", "this", "such") for c in token.children):
            return self.said_before()
        if pointing or (restating and self.subject and self.named(token.i, token.i + 1) is None):
            return self.of_section()
        start, end = self.after(token)
        return self.of_span(start, end)

    def after(self, token: Token) -> tuple[int, int]:
        """Return the tokens of the effect that starts with the phrase of a token, up to the end of its clause."""
        held = next((c for c in self.found if c.strong and c.start <= token.i < c.end), None)
        start = max(token.left_edge.i, self._stop_before(token.i))
        start = token.i if token.i - start > _MAX_WORDS // 2 else start
        while start < token.i and self.phrases.is_a(self.doc[start], "leading"):
            start += 1
        start = min(start, held.start) if held else start
        end = held.end if held else token.i + 1
        while end < len(self.doc) and end - start < _MAX_WORDS and not self._ends(end):
            end += 1
        least = held.end if held else token.i + 1
        while end > least and end - 1 not in self.body and (self.doc[end - 1].is_punct or self.doc[end - 1].tag_ in _LOOSE):
            end -= 1
        return start, end

    def _ends(self, at: int) -> bool:
        token = self.doc[at]
        if token.text in _STOPS or token.tag_ in _FINITE or self.phrases.is_a(token, "end"):
            return True
        following = self.doc[at + 1] if at + 1 < len(self.doc) else None
        if token.text != "," or following is None:
            return False
        return following.tag_ in ("RB", "IN", "VBG", "PRP", "WRB") or self.phrases.is_a(following, "end")

    def _stop_before(self, at: int) -> int:
        return next((i + 1 for i in range(at - 1, -1, -1) if self.doc[i].text in _STOPS or self.doc[i].text == ","), 0)

    def nearest(self, first: int, last: int, *, backwards: bool) -> Effect | None:
        """Return the complaint among the tokens `[first, last)` that is nearest to a cue, strong ones first."""
        inside = [c for c in self.found if first <= c.start and c.end <= last]
        strong = [c for c in inside if c.strong] or inside
        if not strong:
            return None
        one = strong[-1] if backwards else strong[0]
        if not one.strong and self.subject:
            return Effect(self.subject, "weak", one.start, one.end)
        return self.of_span(one.start, one.end)


def with_subject(text: str, subject: str) -> str:
    """Return a bare complaint with what the section is about.

    >>> with_subject("pain", "sciatica"), with_subject("the pain", "hip pain"), with_subject("symptoms", "gout")
    ('sciatica pain', 'hip pain', 'gout')
    """
    last = text.lower().split()[-1]
    if is_generic(subject) or last.startswith(_OWN):
        return text
    return subject if last.rstrip("s") in subject.lower() or last.startswith(_RESTATING) else f"{subject} {last}"


def _abbreviates(text: str, subject: str) -> bool:
    """Whether a text is the first letters of a subject: "CTS" of "carpal tunnel syndrome" or "carpal tunnel"."""
    letters = "".join(word[0] for word in subject.upper().split())
    return text.isupper() and len(letters) > 1 and text.startswith(letters)
