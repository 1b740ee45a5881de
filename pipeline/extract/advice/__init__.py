"""What the page recommends to do or to avoid.

Imperatives, modals, evaluations ("it is important to"), recommendations and benefit statements that recommend an act,
and items of lists and numbered headings in sections that give advice. Steps of exercises and calls to action of the site
are left out. One item a sentence or list item; no model is needed.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract import context
from pipeline.extract.advice.judge import Judged, judge
from pipeline.extract.frame import Frame, Sentence
from pipeline.extract.sections import SectionInfo
from pipeline.models import AdviceMention, Evidence

# Longer evidence shows a paragraph, not the sentence that says it.
_MAX_QUOTE_WORDS = 56


def extract_advice(
    frame: Frame, infos: Sequence[SectionInfo], steps: frozenset[tuple[int, int]]
) -> tuple[AdviceMention, ...]:
    """Return the page's advice in the order of the text.

    `steps` names the sentences (block, position) that are steps of an exercise: these are no advice.
    """
    found: list[AdviceMention] = []
    for sentence in frame.sentences:
        info = infos[sentence.block]
        if (sentence.block, sentence.position) in steps:
            continue
        judged = judge(frame, info, sentence)
        if judged is not None:
            found.append(_mention(frame, sentence, judged))
    return tuple(found)


def _mention(frame: Frame, sentence: Sentence, judged: Judged) -> AdviceMention:
    return AdviceMention(
        action=judged.action,
        rule=judged.rule,
        polarity=judged.polarity,
        timing=context.value(sentence, "timing"),
        condition=context.value(sentence, "condition"),
        strength=judged.strength,
        attribution=context.value(sentence, "attribution"),
        evidence=(_evidence(frame, sentence, judged),),
    )


def _evidence(frame: Frame, sentence: Sentence, judged: Judged) -> Evidence:
    """The sentence; of a very long one the clause that carries the advice."""
    if len(sentence.text.split()) <= _MAX_QUOTE_WORDS:
        return frame.evidence_of(sentence)
    end = judged.start
    for _ in range(_MAX_QUOTE_WORDS):
        space = sentence.text.find(" ", end + 1)
        if space < 0:
            return frame.evidence_of(sentence, judged.start)
        end = space
    return frame.evidence_of(sentence, judged.start, end)
