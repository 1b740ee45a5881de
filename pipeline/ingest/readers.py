"""One reader a format: bytes of a file go in, the bytes of its pages come out.

A reader is called with the open (decompressed) file, its source and the settings, and yields a `Found` for each page
and a `Skipped` for each record that is none. It reads no more of a page than the size limit and one byte, so that what
is too large is seen as such without being held.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath
from typing import IO, Any

from pipeline.models import Media, Skipped
from pipeline.settings import IngestSettings

_MARKUP = re.compile(rb"^[\s\xef\xbb\xbf]*<(?:!doctype\s+html|html|head|body)\b", re.I)
_TAGGED = re.compile(r"</?(?:p|div|html|body|h[1-6]|ul|ol|li|article|section|br)\b[^<>]*>", re.I)


@dataclass(frozen=True, slots=True)
class Found:
    """One page's bytes, and what the container tells about it. `record` counts from 1; `None`: the file is the page."""

    record: int | None
    body: bytes
    media: Media
    url: str | None = None
    title: str | None = None
    fetched_at: str | None = None
    charset: str | None = None


# The records that are asked for; `None` means all. The others may be left out, and need not be looked at.
Wanted = Set[int] | None
Reader = Callable[[IO[bytes], str, IngestSettings, Wanted], Iterator[Found | Skipped]]


def read_file(
    stream: IO[bytes], source: str, settings: IngestSettings, wanted: Wanted = None, *, media: Media
) -> Iterator[Found | Skipped]:
    """A file that is one page. Text that starts like an HTML document is HTML, whatever the file is called."""
    body = stream.read(settings.max_bytes + 1)
    yield Found(record=None, body=body, media="html" if _MARKUP.match(body) else media)


def read_json_lines(
    stream: IO[bytes], source: str, settings: IngestSettings, wanted: Wanted = None
) -> Iterator[Found | Skipped]:
    """JSON Lines as scrapers write it: `url`, `html` or `text`, `markdown`, `content`, and `title`, `fetched_at`."""
    for number, line in enumerate(_lines(stream, settings.max_bytes), 1):
        if wanted is not None and number not in wanted:
            continue
        at = f"{source}#{number}"
        if line is None:
            reason = f"the line is longer than {settings.max_bytes} bytes (setting ingest.max_bytes)"
            yield Skipped(source=at, rule="too-large", reason=reason)
        elif line.strip():
            yield _json_record(line, at, number)


def _lines(stream: IO[bytes], limit: int) -> Iterator[bytes | None]:
    """The lines; `None` for one above the limit, which is never held as a whole."""
    while line := stream.readline(limit + 2):
        if len(line) <= limit + 1:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(limit)
        yield None


def _json_record(line: bytes, source: str, number: int) -> Found | Skipped:
    try:
        record: Any = json.loads(line.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        return Skipped(source=source, rule="bad-json", reason=f"the line is not JSON: {error}")
    if not isinstance(record, dict):
        return Skipped(source=source, rule="bad-record", reason="the line is no JSON object")
    for key, media in _CONTENT_KEYS.items():
        text = record.get(key)
        if isinstance(text, str) and text.strip():
            tagged = key == "content" and _TAGGED.search(text) is not None
            return Found(
                record=number,
                body=_repair_pairs(text).encode("utf-8", "replace"),
                media="html" if tagged else media,
                url=_string(record, "url"),
                title=_string(record, "title"),
                fetched_at=_string(record, "fetched_at"),
                charset="utf-8",
            )
    if any(key in record for key in _CONTENT_KEYS):
        return Skipped(source=source, rule="empty", reason="there is nothing in it")
    keys = ", ".join(_CONTENT_KEYS)
    return Skipped(source=source, rule="bad-record", reason=f"the record has none of the keys {keys}")


_CONTENT_KEYS: Mapping[str, Media] = {"html": "html", "markdown": "markdown", "text": "text", "content": "text"}


def _repair_pairs(text: str) -> str:
    r"""Surrogate pairs that JSON wrote as two escapes are one character; a lone one stands for none."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _string(record: Mapping[str, Any], key: str) -> str | None:
    value = record.get(key)
    return _repair_pairs(value.strip()) if isinstance(value, str) and value.strip() else None


# Of a crawl's records only these kinds hold pages; requests, metadata and revisits do not.
_WARC_TYPES = ("response", "resource", "conversion")
_MEDIA_TYPES: Mapping[str, Media] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "text/markdown": "markdown",
}


def read_warc(
    stream: IO[bytes], source: str, settings: IngestSettings, wanted: Wanted = None
) -> Iterator[Found | Skipped]:
    """A web archive (ISO 28500): its responses of text types with status 200."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number = 0
    try:
        for number, record in enumerate(ArchiveIterator(stream), 1):
            if record.format != "warc":
                # the library takes other lines for the older ARC format, and has lost its way behind them
                yield Skipped(source=source, rule="bad-warc", reason=f"record {number} is no WARC record")
                return
            if record.rec_type in _WARC_TYPES and (wanted is None or number in wanted):
                yield _warc_record(record, f"{source}#{number}", number, settings)
    except (ArchiveLoadFailed, UnicodeError, ValueError) as error:
        reason = f"record {number + 1} cannot be read as WARC: {error}"
        yield Skipped(source=source, rule="bad-warc", reason=reason)


def _warc_record(record: Any, source: str, number: int, settings: IngestSettings) -> Found | Skipped:
    headers = record.http_headers
    status = headers.get_statuscode() if headers else "200"
    if status != "200":
        return Skipped(source=source, rule="not-a-page", reason=f"the answer has status {status}")
    kind = (headers or record.rec_headers).get_header("Content-Type") or ""
    media_type, _, parameters = kind.partition(";")
    media = _MEDIA_TYPES.get(media_type.strip().lower())
    if media is None:
        return Skipped(source=source, rule="not-a-page", reason=f"the content type is {media_type.strip() or 'unknown'}")
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", parameters, re.I)
    return Found(
        record=number,
        body=record.content_stream().read(settings.max_bytes + 1),
        media=media,
        url=record.rec_headers.get_header("WARC-Target-URI"),
        fetched_at=record.rec_headers.get_header("WARC-Date"),
        charset=charset[1].lower() if charset else None,
    )


READERS: Mapping[str, Reader] = {
    ".html": partial(read_file, media="html"),
    ".htm": partial(read_file, media="html"),
    ".xhtml": partial(read_file, media="html"),
    ".txt": partial(read_file, media="text"),
    ".md": partial(read_file, media="markdown"),
    ".jsonl": read_json_lines,
    ".warc": read_warc,
}


def reader_of(path: str) -> Reader | None:
    """Return the reader for a file's ending (before `.gz`, where the file is gzipped), `None` where there is none."""
    name = PurePath(path)
    if name.suffix.lower() == ".gz":
        name = name.with_suffix("")
    return READERS.get(name.suffix.lower())
