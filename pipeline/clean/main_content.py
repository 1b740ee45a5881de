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
from pipeline.clean.tokens import LEVELS, name_parts, text_parts
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
    """A page's kind (article, forum, listing, collection, product, service, documentation, other) and what was decided."""

    kind: str
    decisions: tuple[Decision, ...]


def _text_weights(stored: dict[str, float]) -> tuple[dict[str, dict[str, float]], dict[str, dict[str, float]]]:
    """Split the weights of `tokens.text_tokens` by what stands before the words: of single words, and of whole labels."""
    found: dict[str, dict[str, float]] = {mark: {} for mark in "slfx"}
    for token, value in stored.items():
        if token:
            found[token[0]][token[2:]] = value
    return {mark: found[mark] for mark in "sl"}, {mark: found[mark] for mark in "fx"}


def _markup_weights(stored: dict[str, float]) -> dict[str, list[float]]:
    """Put the weights of a class word at all levels together."""
    found: dict[str, list[float]] = {}
    for token, value in stored.items():
        if token:
            found.setdefault(token[1:], [0.0] * LEVELS)[int(token[0])] = value
    return found


class Model:
    """The weights made ready for use."""

    def __init__(self, weights: Weights) -> None:
        self._words, self._labels = _text_weights(weights.words)
        self._word_start, self._markup_start = weights.words[""], weights.markup[""]
        self._markup = _markup_weights(weights.markup)
        self._first, self._second = Forest(weights.first), Forest(weights.second)
        self._kinds = weights.kinds
        self._turn = np.array(weights.kinds.weights, dtype=np.float64)
        self._name_scores = functools.lru_cache(maxsize=16384)(self._score_name)

    def _score_name(self, name: str) -> list[float]:
        known = [self._markup[token] for token in name_parts(name) if token in self._markup]
        return [sum(values) for values in zip(*known, strict=True)] if known else [0.0] * LEVELS

    def _score_text(self, text: str) -> float:
        length, words, first, whole = text_parts(text)
        weights = self._words[length]
        known = sum([weights[word] for word in words if word in weights])
        return self._word_start + known + self._labels["f"].get(first, 0.0) + self._labels["x"].get(whole, 0.0)

    def _score_markup(self, part: Segment) -> float:
        levels = [self._name_scores(name)[min(place, LEVELS - 1)] for place, name in enumerate(part.marks.names)]
        return self._markup_start + sum(levels)

    def scores(self, segments: Sequence[Segment]) -> Doubles:
        """Return the word score and the markup score of each segment."""
        return np.array([(self._score_text(part.text), self._score_markup(part)) for part in segments])

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
    kept = [(chance >= least, round(chance, 4)) for chance in chances.tolist()]
    return Judged(kind, tuple([Decision(keep, chance, KEPT if keep else DROPPED) for keep, chance in kept]))


def main_text(html: str) -> str:
    """Return the main content of a page as text, one segment a line."""
    segments = segment(html)
    decisions = classify(segments).decisions
    return "\n".join([part.text for part, decision in zip(segments, decisions, strict=True) if decision.keep])
