"""What a fetched body is: its type, and the address that the page itself says is its own."""

from __future__ import annotations

from html.parser import HTMLParser

from pipeline.scrape.addresses import AddressError, identity, normal, same_site
from pipeline.scrape.client import Reply
from pipeline.scrape.failures import FetchError
from pipeline.scrape.snapshots import SUFFIXES

# `<head>` ends long before; what stands below is not read for a canonical address
_HEAD = 200_000


def content_type(reply: Reply) -> str:
    """Return the content type of a page, with its parameters.

    Raises `FetchError` for anything but HTML, text and Markdown. A server that names no type is believed where the body
    begins as HTML does.
    """
    if reply.media_type in SUFFIXES:
        told = str(reply.headers["content-type"])
        return told if len(told) <= 200 and told.isprintable() else reply.media_type
    start = reply.body[:1000].lstrip().lower()
    if not reply.media_type and (start.startswith(b"<!doctype html") or b"<html" in start):
        return "text/html"
    raise FetchError("type", f"not a page: {reply.media_type[:80] or 'no content type'}")


def own_address(reply: Reply) -> str:
    """Return the address under which a page is kept: its canonical link, if it names one of the same site.

    A canonical link to the front page from a page below it is a mistake of the site's template that would make all its
    pages one; it is not followed.
    """
    found = _canonical(reply) if SUFFIXES.get(reply.media_type, ".html") == ".html" else None
    if found is not None and same_site(found, reply.address):
        front = found == normal("/", base=found)
        if not front or reply.address == normal("/", base=reply.address):
            return identity(found)
    return identity(reply.address)


def _canonical(reply: Reply) -> str | None:
    """Return the canonical link of a page's head, absolute (RFC 6596)."""
    reader = _Head()
    # the link itself is ASCII in any encoding that the web uses
    reader.feed(reply.body[:_HEAD].decode("latin-1"))
    if not reader.canonical:
        return None
    try:
        return normal(reader.canonical, base=reply.address)
    except AddressError:
        return None


class _Head(HTMLParser):
    """Finds `<link rel="canonical">` before the body begins."""

    def __init__(self) -> None:
        super().__init__()
        self.canonical: str | None = None
        self._over = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take the first canonical link."""
        self._over = self._over or tag == "body"
        values = dict(attrs)
        if tag == "link" and not self._over and self.canonical is None:
            kinds = (values.get("rel") or "").lower().split()
            self.canonical = values.get("href") if "canonical" in kinds else None
