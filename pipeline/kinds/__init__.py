"""Kinds of facts: each proposes candidates and reads the fields of those that the judge keeps. `KINDS` is the list of them.

The order counts: exercises claim the sentences that are their steps, which are no advice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.judge import Candidate, Verdict
from pipeline.kinds import advice, causes, exercises
from pipeline.outline import Outline
from pipeline.outline.relevance import densities

Claims = Mapping[tuple[int, int], str]
Kept = Sequence[tuple[Candidate, Verdict]]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of fact. `name` is also that of its weights and of its field in a page's result.

    `find` finds candidates, with what others have claimed of the page: (block, position) of sentences, and as what.
    `mentions` fills the fields of those that were kept. `claims` says which sentences the kept ones take.
    """

    name: str
    find: Callable[[Outline, Claims], list[Candidate]]
    mentions: Callable[[Outline, Kept], tuple[Any, ...]]
    claims: Callable[[Outline, Kept], Claims] | None = None

    def propose(self, outline: Outline, claims: Claims) -> list[Candidate]:
        """Return the candidates of a page, each also with how much page and section speak of the body."""
        found = self.find(outline, claims)
        levels = densities(outline) if found else {}
        for one in found:
            page, section = levels[one.sentence.block]
            one.signs.update((f"page-body:{page}", f"section-body:{section}", f"body:{page}+{section}"))
        return found

    @property
    def claims_first(self) -> bool:
        """Whether it looks at no claims, since it makes them."""
        return self.claims is not None


KINDS: tuple[Kind, ...] = (
    Kind("exercises", lambda outline, _: exercises.propose(outline), exercises.mentions, exercises.claims),
    Kind("causes", lambda outline, _: causes.propose(outline), causes.mentions),
    Kind("advice", advice.propose, advice.mentions),
)
