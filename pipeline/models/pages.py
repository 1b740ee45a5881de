"""Pages as they are found, and articles as they are parsed."""

from __future__ import annotations

from pydantic import Field

from pipeline.dom.segment import Segment
from pipeline.models.base import BlockKind, Media, Model


class Page(Model):
    """One page as it was found.

    `source` is the path below the input folder with forward slashes (records of a container: path, `#`, record number),
    or the address. `sha256` is the hex digest of the bytes that the content was decoded from.
    """

    source: str
    content: str = Field(repr=False)
    media: Media
    sha256: str
    encoding: str = "utf-8"
    url: str | None = None
    title: str | None = None
    fetched_at: str | None = None


class Skipped(Model):
    """A file or record that gave no page, and why. `rule` names the kind of reason, `reason` says it in words."""

    source: str
    rule: str
    reason: str


class Block(Model):
    """A stretch of a page that stands by itself: a heading, a paragraph, one list item, one table row.

    `level` is 1 to 6 for headings, else 0. Items of one list share a `list_id`; `number` is the number that the page
    (or its `<ol>`) gives the item. `heading` is the text of the nearest heading above. `index` is the position in the
    parsed article; it stays through cleaning, so that a clean block can be traced to what it was. `link_share` is the
    share of its characters that stand in links, from 0 to 1.
    """

    kind: BlockKind
    text: str
    index: int
    level: int = 0
    list_id: int | None = None
    number: int | None = None
    heading: str | None = None
    link_share: float = 0.0


class Article(Model):
    """A parsed page: its blocks cover every visible word of the page exactly once, boilerplate included.

    `segments` are the page's HTML segments, one for each block in the same order, with what the main-content
    classifier looks at; empty for text and Markdown.
    """

    source: str
    sha256: str
    media: Media
    url: str | None = None
    title: str | None = None
    author: str | None = None
    published: str | None = None
    site: str | None = None
    language: str = "en"
    blocks: tuple[Block, ...] = ()
    segments: tuple[Segment, ...] = Field(default=(), exclude=True, repr=False)
