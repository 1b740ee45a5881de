"""HTML to blocks: the segments of `pipeline.dom`, one block each, and the metadata of the page's head."""

from __future__ import annotations

from typing import cast

from pipeline.dom.segment import Segment
from pipeline.dom.segmenter import segment
from pipeline.models import Article, BlockKind, Page
from pipeline.parse.blocks import Piece, first_heading, is_title_like, number_headings, to_blocks
from pipeline.parse.lines import read_markers
from pipeline.parse.metadata import read_metadata


def _piece(part: Segment) -> Piece:
    """A segment as a piece; a short line all in bold is a heading that the page's author didn't mark as one."""
    kind, level = cast(BlockKind, part.kind), part.level
    if kind == "paragraph" and part.marks.bold_chars >= 0.95 * len(part.text) and is_title_like(part.text.rstrip(":")):
        kind, level = "heading", 4
    return Piece(
        kind=kind,
        text=part.text,
        level=level,
        list_id=part.list_id,
        number=part.number,
        link_share=min(1.0, part.marks.link_chars / max(1, len(part.text))),
    )


def parse_html(page: Page) -> Article:
    """Return an HTML page as an article, with the segments that the main-content classifier looks at."""
    segments = segment(page.content)
    blocks = to_blocks(number_headings(read_markers([_piece(part) for part in segments])))
    meta = read_metadata(page.content)
    return Article(
        source=page.source,
        sha256=page.sha256,
        media="html",
        url=page.url or meta.url,
        title=page.title or meta.title or first_heading(blocks),
        author=meta.author,
        published=meta.published,
        site=meta.site,
        language=meta.language or "en",
        blocks=blocks,
        segments=segments,
    )
