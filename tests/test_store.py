"""The store: entries come back, nothing breaks it for good."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.store import Store, StoreError


def test_entries_stay_and_kinds_are_apart(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    with Store(path) as store:
        store.put("result", {"a": b"1", "b": b"2"})
        store.put("result", {"b": b"3"})
        store.put("survey", {"a": b"4"})
    with Store(path) as store:
        assert store.get("result", ["a", "b", "c"]) == {"a": b"1", "b": b"3"}
        assert store.having("result", ["b", "c"]) == {"b"}
        store.keep_only("result", ["b"])
        assert store.get("result", ["a", "b"]) == {"b": b"3"}
        assert store.get("survey", ["a"]) == {"a": b"4"}


@given(st.dictionaries(st.text(st.characters(codec="ascii"), max_size=8), st.binary(max_size=40), max_size=30))
def test_what_is_put_is_got(entries: dict[str, bytes]) -> None:
    with Store(None) as store:
        store.put("x", entries)
        assert store.get("x", list(entries)) == entries


def test_many_keys_are_more_than_one_query(tmp_path: Path) -> None:
    entries = {f"{n:05}": bytes([n % 256]) for n in range(2500)}
    with Store(tmp_path / "s") as store:
        store.put("x", entries)
        assert store.get("x", list(entries)) == entries


def test_fresh_forgets(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    with Store(path) as store:
        store.put("x", {"a": b"1"})
    with Store(path, fresh=True) as store:
        assert store.get("x", ["a"]) == {}


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_broken_file_is_put_aside(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "store.sqlite"
    path.write_bytes(content)
    with Store(path) as store:
        store.put("x", {"a": b"1"})
        assert store.get("x", ["a"]) == {"a": b"1"}
    assert (tmp_path / "store.sqlite.broken").exists() == bool(content)


def test_pages_of_the_file_that_break_later_are_put_aside(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    with Store(path) as store:
        store.put("x", {f"{n:04}": os.urandom(2000) for n in range(300)})
    body = bytearray(path.read_bytes())
    body[9000:-9000] = b"\xa5" * (len(body) - 18000)
    path.write_bytes(body)
    with Store(path) as store:
        assert store.get("x", ["0100", "0200"]) == {}
        store.put("x", {"0100": b"new"})
        assert store.get("x", ["0100"]) == {"0100": b"new"}


def test_a_store_of_another_layout_is_emptied(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    base = sqlite3.connect(path)
    base.execute("CREATE TABLE entry (old TEXT)")
    base.execute("PRAGMA user_version = 99")
    base.commit()
    base.close()
    with Store(path) as store:
        store.put("x", {"a": b"1"})
        assert store.get("x", ["a"]) == {"a": b"1"}


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"nowhere"):
        Store(tmp_path / "nowhere" / "store.sqlite")


def test_threads_may_share_it(tmp_path: Path) -> None:
    with Store(tmp_path / "s") as store:
        threads = [threading.Thread(target=store.put, args=("x", {f"{n}": b"v"})) for n in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert store.having("x", [f"{n}" for n in range(20)]) == {f"{n}" for n in range(20)}


def _write_on(path: Path) -> None:
    with Store(path) as store:
        for n in range(100_000):
            store.put("x", {f"{n}-{part}": b"v" * 500 for part in range(5)})


def test_a_killed_writer_leaves_whole_transactions(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    process = multiprocessing.get_context("spawn").Process(target=_write_on, args=(path,))
    process.start()
    log = path.with_name(path.name + "-wal")
    while not log.exists() or log.stat().st_size < 200_000:
        time.sleep(0.01)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    with Store(path) as store:
        keys = store.having("x", [f"{n}-{part}" for n in range(100_000) for part in range(5)])
    assert keys
    assert len(keys) % 5 == 0
