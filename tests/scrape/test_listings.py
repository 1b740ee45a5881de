"""Sitemaps and feeds, their limits, and what an unchanged one costs."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from pipeline.scrape import Source
from pipeline.scrape.failures import FetchError
from pipeline.scrape.listings import feed, sitemap
from tests.scrape.site import Answer, Request, Site, bodies, scrape, settings

XML = {"Content-Type": "application/xml"}
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def urlset(*addresses: str) -> bytes:
    entries = "".join(f"<url><loc> {address} </loc><lastmod>2026-01-01</lastmod></url>" for address in addresses)
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {SPACE}>{entries}</urlset>'.encode()


def index(*addresses: str) -> bytes:
    entries = "".join(f"<sitemap><loc>{address}</loc></sitemap>" for address in addresses)
    return f"<sitemapindex {SPACE}>{entries}</sitemapindex>".encode()


def source(site: Site, path: str, kind: str = "sitemap", **more: object) -> list[Source]:
    return [Source.model_validate({"name": "test", "kind": kind, "addresses": (site.url(path),), **more})]


def test_an_index_leads_to_its_sitemaps_packed_or_not(site: Site, tmp_path: Path) -> None:
    site.routes["/index.xml"] = Answer(index(site.url("/one.xml"), site.url("/two.xml.gz"), site.url("/gone.xml")))
    site.routes["/one.xml"] = Answer(urlset(site.url("/a")), headers=XML)
    packed = gzip.compress(urlset(site.url("/b"), site.url("/a")))
    site.routes["/two.xml.gz"] = Answer(packed, headers={"Content-Type": "application/gzip"})
    site.routes |= {"/a": Answer(b"a"), "/b": Answer(b"b")}
    found = scrape(tmp_path, source(site, "/index.xml"))
    assert {key.rpartition("/")[2]: outcome.status for key, outcome in found.items()} == {
        "a": "fetched",
        "b": "fetched",
        "gone.xml": "failed",
    }
    assert len(bodies(tmp_path)) == 2


def test_a_sitemap_that_is_packed_on_the_way_too(site: Site, tmp_path: Path) -> None:
    packed = gzip.compress(gzip.compress(urlset(site.url("/a"))))
    site.routes["/s.xml.gz"] = Answer(packed, headers={"Content-Type": "application/gzip", "Content-Encoding": "gzip"})
    site.routes["/a"] = Answer()
    assert scrape(tmp_path, source(site, "/s.xml.gz"))[site.url("/a")].status == "fetched"


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_feeds(site: Site, tmp_path: Path, form: str) -> None:
    rss = "<rss version='2.0'><channel><title>x</title><link>/</link>{}</channel></rss>"
    atom = "<feed xmlns='http://www.w3.org/2005/Atom'><title>x</title>{}</feed>"
    entries = "".join(
        f"<item><title>t</title><link>{site.url(path)}</link></item>"
        if form == "rss"
        else f"<entry><title>t</title><link rel='alternate' href='{path}'/></entry>"
        for path in ("/a", "/b", "/c")
    )
    site.routes["/feed"] = Answer((rss if form == "rss" else atom).format(entries).encode(), headers=XML)
    site.routes |= {path: Answer(path.encode()) for path in ("/a", "/b", "/c")}
    found = scrape(tmp_path, source(site, "/feed", "feed", pages=2))
    assert list(found) == [site.url("/a"), site.url("/b")]


def test_limits_and_patterns(site: Site, tmp_path: Path) -> None:
    paths = ["/tag/x", "/exercises/1", "/about", "/exercises/2?print=1", "/exercises/3", "/exercises/4"]
    site.routes["/s.xml"] = Answer(urlset(*map(site.url, paths)))
    site.routes |= {path: Answer(path.encode()) for path in paths}
    found = scrape(tmp_path, source(site, "/s.xml", include=["*/exercises/*"], exclude=["*print=*"], pages=2))
    assert list(found) == [site.url("/exercises/1"), site.url("/exercises/3")]


def test_an_unchanged_sitemap_costs_a_304(site: Site, tmp_path: Path) -> None:
    def answer(request: Request) -> Answer:
        if request.headers.get("If-None-Match") == '"s"':
            return Answer(b"", 304, {})
        return Answer(urlset(site.url("/a")), headers=XML | {"ETag": '"s"'})

    site.routes |= {"/s.xml": answer, "/a": Answer()}
    for status in ("fetched", "unchanged"):
        found = scrape(tmp_path, source(site, "/s.xml"))
        assert found[site.url("/a")].status == status
    assert [request.headers.get("If-None-Match") for request in site.asked("/s.xml")] == [None, '"s"']


def test_indexes_that_list_each_other_end(site: Site, tmp_path: Path) -> None:
    site.routes["/a.xml"] = Answer(index(site.url("/b.xml"), site.url("/a.xml")))
    site.routes["/b.xml"] = Answer(index(site.url("/a.xml")))
    assert scrape(tmp_path, source(site, "/a.xml")) == {}
    assert len(site.asked()) == 2


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<html><body>Not found</body></html>", "not a sitemap"),
        (b"<urlset><url><loc>", "not XML"),
        (b'<!DOCTYPE x [<!ENTITY a "aaaa">]><urlset><url><loc>&a;</loc></url></urlset>', "entities"),
        (gzip.compress(b"<urlset>" + b" " * 9_000_000), "over 1000000 bytes"),
    ],
)
def test_what_is_no_sitemap_is_told(body: bytes, words: str) -> None:
    with pytest.raises(FetchError, match=words):
        sitemap(body, "https://example.org/sitemap.xml", 1_000_000)


def test_lists_of_lines_images_and_relative_addresses() -> None:
    base = "https://example.org/maps/sitemap.xml"
    assert sitemap(b"https://example.org/a\n\nmailto:x@example.org\n/b\n", base, 1000).pages == (
        "https://example.org/a",
        "https://example.org/b",
    )
    body = b"<urlset xmlns:i='urn:i'><url><loc>/a</loc><i:image><i:loc>/a.png</i:loc></i:image></url></urlset>"
    assert sitemap(body, base, 1000).pages == ("https://example.org/a",)


def test_what_is_no_feed_is_told() -> None:
    with pytest.raises(FetchError, match="not an RSS or Atom feed"):
        feed(b"<html><body>Not found</body></html>", "https://example.org/feed")


def test_a_listing_obeys_robots(site: Site, tmp_path: Path) -> None:
    site.routes["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /s.xml", headers={"Content-Type": "text/plain"})
    (outcome,) = scrape(tmp_path, source(site, "/s.xml"), settings()).values()
    assert (outcome.status, outcome.kind) == ("failed", "robots")
