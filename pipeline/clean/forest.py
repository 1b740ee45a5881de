"""Gradient-boosted oblivious trees, evaluated with numpy: each tree asks the same few questions of every row.

The trees are learned with CatBoost (Prokhorenkova et al. 2018) and stored as plain lists; the answers to a tree's questions
are the bits of the leaf's number, so that a page takes a handful of array operations and no loop over trees or rows.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

_ROWS = 1024


class Trees(BaseModel):
    """An ensemble as stored: for each tree its columns, thresholds and leaves; the first question is the lowest bit."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    depth: int
    bias: float
    columns: list[int]
    thresholds: list[float]
    leaves: list[float]


class Forest:
    """Trees made ready for use."""

    def __init__(self, trees: Trees) -> None:
        depth = trees.depth
        count = len(trees.columns) // depth
        self._columns = np.array(trees.columns, dtype=np.int64)
        self._thresholds = np.array(trees.thresholds, dtype=np.float32)[:, None]
        self._leaves = np.array(trees.leaves, dtype=np.float64)
        self._offsets = (np.arange(count, dtype=np.int64) << depth)[:, None]
        self._bias, self._depth, self._count = trees.bias, depth, count

    def chances(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return for each row the chance that it is content."""
        found = np.empty(len(rows), dtype=np.float64)
        for start in range(0, len(rows), _ROWS):
            turned = np.ascontiguousarray(rows[start : start + _ROWS].T)
            answers = (turned.take(self._columns, axis=0) > self._thresholds).reshape(self._count, self._depth, -1)
            leaves = self._offsets + answers[:, 0]
            for bit in range(1, self._depth):
                leaves += answers[:, bit].astype(np.int64) << bit
            found[start : start + _ROWS] = self._leaves.take(leaves).sum(axis=0)
        return 1.0 / (1.0 + np.exp(-(found + self._bias)))
