"""What the words around a name say of it: it is recommended, left out, spoken of, or one of several."""

from __future__ import annotations

from pipeline.kinds.exercises.spots import Spot
from pipeline.kinds.exercises.words import table
from pipeline.rules import Hit, hits
from pipeline.text.sentence import Sentence

GROUP = "exercises"
# Signs of sentences below a name, which say nothing of a name beside them.
_BELOW = frozenset(
    {
        *("group-dose", "introduces", "stray", "about-all", "own-advice", "form"),
        *("explains", "refers", "caution", "no-caution", "if", "stop", "tool"),
    }
)
_NEAR = 8
_COMPANY_WORDS = 5
_BREAKS = frozenset(".;:!?")


def around(spot: Spot) -> set[str]:
    """Return the signs of the rules around a name, each with where it stands: touching, before, behind, in the sentence."""
    found: set[str] = set()
    for hit in hits(spot.sentence, GROUP):
        if hit.sign in _BELOW:
            continue
        start, end = _characters(spot.sentence, hit)
        if end <= spot.start:
            found.add(_before(spot, hit.sign, end))
        elif start >= spot.end:
            gap = spot.sentence.lower[spot.end : start].split()
            found.add(f"behind:{hit.sign}" if len(gap) <= 2 else f"in:{hit.sign}")
    return found


def _characters(sentence: Sentence, hit: Hit) -> tuple[int, int]:
    doc = sentence.doc
    last = doc[hit.end - 1]
    return doc[hit.start].idx, last.idx + len(last)


def _before(spot: Spot, sign: str, end: int) -> str:
    gap = spot.sentence.lower[end : spot.start]
    words = gap.replace(",", " ").split()
    if _BREAKS.intersection(gap):
        return f"in:{sign}"
    if all(_is_small(word) for word in words):
        return f"touching:{sign}"
    return f"before:{sign}" if len(words) <= _NEAR else f"in:{sign}"


def _is_small(word: str) -> bool:
    known = table()
    small = known.words.fillers | known.grammar.articles | known.grammar.counts | known.grammar.small
    return word in small or word.isdigit()


def neighbours(one: Spot, other: Spot) -> bool:
    """Return whether two names stand in one enumeration: commas, "and", "or" and a few words between them."""
    first, second = sorted((one, other), key=lambda spot: spot.start)
    gap = first.sentence.lower[first.end : second.start]
    return not _BREAKS.intersection(gap) and all(len(part.split()) <= _COMPANY_WORDS for part in gap.split(","))
