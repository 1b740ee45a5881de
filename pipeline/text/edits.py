"""Edits to a text that can be traced back: what the words were, wherever they stand now.

Cleaning changes a block in many small steps, each seeing the text as the step before left it. `Draft` keeps the parsed
text, takes edits in the coordinates of the current text and holds them in those of the parsed text, so that kept words
plus edits always give the page back.
"""

from __future__ import annotations

from pipeline.models import Action, Edit


class Draft:
    """The text of one block while cleaning works on it."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.edits: list[Edit] = []
        self.text = raw

    def edit(self, start: int, end: int, replacement: str, *, rule: str, action: Action) -> None:
        """Replace `[start, end)` of the current text. Edits that it touches inside are swallowed by it.

        Raises `ValueError` where the stretch is empty or lies outside the current text.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no stretch [{start}, {end}) in a text of {len(self.text)} characters")
        raw_start, lead = to_raw(self.edits, start, right=False)
        raw_end, trail = to_raw(self.edits, end, right=True)
        new = lead + replacement + trail
        kept = [e for e in self.edits if e.end <= raw_start or e.start >= raw_end]
        merged = Edit(start=raw_start, end=raw_end, replacement=new, rule=rule, action=action)
        self.edits = sorted([*kept, merged], key=lambda e: (e.start, e.end))
        self.text = apply(self.raw, self.edits)

    def drop(self, start: int, end: int, *, rule: str) -> None:
        """Remove `[start, end)` of the current text and the white space that would be left double."""
        while end < len(self.text) and self.text[end].isspace() and (start == 0 or self.text[start - 1].isspace()):
            end += 1
        if end == len(self.text):
            while start > 0 and self.text[start - 1].isspace():
                start -= 1
        self.edit(start, end, "", rule=rule, action="drop")


def apply(raw: str, edits: list[Edit] | tuple[Edit, ...]) -> str:
    """Return `raw` with the edits made; they are sorted and don't overlap."""
    out, at = [], 0
    for edit in edits:
        out += [raw[at : edit.start], edit.replacement]
        at = edit.end
    return "".join([*out, raw[at:]])


def to_raw(edits: list[Edit] | tuple[Edit, ...], position: int, *, right: bool) -> tuple[int, str]:
    """Where a position of the edited text stood in the parsed text.

    A position strictly inside a replacement goes to the edit's start (or end, if `right`); the second value is then the
    part of the replacement before (after, if `right`) the position, else empty. At a seam where text was removed, the
    position goes behind the removed stretch (before it, if `right`), so that a span never takes in what only adjoins it.
    """
    shift = 0
    for edit in edits:
        begin = edit.start + shift
        stop = begin + len(edit.replacement)
        if position < begin or (right and position == begin):
            return position - shift, ""
        if position < stop:
            if not right and position == begin:
                return edit.start, ""
            cut = position - begin
            return (edit.end, edit.replacement[cut:]) if right else (edit.start, edit.replacement[:cut])
        if right and position == stop and edit.replacement:
            return edit.end, ""
        shift += len(edit.replacement) - (edit.end - edit.start)
    return position - shift, ""


def original(raw: str | None, edits: tuple[Edit, ...], start: int, end: int) -> str | None:
    """The parsed words behind `[start, end)` of the edited text; `None` where they are the same."""
    if raw is None or not edits:
        return None
    raw_start, _ = to_raw(edits, start, right=False)
    raw_end, _ = to_raw(edits, end, right=True)
    if not any(e.start < raw_end and e.end > raw_start for e in edits):
        return None
    return raw[raw_start:raw_end]
