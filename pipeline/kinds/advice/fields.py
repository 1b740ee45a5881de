"""What a piece of advice says: the act, for or against, how strongly, when, on what condition, and who says it."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.judge import Candidate, Verdict
from pipeline.kinds import context
from pipeline.kinds.advice.acts import Act, act_of
from pipeline.kinds.advice.polarity import polarity
from pipeline.kinds.advice.reading import Reading
from pipeline.models import AdviceMention, Evidence, Strength
from pipeline.outline import Outline

# Longer evidence shows a paragraph, not the sentence that says it.
_MAX_QUOTE_WORDS = 56
_EDGES = " ,.;:!–—-\"“”'‘’*()"


def mentions(outline: Outline, kept: Sequence[tuple[Candidate, Verdict]]) -> tuple[AdviceMention, ...]:
    """Return the advice that the judge kept, in the order of the text."""
    return tuple(_mention(outline, candidate, verdict) for candidate, verdict in kept)


def _mention(outline: Outline, candidate: Candidate, verdict: Verdict) -> AdviceMention:
    one = candidate.data
    assert isinstance(one, Reading)
    sentence = candidate.sentence
    act = act_of(one)
    return AdviceMention(
        action=sentence.doc[act.start : act.end].text.strip(_EDGES) or sentence.text.strip(_EDGES),
        rule=verdict.reasons[0][0] if verdict.reasons else "prior",
        confidence=round(verdict.probability, 3),
        polarity=polarity(one),
        timing=context.value(sentence, "timing"),
        condition=context.value(sentence, "condition"),
        strength=strength(one, act),
        attribution=context.value(sentence, "attribution"),
        evidence=(_evidence(outline, one, act.start),),
    )


def _evidence(outline: Outline, one: Reading, start: int) -> Evidence:
    """The sentence; of a very long one the clause that carries the advice."""
    sentence = one.sentence
    if len(sentence.text.split()) <= _MAX_QUOTE_WORDS:
        return outline.evidence_of(sentence)
    begin = sentence.doc[start].idx
    words = sentence.text[begin:].split(" ")
    return outline.evidence_of(sentence, begin, begin + len(" ".join(words[:_MAX_QUOTE_WORDS])))


def strength(one: Reading, act: Act) -> Strength:
    """Return how strongly an act is recommended, by the words of its clause: "if you must" orders nothing."""
    signs = {hit.sign for hit in one.hits if act.clause <= hit.start < act.stop}
    if signs & {"order", "must-not"} or any(c.negated and act.clause <= c.at < act.stop for c in one.commands):
        return "must"
    # "Wear shoes that you can bend" offers nothing: the word stands within the act
    offered = [hit for hit in one.hits if hit.sign == "offer" and act.clause <= hit.start < act.stop]
    return "may" if any(hit.start <= act.start or hit.start >= act.end for hit in offered) else "should"
