"""Logistic regression over signs, by scikit-learn; optional items count as facts of little weight."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from pipeline.judge import Judge

# Inverse strength of the L2 penalty by kind, weight of an optional item, and how many pages a sign must stand on.
STRENGTH = {"exercises": 0.3, "causes": 0.1, "advice": 0.1}
OPTIONAL = 0.15
LEAST_PAGES = 3
# Weights below this tell nothing that a reader could follow, and are left out.
LEAST_WEIGHT = 0.02


@dataclass(frozen=True, slots=True)
class Example:
    """The signs of a candidate, its label (1, 0, -1 optional), and the page that it stands on."""

    page: str
    signs: Collection[str]
    label: int


def learn(examples: Sequence[Example], threshold: float, *, strength: float) -> Judge:
    """Return the judge learned from examples. The same examples in the same order give the same weights."""
    pages: dict[str, set[str]] = {}
    for example in examples:
        for sign in example.signs:
            pages.setdefault(sign, set()).add(example.page)
    kept = {sign for sign, on in pages.items() if len(on) >= LEAST_PAGES}
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([{sign: 1.0 for sign in example.signs if sign in kept} for example in examples])
    labels = np.array([abs(example.label) for example in examples])
    weights = np.array([OPTIONAL if example.label < 0 else 1.0 for example in examples])
    model = LogisticRegression(C=strength, max_iter=1000).fit(matrix, labels, sample_weight=weights)
    named = zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)
    told = {str(sign): round(float(weight), 4) for sign, weight in named if abs(weight) >= LEAST_WEIGHT}
    return Judge(told, round(float(model.intercept_[0]), 4), threshold)
