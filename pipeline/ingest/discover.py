"""Walking the input folder: a reference for each page, a reason for each thing that is none."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pipeline.ingest.readers import READERS, Found, reader_of
from pipeline.ingest.records import Reference, check, open_records, printable, source_of
from pipeline.models import Skipped
from pipeline.settings import IngestSettings

# A fetched page has a file of this ending beside it, which tells where it is from; it is never a page itself.
META = ".meta.json"


def discover(
    raw: Path, settings: IngestSettings, exclude: Path | None = None
) -> tuple[tuple[Reference, ...], tuple[Skipped, ...]]:
    """Return references to all pages below `raw` and what was skipped, both sorted by source.

    Files and folders count once, also where symbolic links lead to them again. `exclude` is a folder that is not
    looked into (an output folder below the input). Of several versions of one fetched address the newest counts.
    Raises `OSError` where `raw` itself cannot be listed.
    """
    walk = _Walk(raw, exclude.resolve() if exclude is not None else None)
    references: list[Reference] = []
    for path in walk.files():
        meta = _meta(raw, path) if f"{path}{META}" in walk.metas else {}
        for found in open_records(raw, path, settings):
            if isinstance(found, Skipped):
                walk.skipped.append(found)
                continue
            source = source_of(path, found.record)
            reason = check(found, source, settings)
            if reason is not None:
                walk.skipped.append(reason)
            else:
                references.append(_with_meta(_reference(found, source, path), meta))
    kept, older = _newest(references)
    return (
        tuple(sorted(kept, key=lambda ref: ref.source)),
        tuple(sorted([*walk.skipped, *older], key=lambda entry: (entry.source, entry.rule))),
    )


def _reference(found: Found, source: str, path: str) -> Reference:
    return Reference(
        source=source,
        path=path,
        record=found.record,
        media=found.media,
        sha256=hashlib.sha256(found.body).hexdigest(),
        size=len(found.body),
        url=found.url,
        title=found.title,
        fetched_at=found.fetched_at,
        charset=found.charset,
    )


def _meta(raw: Path, path: str) -> dict[str, Any]:
    """What the scraper wrote beside a page; a file that cannot be used counts as none, for the page itself is fine."""
    try:
        values = json.loads((raw / f"{path}{META}").read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}


def _with_meta(ref: Reference, meta: dict[str, Any]) -> Reference:
    def text(*keys: str) -> str | None:
        return next((value for key in keys if isinstance(value := meta.get(key), str) and value), None)

    kind = text("content_type") or ""
    charset = kind.partition("charset=")[2].partition(";")[0].strip(" \"'").lower() or ref.charset
    url = text("url", "final_url") or ref.url
    return replace(ref, url=url, fetched_at=text("fetched_at") or ref.fetched_at, charset=charset) if meta else ref


def _newest(references: list[Reference]) -> tuple[list[Reference], list[Skipped]]:
    """Of fetched files with the same address in one folder the one fetched last; the others with the reason."""
    latest: dict[tuple[str, str], Reference] = {}
    for ref in references:
        place = _place(ref)
        if place is not None and (place not in latest or _age(ref) > _age(latest[place])):
            latest[place] = ref
    kept, older = [], []
    for ref in references:
        place = _place(ref)
        if place is None or latest[place] is ref:
            kept.append(ref)
        else:
            reason = f"{latest[place].source} is a newer version of {ref.url}"
            older.append(Skipped(source=ref.source, rule="older-version", reason=reason))
    return kept, older


def _place(ref: Reference) -> tuple[str, str] | None:
    if ref.record is not None or ref.url is None or ref.fetched_at is None:
        return None
    return os.path.dirname(ref.path), ref.url


def _age(ref: Reference) -> tuple[str, str]:
    return ref.fetched_at or "", ref.source


@dataclass
class _Walk:
    """One walk: real folders first, then what symbolic links lead to, each file and folder once."""

    raw: Path
    exclude: Path | None
    skipped: list[Skipped] = field(default_factory=list)
    metas: set[str] = field(default_factory=set)
    seen: set[tuple[int, int]] = field(default_factory=set)
    links: list[str] = field(default_factory=list)

    def files(self) -> Iterator[str]:
        """Yield the paths (below the input folder) of all files that have a reader."""
        with os.scandir(self.raw):
            pass  # raises where the input folder cannot be listed
        found = list(self._folder(""))
        while self.links:
            found += self._link(self.links.pop(0))
        yield from sorted(found)

    def _skip(self, path: str, rule: str, reason: str) -> None:
        self.skipped.append(Skipped(source=printable(path), rule=rule, reason=reason))

    def _first(self, path: str) -> bool:
        """Whether a file or folder was not seen before, by its identity in the file system; says so if it was."""
        status = os.stat(self.raw / path)
        identity = (status.st_dev, status.st_ino)
        if identity in self.seen:
            self._skip(path, "link-again", "a symbolic link leads to what is read anyway")
            return False
        self.seen.add(identity)
        return True

    def _folder(self, start: str) -> list[str]:
        """The files of a folder and of those below it. Not recursive: a tree may be deeper than Python's stack."""
        found: list[str] = []
        todo = [start]
        while todo:
            path = todo.pop()
            if self.exclude is not None and (self.raw / path).resolve() == self.exclude:
                continue
            try:
                if not self._first(path):
                    continue
                entries = sorted(os.scandir(self.raw / path), key=lambda entry: entry.name)
            except OSError as error:
                self._skip(path, "unreadable", error.strerror or str(error))
                continue
            for entry in entries:
                below = os.path.join(path, entry.name)
                if entry.name.startswith("."):
                    self._skip(below, "hidden", "its name starts with a dot")
                elif entry.is_symlink():
                    self.links.append(below)
                elif entry.is_dir():
                    todo.append(below)
                else:
                    found += self._file(below, regular=entry.is_file())
        return found

    def _file(self, path: str, *, regular: bool) -> list[str]:
        if path.endswith(META):
            self.metas.add(path)
        elif not regular:
            self._skip(path, "not-a-file", "it is a device, a pipe or a socket")
        elif reader_of(path) is None:
            endings = " ".join(READERS)
            self._skip(path, "unknown-ending", f"its ending is none of {endings} (each also with .gz)")
        else:
            status = os.stat(self.raw / path)
            self.seen.add((status.st_dev, status.st_ino))
            return [path]
        return []

    def _link(self, path: str) -> list[str]:
        target = self.raw / path
        try:
            if target.is_dir():
                return self._folder(path)
            if not self._first(path):
                return []
            return self._file(path, regular=target.is_file())
        except OSError as error:
            self._skip(path, "broken-link", error.strerror or str(error))
            return []
