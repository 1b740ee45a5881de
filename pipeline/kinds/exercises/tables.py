"""Tables of exercises: "Exercise | Sets | Reps | Muscles worked" and a row for each exercise below.

A header says what the columns hold; a bare figure then means sets, reps or seconds by its column.
"""

from __future__ import annotations

import re

from pipeline.kinds.exercises import dosage
from pipeline.kinds.exercises.labels import is_a
from pipeline.kinds.exercises.words import Frozen
from pipeline.knowledge import read_table
from pipeline.models import Dosage
from pipeline.outline import Node

_CELL = re.compile(r"[^|]+")
_FIGURE = re.compile(r"^(\d+(?:\s*(?:-|–|to)\s*\d+)?)(?=$|\s*(?:/|per\b|each\b|a side))")


class _Columns(Frozen):
    name: frozenset[str]
    sets: frozenset[str]
    reps: frozenset[str]
    hold: frozenset[str]
    dose: frozenset[str]


def header(text: str) -> tuple[str, ...]:
    """Return what the columns of a header row hold; empty where it is no header of exercises.

    >>> header("Exercise | Sets | Reps"), header("Food | Protein")
    (('name', 'sets', 'reps'), ())
    """
    kinds = tuple(_kind(cell[0].strip(" *:").lower()) for cell in _CELL.finditer(text))
    return kinds if "name" in kinds and set(kinds) - {"name", ""} else ()


def _kind(cell: str) -> str:
    if is_a("targets", cell):
        return "targets"
    columns = read_table("exercises_columns.toml", _Columns)
    return next((kind for kind in ("name", "sets", "reps", "hold", "dose") if cell in getattr(columns, kind)), "")


class Table:
    """The table that a walk is in: `columns` are those of its header, empty outside a table of exercises."""

    def __init__(self) -> None:
        self.columns: tuple[str, ...] = ()

    def leave(self) -> None:
        """End the table."""
        self.columns = ()

    def name_cell(self, node: Node) -> tuple[int, int] | None:
        """Return the characters of a row's first sentence that should name an exercise; `None` for headers."""
        text = node.sentences[0].text
        columns = header(" ".join(s.text for s in node.sentences))
        if columns:
            self.columns = columns
            return None
        cells = list(_CELL.finditer(text))
        at = self.columns.index("name") if self.columns else 0
        if at >= len(cells) or (not self.columns and len(cells) < 2):
            return None
        cell = cells[at]
        start = cell.start() + len(cell[0]) - len(cell[0].lstrip())
        return (start, start + len(cell[0].strip())) if cell[0].strip() else None

    def cells(self, node: Node) -> dict[str, str]:
        """Return the cells of a row by the kind of their column."""
        parts = [cell[0].strip() for cell in _CELL.finditer(" ".join(s.text for s in node.sentences))]
        return {kind: cell for kind, cell in zip(self.columns, parts, strict=False) if kind}


def dose(cells: dict[str, str], quote: str) -> Dosage | None:
    """Return the dose of a row, with the row as its quote."""
    sets, reps = (_FIGURE.sub(rf"\1 {unit}", cells.get(unit, "")) for unit in ("sets", "reps"))
    parts = [" of ".join(part for part in (sets, reps) if part)]
    for kind in ("hold", "dose"):
        parts.append(("hold " if kind == "hold" else "") + _FIGURE.sub(r"\1 seconds", cells[kind]) if kind in cells else "")
    found = dosage.parse(", ".join(part for part in parts if part))
    return found.model_copy(update={"quote": quote.strip()}) if found is not None else None
