"""Sitemaps and feeds: what addresses they list."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

import feedparser

from pipeline.scrape.addresses import AddressError, normal
from pipeline.scrape.client import inflate
from pipeline.scrape.failures import FetchError

_GZIP = b"\x1f\x8b"


@dataclass(frozen=True)
class Listing:
    """What one file lists: `pages`, and further sitemaps (`parts`) where it is an index. Addresses are absolute."""

    pages: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


def sitemap(body: bytes, address: str, limit: int) -> Listing:
    """Return what a sitemap lists (sitemaps.org: XML, an index, plain text; gzipped or not).

    Raises `FetchError` for a body that is none of these, or unpacks to more than `limit` bytes.
    """
    if body.startswith(_GZIP):
        body = inflate(body, limit)
    if not body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return Listing(pages=_absolute(body.decode("utf-8", "replace").splitlines(), address))
    if b"<!ENTITY" in body:
        raise FetchError("listing", "the sitemap defines entities")
    pages: list[str] = []
    parts: list[str] = []
    try:
        for kind, found in _entries(body):
            (parts if kind == "sitemap" else pages).append(found)
    except ElementTree.ParseError as error:
        raise FetchError("listing", f"the sitemap is not XML: {error}") from None
    return Listing(_absolute(pages, address), _absolute(parts, address))


def _entries(body: bytes) -> Iterator[tuple[str, str]]:
    """Yield `url` or `sitemap` and its address; other elements of extensions (images, videos) are passed over."""
    root = True
    parents: list[str] = []
    for event, element in ElementTree.iterparse(io.BytesIO(body), events=("start", "end")):
        name = element.tag.rpartition("}")[2]
        if event == "start":
            if root and name not in ("urlset", "sitemapindex"):
                raise FetchError("listing", "the file is not a sitemap")
            root = False
            parents.append(name)
            continue
        parents.pop()
        if name == "loc" and element.text and parents[-1] in ("url", "sitemap") and len(parents) == 2:
            yield parents[-1], element.text
        if len(parents) == 1:
            element.clear()


def feed(body: bytes, address: str) -> Listing:
    """Return the pages that an RSS or Atom feed links to, in its order. Raises `FetchError` where it is no feed."""
    found = feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
    if not found.get("version"):
        raise FetchError("listing", "the file is not an RSS or Atom feed")
    return Listing(pages=_absolute([entry.get("link", "") for entry in found.entries], address))


def _absolute(found: list[str], base: str) -> tuple[str, ...]:
    """Return the addresses that can be fetched, absolute, each once."""
    taken: dict[str, None] = {}
    for item in found:
        if not item.strip():
            continue
        try:
            taken[normal(item, base)] = None
        except AddressError:
            continue  # a `mailto:` or a broken line lists no page
    return tuple(taken)
