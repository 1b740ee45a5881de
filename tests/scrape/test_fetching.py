"""What comes back from a real server, and what is reported where nothing does."""

from __future__ import annotations

import gzip
import json
import logging
from pathlib import Path

import pytest

from pipeline.scrape import Source
from pipeline.scrape.client import inflate
from pipeline.scrape.failures import FetchError
from tests.scrape.site import Answer, FakeClock, Request, Site, bodies, pages, scrape, settings

HTML = {"Content-Type": "text/html; charset=utf-8"}


def only(raw: Path, site: Site, path: str, **changes: object) -> tuple[str, str, str]:
    """Status, kind and reason of the one page at `path`."""
    (outcome,) = scrape(raw, pages(site.url(path)), settings(**changes)).values()
    return outcome.status, outcome.kind, outcome.reason


def test_a_page_is_kept_as_fetched_with_its_metadata(site: Site, tmp_path: Path) -> None:
    body = "<!doctype html><p>Nackenübung</p>".encode("latin-1")
    site.routes["/a"] = Answer(body, headers={"Content-Type": "text/html; charset=latin-1", "ETag": '"1"'})
    assert only(tmp_path, site, "/a") == ("fetched", "", "new")
    (file,) = bodies(tmp_path)
    assert file.read_bytes() == body and file.suffix == ".html"
    meta = json.loads(file.with_name(f"{file.name}.meta.json").read_text(encoding="utf-8"))
    assert meta["url"] == meta["final_url"] == site.url("/a")
    assert (meta["status"], meta["etag"], meta["content_type"]) == (200, '"1"', "text/html; charset=latin-1")
    assert meta["sha256"].startswith(file.stem)


def test_the_agent_is_named_with_a_contact(site: Site, tmp_path: Path) -> None:
    site.routes["/a"] = Answer()
    scrape(tmp_path, pages(site.url("/a")))
    agents = {request.headers["User-Agent"] for request in site.requests}
    assert len(agents) == 1
    assert agents.pop().startswith("kinesift/") and "tests@example.org" in site.requests[0].headers["User-Agent"]


@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        (Answer(b"", 404), "gone", "404"),
        (Answer(b"", 410), "gone", "410"),
        (Answer(b"", 500), "status", "500"),
        (Answer(b"", 401), "status", "401"),
        (Answer(b"", 304), "status", "304"),
        (Answer(b"%PDF", headers={"Content-Type": "application/pdf"}), "type", "application/pdf"),
        (Answer(b"{}", headers={}), "type", "no content type"),
        (Answer(b"x" * 5000, headers=HTML), "too large", "4000"),
        (Answer(gzip.compress(b"x" * 5000), headers=HTML | {"Content-Encoding": "gzip"}), "too large", "4000"),
        (Answer(b"x", headers=HTML | {"Content-Encoding": "br"}), "encoding", "not asked for"),
        (Answer(b"x" * 50, headers=HTML, drip=0.1), "time-out", "in time"),
        (Answer(wait=0.9), "time-out", "in time"),
        (Answer(b"", 302, {"Location": "/page"}), "redirects", "circle"),
        (Answer(b"", 302, {"Location": "ftp://127.0.0.1/x"}), "refused", "ftp"),
        (Answer(b"", 302, {}), "status", "302"),
    ],
)
def test_each_failure_is_reported(site: Site, tmp_path: Path, answer: Answer, kind: str, words: str) -> None:
    site.routes["/page"] = answer
    status, found, reason = only(tmp_path, site, "/page", max_bytes=4000, total_timeout=0.8, read_timeout=0.5)
    assert (status, found) == ("failed", kind)
    assert words in reason
    assert bodies(tmp_path) == []


def test_too_many_redirects_are_not_followed(site: Site, tmp_path: Path) -> None:
    for number in range(5):
        site.routes[f"/{number}"] = Answer(b"", 302, {"Location": f"/{number + 1}"})
    site.routes["/5"] = Answer()
    assert only(tmp_path, site, "/0", redirects=4)[:2] == ("failed", "redirects")
    assert only(tmp_path, site, "/0", redirects=5)[0] == "fetched"


def test_a_body_is_read_no_further_than_its_limit(site: Site, tmp_path: Path) -> None:
    site.routes["/page"] = Answer(b"x" * 200, headers=HTML, drip=0.01)
    assert only(tmp_path, site, "/page", max_bytes=100)[:2] == ("failed", "too large")


def test_nobody_listening_is_reported(tmp_path: Path) -> None:
    (outcome,) = scrape(tmp_path, pages("http://127.0.0.1:9/")).values()
    assert (outcome.status, outcome.kind) == ("failed", "robots")
    assert "connection failed" in outcome.reason


def test_an_unchanged_page_costs_a_304(site: Site, tmp_path: Path) -> None:
    def answer(request: Request) -> Answer:
        held = request.headers.get("If-None-Match") == '"7"'
        return Answer(b"", 304, {"ETag": '"7"'}) if held else Answer(headers=HTML | {"ETag": '"7"'})

    site.routes["/a"] = answer
    site.routes["/b"] = Answer(headers=HTML | {"Last-Modified": "Thu, 01 Jan 2026 00:00:00 GMT"})
    sources = pages(site.url("/a"), site.url("/b"))
    scrape(tmp_path, sources)
    before = {path: path.stat().st_mtime_ns for path in bodies(tmp_path)}
    outcomes = scrape(tmp_path, sources)
    assert [outcome.status for outcome in outcomes.values()] == ["unchanged", "unchanged"]
    assert {path: path.stat().st_mtime_ns for path in bodies(tmp_path)} == before
    assert site.asked("/b")[-1].headers["If-Modified-Since"] == "Thu, 01 Jan 2026 00:00:00 GMT"
    assert "If-None-Match" not in site.asked("/a")[0].headers


def test_a_failure_that_may_pass_is_tried_again(site: Site, tmp_path: Path) -> None:
    answers = iter([Answer(b"", 500), Answer(b"", 502), Answer()])
    site.routes["/a"] = lambda _: next(answers)
    assert only(tmp_path, site, "/a", retries=2)[0] == "fetched"
    assert len(site.asked("/a")) == 3


def test_a_failure_that_will_not_pass_is_not(site: Site, tmp_path: Path) -> None:
    assert only(tmp_path, site, "/missing", retries=3)[:2] == ("failed", "gone")
    assert len(site.asked("/missing")) == 1


def test_one_failing_site_stops_no_other(site: Site, tmp_path: Path) -> None:
    site.routes["/a"] = Answer()
    sources = [
        Source(name="dead", kind="sitemap", addresses=("http://127.0.0.1:9/sitemap.xml",)),
        *pages("http://127.0.0.1:9/x", "http://nowhere.invalid/", site.url("/a")),
    ]
    found = {outcome.address: outcome.status for outcome in scrape(tmp_path, sources).values()}
    assert found.pop(site.url("/a")) == "fetched"
    assert set(found.values()) == {"failed"} and len(found) == 3


def test_secrets_stay_out_of_logs_and_reports(
    site: Site, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    site.routes["/a?token=hush-hush"] = Answer()
    astray = "http://me:hush-hush@127.0.0.1:9/?api_key=hush-hush"
    site.routes["/b?token=hush-hush"] = Answer(b"", 302, {"Location": astray})
    with caplog.at_level(logging.DEBUG):
        found = scrape(tmp_path, pages(site.url("/a?token=hush-hush"), site.url("/b?token=hush-hush")))
    shown = [outcome.model_dump_json(exclude={"key"}) for outcome in found.values()]
    logged = [record.getMessage() for record in caplog.records]
    assert found and logged
    assert not [line for line in (*shown, *logged) if "hush" in line]


def test_a_broken_archive_is_no_page() -> None:
    packed = gzip.compress(b"one ") + gzip.compress(b"two")
    assert inflate(packed, 100) == b"one two"
    for broken in (packed[:-3], b"\x1f\x8bnot gzip at all"):
        with pytest.raises(FetchError, match="encoding"):
            inflate(broken, 100)
    with pytest.raises(FetchError, match="too large"):
        inflate(gzip.compress(b"0" * 10_000_000), 1000)


def test_waiting_between_tries_grows_with_jitter(site: Site, tmp_path: Path) -> None:
    from random import Random

    from pipeline.scrape import World

    site.routes["/a"] = Answer(b"", 500)
    clock = FakeClock()
    scrape(tmp_path, pages(site.url("/a")), settings(retries=3, backoff=2.0), World(clock=clock, chance=Random(7)))
    assert len(site.asked("/a")) == 4
    assert [1 <= pause / 2**n <= 3 for n, pause in enumerate(clock.slept)] == [True] * 3
    assert len({pause / 2**n for n, pause in enumerate(clock.slept)}) == 3
