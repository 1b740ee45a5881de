"""Pages on disk as they were fetched, each with a small file of metadata beside it.

`snapshots/HASH-OF-ADDRESS/HASH-OF-BODY.html` and `HASH-OF-BODY.html.meta.json` hold the newest version of a page; older
ones lie in `.scrape/versions/HASH-OF-ADDRESS/`, where the main job does not look. Names are made of hashes only, never of
what a server sent. Files are written elsewhere and moved into place, so that a reader sees a whole file or none; the
metadata comes first, so that a body never stands without it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

FOLDER = "snapshots"
STATE = ".scrape"
_META = ".meta.json"
SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/x-markdown": ".md",
}

Change = Literal["new", "changed", "unchanged"]


class Meta(BaseModel):
    """What is known about a snapshot. `url` is the page's own address, `final_url` the one that the body came from.

    `aliases` are all addresses that led to the page. `fetched_at` is when the body was fetched, `checked_at` when the
    server last said that it still holds; both in UTC. `etag` and `last_modified` are the server's own words.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: str
    final_url: str
    fetched_at: str
    checked_at: str
    status: int
    etag: str | None = None
    last_modified: str | None = None
    sha256: str
    content_type: str
    bytes: int
    source: str
    aliases: tuple[str, ...] = ()


def write(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all, also after a power cut."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # hidden: what a killed run leaves is skipped by readers, and overwritten by the next
    part = path.with_name(f".{path.name}.part")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


class Snapshots:
    """The snapshots below one folder; `keep` versions of each page, the newest included."""

    def __init__(self, raw: Path, keep: int) -> None:
        """Read the metadata of what is there, and finish what an interrupted run left half done."""
        self._folder = raw / FOLDER
        self._old = raw / STATE / "versions"
        self._keep = keep
        self._pages: dict[str, Meta] = {}
        self._aliases: dict[str, str] = {}
        for folder in sorted(self._folder.glob("*")) if self._folder.is_dir() else ():
            if folder.is_dir():
                self._take(folder)

    def known(self, address: str) -> Meta | None:
        """Return the metadata of the page that an address led to before."""
        return self._pages.get(self._aliases.get(address, address))

    def body(self, meta: Meta) -> Path:
        """Return the file that holds a page's newest body."""
        suffix = SUFFIXES.get(meta.content_type.partition(";")[0].strip().lower(), ".html")
        return self._home(meta.url) / f"{meta.sha256[:16]}{suffix}"

    def store(self, meta: Meta, body: bytes) -> Change:
        """Write a fetched page; a body that is there already is not written again."""
        before = self._pages.get(meta.url)
        meta = meta.model_copy(update={"aliases": _together(before.aliases if before else (), meta.aliases)})
        if before is not None and before.sha256 == meta.sha256 and self.body(before).is_file():
            # the body is the same, so its date of fetching, type and file stay
            kept = {"fetched_at": before.fetched_at, "content_type": before.content_type}
            self._note(meta.model_copy(update=kept))
            return "unchanged"
        self._note(meta)
        write(self.body(meta), body)
        self._retire(self._home(meta.url), meta)
        return "new" if before is None else "changed"

    def still(self, meta: Meta, checked_at: str, etag: str | None, last_modified: str | None, alias: str) -> None:
        """Note that the server said (304) that a page is as it was."""
        changes = {
            "checked_at": checked_at,
            "etag": etag or meta.etag,
            "last_modified": last_modified or meta.last_modified,
            "aliases": _together(meta.aliases, (alias,)),
        }
        self._note(meta.model_copy(update=changes))

    def _home(self, address: str) -> Path:
        return self._folder / hashlib.sha256(address.encode("utf-8")).hexdigest()[:20]

    def _note(self, meta: Meta) -> None:
        body = self.body(meta)
        write(body.with_name(f"{body.name}{_META}"), (meta.model_dump_json(indent=2) + "\n").encode())
        self._pages[meta.url] = meta
        for alias in meta.aliases:
            self._aliases[alias] = meta.url

    def _take(self, folder: Path) -> None:
        """Read a page's folder; of several visible versions, which a killed run may leave, the last fetched stays."""
        found = [meta for meta in _metas(folder) if self.body(meta).is_file()]
        if not found:
            return
        newest = max(found, key=lambda meta: (datetime.fromisoformat(meta.fetched_at), meta.sha256))
        self._pages[newest.url] = newest
        for alias in newest.aliases:
            self._aliases[alias] = newest.url
        if len(found) > 1:
            self._retire(folder, newest)

    def _retire(self, folder: Path, newest: Meta) -> None:
        """Move all but the newest version out of sight, and drop those beyond what is kept."""
        stem = newest.sha256[:16]
        old = self._old / folder.name
        for path in sorted(folder.iterdir()):
            if path.is_file() and not path.name.startswith(".") and not path.name.startswith(stem):
                old.mkdir(parents=True, exist_ok=True)
                path.replace(old / path.name)
        if not old.is_dir():
            return
        kept = sorted(_metas(old), key=lambda meta: (meta.fetched_at, meta.sha256), reverse=True)
        names = {meta.sha256[:16] for meta in kept if meta.sha256 != newest.sha256}
        order = [meta.sha256[:16] for meta in kept if meta.sha256[:16] in names][: self._keep - 1]
        for path in sorted(old.iterdir()):
            if path.name.partition(".")[0] not in order:
                path.unlink()


def _metas(folder: Path) -> Iterator[Meta]:
    for path in sorted(folder.glob(f"*{_META}")):
        if path.name.startswith("."):
            continue
        try:
            yield Meta.model_validate_json(path.read_bytes())
        except ValidationError:
            continue  # not one of ours; the page is fetched again and the file replaced


def _together(one: Iterable[str], other: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({*one, *other}))


def stamp(moment: datetime) -> str:
    """Return a moment as it stands in the metadata: `2026-01-31T06:00:00.000+00:00`."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")
