"""A run that is killed and started again: nothing lost, nothing fetched twice that was stored."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

from pipeline.scrape import World
from tests.scrape.site import Answer, FakeClock, Site, bodies, pages, scrape, settings

SCRIPT = """
import json, sys
from pathlib import Path
from tests.scrape.site import pages, scrape, settings
raw, *addresses = json.loads(sys.argv[1])
scrape(Path(raw), pages(*addresses), settings(delay=0.05, connections_per_host=1))
"""
COUNT = 12


def killed(site: Site, raw: Path, addresses: list[str], after: int) -> None:
    """Run a scrape in a process of its own and kill it when the server has been asked for `after` pages."""
    command = [sys.executable, "-c", SCRIPT, json.dumps([str(raw), *addresses])]
    process = subprocess.Popen(command, cwd=Path(__file__).parents[2], env=os.environ | {"PYTHONPATH": "."})
    deadline = time.monotonic() + 60
    while len(site.asked()) < after and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.wait()


def test_a_killed_run_goes_on_where_it_stopped(site: Site, tmp_path: Path) -> None:
    paths = [f"/{number}" for number in range(COUNT)]
    site.routes |= {path: Answer(path.encode()) for path in paths}
    addresses = [site.url(path) for path in paths]
    killed(site, tmp_path, addresses, after=5)
    stored = {path.read_text() for path in bodies(tmp_path)}
    journal = (tmp_path / ".scrape" / "journal.jsonl").read_text().splitlines()
    # a kill in the moment between a page's body and its line costs that one page a second, conditional request
    noted = {json.loads(line)["key"] for line in journal[1:] if line.endswith("}")}
    assert 4 <= len(stored) < COUNT and 0 <= len(stored) - len(noted) <= 1
    found = scrape(tmp_path, pages(*addresses))
    assert len(found) == COUNT and {outcome.status for outcome in found.values()} <= {"fetched", "unchanged"}
    assert sum(outcome.resumed for outcome in found.values()) == len(noted)
    assert len(bodies(tmp_path)) == COUNT
    assert all(len(site.asked(path)) == 1 for path in paths if site.url(path) in noted)


def test_a_complete_run_is_not_gone_on_with(site: Site, tmp_path: Path) -> None:
    site.routes["/a"] = Answer()
    for _ in range(2):
        found = scrape(tmp_path, pages(site.url("/a")))
        assert not found[site.url("/a")].resumed
    assert len(site.asked("/a")) == 2


def interrupted(raw: Path, key: str, status: str = "fetched") -> None:
    """The journal of a run that was killed at the fake clock's beginning, in the middle of a line."""
    outcome = {"key": key, "address": key, "source": "test", "status": status}
    lines = [json.dumps({"began": "2026-01-01T00:00:00+00:00"}), json.dumps(outcome), '{"key": "http://127.0']
    (raw / ".scrape").mkdir(parents=True)
    (raw / ".scrape" / "journal.jsonl").write_text("\n".join(lines))


def test_what_was_stored_is_not_asked_for_and_what_failed_is(site: Site, tmp_path: Path) -> None:
    site.routes |= {"/a": Answer(b"a"), "/b": Answer(b"b")}
    for status, times in (("fetched", 0), ("failed", 1)):
        raw = tmp_path / status
        interrupted(raw, site.url("/a"), status)
        scrape(raw, pages(site.url("/a"), site.url("/b")), settings(), World(clock=FakeClock()))
        assert len(site.asked("/a")) == times


def test_an_old_run_is_begun_anew(site: Site, tmp_path: Path) -> None:
    site.routes["/a"] = Answer()
    interrupted(tmp_path, site.url("/a"))
    clock = FakeClock()
    clock.time += timedelta(hours=25).total_seconds()
    found = scrape(tmp_path, pages(site.url("/a")), settings(), World(clock=clock))
    assert not found[site.url("/a")].resumed and len(site.asked("/a")) == 1
