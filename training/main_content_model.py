"""Learning the main-content model: word scores, markup scores, and two stages of trees, stacked within the pages given."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from catboost import CatBoostClassifier, Pool
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import LogisticRegression

from pipeline.clean.forest import Forest, Trees
from pipeline.clean.main_content import Kinds, Weights
from pipeline.clean.matrix import page_matrix, page_summary, second_matrix
from pipeline.clean.tokens import markup_tokens, text_tokens
from pipeline.dom.segment import Segment
from training.benchmark import Example

SEED = 20240611
INNER = 4
DEPTH = 6
TREES = 300
RATE = 0.08
PAGES_SEEN = 6  # a word or class must stand on this many pages: what fewer have is about those pages


@dataclass(frozen=True)
class Data:
    """Segments of pages with their labels; `page` numbers the page of each row, `fold` its inner fold."""

    pages: Sequence[tuple[Segment, ...]]
    share: NDArray[np.float64]
    weight: NDArray[np.float64]
    page: NDArray[np.int64]
    text: list[list[str]]
    markup: list[list[str]]

    @property
    def fold(self) -> NDArray[np.int64]:
        """The inner fold of each row."""
        return self.page % INNER


def collect(examples: Sequence[Example], known: Sequence[tuple[np.ndarray, np.ndarray]]) -> Data:
    """Put the rows of all pages together. A row weighs by its words, against those of the page's main text."""
    share, weight, page = [], [], []
    text: list[list[str]] = []
    marks: list[list[str]] = []
    pages = []
    for number, (example, (shares, words)) in enumerate(zip(examples, known, strict=True)):
        mass = max(float((shares * words).sum()), 40.0)
        pages.append(example.segments)
        share.append(shares)
        weight.append(np.minimum((words + 0.5) / mass, 1.0))
        page.append(np.full(len(words), number))
        text.extend(text_tokens(part.text) for part in example.segments)
        marks.extend(markup_tokens(part) for part in example.segments)
    weights = np.concatenate(weight)
    return Data(pages, np.concatenate(share), weights / weights.mean(), np.concatenate(page), text, marks)


def learn_scores(tokens: list[list[str]], data: Data, rows: NDArray[np.bool_], strength: float) -> dict[str, float]:
    """Learn a weight for each token that enough pages have (logistic regression; the constant under the empty token)."""
    seen: Counter[str] = Counter()
    last: dict[str, int] = {}
    for row in np.flatnonzero(rows):
        for token in tokens[row]:
            if last.get(token) != data.page[row]:
                last[token] = int(data.page[row])
                seen[token] += 1
    names = sorted(token for token, pages in seen.items() if pages >= PAGES_SEEN)
    place = {token: number for number, token in enumerate(names)}
    matrix = _sparse([tokens[row] for row in np.flatnonzero(rows)], place)
    share, weight = data.share[rows], data.weight[rows] + 0.1
    model = LogisticRegression(C=strength, max_iter=60, solver="lbfgs", tol=1e-3)
    weights = np.concatenate([share * weight, (1 - share) * weight]) + 1e-9
    model.fit(vstack([matrix, matrix]), np.repeat([1, 0], len(share)), weights)
    found = {name: round(float(value), 3) for name, value in zip(names, model.coef_[0], strict=True)}
    return {"": round(float(model.intercept_[0]), 3)} | {name: value for name, value in found.items() if abs(value) >= 0.02}


def _sparse(rows: list[list[str]], place: dict[str, int]) -> csr_matrix:
    columns: list[int] = []
    starts = [0]
    for row in rows:
        columns.extend({place[token] for token in row if token in place})
        starts.append(len(columns))
    return csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(rows), len(place)))


def apply_scores(weights: dict[str, float], tokens: list[list[str]]) -> NDArray[np.float64]:
    """The score of each row: the sum of its tokens' weights."""
    return np.array([weights[""] + sum(weights.get(token, 0.0) for token in set(row)) for row in tokens])


def learn_trees(rows: np.ndarray, share: np.ndarray, weight: np.ndarray, trees: int = TREES) -> Trees:
    """Learn an ensemble of oblivious trees on soft labels."""
    model = CatBoostClassifier(
        iterations=trees, depth=DEPTH, learning_rate=RATE, loss_function="CrossEntropy", l2_leaf_reg=6.0, border_count=48,
        random_seed=SEED, thread_count=1, rsm=0.35, bootstrap_type="Bernoulli", subsample=0.6, verbose=False,
        allow_writing_files=False, sampling_frequency="PerTree",
    )  # fmt: skip
    kept, weight = _thin(weight)
    model.fit(Pool(rows[kept], label=share[kept], weight=weight[kept]))
    return _export(model)


def _thin(weight: NDArray[np.float64]) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    """Leave out most rows that hardly count, at random; those that stay count for them. A third less time, same result."""
    chance = np.clip(weight / (0.5 * weight.mean()), 0.15, 1.0)
    return np.random.default_rng(SEED).random(len(weight)) < chance, weight / chance


def _export(model: CatBoostClassifier) -> Trees:
    with tempfile.TemporaryDirectory() as folder:
        model.save_model(str(Path(folder) / "model.json"), format="json")
        stored = json.loads((Path(folder) / "model.json").read_text())
    columns, thresholds, leaves = [], [], []
    for tree in stored["oblivious_trees"]:
        splits = tree["splits"]
        missing = DEPTH - len(splits)
        columns += [split["float_feature_index"] for split in splits] + [0] * missing
        thresholds += [split["border"] for split in splits] + [1e30] * missing
        values = [round(value, 4) for value in tree["leaf_values"]]
        leaves += values + [0.0] * ((1 << DEPTH) - len(values))
    scale, bias = stored["scale_and_bias"]
    return Trees(depth=DEPTH, bias=float(bias[0]) * scale, columns=columns, thresholds=thresholds, leaves=leaves)


def by_page(data: Data, function: Callable[[tuple[Segment, ...], NDArray[np.bool_]], np.ndarray]) -> np.ndarray:
    """Put together the tables of all pages (those without segments have no rows)."""
    starts = np.searchsorted(data.page, np.arange(len(data.pages) + 1))
    return np.vstack([
        function(part, slice(starts[number], starts[number + 1]))  # type: ignore[arg-type]
        for number, part in enumerate(data.pages) if part
    ])  # fmt: skip


@dataclass(frozen=True)
class Stacked:
    """What the pages given look like to a model that did not learn from them."""

    first: np.ndarray
    chances: np.ndarray
    words: dict[str, float]
    markup: dict[str, float]


def _stack(data: Data) -> Stacked:
    scores = np.zeros((len(data.share), 2))
    weights = []
    for column, (tokens, strength) in enumerate(((data.text, 0.3), (data.markup, 1.0))):
        for fold in range(INNER):
            inside = data.fold == fold
            learned = learn_scores(tokens, data, ~inside, strength)
            scores[inside, column] = apply_scores(learned, [tokens[row] for row in np.flatnonzero(inside)])
        weights.append(learn_scores(tokens, data, np.ones(len(scores), dtype=bool), strength))
    first = by_page(data, lambda part, rows: page_matrix(part, scores[rows]))
    chances = np.zeros(len(scores))
    for fold in range(INNER):
        inside = data.fold == fold
        trees = learn_trees(first[~inside], data.share[~inside], data.weight[~inside])
        chances[inside] = Forest(trees).chances(first[inside])
    return Stacked(first, chances, *weights)


def _learn_kinds(data: Data, stacked: Stacked, types: Sequence[str]) -> Kinds:
    starts = np.searchsorted(data.page, np.arange(len(data.pages) + 1))
    known = [number for number, part in enumerate(data.pages) if part]
    ranges = [slice(starts[number], starts[number + 1]) for number in known]
    table = np.array([page_summary(stacked.first[rows], stacked.chances[rows]) for rows in ranges])
    centre, scale = table.mean(axis=0), table.std(axis=0) + 1e-6
    model = LogisticRegression(C=0.01, max_iter=500)
    model.fit(((table - centre) / scale).clip(-5, 5), [types[number] for number in known])
    return Kinds(
        names=[str(name) for name in model.classes_],
        centre=[float(f"{value:.5g}") for value in centre], scale=[float(f"{value:.5g}") for value in scale],
        weights=[[round(float(value), 4) for value in row] for row in model.coef_],
        bias=[round(float(value), 4) for value in model.intercept_],
    )  # fmt: skip


def learn(examples: Sequence[Example], known: Sequence[tuple[np.ndarray, np.ndarray]]) -> Weights:
    """Learn the whole model from pages and their labels (as `benchmark.labels` gives them)."""
    data = collect(examples, known)
    stacked = _stack(data)
    trees = learn_trees(stacked.first, data.share, data.weight)
    second = by_page(data, lambda part, rows: second_matrix(part, stacked.first[rows], stacked.chances[rows]))
    return Weights(
        words=stacked.words,
        markup=stacked.markup,
        first=trees,
        second=learn_trees(second, data.share, data.weight),
        kinds=_learn_kinds(data, stacked, [example.type for example in examples]),
    )
