"""Figures about the segments of one page, as columns: what the main-content model decides by.

All of them are local (the segment), contextual (its neighbours, the elements around it, segments of the same shape) or
about the whole page. Nothing looks at addresses or at single sites.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from pipeline.dom import markup
from pipeline.dom.segment import Segment
from pipeline.knowledge import read_table

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]

KINDS: Final = ("heading", "paragraph", "list_item", "table_row", "quote", "term", "definition")
LEVELS: Final = 6
_CHARS_READ: Final = 300
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}:\d\d\b|\bago\b")
_MONEY = re.compile(r"[$€£]\s?\d")
_TAGS: Final = {tag: place for place, tag in enumerate(sorted(markup.BLOCK_TAGS))}


class StopWords(BaseModel):
    """`knowledge/stop_words.toml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    words: tuple[str, ...]


@functools.cache
def _stop_words() -> frozenset[str]:
    return frozenset(read_table("stop_words.toml", StopWords).words)


def _local(part: Segment, repeats: int) -> list[float]:
    """Figures of the segment by itself."""
    text, marks = part.text, part.marks
    count, size = len(text.split()), len(text)
    start = text[:_CHARS_READ]
    lower = start.lower()
    begun = start.split() or ["-"]
    stops, capital = map(_stop_words().__contains__, lower.split()), map(str.isupper, [word[0] for word in begun])
    return [
        count, size, marks.link_chars / size, marks.links, marks.bold_chars / size,
        size / count, sum(stops) / len(begun), sum(capital) / len(begun),
        sum(map(str.isdigit, start)) / len(start), text.count(","), text.count(". ") + (text[-1] in ".!?"), text.count("?"),
        text.count("|") + text.count("·") + text.count("•"), text[-1] in ".!?:\"”", text[-1] == ":",
        text.endswith(("…", "...")), text[0].islower(), "©" in text, "@" in text or "http" in lower,
        bool(_DATE.search(lower)), bool(_MONEY.search(start)),
        float(text.isupper()), repeats, KINDS.index(part.kind), part.level, part.number or 0, float(part.ordered),
        _TAGS.get(marks.tag, -1), min(marks.depth, 60), len(marks.spans), "\n" in text,
    ]  # fmt: skip


def _bits(values: Sequence[int], count: int) -> Doubles:
    rows = np.array(values, dtype=np.int64)[:, None]
    return ((rows >> np.arange(count, dtype=np.int64)) & 1).astype(np.float64)


def _total(column: Doubles) -> Doubles:
    return np.concatenate(([0.0], np.cumsum(column)))


def shift(column: Doubles, by: int) -> Doubles:
    """The values of the segment `by` places further on (negative: back), 0 beyond the page."""
    found = np.zeros_like(column)
    if abs(by) < len(column):
        if by > 0:
            found[:-by] = column[by:]
        else:
            found[-by:] = column[:by]
    return found


def window(column: Doubles, radius: int) -> Doubles:
    """The sum over the segments up to `radius` places away."""
    total = _total(column)
    places = np.arange(len(column))
    return total[np.minimum(places + radius + 1, len(column))] - total[np.maximum(places - radius, 0)]


def spans(segments: Sequence[Segment]) -> NDArray[np.int64]:
    """The ranges of segments around each segment, `LEVELS` of them, the last repeated where there are fewer."""
    found = []
    for part in segments:
        known = part.marks.spans[:LEVELS] or ((0, len(segments)),)
        found.append(known + (known[-1],) * (LEVELS - len(known)))
    return np.array(found, dtype=np.int64)


def within(column: Doubles, bounds: NDArray[np.int64]) -> Doubles:
    """The sum of a column over given ranges."""
    total = _total(column)
    found: Doubles = total[bounds[..., 1]] - total[bounds[..., 0]]
    return found


def _around(words: Doubles, linked: Doubles, scores: Doubles, bounds: NDArray[np.int64]) -> list[Doubles]:
    """Figures of the elements around each segment, from the smallest up."""
    count = (bounds[..., 1] - bounds[..., 0]).astype(np.float64)
    inside = within(words, bounds)
    place = (np.arange(len(words))[:, None] - bounds[..., 0]) / count
    tables = [count, inside, within(linked, bounds) / np.maximum(inside, 1), inside / max(words.sum(), 1), inside / count]
    tables.append(place)
    tables.extend(within(scores[:, column], bounds) / count for column in range(2))
    tables.extend(within(words * scores[:, column], bounds) / np.maximum(inside, 1) for column in range(2))
    return [table[:, level] for table in tables for level in range(LEVELS)]


def _neighbours(columns: Sequence[Doubles]) -> list[Doubles]:
    return [shift(column, by) for column in columns for by in (-3, -2, -1, 1, 2, 3)]


def same(segments: Sequence[Segment]) -> NDArray[np.int64]:
    """The number of each segment's shape."""
    return np.array([part.marks.shape for part in segments], dtype=np.int64)


def mean_by(groups: NDArray[np.int64], column: Doubles, weights: Doubles) -> Doubles:
    """The weighted mean of a column over the segments of the same group."""
    mass = np.bincount(groups, weights=weights)
    found: Doubles = (np.bincount(groups, weights=column * weights) / np.maximum(mass, 1e-9))[groups]
    return found


def _position(segments: Sequence[Segment], words: Doubles, scores: Doubles) -> list[Doubles]:
    """Where the segment stands: on the page, to its first headings, to the heading above it."""
    count = len(segments)
    places = np.arange(count)
    levels = np.array([part.level for part in segments])
    before = _total(words)[:-1]
    mains = np.flatnonzero(levels == 1)
    main = mains[0] if len(mains) else -1
    above = np.maximum.accumulate(np.where(levels > 0, places, 0))
    return [
        places.astype(np.float64), count - places.astype(np.float64), places / count, before / max(words.sum(), 1),
        (places - main).astype(np.float64) if main >= 0 else np.full(count, -999.0),
        before - before[main] if main >= 0 else np.full(count, -999.0),
        (places - above).astype(np.float64), before - before[above], levels[above].astype(np.float64),
        scores[above, 0], scores[above, 1],
    ]  # fmt: skip


def _page(segments: Sequence[Segment], words: Doubles, linked: Doubles, scores: Doubles, path: Doubles) -> list[float]:
    """Figures of the whole page."""
    mass = max(float(words.sum()), 1.0)
    kinds = Counter(part.kind for part in segments)
    tags = Counter(part.marks.tag for part in segments)
    long = words >= 20
    return [
        len(segments), mass, float(linked.sum()) / mass, float(words[long].sum()) / mass, float(long.sum()),
        float((words * (scores[:, 0] > 0)).sum()) / mass, float((words * (scores[:, 1] > 0)).sum()) / mass,
        *[kinds[kind] / len(segments) for kind in KINDS], tags["p"] / len(segments), tags["pre"] / len(segments),
        *[float((words * path[:, place]).sum()) / mass for place in range(path.shape[1])],
        float(sum(part.level == 1 for part in segments)), float(sum(part.level == 2 for part in segments)),
    ]  # fmt: skip


def page_matrix(segments: Sequence[Segment], scores: Doubles) -> Floats:
    """Return one row of figures a segment. `scores` holds the learned word and markup score of each segment."""
    repeats = Counter(part.text for part in segments)
    local = np.array([_local(part, repeats[part.text]) for part in segments], dtype=np.float64)
    words, link_share = local[:, 0], local[:, 2]
    linked = words * link_share
    path = _bits([part.marks.path for part in segments], len(markup.PATH_TAGS))
    groups = len(markup.group_names())
    near = _bits([part.marks.near for part in segments], groups)
    wide = _bits([part.marks.groups for part in segments], groups)
    shapes = same(segments)
    ones = np.ones(len(segments))
    columns = [
        *_neighbours([words, link_share, local[:, 6], local[:, 23], scores[:, 0], scores[:, 1]]),
        *[window(column, radius) for column in (words, linked, scores[:, 0], scores[:, 1]) for radius in (4, 12)],
        *_around(words, linked, scores, spans(segments)),
        *_position(segments, words, scores),
        np.bincount(shapes)[shapes].astype(np.float64),
        *[mean_by(shapes, column, ones) for column in (words, link_share, scores[:, 0])],
        *[ones * value for value in _page(segments, words, linked, scores, path)],
    ]
    return np.column_stack([local, scores, path, near, wide, *columns]).astype(np.float32)


def second_matrix(segments: Sequence[Segment], first: Floats, chances: Doubles) -> Floats:
    """Return the figures of the second stage: those of the first, and its chances in the neighbourhood of each segment."""
    words = first[:, 0].astype(np.float64)
    mass = words * chances
    bounds, shapes = spans(segments), same(segments)
    inside, kept = within(words, bounds), within(mass, bounds)
    levels = first[:, 24] > 0
    sections = np.cumsum(levels).astype(np.int64)
    total = max(float(mass.sum()), 1e-9)
    before = _total(mass)[:-1] / total
    ones = np.ones(len(words))
    columns = [
        chances, *[shift(chances, by) for by in (-5, -4, -3, -2, -1, 1, 2, 3, 4, 5)],
        *[window(mass, radius) / np.maximum(window(words, radius), 1) for radius in (2, 5, 10, 25)],
        *[(kept / np.maximum(inside, 1))[:, level] for level in range(LEVELS)],
        *[(kept / total)[:, level] for level in range(LEVELS)],
        *[(within(chances, bounds) / (bounds[..., 1] - bounds[..., 0]))[:, level] for level in range(LEVELS)],
        mean_by(shapes, chances, ones), mean_by(shapes, chances, words),
        mean_by(sections, chances, words), mean_by(sections, mass, ones),
        np.bincount(sections, weights=words)[sections],
        before, 1 - before, total * ones, total / max(float(words.sum()), 1.0) * ones,
        float(chances.max()) * ones, float((chances * (1 - chances) * words).sum()) / total * ones,
        np.maximum.accumulate(chances), np.maximum.accumulate(chances[::-1])[::-1],
    ]  # fmt: skip
    return np.column_stack([first, *columns]).astype(np.float32)


def page_summary(first: Floats, chances: Doubles) -> Doubles:
    """Return figures of a whole page from those of its segments: their means by words, over all and over likely content."""
    rows = first.astype(np.float64)
    words = rows[:, 0] + 0.1
    likely = words * (chances + 1e-3)
    whole = np.log1p(np.array([len(rows), words.sum(), likely.sum()]))
    return np.concatenate([
        np.average(rows, axis=0, weights=words), np.average(rows[:, : rows.shape[1] // 2], axis=0, weights=likely), whole
    ])  # fmt: skip
