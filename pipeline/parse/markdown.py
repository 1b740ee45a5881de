"""Markdown to blocks, with markdown-it-py (CommonMark and tables)."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.models import Article, BlockKind, Page
from pipeline.parse.blocks import Piece, first_heading, is_title_like, number_headings, squash, to_blocks
from pipeline.parse.front_matter import split_front_matter
from pipeline.parse.lines import marker, read_markers
from pipeline.parse.text import to_pieces

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_HEADING = re.compile(r"^ {0,3}#{1,6} \S", re.M)
_LINK = re.compile(r"\]\((?:https?:|/|#|mailto:)")
_LIST = re.compile(r"^ {0,3}[-*+] \S", re.M)
_STRONG = re.compile(r"\*\*\S[^*\n]*\*\*")
_TABLE = re.compile(r"^\s*\|?\s*:?-{3,}:?\s*\|", re.M)


def is_markdown(text: str) -> bool:
    """Whether a text uses Markdown's marks: headings, links, tables, or lists with emphasis.

    A lone "# " or a few dashes stand in plain text too, so a mark has to come back, or a second kind with it.
    """
    headings, links = len(_HEADING.findall(text)), len(_LINK.findall(text))
    if headings >= 2 or links >= 3 or _TABLE.search(text) or (headings and links):
        return True
    marks = bool(headings) + bool(links) + (len(_LIST.findall(text)) >= 3) + (len(_STRONG.findall(text)) >= 2)
    return marks >= 2


@functools.cache
def _reader() -> MarkdownIt:
    from markdown_it import MarkdownIt  # most text is not Markdown

    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


@dataclass(slots=True)
class _State:
    """Where the walk stands: open lists (id, next number or `None` for bullets), quotes, the pieces so far."""

    pieces: list[Piece] = field(default_factory=list)
    lists: list[tuple[int, int | None]] = field(default_factory=list)
    numbers: list[int | None] = field(default_factory=list)
    fresh_item: bool = False
    quotes: int = 0
    next_list: int = 0
    cells: list[str] | None = None
    cell_links: float = 0.0

    def add(self, kind: BlockKind, text: str, *, level: int = 0, links: float = 0.0, strong: bool = False) -> None:
        """Add one block's words; the first block of an item is the item, text further down in it is a paragraph."""
        text = squash(text)
        if not text:
            return
        if kind == "paragraph" and self.lists and self.fresh_item:
            self.fresh_item = False
            self.pieces.append(
                Piece("list_item", text, list_id=self.lists[-1][0], number=self.numbers[-1], link_share=links)
            )
        elif kind == "paragraph" and self.quotes:
            self.pieces.append(Piece("quote", text, link_share=links))
        elif kind == "paragraph" and strong and is_title_like(text.rstrip(":")):
            self.pieces.append(Piece("heading", text, level=4))
        else:
            self.pieces.append(Piece(kind, text, level=level, link_share=links))


def _inline(token: Token) -> tuple[str, float]:
    """Return the visible words of inline content, line breaks kept, and the share of them in links."""
    out: list[str] = []
    linked = depth = 0
    for child in token.children or ():
        if child.type == "link_open":
            depth += 1
        elif child.type == "link_close":
            depth -= 1
        elif child.type in ("softbreak", "hardbreak"):
            out.append("\n")
        elif child.type in ("text", "code_inline"):
            out.append(child.content)
            linked += len(child.content) if depth else 0
        elif child.type == "html_inline" and re.match(r"<br\b", child.content, re.I):
            out.append("\n")
    text = "".join(out)
    return text, min(1.0, linked / max(1, len(text.strip())))


def _is_strong(token: Token) -> bool:
    """Whether all words of inline content are strong; a colon or number sign outside doesn't matter."""
    depth = 0
    strong = False
    for child in token.children or ():
        depth += (child.type == "strong_open") - (child.type == "strong_close")
        if any(c.isalnum() for c in child.content):
            if not depth:
                return False
            strong = True
    return strong


def _lines(state: _State, text: str, links: float, strong: bool) -> None:
    """Add a paragraph; where its lines are list items without Markdown's blank line, they are read as plain text is."""
    rows = [row for row in text.split("\n") if row.strip()]
    if len(rows) > 1 and (any(marker(squash(r)) for r in rows) or all(is_title_like(r) for r in rows)):
        for piece in to_pieces(text):
            shift = None if piece.list_id is None else state.next_list + piece.list_id
            state.pieces.append(replace(piece, list_id=shift, link_share=links))
        state.next_list += len(rows) + 1
    else:
        state.add("paragraph", text, links=links, strong=strong)


def _open_or_close(state: _State, token: Token) -> None:
    """Follow the lists, items, quotes and table rows that a token opens or closes."""
    if token.type in ("bullet_list_open", "ordered_list_open"):
        start = int(token.attrs.get("start", 1)) if token.type.startswith("ordered") else None
        state.lists.append((state.next_list, start))
        state.next_list += 1
    elif token.type in ("bullet_list_close", "ordered_list_close"):
        state.lists.pop()
        state.fresh_item = False
    elif token.type == "list_item_open":
        list_id, number = state.lists[-1]
        state.numbers.append(number)
        state.lists[-1] = (list_id, None if number is None else number + 1)
        state.fresh_item = True
    elif token.type == "list_item_close":
        state.numbers.pop()
        state.fresh_item = False
    elif token.type in ("blockquote_open", "blockquote_close"):
        state.quotes += 1 if token.type.endswith("open") else -1
    elif token.type == "tr_open":
        state.cells, state.cell_links = [], 0.0
    elif token.type == "tr_close":
        cells = [c for c in state.cells or [] if c]
        state.cells = None
        state.add("table_row", " | ".join(cells), links=state.cell_links)


def _walk(tokens: list[Token]) -> Iterator[Piece]:
    state = _State()
    for n, token in enumerate(tokens):
        if token.type == "inline":
            text, links = _inline(token)
            above = tokens[n - 1]
            if state.cells is not None:
                state.cells.append(squash(text))
                state.cell_links = max(state.cell_links, links)
            elif above.type == "heading_open":
                state.add("heading", text, level=int(above.tag[1]), links=links)
            else:
                _lines(state, text, links, _is_strong(token))
        elif token.type in ("code_block", "fence"):
            for line in token.content.splitlines():
                state.add("paragraph", line)
        elif token.type == "html_block":
            from pipeline.dom.segmenter import segment  # few pages hold HTML within Markdown

            for part in segment(token.content):
                state.pieces.append(Piece(part.kind, part.text, part.level))  # type: ignore[arg-type]  # same literals
        else:
            _open_or_close(state, token)
    yield from state.pieces


def parse_markdown(page: Page) -> Article:
    """Return a Markdown page as an article; its title is the front matter's, the scraper's, or the first heading's."""
    fields, body = split_front_matter(page.content)
    blocks = to_blocks(number_headings(read_markers(list(_walk(_reader().parse(body))))))
    return Article(
        source=page.source,
        sha256=page.sha256,
        media="markdown",
        url=page.url or fields.get("url"),
        title=page.title or fields.get("title") or first_heading(blocks),
        author=fields.get("author"),
        published=fields.get("date"),
        blocks=blocks,
    )
