"""Exercises of a page: what it names or describes as one to do, with steps, dose, targets, equipment and cautions.

`propose` finds every mention that could be one, with the signs for and against it; `mentions` makes of the kept ones one
mention an exercise; `claims` tells which sentences are theirs.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

from pipeline.judge import Candidate, Verdict
from pipeline.kinds.exercises.details import mention
from pipeline.kinds.exercises.names import is_generic
from pipeline.kinds.exercises.propose import KIND, propose
from pipeline.kinds.exercises.signs import Proposal
from pipeline.kinds.exercises.walk import Walk
from pipeline.models import ExerciseMention
from pipeline.outline import Outline

__all__ = ["KIND", "claims", "mentions", "propose"]


def mentions(outline: Outline, kept: Sequence[tuple[Candidate, Verdict]]) -> tuple[ExerciseMention, ...]:
    """Return the exercises of a page, one mention each, in the order of the text."""
    found = _walk(outline, _proposals(kept)).book.all
    # "strengthening" by itself is none
    return tuple(mention(outline, one) for one in found if " " in one.name or not is_generic(one.name))


def claims(outline: Outline, kept: Sequence[tuple[Candidate, Verdict]]) -> dict[tuple[int, int], str]:
    """Return what the sentences of the exercises are, by (block, position): "step", "dose", "name" or "target"."""
    return dict(sorted(_walk(outline, _proposals(kept)).claimed.items()))


def _proposals(kept: Sequence[tuple[Candidate, Verdict]]) -> tuple[Proposal, ...]:
    return tuple(one.data for one, _ in kept if isinstance(one.data, Proposal))


@functools.lru_cache(maxsize=1)
def _walk(outline: Outline, kept: tuple[Proposal, ...]) -> Walk:
    """Walk down a page once for its claims and its mentions."""
    walk = Walk(outline, kept)
    walk.run()
    return walk
