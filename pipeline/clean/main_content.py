"""What of a page is its main content: a learned decision for each segment, and the kind of page.

Method: boilerplate detection by shallow text and context features (Kohlschütter et al. 2010), with boosted trees in two
stages: the second sees what the first thought of the neighbours, of the elements around, and of segments of the same shape.
The page is then cut where the expected F1 of what is kept is highest (Nan et al. 2012), so that no threshold is tuned.
The weights come from `training/train_main_content.py`; `main_content_scores.json` beside them says how well they do on
pages that they were not learned from.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Final

import numpy as np
from pydantic import BaseModel, ConfigDict

from pipeline.clean.forest import Forest, Trees
from pipeline.clean.matrix import Doubles, Floats, page_matrix, page_summary, second_matrix
from pipeline.clean.tokens import markup_names, name_tokens, text_tokens
from pipeline.dom.segment import Segment
from pipeline.dom.segmenter import segment

FILE: Final = "main_content.json"
KEPT: Final = "content.kept"
DROPPED: Final = "content.boilerplate"
_NONE: Final = 0.12
"""A page whose best segment has a smaller chance has no content."""


class Kinds(BaseModel):
    """The page kinds and their linear weights over `page_summary`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    names: list[str]
    centre: list[float]
    scale: list[float]
    weights: list[list[float]]
    bias: list[float]


class Weights(BaseModel):
    """The model file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    words: dict[str, float]
    markup: dict[str, float]
    first: Trees
    second: Trees
    kinds: Kinds


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a segment is kept, the chance that it is content, and the rule for the ledger."""

    keep: bool
    chance: float
    rule: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A page's kind (article, forum, listing, collection, product, service, documentation, other) and its segments' decisions."""

    kind: str
    decisions: tuple[Decision, ...]


class Model:
    """The weights made ready for use."""

    def __init__(self, weights: Weights) -> None:
        self._words, self._markup = weights.words, weights.markup
        self._first, self._second = Forest(weights.first), Forest(weights.second)
        self._kinds = weights.kinds
        self._turn = np.array(weights.kinds.weights, dtype=np.float64)
        self._name_score = functools.lru_cache(maxsize=16384)(self._score_name)

    def _score_name(self, level: int, name: str) -> float:
        return sum([self._markup.get(token, 0.0) for token in name_tokens(level, name)])

    def scores(self, segments: Sequence[Segment]) -> Doubles:
        """Return the word score and the markup score of each segment."""
        words, start = self._words, self._words[""]
        markup = self._markup[""]
        return np.array(
            [
                (
                    start + sum([words.get(token, 0.0) for token in text_tokens(part.text)]),
                    markup + sum([self._name_score(level, name) for level, name in markup_names(part)]),
                )
                for part in segments
            ]
        )

    def judge(self, segments: Sequence[Segment]) -> tuple[str, Doubles, Floats]:
        """Return the page's kind, the chance of each segment, and the figures that they rest on."""
        first = page_matrix(segments, self.scores(segments))
        chances = self._first.chances(first)
        return self.kind(first, chances), self._second.chances(second_matrix(segments, first, chances)), first

    def kind(self, first: Floats, chances: Doubles) -> str:
        """Return the likeliest kind of page."""
        summary = (page_summary(first, chances) - np.array(self._kinds.centre)) / np.array(self._kinds.scale)
        return self._kinds.names[int(np.argmax(self._turn @ summary.clip(-5, 5) + np.array(self._kinds.bias)))]


@functools.cache
def model() -> Model:
    """Return the model that comes with the package, loaded once."""
    stored = resources.files("pipeline.clean").joinpath(FILE).read_text(encoding="utf-8")
    return Model(Weights.model_validate_json(stored))


def choose(chances: Doubles, words: Doubles) -> float:
    """Return the chance from which on segments are kept: that with the highest expected word F1 of what is kept."""
    order = np.argsort(-chances, kind="stable")
    mass = words * chances
    expected = 2 * np.cumsum(mass[order]) / (np.cumsum(words[order]) + mass.sum() + 1e-9)
    return float(chances[order[int(np.argmax(expected))]])


def classify(segments: Sequence[Segment]) -> Judged:
    """Decide for each segment of one page whether it is content, and say what kind of page it is."""
    if not segments:
        return Judged("other", ())
    kind, chances, figures = model().judge(segments)
    least = max(choose(chances, figures[:, 0].astype(np.float64)), _NONE)
    return Judged(
        kind,
        tuple([Decision(chance >= least, round(chance, 4), KEPT if chance >= least else DROPPED) for chance in chances.tolist()]),
    )


def main_text(html: str) -> str:
    """Return the main content of a page as text, one segment a line."""
    segments = segment(html)
    decisions = classify(segments).decisions
    return "\n".join([part.text for part, decision in zip(segments, decisions, strict=True) if decision.keep])
