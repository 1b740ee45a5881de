"""What holds around a statement within its sentence: negation, hedges, conditions, times, and who says it.

After ConText (Harkema et al., 2009): a trigger opens a scope forwards or backwards, which ends at a terminating word,
after its reach, or at the end of the sentence. Triggers are rules (`context.toml`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc

from pipeline.rules import Hit, hits
from pipeline.text.sentence import Sentence

Kind = Literal["negated", "refuted", "prevented", "hedged", "question", "condition", "timing", "attribution"]

_GROUP = "context"
# Words that a scope reaches at most.
_REACH = {"negated": 12, "prevented": 16, "hedged": 16}
_FAR = 60
_PHRASE_WORDS = 14
_NAME_WORDS = 6
_MARKS = frozenset(",;:.!?()")
_TRIMMED = " ,;:-–—\"“”'‘’"


@dataclass(frozen=True, slots=True)
class Scope:
    """Characters `[start, end)` of a sentence that a trigger reaches, and the words that it holds."""

    kind: Kind
    start: int
    end: int
    value: str | None = None


def scopes(sentence: Sentence, kind: Kind) -> tuple[Scope, ...]:
    """Return the scopes of one kind in a sentence, in order."""
    name = f"scopes {kind}"
    held: tuple[Scope, ...] | None = sentence.cache.get(name)
    if held is None:
        found = [scope for hit in _longest(sentence) if (scope := _scope(sentence, hit, kind))]
        held = sentence.cache[name] = tuple(sorted(found, key=lambda s: (s.start, s.end)))
    return held


def within(sentence: Sentence, kind: Kind, position: int) -> bool:
    """Return whether the character at `position` of the sentence stands in a scope of this kind."""
    return any(s.start <= position < s.end for s in scopes(sentence, kind))


def value(sentence: Sentence, kind: Kind) -> str | None:
    """Return what the first scope of this kind holds: a condition, a time, a name."""
    return next((s.value for s in scopes(sentence, kind) if s.value), None)


def blocked(sentence: Sentence, position: int) -> bool:
    """Return whether nothing is asserted at a character: it is negated, refuted, prevented or asked."""
    kinds: tuple[Kind, ...] = ("negated", "refuted", "prevented", "question")
    return any(within(sentence, kind, position) for kind in kinds)


def _longest(sentence: Sentence) -> list[Hit]:
    """The hits without those of their kind, or of none, that stand within a longer one ("not" within "not only")."""
    found = hits(sentence, _GROUP)
    return [hit for hit in found if not any(_covers(other, hit) for other in found)]


def _covers(one: Hit, other: Hit) -> bool:
    within = one.start <= other.start and other.end <= one.end and one.end - one.start > other.end - other.start
    return within and (one.sign == other.sign or "." not in one.sign)


def _scope(sentence: Sentence, hit: Hit, kind: Kind) -> Scope | None:
    about, _, how = hit.sign.partition(".")
    if about != kind:
        return None
    doc = sentence.doc
    if kind == "attribution":
        return _attribution(sentence, hit, how)
    if how in ("forward", "backward"):
        reach = _REACH.get(kind, _FAR)
        first = hit.start if how == "forward" else _stop_before(sentence, hit.start, reach)
        last = hit.end if how == "backward" else _stop_after(sentence, hit.end, reach)
        start = doc[hit.end - 1].idx + len(doc[hit.end - 1]) if how == "forward" and last > hit.end else doc[first].idx
        return Scope(kind, start, _end(doc, last))
    if how == "opening" and any(token.is_alpha for token in doc[: hit.start]):
        return None
    last = hit.end if how == "self" else _mark_after(doc, hit.end)
    if how != "self" and last == hit.end:
        return None
    return Scope(kind, doc[hit.start].idx, _end(doc, last), doc[hit.start : last].text.strip(_TRIMMED))


def _end(doc: Doc, last: int) -> int:
    return doc[last - 1].idx + len(doc[last - 1])


def _stops(sentence: Sentence) -> list[int]:
    return [hit.start for hit in hits(sentence, _GROUP) if hit.sign == "stop"]


def _stop_after(sentence: Sentence, at: int, reach: int) -> int:
    limit = min(len(sentence.doc), at + reach)
    return next((stop for stop in _stops(sentence) if at <= stop < limit), limit)


def _stop_before(sentence: Sentence, at: int, reach: int) -> int:
    limit = max(0, at - reach)
    return next((stop for stop in reversed(_stops(sentence)) if limit <= stop < at), limit)


def _mark_after(doc: Doc, at: int) -> int:
    limit = min(len(doc), at + _PHRASE_WORDS)
    return next((i for i in range(at, limit) if doc[i].text in _MARKS), limit)


def _attribution(sentence: Sentence, hit: Hit, how: str) -> Scope | None:
    """Who says it: a name beside the verb, the words behind "according to", or experts with a verb behind them."""
    doc = sentence.doc
    if how == "phrase":
        last = min(_mark_after(doc, hit.end), hit.end + _NAME_WORDS)
        named = (hit.end, last)
    elif how == "who":
        named = _experts(sentence, hit)
    else:
        named = _name_before(doc, hit.start) if hit.start else (0, 0)
        if named[0] == named[1]:
            named = _name_after(doc, hit.end)
    if named[0] == named[1]:
        return None
    return Scope("attribution", 0, len(doc.text), doc[named[0] : named[1]].text.strip(_TRIMMED))


def _experts(sentence: Sentence, hit: Hit) -> tuple[int, int]:
    """ "Most experts recommend …": the group, where a verb of saying follows it at once or behind an adverb."""
    if not any(o.sign == "attribution.verb" and hit.end <= o.start <= hit.end + 1 for o in hits(sentence, _GROUP)):
        return (0, 0)
    doc, start = sentence.doc, hit.start
    while start and doc[start - 1].is_alpha and (doc[start - 1].is_stop or doc[start - 1].is_title):
        start -= 1
    return (start, hit.end)


def _name_before(doc: Doc, end: int) -> tuple[int, int]:
    if doc[end - 1].text == ",":
        end -= 1
    start = end
    while start and end - start < _NAME_WORDS and _is_name(doc, start - 1):
        start -= 1
    return (start, end)


def _name_after(doc: Doc, start: int) -> tuple[int, int]:
    end = start
    while end < len(doc) and end - start < _NAME_WORDS and _is_name(doc, end):
        end += 1
    return (start, end)


def _is_name(doc: Doc, at: int) -> bool:
    token = doc[at]
    pronoun = token.norm_ in ("he", "she")
    return pronoun or (token.text[:1].isupper() and not (token.is_stop and len(token) > 1)) or token.text == "-"
