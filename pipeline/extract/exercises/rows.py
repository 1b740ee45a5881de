"""Tables of exercises: "Exercise | Sets | Reps | Muscles worked" and a row for each exercise below.

A header says what the columns hold; a bare figure then means sets, reps or seconds by its column.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract import dosage
from pipeline.extract.exercises import labels, reading, targets
from pipeline.extract.exercises.found import Book
from pipeline.extract.exercises.labels import Label, Named
from pipeline.extract.exercises.tables import cues
from pipeline.extract.frame import Sentence
from pipeline.models import CleanBlock, Dosage

_CELL = re.compile(r"[^|]+")
_FIGURE = re.compile(r"^(\d+(?:\s*(?:-|–|to)\s*\d+)?)(?=$|\s*(?:/|per\b|each\b|a side))")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the exercises that it names, its dose, and what they work."""

    named: tuple[Named, ...]
    dose: Dosage | None
    targets: list[str]


class Table:
    """The table that a walk is in: `columns` are those of its header, empty outside a table of exercises."""

    def __init__(self) -> None:
        self.columns: tuple[str, ...] = ()

    def read(self, block: CleanBlock, first: Sentence, book: Book, *, avoid: bool) -> bool:
        """Take the exercises of a block that is a row; return whether it was a header or named one.

        `first`: the block's first sentence. `avoid`: the table is of what not to do.
        """
        if block.kind != "table_row":
            self.columns = ()
            return False
        named = header(block.text)
        whole = Sentence(first.nlp, first.block, first.position, 0, first.start - first.offset, block.text)
        row = read(whole, self.columns) if self.columns and not named and not avoid else None
        self.columns = named or self.columns
        for one in row.named if row else ():
            found = book.take(one, first.block, 0, len(block.text), opens=True)
            found.named_targets += row.targets if row else []
            if row and row.dose:
                reading.add_dose(found, row.dose)
        return bool(named or row)


def header(text: str) -> tuple[str, ...]:
    """Return what the columns of a header row hold; empty where it is no header of exercises.

    >>> header("Exercise | Sets | Reps"), header("Food | Protein")
    (('name', 'sets', 'reps'), ())
    """
    kinds = tuple(_kind(cell[0].strip(" *:").lower()) for cell in _CELL.finditer(text))
    return kinds if "name" in kinds and set(kinds) - {"name", ""} else ()


def _kind(cell: str) -> str:
    if cues().target_label.match(cell):
        return "targets"
    return next((kind for kind, pattern in cues().columns.items() if pattern.match(cell)), "")


def read(sentence: Sentence, columns: tuple[str, ...]) -> Row | None:
    """Return what a row says below its header; `None` where its cells do not fit, or name no exercise."""
    cells = list(_CELL.finditer(sentence.text))
    if len(cells) != len(columns):
        return None
    at = cells[columns.index("name")]
    start = at.start() + len(at[0]) - len(at[0].lstrip())
    label = Label(sentence, at[0].strip(), start, start + len(at[0].strip()), None)
    other = labels.unknown(label)
    named = labels.named(label) or ((other,) if other is not None else ())
    if not named:
        return None
    by_kind = {kind: cell[0].strip() for kind, cell in zip(columns, cells, strict=True)}
    listed = targets.listed(sentence.nlp, by_kind["targets"]) if "targets" in by_kind else []
    return Row(named, _dose(by_kind, sentence.text), listed)


def _dose(cells: dict[str, str], quote: str) -> Dosage | None:
    """The dose of a row, with the row as its quote."""
    sets, reps = (_FIGURE.sub(rf"\1 {unit}", cells.get(unit, "")) for unit in ("sets", "reps"))
    parts = [" of ".join(part for part in (sets, reps) if part)]
    for kind in ("hold", "dose"):
        parts.append(("hold " if kind == "hold" else "") + _FIGURE.sub(r"\1 seconds", cells[kind]) if kind in cells else "")
    dose = dosage.parse(", ".join(part for part in parts if part))
    return dose.model_copy(update={"quote": quote.strip()}) if dose is not None else None
