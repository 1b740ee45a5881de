"""Exercises of a page: what it names or describes as one to do, with steps, dose, targets, equipment and cautions.

The order: `walk` goes down the blocks with the sections at hand; `labels` reads headings, items and words before a colon;
`find` and `judge` read running text; `moves` reads described movements; `instructions` tells the steps; `details` reads what
is said of each exercise. No statistical model is needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.exercises.details import mention
from pipeline.extract.exercises.walk import Walk
from pipeline.extract.frame import Frame
from pipeline.extract.sections import SectionInfo
from pipeline.models import ExerciseMention


@dataclass(frozen=True, slots=True)
class ExerciseResult:
    """The exercises of an article, one mention each, in the order of the text.

    `step_sentences`: (position of the block, position of the sentence in it) of the sentences that are their steps.
    """

    mentions: tuple[ExerciseMention, ...] = ()
    step_sentences: frozenset[tuple[int, int]] = frozenset()


def extract_exercises(frame: Frame, sections: Sequence[SectionInfo]) -> ExerciseResult:
    """Return the exercises that an article names or describes as ones to do."""
    walk = Walk(frame, sections)
    walk.run()
    return ExerciseResult(tuple(mention(frame, one) for one in walk.book.all), frozenset(walk.step_sentences))
