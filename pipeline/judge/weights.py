"""Weights as text: `knowledge/weights/KIND.tsv`, learned by `training/`, one sign and its weight a line."""

from __future__ import annotations

import functools
import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from pipeline.knowledge import FOLDER, KnowledgeError

# Signs of a weights file that are no signs of a candidate.
BIAS = "(bias)"
THRESHOLD = "(threshold)"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a candidate is kept, the probability that a careful reader would list it, and the signs that told most."""

    kept: bool
    probability: float
    reasons: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Judge:
    """A logistic regression over signs: the sum of the weights of those that a candidate has, made a probability."""

    weights: Mapping[str, float]
    bias: float
    threshold: float

    def verdict(self, signs: Collection[str], *, reasons: int = 5) -> Verdict:
        """Return the verdict on a candidate's signs, with so many of its weightiest reasons."""
        told = [(sign, weight) for sign in signs if (weight := self.weights.get(sign)) is not None]
        score = math.fsum([self.bias, *(weight for _, weight in told)])
        probability = 1 / (1 + math.exp(-score)) if score > -700 else 0.0
        first = sorted(told, key=lambda one: (-abs(one[1]), one[0]))[:reasons]
        return Verdict(probability >= self.threshold, probability, tuple(first))


def parse_weights(text: str, name: str) -> Judge:
    """Return the judge that a weights file describes. Raises `KnowledgeError` for a line that is no sign and weight."""
    found: dict[str, float] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        sign, tab, weight = line.rpartition("\t")
        try:
            found[sign] = float(weight)
        except ValueError as error:
            raise KnowledgeError(f"{name}, line {number}: {weight!r} is no number") from error
        if not tab:
            raise KnowledgeError(f"{name}, line {number}: no tab between sign and weight")
    for needed in (BIAS, THRESHOLD):
        if needed not in found:
            raise KnowledgeError(f"{name}: has no line for {needed}")
    bias, threshold = found.pop(BIAS), found.pop(THRESHOLD)
    return Judge(found, bias, threshold)


def format_weights(judge: Judge, comment: str) -> str:
    """Return the text of a weights file, signs in order."""
    lines = [f"# {comment}", f"{BIAS}\t{judge.bias:.4f}", f"{THRESHOLD}\t{judge.threshold:.3f}"]
    lines += [f"{sign}\t{weight:.4f}" for sign, weight in sorted(judge.weights.items())]
    return "\n".join(lines) + "\n"


@functools.cache
def judge_of(kind: str) -> Judge:
    """Return the judge of a kind of fact, read once a process."""
    name = f"weights/{kind}.tsv"
    return parse_weights((FOLDER / name).read_text(encoding="utf-8"), name)
