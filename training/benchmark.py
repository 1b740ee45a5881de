"""The pages of a main-content benchmark (WCXB's layout), their folds, the metric, and labels for their segments."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rapidfuzz.distance import LCSseq

from pipeline.dom.segment import Segment
from pipeline.dom.segmenter import segment

FOLDS = 5
_WORD = re.compile(r"\w+")
_SHINGLE = 4


@dataclass(frozen=True, slots=True)
class Example:
    """One page: its segments and its main text. `fold` is the fold that it is measured in."""

    id: str
    type: str
    fold: int
    gold: str
    html: str
    segments: tuple[Segment, ...]


def words(text: str) -> list[str]:
    """The words that the metric counts."""
    return _WORD.findall(text.lower())


def word_f1(found: str, gold: str) -> float:
    """WCXB's metric for one page: F1 of the two multisets of words."""
    first, second = Counter(words(found)), Counter(words(gold))
    same = (first & second).total()
    return 2 * same / max(1, first.total() + second.total())


def _decode(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def read(folder: Path) -> list[Example]:
    """Read the pages that have a main text, in the order of their hash, which also says the fold."""
    with gzip.open(folder / "gold.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    found = []
    for row in rows:
        if not row["text"].strip():
            continue
        html = _decode(gzip.decompress((folder / "html" / f"{row['id']}.html.gz").read_bytes()))
        place = int(hashlib.sha1(row["id"].encode()).hexdigest(), 16)
        found.append((place, Example(row["id"], row["type"], place % FOLDS, row["text"], html, segment(html))))
    return [example for _, example in sorted(found, key=lambda pair: pair[0])]


def labels(example: Example) -> tuple[np.ndarray, np.ndarray]:
    """Return for each segment the share of its words that belong to the main text, and its number of words.

    The words of page and main text are aligned in order (longest common subsequence). Where the main text has another
    order, a segment counts as much as its runs of four words stand there. Stray words of an aligned boilerplate segment
    do not count.
    """
    texts = [words(part.text) for part in example.segments]
    gold = words(example.gold)
    page = [word for text in texts for word in text]
    hit = np.zeros(len(page), dtype=bool)
    for code in LCSseq.opcodes(page, gold):
        if code.tag == "equal":
            hit[code.src_start : code.src_end] = True
    shingles = {tuple(gold[at : at + _SHINGLE]) for at in range(len(gold) - _SHINGLE + 1)}
    shares, at = [], 0
    for text in texts:
        shares.append(_share(text, hit[at : at + len(text)], shingles))
        at += len(text)
    return np.array(shares, dtype=float), np.array([len(text) for text in texts], dtype=float)


def _share(text: list[str], hit: np.ndarray, shingles: set[tuple[str, ...]]) -> float:
    if not text:
        return 0.0
    aligned = float(hit.mean())
    starts = [at for at in range(len(text) - _SHINGLE + 1) if tuple(text[at : at + _SHINGLE]) in shingles]
    covered = len({at + step for at in starts for step in range(_SHINGLE)}) / len(text)
    if len(text) >= _SHINGLE + 1 and covered < aligned < 0.6:
        return covered
    return max(aligned, covered) if len(text) > _SHINGLE + 1 else aligned
