"""robots.txt, delays, and hosts that ask to be left alone for a while."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path

import pytest

from pipeline.scrape import Source, World
from tests.scrape.site import Answer, FakeClock, Site, bodies, loopback, pages, scrape, settings

TEXT = {"Content-Type": "text/plain"}


def robots(site: Site, text: str) -> None:
    site.routes["/robots.txt"] = Answer(text.encode(), headers=TEXT)


def test_robots_is_obeyed_and_read_once(site: Site, tmp_path: Path) -> None:
    robots(site, "User-agent: *\nDisallow: /private/\n\nUser-agent: kinesift\nDisallow: /closed/\nAllow: /closed/open\n")
    for path in ("/a", "/closed/x", "/closed/open", "/private/y"):
        site.routes[path] = Answer(path.encode())
    found = scrape(tmp_path, pages(*(site.url(path) for path in ("/a", "/closed/x", "/closed/open", "/private/y"))))
    assert [outcome.status for outcome in found.values()] == ["fetched", "failed", "fetched", "fetched"]
    assert found[site.url("/closed/x")].kind == "robots"
    assert site.asked("/closed/x") == []
    assert len(site.asked("/robots.txt")) == 1


def test_robots_is_obeyed_where_a_redirect_leads(site: Site, tmp_path: Path) -> None:
    robots(site, "User-agent: *\nDisallow: /closed\n")
    site.routes["/a"] = Answer(b"", 302, {"Location": "/closed"})
    site.routes["/closed"] = Answer()
    assert scrape(tmp_path, pages(site.url("/a")))[site.url("/a")].kind == "robots"
    assert site.asked("/closed") == []


@pytest.mark.parametrize(("status", "taken"), [(404, "fetched"), (403, "fetched"), (500, "failed"), (503, "failed")])
def test_robots_that_cannot_be_read(site: Site, tmp_path: Path, status: int, taken: str) -> None:
    """No file forbids nothing; a server in trouble forbids everything (RFC 9309)."""
    site.routes["/robots.txt"] = Answer(b"", status)
    site.routes["/a"] = Answer()
    assert scrape(tmp_path, pages(site.url("/a")))[site.url("/a")].status == taken


def test_crawl_delay_is_waited_for(site: Site, tmp_path: Path) -> None:
    robots(site, "User-agent: *\nCrawl-delay: 40\n")
    for path in ("/a", "/b", "/c"):
        site.routes[path] = Answer(path.encode())
    clock = FakeClock()
    scrape(tmp_path, pages(*(site.url(path) for path in ("/a", "/b", "/c"))), settings(delay=1.0), World(clock=clock))
    # three pages after robots.txt
    assert clock.time - 1000 == pytest.approx(120)
    assert len(bodies(tmp_path)) == 3


def test_a_source_may_be_quicker_than_the_setting_but_not_than_robots(site: Site, tmp_path: Path) -> None:
    site.routes |= {"/a": Answer(b"a"), "/b": Answer(b"b")}
    clock = FakeClock()
    scrape(tmp_path / "1", pages(site.url("/a"), site.url("/b"), delay=0.5), settings(delay=9.0), World(clock=clock))
    assert clock.time - 1000 == pytest.approx(1.0)
    robots(site, "User-agent: *\nCrawl-delay: 3\n")
    clock = FakeClock()
    scrape(tmp_path / "2", pages(site.url("/a"), site.url("/b"), delay=0.5), settings(), World(clock=clock))
    assert clock.time - 1000 == pytest.approx(6.0)


def test_a_delay_beyond_the_limit_leaves_the_host(site: Site, tmp_path: Path) -> None:
    robots(site, "User-agent: *\nCrawl-delay: 3600\n")
    site.routes["/a"] = Answer()
    outcome = scrape(tmp_path, pages(site.url("/a")), settings(delay_limit=60.0))[site.url("/a")]
    assert (outcome.status, outcome.kind) == ("failed", "asked to wait")
    assert site.asked() == []


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("form", ["seconds", "date"])
def test_retry_after_is_waited_for(site: Site, tmp_path: Path, status: int, form: str) -> None:
    value = "90" if form == "seconds" else format_datetime(datetime(2026, 1, 1, 0, 1, 30, tzinfo=UTC), usegmt=True)
    answers = iter([Answer(b"", status, {"Retry-After": value}), Answer()])
    site.routes["/a"] = lambda _: next(answers)
    clock = FakeClock()
    found = scrape(tmp_path, pages(site.url("/a")), settings(retries=1), World(clock=clock))
    assert found[site.url("/a")].status == "fetched"
    assert clock.time - 1000 == pytest.approx(90, abs=0.01)


def test_retry_after_beyond_the_limit_leaves_the_host(site: Site, tmp_path: Path) -> None:
    site.routes["/a"] = Answer(b"", 429, {"Retry-After": "86400"})
    site.routes["/b"] = Answer()
    sources = pages(site.url("/a"), site.url("/b"))
    found = scrape(tmp_path, sources, settings(retries=3, connections_per_host=1), World(clock=FakeClock()))
    assert {outcome.kind for outcome in found.values()} == {"asked to wait"}
    assert len(site.asked()) == 1


def test_a_host_has_at_most_its_connections(site: Site, tmp_path: Path) -> None:
    under_way = [0]
    most = [0]

    def slow(_: object) -> Answer:
        under_way[0] += 1
        most[0] = max(most[0], under_way[0])
        time.sleep(0.05)
        under_way[0] -= 1
        return Answer()

    paths = [f"/{number}" for number in range(8)]
    site.routes |= dict.fromkeys(paths, slow)
    scrape(tmp_path, pages(*map(site.url, paths)), settings(connections_per_host=3))
    assert most[0] == 3


@pytest.mark.slow
def test_two_hundred_pages_over_ten_hosts_take_what_the_delays_demand(site: Site, tmp_path: Path) -> None:
    hosts = [f"host{number}.test" for number in range(10)]
    paths = [f"/page-{number}" for number in range(20)]
    site.routes |= {path: Answer(path.encode()) for path in paths}
    addresses = [site.url(path, host) for path in paths for host in hosts]
    delay = 0.3
    began = time.monotonic()
    found = scrape(
        tmp_path, pages(*addresses), settings(delay=delay, allowed_hosts=tuple(hosts)), World(resolve=loopback)
    )
    took = time.monotonic() - began
    assert [outcome.status for outcome in found.values()] == ["fetched"] * 200
    # at each host robots.txt, then twenty pages
    assert took / (len(paths) * delay) < 1.3
    assert _least_gap(site, hosts) > 0.9 * delay


def _least_gap(site: Site, hosts: Sequence[str]) -> float:
    """The least time between two requests to one host."""
    gaps = []
    for host in hosts:
        times = [request.at for request in site.requests if request.headers["Host"].startswith(f"{host}:")]
        gaps += [later - earlier for earlier, later in pairwise(times)]
    return min(gaps)


def test_two_sources_share_the_host_and_its_longest_delay(site: Site, tmp_path: Path) -> None:
    site.routes |= {"/a": Answer(b"a"), "/b": Answer(b"b")}
    sources = [
        Source(name="one", addresses=(site.url("/a"),), delay=2.0),
        Source(name="two", addresses=(site.url("/b"),), delay=5.0),
    ]
    clock = FakeClock()
    scrape(tmp_path, sources, settings(), World(clock=clock))
    assert clock.time - 1000 == pytest.approx(10.0)
