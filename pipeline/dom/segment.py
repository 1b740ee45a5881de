"""The value that HTML is cut into. It imports nothing of the pipeline, so that the models can hold it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Marks:
    """What surrounds a segment on its page: plain numbers and strings, so that a segment can be stored and sent.

    `path` has a bit for each of `markup.PATH_TAGS` above the text, `near` and `groups` one for each class-word group of
    `knowledge/dom_words.toml` on the three nearest elements and on all of them. `names` are the nearest elements from
    the inside out, as tag, class and id words. `spans` are the ranges of segments that the elements around it hold,
    from the smallest up, each larger than the one before. Segments of equal `shape` have equal tags and classes.
    """

    tag: str = "body"
    path: int = 0
    near: int = 0
    groups: int = 0
    depth: int = 0
    shape: int = 0
    link_chars: int = 0
    links: int = 0
    bold_chars: int = 0
    names: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Segment:
    """One stretch of visible text of an HTML page.

    `kind` is one of heading, paragraph, list_item, table_row, quote, term, definition (as in `models.BlockKind`);
    `level` is 1 to 6 for headings, else 0; items of one list share a `list_id`, `number` is what an `<ol>` gives the item.
    White space is one blank, except within `<pre>`, whose line breaks stay.
    """

    kind: str
    text: str
    level: int = 0
    list_id: int | None = None
    number: int | None = None
    ordered: bool = False
    marks: Marks = field(default=Marks(), compare=False, repr=False)
