"""What is found in a folder, and what is said about the rest."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest

from pipeline.ingest import READERS, Reference, discover, read
from pipeline.models import Page, Skipped
from pipeline.settings import IngestSettings

SETTINGS = IngestSettings()
TEXT = b"Stand tall and roll your shoulders back ten times.\n"


def found(raw: Path, settings: IngestSettings = SETTINGS) -> tuple[list[str], dict[str, str]]:
    references, skipped = discover(raw, settings)
    return [ref.source for ref in references], {entry.source: entry.rule for entry in skipped}


def page_of(raw: Path, source: str) -> Page:
    references, _ = discover(raw, SETTINGS)
    (ref,) = (ref for ref in references if ref.source == source)
    ((_, page),) = read([ref], raw, SETTINGS)
    assert isinstance(page, Page)
    return page


@pytest.mark.parametrize("ending", [ending for ending in READERS if ending not in (".jsonl", ".warc")])
@pytest.mark.parametrize("packed", [False, True])
def test_every_ending_of_single_pages_is_read(tmp_path: Path, ending: str, packed: bool) -> None:
    name = f"page{ending}{'.gz' if packed else ''}"
    (tmp_path / name).write_bytes(gzip.compress(TEXT) if packed else TEXT)
    assert page_of(tmp_path, name).content == TEXT.decode()


def test_subfolders_are_read_and_sources_use_forward_slashes(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "page.txt").write_bytes(TEXT)
    assert found(tmp_path) == (["a/b/page.txt"], {})


def test_each_thing_that_is_no_page_is_listed_with_its_rule(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b" \n")
    (tmp_path / "picture.html").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "cut.html.gz").write_bytes(gzip.compress(TEXT * 50)[:40])
    (tmp_path / "plain.txt.gz").write_bytes(TEXT)
    (tmp_path / "notes.docx").write_bytes(TEXT)
    (tmp_path / ".hidden.txt").write_bytes(TEXT)
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    sources, rules = found(tmp_path)
    assert sources == []
    assert rules == {
        "empty.txt": "empty",
        "picture.html": "binary",
        "cut.html.gz": "broken-gzip",
        "plain.txt.gz": "broken-gzip",
        "notes.docx": "unknown-ending",
        ".hidden.txt": "hidden",
        "pipe.txt": "not-a-file",
        "gone.txt": "broken-link",
    }


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_without_permission_is_listed(tmp_path: Path) -> None:
    (tmp_path / "locked.txt").write_bytes(TEXT)
    (tmp_path / "locked.txt").chmod(0)
    assert found(tmp_path) == ([], {"locked.txt": "unreadable"})


def test_an_unreadable_file_is_listed_for_root_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "locked.txt").write_bytes(TEXT)
    opened = Path.open

    def refuse(self: Path, *arguments: object, **named: object) -> object:
        if self.name == "locked.txt":
            raise PermissionError(13, "Permission denied")
        return opened(self, *arguments, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    assert found(tmp_path) == ([], {"locked.txt": "unreadable"})


def test_loops_of_symbolic_links_end_and_links_elsewhere_are_followed(tmp_path: Path) -> None:
    raw, other = tmp_path / "raw", tmp_path / "other"
    (raw / "deep").mkdir(parents=True)
    other.mkdir()
    (other / "page.txt").write_bytes(TEXT)
    (raw / "own.txt").write_bytes(TEXT)
    (raw / "deep" / "up").symlink_to(raw)
    (raw / "out").symlink_to(other)
    (other / "back").symlink_to(tmp_path)
    (raw / "twin.txt").symlink_to(raw / "own.txt")
    sources, rules = found(raw)
    assert sources == ["out/page.txt", "own.txt"]
    assert rules["deep/up"] == rules["twin.txt"] == "link-again"


def test_a_link_to_itself_is_broken_not_fatal(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert found(tmp_path) == ([], {"loop": "broken-link"})


def test_the_size_limit_counts_after_decompression(tmp_path: Path) -> None:
    (tmp_path / "small.txt").write_bytes(b"a" * 1000)
    (tmp_path / "bomb.txt.gz").write_bytes(gzip.compress(b"a" * 5_000_000))
    assert found(tmp_path, IngestSettings(max_bytes=1000)) == (["small.txt"], {"bomb.txt.gz": "too-large"})


def test_a_long_line_of_json_lines_costs_only_itself(tmp_path: Path) -> None:
    lines = [json.dumps({"text": word * 100}) for word in ("ab", "x" * 50, "cd")]
    (tmp_path / "scrape.jsonl").write_text("\n".join(lines))
    sources, rules = found(tmp_path, IngestSettings(max_bytes=1000))
    assert sources == ["scrape.jsonl#1", "scrape.jsonl#3"]
    assert rules == {"scrape.jsonl#2": "too-large"}


def test_an_output_folder_below_the_input_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "documents.jsonl").write_text('{"text": "x"}')
    (tmp_path / "page.txt").write_bytes(TEXT)
    references, skipped = discover(tmp_path, SETTINGS, exclude=tmp_path / "output")
    assert [ref.source for ref in references] == ["page.txt"]
    assert skipped == ()


def test_a_missing_folder_raises(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        discover(tmp_path / "nowhere", SETTINGS)


def test_what_a_scraper_wrote_beside_a_page_is_used(tmp_path: Path) -> None:
    (tmp_path / "ab12.html").write_bytes("Öl".encode("cp1252"))
    meta = {
        "url": "https://example.org/b", "final_url": "https://example.org/b?from=feed", "fetched_at": "2026-01-02T00:00:00Z",
        "status": 200, "content_type": "text/html; charset=windows-1252",
    }  # fmt: skip
    (tmp_path / "ab12.html.meta.json").write_text(json.dumps(meta))
    page = page_of(tmp_path, "ab12.html")
    assert (page.url, page.fetched_at, page.content) == ("https://example.org/b", "2026-01-02T00:00:00Z", "Öl")


def test_broken_metadata_does_not_lose_the_page(tmp_path: Path) -> None:
    (tmp_path / "ab12.html").write_bytes(TEXT)
    (tmp_path / "ab12.html.meta.json").write_text("{")
    assert page_of(tmp_path, "ab12.html").url is None


def test_of_versions_of_one_address_the_newest_counts(tmp_path: Path) -> None:
    for name, day in (("new", "2026-02-01"), ("old", "2026-01-01")):
        (tmp_path / f"{name}.txt").write_bytes(TEXT + name.encode())
        meta = {"url": "https://example.org/a", "fetched_at": day}
        (tmp_path / f"{name}.txt.meta.json").write_text(json.dumps(meta))
    assert found(tmp_path) == (["new.txt"], {"old.txt": "older-version"})


def test_a_page_that_changes_or_goes_during_the_run_is_listed(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(TEXT)
    references, _ = discover(tmp_path, SETTINGS)
    (tmp_path / "a.txt").write_bytes(TEXT + b"more")
    (tmp_path / "b.txt").unlink()
    rules = {ref.source: page.rule for ref, page in read(references, tmp_path, SETTINGS) if isinstance(page, Skipped)}
    assert rules == {"a.txt": "changed", "b.txt": "changed"}


def test_the_key_of_a_page_is_its_content_and_address_not_its_date() -> None:
    ref = Reference("a.txt", "a.txt", None, "text", "00", 1, fetched_at="2026-01-01")
    later = Reference("a.txt", "a.txt", None, "text", "00", 1, fetched_at="2026-01-02")
    moved = Reference("a.txt", "a.txt", None, "text", "00", 1, url="https://example.org/")
    assert ref.key == later.key
    assert ref.key != moved.key
