"""Text that a page says twice: titles, and paragraphs that say the same again. The earlier one stays."""

from __future__ import annotations

import re
from collections import Counter

from pipeline.clean.rules import words
from pipeline.clean.sheet import Row, Sheet

# Jaccard similarity of two paragraphs' words from which the later one is a copy with a word or two changed.
SAME = 0.8
SHORTEST = 12
# Under another heading a shorter paragraph, or one with figures, is a step that belongs there, too.
LONG = 25
# Copies share most of their longest words, which few other paragraphs have.
_MARKS = 6
_SHARED_MARKS = 4
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
            if row.heading and sheet.rows[before].block.kind == "list_item":
                # a list of contents names the heading; the heading is the one that has text below it
                seen[key] = n
                continue
            sheet.drop(row, "repeated.heading")
        else:
            seen[key] = n


def drop_repeated_paragraphs(sheet: Sheet) -> None:
    """Drop paragraphs whose words an earlier one has said; instructions that differ in a side or a number stay."""
    index: dict[str, list[int]] = {}
    kept: list[tuple[Row, frozenset[str]]] = []
    for row in sheet.rows:
        if not row.live or row.heading or row.size < SHORTEST:
            continue
        bag = frozenset(words(row.text))
        marks = sorted(bag, key=lambda word: (-len(word), word))[:_MARKS]
        shared = Counter(number for mark in marks for number in index.get(mark, ()))
        likely = [number for number, count in shared.items() if count >= min(_SHARED_MARKS, len(marks))]
        if any(_says_again(row, bag, *kept[number]) for number in likely):
            sheet.drop(row, "repeated.paragraph")
            continue
        for mark in marks:
            index.setdefault(mark, []).append(len(kept))
        kept.append((row, bag))


def _is_step(row: Row) -> bool:
    return row.size < LONG or any(c.isdigit() for c in row.text)


def _says_again(row: Row, bag: frozenset[str], before: Row, old: frozenset[str]) -> bool:
    if row.block.heading != before.block.heading and (row.block.kind in ("list_item", "table_row") or _is_step(row)):
        # the same step under another exercise, the same session on another day
        return False
    if len(bag & old) < SAME * len(bag | old):
        return False
    return not any(_TELLING.search(word) for word in bag ^ old)
