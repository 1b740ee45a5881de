"""References to pages, and reading the pages that they stand for."""

from __future__ import annotations

import gzip
import hashlib
import itertools
import os
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from pipeline.ingest.decode import decode, is_binary
from pipeline.ingest.readers import Found, Wanted, reader_of
from pipeline.models import Media, Page, Skipped
from pipeline.settings import IngestSettings


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a page is: small, and cheap to send to another process.

    `path` is the file below the input folder, `record` the number of a container's record (from 1; `None` for a file
    that is one page), `size` the bytes of the page after decompression. `sha256` is over those bytes.
    """

    source: str
    path: str
    record: int | None
    media: Media
    sha256: str
    size: int
    url: str | None = None
    title: str | None = None
    fetched_at: str | None = None
    charset: str | None = None

    @property
    def key(self) -> str:
        """A digest of all that the page's result can depend on; when it was fetched is not part of that."""
        parts = (self.source, self.media, self.sha256, self.url or "", self.title or "", self.charset or "")
        return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def printable(path: str) -> str:
    """Return a path as text that is always UTF-8: bytes of a name that are not stand as `\\xNN`.

    >>> printable("a/b.txt")
    'a/b.txt'
    """
    return os.fsencode(path).decode("utf-8", "backslashreplace").replace(os.sep, "/")


def open_records(
    raw: Path, path: str, settings: IngestSettings, wanted: Wanted = None
) -> Iterator[Found | Skipped]:
    """Yield what the file's reader finds in it; a failure becomes a `Skipped` behind what was found before it."""
    source = printable(path)
    reader = reader_of(path)
    if reader is None:
        return
    file = raw / path
    try:
        with _open(file) as stream:
            yield from reader(stream, source, settings, wanted)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        yield Skipped(source=source, rule="broken-gzip", reason=f"the gzip data are broken or cut off: {error}")
    except OSError as error:
        yield Skipped(source=source, rule="unreadable", reason=error.strerror or str(error))


def _open(file: Path) -> IO[bytes]:
    return cast(IO[bytes], gzip.open(file, "rb")) if file.suffix.lower() == ".gz" else file.open("rb")


def check(found: Found, source: str, settings: IngestSettings) -> Skipped | None:
    """Return why the bytes are no page, `None` where they may be one."""
    if len(found.body) > settings.max_bytes:
        return too_large(source, settings)
    if not found.body.strip():
        return Skipped(source=source, rule="empty", reason="there is nothing in it")
    if is_binary(found.body):
        return Skipped(source=source, rule="binary", reason="the bytes are not text")
    return None


def too_large(source: str, settings: IngestSettings) -> Skipped:
    """Return the entry for a page above the size limit."""
    reason = f"larger than {settings.max_bytes} bytes (setting ingest.max_bytes)"
    return Skipped(source=source, rule="too-large", reason=reason)


def source_of(path: str, record: int | None) -> str:
    """Return the `source` of a page: its path, and the record's number behind `#`."""
    return printable(path) if record is None else f"{printable(path)}#{record}"


def read(
    references: Iterable[Reference], raw: Path, settings: IngestSettings
) -> Iterator[tuple[Reference, Page | Skipped]]:
    """Yield the page of each reference, or why there is none; each file is opened once.

    Pages come by path, those of one file in the order of their records.
    """
    ordered = sorted(references, key=lambda ref: (ref.path, ref.record or 0))
    for path, group in itertools.groupby(ordered, key=lambda ref: ref.path):
        wanted = {ref.record: ref for ref in group}
        numbers = {number for number in wanted if number is not None}
        for found in open_records(raw, path, settings, numbers or None):
            if isinstance(found, Found) and found.record in wanted:
                ref = wanted.pop(found.record)
                yield ref, _page(ref, found)
                if not wanted:
                    break
        for ref in wanted.values():
            yield ref, Skipped(source=ref.source, rule="changed", reason="it went away while the run was reading")


def _page(ref: Reference, found: Found) -> Page | Skipped:
    if hashlib.sha256(found.body).hexdigest() != ref.sha256:
        return Skipped(source=ref.source, rule="changed", reason="it changed while the run was reading")
    text, encoding = decode(found.body, ref.charset, html=ref.media == "html")
    return Page(
        source=ref.source,
        content=text,
        media=ref.media,
        sha256=ref.sha256,
        encoding=encoding,
        url=ref.url,
        title=ref.title,
        fetched_at=ref.fetched_at,
    )
