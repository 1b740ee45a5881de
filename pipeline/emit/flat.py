"""CSV, for spreadsheets: one file a table."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from pipeline.emit.tables import TABLES, Value, sound
from pipeline.models import PageResult, Resolved

# What a spreadsheet would take for a formula or a command where it opens a cell (OWASP, "CSV injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def cell(value: Value) -> str | int | float:
    """Return what stands in a cell: lists in one, parted by ` | `; text that would be a formula behind an apostrophe.

    >>> cell("=HYPERLINK(1)"), cell(("hips", "core")), cell(True)
    ("'=HYPERLINK(1)", 'hips | core', 'true')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    text = value if isinstance(value, str) else " | ".join(value)
    text = sound(text).replace("\0", "")
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def write_csv(resolved: Resolved, results: Iterable[PageResult], folder: Path) -> None:
    """Write `exercises.csv`, `causes.csv`, `advice.csv`, `contradictions.csv`, `documents.csv`, `evidence.csv`."""
    for table in TABLES:
        with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as out:
            rows = csv.writer(out, lineterminator="\n")
            rows.writerow(table.columns)
            rows.writerows([cell(value) for value in row] for row in table.rows(resolved.kb))
