"""From kept candidates to mentions: one for each cause of a sentence, with its evidence."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.judge import Candidate, Verdict
from pipeline.kinds.causes.propose import Reading
from pipeline.models import CauseMention, Evidence
from pipeline.outline import Outline
from pipeline.text.fold import fold

# Longer evidence shows a paragraph, not the sentence that says it.
_MAX_QUOTE_WORDS = 56


def mentions(outline: Outline, kept: Sequence[tuple[Candidate, Verdict]]) -> tuple[CauseMention, ...]:
    """Return one mention for each cause of a sentence, of several readings the one that is surest.

    Where several cues of a sentence tell of one cause, the effect is the one that names a complaint.
    """
    chosen: dict[Candidate, Candidate] = {}
    sure = {candidate: verdict.probability for candidate, verdict in kept}
    for candidate, _ in sorted(kept, key=_surest):
        same = [other for other in chosen if other.sentence is candidate.sentence and _rivals(candidate, other)]
        if not same:
            chosen[candidate] = candidate
        elif fold(_reading(same[0]).cause) == fold(_reading(candidate).cause) and _rank(candidate) < _rank(chosen[same[0]]):
            chosen[same[0]] = candidate
    found = sorted(chosen.items(), key=lambda one: (one[1].sentence.start, one[1].start, one[1].end, _reading(one[1]).cause))
    return tuple(_mention(outline, candidate, sure[first]) for first, candidate in found)


def _rank(candidate: Candidate) -> int:
    """How well an effect is told: a complaint named in the sentence first, what the section is about last."""
    kinds = ("strong", "before", "outcome", "weak", "section", "body", "other")
    return kinds.index(_reading(candidate).kind)


def _surest(one: tuple[Candidate, Verdict]) -> tuple[float, int, int, str]:
    candidate, verdict = one
    return -verdict.probability, candidate.sentence.start, candidate.start, _reading(candidate).cause


def _rivals(one: Candidate, other: Candidate) -> bool:
    """Whether two candidates of a sentence cannot both stand: the same words, or two readings of one pronoun."""
    first, second = _reading(one), _reading(other)
    if fold(first.cause) == fold(second.cause):
        return True
    if first.slot is not None and first.slot == second.slot and _path(one) != _path(other):
        return True
    if first.words is None or second.words is None:
        return False
    return first.words[0] < second.words[1] and second.words[0] < first.words[1]


def _path(candidate: Candidate) -> str:
    return next((sign for sign in sorted(candidate.signs) if sign.startswith("path:") and " & " not in sign), "")


def _reading(candidate: Candidate) -> Reading:
    assert isinstance(candidate.data, Reading)
    return candidate.data


def _mention(outline: Outline, candidate: Candidate, sure: float) -> CauseMention:
    reading = _reading(candidate)
    return CauseMention(
        cause=reading.cause,
        effect=reading.effect,
        rule=reading.rule,
        confidence=round(sure, 3),
        certainty="hedged" if reading.hedged else "asserted",
        evidence=(_evidence(outline, candidate),),
    )


def _evidence(outline: Outline, candidate: Candidate) -> Evidence:
    """The sentence; of a very long one the whole words around what says it."""
    sentence = candidate.sentence
    words = sentence.text.split()
    if len(words) <= _MAX_QUOTE_WORDS:
        return outline.evidence_of(sentence)
    middle = len(sentence.text[: (candidate.start + candidate.end) // 2].split())
    first = max(0, min(middle - _MAX_QUOTE_WORDS // 2, len(words) - _MAX_QUOTE_WORDS))
    offsets: list[tuple[int, int]] = []
    at = 0
    for word in words:
        at = sentence.text.index(word, at)
        offsets.append((at, at + len(word)))
        at += len(word)
    return outline.evidence_of(sentence, offsets[first][0], offsets[first + _MAX_QUOTE_WORDS - 1][1])
