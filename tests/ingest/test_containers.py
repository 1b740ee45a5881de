"""JSON Lines and web archives."""

from __future__ import annotations

import io
import json
import random
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipeline.ingest import discover, read
from pipeline.models import Page
from pipeline.settings import IngestSettings

SETTINGS = IngestSettings()


def pages(raw: Path) -> tuple[dict[str, Page], dict[str, str]]:
    references, skipped = discover(raw, SETTINGS)
    found = {ref.source: page for ref, page in read(references, raw, SETTINGS) if isinstance(page, Page)}
    return found, {entry.source: entry.rule for entry in skipped}


def test_json_lines_give_a_page_a_line_and_a_reason_a_bad_line(tmp_path: Path) -> None:
    lines = [
        json.dumps({"url": "https://example.org/1", "html": "<p>Sit upright.</p>", "title": "Sitting"}),
        "{not json",
        json.dumps({"markdown": "# Bridge\n\nLift your hips."}),
        json.dumps({"text": "Walk daily.", "fetched_at": "2026-01-01"}),
        json.dumps(["no", "object"]),
        json.dumps({"url": "https://example.org/2"}),
        json.dumps({"text": "  "}),
        json.dumps({"content": "<div><p>Breathe out slowly.</p></div>"}),
        json.dumps({"content": "Breathe in slowly."}),
        "",
        "[" * 100_000,
    ]
    (tmp_path / "scrape.jsonl").write_text("\n".join(lines))
    found, rules = pages(tmp_path)
    assert {source: page.media for source, page in found.items()} == {
        "scrape.jsonl#1": "html",
        "scrape.jsonl#3": "markdown",
        "scrape.jsonl#4": "text",
        "scrape.jsonl#8": "html",
        "scrape.jsonl#9": "text",
    }
    assert found["scrape.jsonl#1"].url == "https://example.org/1"
    assert found["scrape.jsonl#1"].title == "Sitting"
    assert found["scrape.jsonl#4"].fetched_at == "2026-01-01"
    assert rules == {
        "scrape.jsonl#2": "bad-json",
        "scrape.jsonl#5": "bad-record",
        "scrape.jsonl#6": "bad-record",
        "scrape.jsonl#7": "empty",
        "scrape.jsonl#11": "bad-json",
    }


def test_surrogates_in_json_become_characters(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "run \\ud83c\\udfc3 and \\ud83c stop"}')
    found, _ = pages(tmp_path)
    assert found["a.jsonl#1"].content == "run 🏃 and � stop"


def archive(*, gzipped: bool, more: bytes = b"") -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=gzipped)
    writer.write_record(writer.create_warcinfo_record("x.warc", {"software": "test"}))
    for status, kind, body in (
        ("200 OK", "text/html; charset=iso-8859-1", "<p>Dehnübung</p>".encode("latin-1")),
        ("404 Not Found", "text/html", b"<p>gone</p>"),
        ("200 OK", "image/png", b"\x89PNG"),
        ("200 OK", "text/plain", b"Hold the stretch."),
        *([("200 OK", "text/plain", more)] if more else []),
    ):
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            f"https://example.org/{len(body)}", "response", payload=io.BytesIO(body), http_headers=headers
        )
        writer.write_record(record)
    return out.getvalue()


@pytest.mark.parametrize("gzipped", [False, True])
def test_a_web_archive_gives_its_text_responses(tmp_path: Path, gzipped: bool) -> None:
    name = "crawl.warc.gz" if gzipped else "crawl.warc"
    (tmp_path / name).write_bytes(archive(gzipped=gzipped))
    found, rules = pages(tmp_path)
    assert {source: page.content for source, page in found.items()} == {
        f"{name}#2": "<p>Dehnübung</p>",
        f"{name}#5": "Hold the stretch.",
    }
    assert found[f"{name}#2"].url == "https://example.org/16"
    assert found[f"{name}#2"].fetched_at is not None
    assert rules == {f"{name}#3": "not-a-page", f"{name}#4": "not-a-page"}


def test_a_broken_archive_keeps_what_stands_before(tmp_path: Path) -> None:
    noise = random.Random(1).randbytes(100_000).hex().encode()
    (tmp_path / "cut.warc.gz").write_bytes(archive(gzipped=True, more=noise)[:-40])
    (tmp_path / "no.warc").write_bytes(b"This is no archive at all.\n" * 20)
    found, rules = pages(tmp_path)
    assert "cut.warc.gz#2" in found
    assert rules["cut.warc.gz"] == "broken-gzip"
    assert rules["no.warc"] == "bad-warc"
