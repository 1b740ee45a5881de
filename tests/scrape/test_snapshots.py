"""What lies on disk: one newest version of each page, older ones out of sight, names made of hashes."""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from pipeline.scrape import BusyError, Scraper, World
from pipeline.scrape.addresses import identity, normal, shown
from pipeline.settings import SettingsError
from tests.scrape.site import Answer, FakeClock, Site, bodies, pages, scrape, settings

HTML = {"Content-Type": "text/html"}


def versions(site: Site, raw: Path, texts: list[str], keep: int = 3) -> None:
    """Scrape one page again and again, a second apart, with these bodies."""
    clock = FakeClock()
    for text in texts:
        site.routes["/a"] = Answer(text.encode(), headers=HTML)
        scrape(raw, pages(site.url("/a")), settings(keep=keep), World(clock=clock))
        clock.time += 1


def hidden(raw: Path) -> list[str]:
    return sorted(path.read_text() for path in raw.glob(".scrape/versions/*/*.html"))


def test_only_the_newest_version_is_in_sight(site: Site, tmp_path: Path) -> None:
    versions(site, tmp_path, ["one", "two", "three", "four"])
    assert [path.read_text() for path in bodies(tmp_path)] == ["four"]
    assert hidden(tmp_path) == ["three", "two"]
    assert len(list(tmp_path.rglob("*.meta.json"))) == 3


def test_one_version_is_kept_where_one_is_asked_for(site: Site, tmp_path: Path) -> None:
    versions(site, tmp_path, ["one", "two"], keep=1)
    assert [path.read_text() for path in bodies(tmp_path)] == ["two"]
    assert hidden(tmp_path) == []


def test_a_body_is_not_stored_twice(site: Site, tmp_path: Path) -> None:
    versions(site, tmp_path, ["one", "one", "two", "one"])
    assert [path.read_text() for path in bodies(tmp_path)] == ["one"]
    assert hidden(tmp_path) == ["two"]


def test_names_come_from_hashes_only(site: Site, tmp_path: Path) -> None:
    path = "/..%2F..%2Fetc/passwd;name=x.exe"
    site.routes[path] = Answer(headers=HTML | {"Content-Disposition": 'attachment; filename="../../evil.sh"'})
    scrape(tmp_path, pages(site.url(path)))
    (file,) = bodies(tmp_path)
    assert re.fullmatch(r"snapshots/[0-9a-f]{20}/[0-9a-f]{16}\.html", file.relative_to(tmp_path).as_posix())


@pytest.mark.parametrize(
    ("kind", "suffix"),
    [("text/html", ".html"), ("application/xhtml+xml", ".html"), ("text/plain", ".txt"), ("Text/Markdown; x=1", ".md")],
)
def test_the_suffix_follows_the_content_type(site: Site, tmp_path: Path, kind: str, suffix: str) -> None:
    site.routes["/a"] = Answer(b"text", headers={"Content-Type": kind})
    scrape(tmp_path, pages(site.url("/a")))
    assert [path.suffix for path in bodies(tmp_path)] == [suffix]


def test_what_a_kill_left_half_done_is_finished(site: Site, tmp_path: Path) -> None:
    """Killed after the new body, before the old one was moved: the next run leaves one in sight."""
    versions(site, tmp_path, ["one"])
    (old,) = bodies(tmp_path)
    meta = json.loads(old.with_name(f"{old.name}.meta.json").read_text())
    sha256 = hashlib.sha256(b"two").hexdigest()
    meta |= {"sha256": sha256, "fetched_at": "2027-01-01T00:00:00+00:00"}
    (old.parent / f"{sha256[:16]}.html.meta.json").write_text(json.dumps(meta))
    (old.parent / f"{sha256[:16]}.html").write_text("two")
    (old.parent / ".half.html.part").write_text("tw")
    site.routes["/a"] = Answer(b"two", headers=HTML)
    assert len(bodies(tmp_path)) == 2
    (outcome,) = scrape(tmp_path, pages(site.url("/a"))).values()
    assert outcome.status == "unchanged"
    assert [path.read_text() for path in bodies(tmp_path)] == ["two"]
    assert hidden(tmp_path) == ["one"]


def test_a_body_that_was_deleted_is_fetched_again(site: Site, tmp_path: Path) -> None:
    site.routes["/a"] = Answer(headers=HTML | {"ETag": '"1"'})
    scrape(tmp_path, pages(site.url("/a")))
    bodies(tmp_path)[0].unlink()
    (outcome,) = scrape(tmp_path, pages(site.url("/a"))).values()
    assert outcome.status == "fetched" and len(bodies(tmp_path)) == 1
    assert "If-None-Match" not in site.asked("/a")[-1].headers


def test_spellings_of_an_address_are_one_page(site: Site, tmp_path: Path) -> None:
    site.routes |= {"/a?x=1&y=2": Answer()}
    spellings = ("/a?x=1&y=2", "/a?x=1&y=2#part", "/b/../a?x=1&y=2", "/a?x=1&y=2&utm_source=mail", "/a?y=2&x=1")
    found = scrape(tmp_path, pages(*map(site.url, spellings)))
    assert len(found) == 1 and len(site.asked()) == 1 and len(bodies(tmp_path)) == 1


def test_a_redirect_and_its_target_are_one_page(site: Site, tmp_path: Path) -> None:
    site.routes["/old"] = Answer(b"", 301, {"Location": "/new"})
    site.routes["/new"] = Answer(headers=HTML | {"ETag": '"1"'})
    found = scrape(tmp_path, pages(site.url("/old"), site.url("/new")))
    assert [found[site.url(path)].status for path in ("/old", "/new")] == ["duplicate", "fetched"]
    assert len(site.asked("/new")) == 1 and len(bodies(tmp_path)) == 1
    scrape(tmp_path, pages(site.url("/old")))
    assert site.asked("/new")[-1].headers["If-None-Match"] == '"1"'
    assert len(bodies(tmp_path)) == 1


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ('<link rel="canonical" href="/page">', "/page"),
        ('<LINK HREF=/page REL="nofollow Canonical">', "/page"),
        # of another host, of the front page, in the body: not believed
        ('<link rel="canonical" href="http://elsewhere.test/page">', "/print"),
        ('<link rel="canonical" href="/">', "/print"),
        ('<body><link rel="canonical" href="/page">', "/print"),
        ('<link rel="canonical" href="javascript:void(0)">', "/print"),
        ('<link rel="alternate" href="/page">', "/print"),
    ],
)
def test_the_canonical_link_names_the_page(site: Site, tmp_path: Path, link: str, kept: str) -> None:
    site.routes["/print"] = Answer(f"<html><head>{link}</head><p>Words".encode(), headers=HTML)
    scrape(tmp_path, pages(site.url("/print")))
    (file,) = bodies(tmp_path)
    meta = json.loads(file.with_name(f"{file.name}.meta.json").read_text())
    assert (meta["url"], meta["final_url"]) == (site.url(kept), site.url("/print"))


def test_pages_of_one_canonical_address_are_kept_once(site: Site, tmp_path: Path) -> None:
    body = b'<link rel=canonical href="/page"><p>Words'
    site.routes |= dict.fromkeys(("/page?print=1", "/page?view=all"), Answer(body, headers=HTML))
    found = scrape(tmp_path, pages(site.url("/page?print=1"), site.url("/page?view=all")))
    assert sorted(outcome.status for outcome in found.values()) == ["duplicate", "fetched"]
    assert len(bodies(tmp_path)) == 1


def test_warc_holds_what_was_fetched(site: Site, tmp_path: Path) -> None:
    site.routes["/a"] = Answer(b"<p>one", headers=HTML | {"Set-Cookie": "id=hush", "ETag": '"1"'})
    archive = tmp_path / "warc"
    for _ in range(2):
        scrape(tmp_path / "raw", pages(site.url("/a")), settings(warc=archive))
    (file,) = archive.glob("*.warc.gz")
    with file.open("rb") as stream:
        records = [(r.rec_type, r.rec_headers["WARC-Target-URI"], r.content_stream().read(), r.http_headers)
                   for r in ArchiveIterator(stream)]  # fmt: skip
    assert [record[0] for record in records] == ["warcinfo", "response"]
    assert records[1][1:3] == (site.url("/a"), b"<p>one")
    assert records[1][3]["ETag"] == '"1"' and records[1][3]["Set-Cookie"] is None


def test_warc_does_not_lie_among_the_pages(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"scrape\.warc"):
        Scraper(settings(warc=tmp_path / "raw" / "warc"), tmp_path / "raw")


def test_two_runs_do_not_share_a_folder(tmp_path: Path) -> None:
    async def twice() -> None:
        async with Scraper(settings(), tmp_path):
            with pytest.raises(BusyError):
                await Scraper(settings(), tmp_path).__aenter__()

    asyncio.run(twice())


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("HTTP://Example.ORG:80", "http://example.org/"),
        ("https://example.org:443/a b", "https://example.org/a%20b"),
        ("https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC"),
    ],
)
def test_addresses_have_one_form(address: str, expected: str) -> None:
    assert normal(address) == expected
    assert identity(identity(address)) == identity(expected)


def test_parameters_that_tell_pages_apart_stay() -> None:
    assert identity("https://example.org/a?id=3&utm_medium=x") == "https://example.org/a?id=3"
    assert identity("https://example.org/a?id=3") != identity("https://example.org/a?id=4")
    assert shown("https://example.org/a?id=3&k=abcDEF0123456789abcDEF") == "https://example.org/a?id=3&k=***"
    assert shown("https://example.org/back-pain?page=12") == "https://example.org/back-pain?page=12"
