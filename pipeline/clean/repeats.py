"""Text that a page says twice: titles, and paragraphs that say the same again. The earlier one stays."""

from __future__ import annotations

import re
from collections import Counter

from pipeline.clean.rules import words
from pipeline.clean.sheet import Row, Sheet

# Jaccard similarity of two paragraphs' words from which the later one is a copy with a word or two changed.
SAME = 0.8
SHORTEST = 12
_SHINGLE = 3
# What tells two otherwise equal instructions apart.
_TELLING = re.compile(r"\d|left|right|up|down|inner|outer|front|back|first|second|third|inhale|exhale|upper|lower|other")


def drop_repeated_titles(sheet: Sheet) -> None:
    """Drop headings, and lines before the text, that repeat the title or a heading just above."""
    first, _ = sheet.edges()
    seen: dict[str, int] = {}
    for n, row in enumerate(sheet.rows):
        if not row.live or row.size > 30 or not (row.heading or n < first):
            continue
        key = row.key
        before = seen.get(key)
        if key and before is not None and (n < first or n - before == 1):
            sheet.drop(row, "repeated.heading")
        else:
            seen[key] = n


def drop_repeated_paragraphs(sheet: Sheet) -> None:
    """Drop paragraphs whose words an earlier one has said; instructions that differ in a side or a number stay."""
    index: dict[tuple[str, ...], list[int]] = {}
    kept: list[tuple[Row, frozenset[str]]] = []
    for row in sheet.rows:
        if not row.live or row.heading or row.size < SHORTEST:
            continue
        tokens = words(row.text)
        bag = frozenset(tokens)
        shingles = {tuple(tokens[i : i + _SHINGLE]) for i in range(len(tokens) - _SHINGLE + 1)}
        shared: Counter[int] = Counter()
        for shingle in sorted(shingles):
            shared.update(index.get(shingle, ()))
        if any(
            count * 2 >= len(shingles) and _says_again(row, bag, *kept[number])
            for number, count in shared.most_common(3)
        ):
            sheet.drop(row, "repeated.paragraph")
            continue
        for shingle in shingles:
            index.setdefault(shingle, []).append(len(kept))
        kept.append((row, bag))


def _says_again(row: Row, bag: frozenset[str], before: Row, old: frozenset[str]) -> bool:
    if row.block.kind in ("list_item", "table_row") and row.block.heading != before.block.heading:
        # the same step under another exercise belongs to that exercise
        return False
    if len(bag & old) < SAME * len(bag | old):
        return False
    return not any(_TELLING.search(word) for word in bag ^ old)
