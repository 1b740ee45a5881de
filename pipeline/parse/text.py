"""Plain text to blocks, by its lines.

Scraped text comes in three shapes: paragraphs between blank lines, hard-wrapped at some width; one line a block, as
browsers copy it; and dumps in which links and emphasis broke the lines. Joining is decided line by line from how the
line before ends and how this one begins; what a line is, from its marker, its length and its neighbours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.models import Article, Page
from pipeline.parse.blocks import Piece, first_heading, is_title_like, number_headings, squash, to_blocks
from pipeline.parse.front_matter import split_front_matter
from pipeline.parse.lines import continues, is_instruction, marker, wrap_width

# "Plank — 3 sets": a label, and what belongs to it
_LABEL = re.compile(r"\w\)?(\s[—–-]\s|\s?:\s)\S")

# a colon that a dump left at the start of a line
_STRAY = re.compile(r"^[:;]\s+(?=\S)")


@dataclass(slots=True)
class Line:
    """A line of text after joining: its words, its list marker, and whether a blank line stood before it."""

    text: str
    bullet: bool = False
    number: int | None = None
    after_blank: bool = False

    @property
    def item(self) -> bool:
        """Whether a list marker led the line."""
        return self.bullet or self.number is not None


def join_lines(text: str) -> list[Line]:
    """Return the text's lines with wrapped and broken ones joined, markers taken off."""
    rows = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n").split("\n")
    width = wrap_width(rows)
    found: list[Line] = []
    blank = True
    before = ""
    for row in rows:
        words = _STRAY.sub("", squash(row))
        if not words:
            blank = True
            continue
        mark = marker(words)
        if found and mark is None and not blank and continues(before, words, width):
            found[-1].text += " " + words
        else:
            kind, number, rest = mark or ("", None, words)
            found.append(Line(rest, kind == "bullet", number, blank))
        before, blank = row, False
    return found


def _runs(lines: list[Line]) -> list[list[Line]]:
    """Group neighbouring lines: marked items together, short title-like lines together, everything else alone."""
    groups: list[list[Line]] = []
    for line in lines:
        last = groups[-1][-1] if groups else None
        same_list = last is not None and last.item and line.item and last.bullet == line.bullet
        short = last is not None and not (last.item or line.item) and is_title_like(last.text) and is_title_like(line.text)
        if last is not None and (same_list or (short and not last.text.endswith(":"))):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _titles(run: list[Line], before: Line | None, after: Line | None, list_id: int) -> list[Piece]:
    """Read a run of short lines without markers: headings, or a list whose markers were lost.

    A run below a line that ends in a colon is a list, and so is one of more than three lines; its last line is a heading
    when prose follows it and it is written as one, unlike the others.
    """
    prose = after is not None and not after.item
    if before is None and len(run) > 1:
        # the page's first line is its title, whatever stands below
        return [Piece("heading", run[0].text, level=1), *_titles(run[1:], run[0], after, list_id)]
    cut = _labelled_list(run)
    if cut is not None:
        head, end = cut
        items = [Piece("list_item", line.text, list_id=list_id) for line in run[head + 1 : end]]
        top = _titles(run[:head], before, run[head], list_id - 1) if head else []
        rest = _titles(run[end:], run[end - 1], after, list_id + 1) if end < len(run) else []
        return [*top, Piece("heading", run[head].text, level=2), *items, *rest]
    led = before is not None and before.text.endswith(":") and not run[0].after_blank
    if not led and len(run) <= 3:
        return [_title_or_text(line) for line in run] if after or len(run) == 1 else _plain(run)
    found = [Piece("list_item", line.text, list_id=list_id) for line in run]
    if prose and run[-1].text.count(",") < 2 and (not led or _stands_out(run)):
        found[-1] = Piece("heading", run[-1].text, level=2)
    return found


def _labelled_list(run: list[Line]) -> tuple[int, int] | None:
    """Return (heading, end) of the first list in a run whose items all have a label ("Plank — 3 sets"), if there is one.

    The heading is the line without a label above two or more lines with one.
    """
    signs = [match[1].strip() if (match := _LABEL.search(line.text)) else "" for line in run]
    for n in range(len(run) - 2):
        if not signs[n] and signs[n + 1] and signs[n + 1] == signs[n + 2]:
            end = n + 3
            while end < len(run) and signs[end] == signs[n + 1]:
                end += 1
            return n, end
    return None


def _title_or_text(line: Line) -> Piece:
    """A line with two commas enumerates, one that commands a movement instructs; neither is a title."""
    text = line.text.count(",") > 1 or is_instruction(line.text)
    return Piece("paragraph", line.text) if text else Piece("heading", line.text, level=2)


def _is_label(line: Line, after: Line | None) -> bool:
    """Whether a line that ends in a colon titles the prose below it; a longer one leads a sentence or a list in."""
    if after is None or after.item or not line.after_blank or not line.text.endswith(":"):
        return False
    return len(line.text.split()) <= 6 and is_title_like(line.text)


def _plain(run: list[Line]) -> list[Piece]:
    return [Piece("paragraph", line.text) for line in run]


def _capital_share(text: str) -> float:
    words = [w for w in text.split() if len(w) > 3 and w[0].isalpha()]
    return sum(w[0].isupper() for w in words) / len(words) if words else 0.0


def _stands_out(run: list[Line]) -> bool:
    """Whether the last line of a run looks like a heading while the lines above it don't."""
    last, rest = run[-1], run[:-1]
    if last.after_blank or last.text.endswith("?"):
        return True
    if not _LABEL.search(last.text) and all(_LABEL.search(line.text) for line in rest):
        return True
    return bool(rest) and _capital_share(last.text) > 0.6 > max(_capital_share(line.text) for line in rest)


def to_pieces(text: str) -> list[Piece]:
    """Return the pieces of a plain text."""
    groups = _runs(join_lines(text))
    found: list[Piece] = []
    for n, run in enumerate(groups):
        before = groups[n - 1][-1] if n else None
        after = groups[n + 1][0] if n + 1 < len(groups) else None
        first = run[0]
        if first.item:
            found += [Piece("list_item", line.text, list_id=3 * n, number=line.number) for line in run]
        elif first.text.count(" | ") >= 1 and not is_title_like(first.text.replace("|", "")):
            found.append(Piece("table_row", first.text))
        elif is_title_like(first.text) and not first.text.endswith(":"):
            found += _titles(run, before, after, 3 * n + 1)
        elif _is_label(first, after):
            found.append(Piece("heading", first.text, level=3))
        else:
            found += _plain(run)
    return number_headings(found)


def parse_text(page: Page) -> Article:
    """Return a plain-text page as an article; its title is the front matter's, the scraper's, or the first line's."""
    fields, body = split_front_matter(page.content)
    pieces = to_pieces(body)
    if pieces and pieces[0].kind == "heading":
        pieces[0] = replace(pieces[0], level=1)
    blocks = to_blocks(pieces)
    opening = blocks[0].text if blocks and len(blocks[0].text.split()) <= 25 else None
    return Article(
        source=page.source,
        sha256=page.sha256,
        media="text",
        url=page.url or fields.get("url"),
        title=page.title or fields.get("title") or first_heading(blocks) or opening,
        author=fields.get("author"),
        published=fields.get("date"),
        blocks=blocks,
    )


__all__ = ["Line", "join_lines", "parse_text", "to_pieces"]
