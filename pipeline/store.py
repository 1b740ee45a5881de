"""What earlier runs found, by what it was found from: a cache in one SQLite file.

An entry is some bytes under a kind and a key; the key is a digest of everything that the bytes depend on, so an entry is
either right or not asked for. Nothing is lost with the file: a run without it takes longer and finds the same.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType

_LAYOUT = 1  # raised with every change of the tables
_MANY = 500  # keys a query; SQLite takes 999 and more
_TABLE = "CREATE TABLE entry (kind TEXT, key TEXT, value BLOB NOT NULL, PRIMARY KEY (kind, key))"


class StoreError(OSError):
    """The store's file cannot be written or read (rights, a full disk); the message names it."""


class Store:
    """The entries of one file, or of memory where `path` is `None`. Threads may share it.

    A file that is no sound database is put aside (`NAME.broken`) and a new one begun. Each `put` is a transaction:
    a process that is killed leaves all of it or nothing. Raises `StoreError` where the file cannot be used.
    """

    def __init__(self, path: Path | None, *, fresh: bool = False) -> None:
        self.path = path
        self._lock = threading.Lock()
        if path is not None and fresh:
            self._remove(path)
        try:
            self._base = self._open()
        except sqlite3.OperationalError as error:
            raise StoreError(f"{path}: the store cannot be opened: {error}") from error
        except sqlite3.DatabaseError:
            self._put_aside()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what was put is in it."""
        with self._lock:
            self._base.close()

    def get(self, kind: str, keys: Collection[str]) -> dict[str, bytes]:
        """Return the entries of a kind that there are for the keys."""
        wanted = list(keys)
        found: dict[str, bytes] = {}
        with self._lock:
            try:
                for start in range(0, len(wanted), _MANY):
                    some = wanted[start : start + _MANY]
                    marks = ",".join("?" * len(some))
                    query = f"SELECT key, value FROM entry WHERE kind = ? AND key IN ({marks})"
                    found.update(self._base.execute(query, (kind, *some)).fetchall())
            except sqlite3.OperationalError as error:
                raise StoreError(f"{self.path}: the store cannot be read: {error}") from error
            except sqlite3.DatabaseError:
                self._put_aside()
                return {}
        return found

    def having(self, kind: str, keys: Collection[str]) -> set[str]:
        """Return those of the keys that there are entries for."""
        wanted = set(keys)
        with self._lock:
            try:
                return {
                    key for (key,) in self._base.execute("SELECT key FROM entry WHERE kind = ?", (kind,)) if key in wanted
                }
            except sqlite3.OperationalError as error:
                raise StoreError(f"{self.path}: the store cannot be read: {error}") from error
            except sqlite3.DatabaseError:
                self._put_aside()
                return set()

    def put(self, kind: str, entries: Mapping[str, bytes]) -> None:
        """Write entries, over those of the same kind and key, all or none."""
        rows = [(kind, key, value) for key, value in entries.items()]
        self._write("INSERT OR REPLACE INTO entry VALUES (?, ?, ?)", rows)

    def keep_only(self, kind: str, keys: Iterable[str]) -> None:
        """Remove the entries of a kind under any other keys."""
        with self._lock:
            try:
                there = {key for (key,) in self._base.execute("SELECT key FROM entry WHERE kind = ?", (kind,))}
            except sqlite3.DatabaseError as error:
                raise StoreError(f"{self.path}: the store cannot be read: {error}") from error
        self._write("DELETE FROM entry WHERE kind = ? AND key = ?", [(kind, key) for key in sorted(there - set(keys))])

    def _write(self, statement: str, rows: Sequence[tuple[str | bytes, ...]]) -> None:
        if not rows:
            return
        with self._lock:
            try:
                with self._base:
                    self._base.executemany(statement, rows)
            except sqlite3.OperationalError as error:
                raise StoreError(f"{self.path}: the store cannot be written: {error}") from error
            except sqlite3.DatabaseError:
                self._put_aside()
                with self._base:
                    self._base.executemany(statement, rows)

    def _open(self) -> sqlite3.Connection:
        base = sqlite3.connect(self.path or ":memory:", timeout=60, check_same_thread=False)
        try:
            base.execute("PRAGMA journal_mode = WAL")
            # a power cut may lose the last entries, which are then made again; nothing becomes inconsistent
            base.execute("PRAGMA synchronous = NORMAL")
            (layout,) = base.execute("PRAGMA user_version").fetchone()
            if layout != _LAYOUT:
                with base:
                    base.execute("DROP TABLE IF EXISTS entry")
                    base.execute(_TABLE)
                    base.execute(f"PRAGMA user_version = {_LAYOUT}")
            base.execute("SELECT kind, key, value FROM entry LIMIT 1").fetchall()
        except BaseException:
            base.close()
            raise
        return base

    def _put_aside(self) -> None:
        """Begin a new file; the broken one stays beside it for whoever wants to know what happened."""
        if hasattr(self, "_base"):
            self._base.close()
        if self.path is not None:
            self.path.replace(self.path.with_name(self.path.name + ".broken"))
            self._remove(self.path)
        self._base = self._open()

    @staticmethod
    def _remove(path: Path) -> None:
        for ending in ("", "-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
