"""The value that HTML is cut into. It imports nothing of the pipeline, so that the models can hold it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Segment:
    """One stretch of visible text of an HTML page.

    `kind` is one of heading, paragraph, list_item, table_row, quote, term, definition (as in `models.BlockKind`);
    `level` is 1 to 6 for headings, else 0; items of one list share a `list_id`, `number` is what an `<ol>` gives the item.
    """

    kind: str
    text: str
    level: int = 0
    list_id: int | None = None
    number: int | None = None
