"""The pain, injury or condition that a heading or lead-in is about."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.complaints import complaints, is_generic
from pipeline.lexicon import names
from pipeline.rules import signs
from pipeline.text.sentence import Sentence

# Behind these the heading goes on to tell when or where it is felt, for this many words.
_REST = frozenset(
    {
        "after",
        "when",
        "while",
        "during",
        "from",
        "following",
        "before",
        "with",
        "in",
        "on",
        "of",
        "around",
        "behind",
        "under",
    }
)
_REST_WORDS = 8


def subject_of(sentence: Sentence) -> str | None:
    """Return the complaint that a heading is about, with the rest that tells when it is felt; `None` where it names none."""
    doc = sentence.doc
    found = complaints(sentence)
    strong = [one for one in found if one.strong] or list(found)
    if not strong:
        return None
    specific = [one for one in strong if not is_generic(doc[one.start : one.end].text)]
    # "How weak hips cause knee pain" is about the pain
    told_last = len(specific) > 1 and "causes-something" in signs(sentence, "structure")
    first = specific[-1] if told_last else specific[0] if specific else strong[0]
    if first.strong:
        return doc[first.start : _rest(sentence, first.end)].text.strip()
    # "Why does my back hurt": the body part with the state
    parts = [doc[name.start : name.end].text.lower() for name in names(sentence) if name.kind == "body-part"]
    return f"{parts[0]} pain" if parts else None


def _rest(sentence: Sentence, end: int) -> int:
    doc = sentence.doc
    if end < len(doc) and doc[end].lower_ in _REST:
        last = min(len(doc), end + _REST_WORDS)
        while end < last and (doc[end].is_alpha or doc[end].text == "-"):
            end += 1
    return end


def nearest(found: Iterable[str | None]) -> str | None:
    """Return the first complaint in particular of several, nearest first, else the first at all."""
    named = [one for one in found if one]
    return next((one for one in named if not is_generic(one)), named[0] if named else None)
