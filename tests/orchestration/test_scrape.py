"""The flows that fetch: a task an address, tables and events of what happened, and nothing lost to a kill."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import flows
from tests.scrape.site import Answer, Site, bodies, serve

ROOT = Path(__file__).parents[2]
TEXT = (
    "<!doctype html><html><head><title>Knees and stairs, part {0}</title></head><body><article>"
    "<h1>Knees and stairs, part {0}</h1><p>Weak thigh muscles can cause knee pain. Rest after a long walk.</p>"
    "<h2>Wall sit</h2><p>Lean against a wall and slide down. Hold for {0} seconds.</p></article></body></html>"
)


def page(number: int) -> Answer:
    return Answer(TEXT.format(number).encode(), headers={"Content-Type": "text/html", "ETag": f'"{number}"'})


def conditional(answer: Answer) -> object:
    """The answer, or a 304 to whoever has it."""
    tag = answer.headers["ETag"]
    return lambda request: Answer(b"", 304, {}) if request.headers.get("If-None-Match") == tag else answer


@pytest.fixture
def site() -> object:
    with serve() as found:
        found.routes |= {f"/{number}": conditional(page(number)) for number in range(20, 24)}  # type: ignore[misc]
        yield found


def prepared(folder: Path, site: Site, *paths: str, **more: object) -> dict[str, Path]:
    """A list of sources and settings; returns the parameters of the flows."""
    addresses = json.dumps([site.url(path) for path in paths])
    (folder / "sources.toml").write_text(f'[[source]]\nname = "test"\naddresses = {addresses}\n')
    values = {"contact": "tests@example.org", "allowed_hosts": ["127.0.0.1"], "delay": 0.05, "backoff": 0.01} | more
    lines = [f"{name} = {json.dumps(value)}" for name, value in values.items()]
    (folder / "settings.toml").write_text("\n".join(["[scrape]", *lines, "[run]", "workers = 1", ""]))
    return {
        "sources": folder / "sources.toml",
        "raw": folder / "raw",
        "settings": folder / "settings.toml",
    }


@pytest.mark.usefixtures("prefect_server")
def test_each_address_is_told_with_its_reason(site: Site, tmp_path: Path) -> None:
    from prefect.artifacts import Artifact

    from orchestration.scraping import scrape

    answers = iter([Answer(b"", 503), page(9)])
    site.routes |= {"/passing": lambda _: next(answers), "/broken": Answer(b"", 500)}
    paths = ("/20", "/gone?token=hush", "/passing", "/broken", "/21")
    given = prepared(tmp_path, site, *paths, retries=1)
    assert scrape(**given) == {"failed": 2, "fetched": 3}  # type: ignore[arg-type]
    assert len(site.asked("/passing")) == len(site.asked("/broken")) == 2
    assert len(site.asked("/gone?token=hush")) == 1
    artifact = Artifact.get("scraped-pages")
    assert artifact is not None and isinstance(artifact.data, str)
    assert artifact.description == "2 failed, 3 fetched"
    rows = {row["address"]: (row["outcome"], row["why"]) for row in json.loads(artifact.data)}
    assert rows[site.url("/gone?token=***")] == ("failed", "gone: the server answers 404")
    assert rows[site.url("/broken")] == ("failed", "status: the server answers 500")
    assert rows[site.url("/20")] == ("fetched", "new")
    assert "hush" not in artifact.data


@pytest.mark.usefixtures("prefect_server")
def test_refresh_tells_what_changed_and_only_that(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from prefect.artifacts import Artifact

    from orchestration import feed
    from orchestration.refresh import refresh

    events: list[tuple[str, object]] = []
    monkeypatch.setattr(feed, "emit_event", lambda event, resource, payload: events.append((event, payload)))
    site.routes["/hook"] = Answer(b"")
    given = prepared(tmp_path, site, "/20", "/21", webhook=site.url("/hook"))
    given["output"] = tmp_path / "output"
    told = refresh(**given)  # type: ignore[arg-type]
    assert told["counts"]["document"] == {"added": 2}
    (sent,) = site.asked("/hook")
    assert json.loads(sent.body) == told and events == [("knowledge-base.changed", told)]
    artifact = Artifact.get("knowledge-base-changes")
    assert artifact is not None and "Rest after a long walk" in str(artifact.data)

    assert refresh(**given)["total"] == 0  # type: ignore[arg-type]
    assert len(site.asked("/hook")) == len(events) == 1
    record = json.loads((tmp_path / "output" / "run.json").read_text())
    assert (record["counts"]["processed"], record["counts"]["from_store"]) == (0, 2)
    assert site.asked("/20")[-1].headers["If-None-Match"] == '"20"'
    addresses = {document["url"] for document in _base(tmp_path)["documents"]}
    assert addresses == {site.url("/20"), site.url("/21")}
    assert site.url("/hook") not in json.dumps(record)


@pytest.mark.usefixtures("prefect_server")
def test_a_webhook_that_fails_is_told_when_all_else_is_done(site: Site, tmp_path: Path) -> None:
    from orchestration.feed import WebhookError
    from orchestration.refresh import refresh

    given = prepared(tmp_path, site, "/20", webhook=site.url("/hook?key=hush"), retries=0)
    with pytest.raises(WebhookError, match="404") as failure:
        refresh(output=tmp_path / "output", **given)  # type: ignore[arg-type]
    assert "hush" not in str(failure.value)
    assert len(_base(tmp_path)["documents"]) == 1
    assert not (tmp_path / "raw" / ".scrape" / "journal.jsonl").exists()


@pytest.mark.usefixtures("prefect_server")
def test_the_event_reaches_the_server(tmp_path: Path) -> None:
    from prefect import flow
    from prefect.client.orchestration import get_client

    from orchestration import feed
    from pipeline.settings import ScrapeSettings

    feed.remember(tmp_path)
    (tmp_path / "knowledge_base.json").write_text(_one_document())
    flow(feed.tell.fn, name="tell")(tmp_path, ScrapeSettings())
    wanted = {"filter": {"event": {"name": [feed.EVENT]}, "resource": {"id": ["kinesift.knowledge-base"]}}}
    found: list[dict[str, object]] = []

    def arrived() -> bool:
        with get_client(sync_client=True) as client:
            found[:] = client.request("POST", "/events/filter", json=wanted).json()["events"]
        return any(event["resource"]["prefect.resource.name"] == tmp_path.name for event in found)  # type: ignore[index]

    _wait(arrived, 30)
    (event,) = [e for e in found if e["resource"]["prefect.resource.name"] == tmp_path.name]  # type: ignore[index]
    assert event["payload"]["counts"] == {"document": {"added": 1}}  # type: ignore[index]


def _one_document() -> str:
    document = {"id": "d-1", "source": "a.html", "language": "en", "sha256": "0" * 64, "quality": {}}
    return json.dumps({"documents": [document]})


def _base(folder: Path) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = json.loads((folder / "output" / "knowledge_base.json").read_text())
    return found


@pytest.mark.slow
def test_a_refresh_that_is_killed_goes_on(site: Site, tmp_path: Path) -> None:
    """Killed while fetching; the second start asks for no page that was stored, and tells of all that is new."""
    paths = [f"/{number}" for number in range(20, 24)]
    given = prepared(tmp_path, site, *paths, delay=0.5, connections_per_host=1)
    command = [sys.executable, str(ROOT / "flows.py"), "refresh", "--output", str(tmp_path / "output")]
    command += [text for name, path in given.items() for text in (f"--{name}", str(path))]
    environment = os.environ | {
        "PREFECT_HOME": str(tmp_path / "prefect"),
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    }
    environment.pop("PREFECT_API_URL", None)
    first = subprocess.Popen(command, env=environment, start_new_session=True, stderr=subprocess.DEVNULL)
    _wait(lambda: len(bodies(tmp_path / "raw")) >= 2 or first.poll() is not None, 180)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    before = {path.name for path in bodies(tmp_path / "raw")}
    assert 2 <= len(before) < len(paths)
    noted = _noted(tmp_path / "raw")
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert before < {path.name for path in bodies(tmp_path / "raw")}
    assert len(_base(tmp_path)["documents"]) == len(paths)
    assert len(noted) >= 1 and all(len(site.asked(path)) == 1 for path in paths if site.url(path) in noted)
    changes = (tmp_path / "output" / "changes.jsonl").read_text()
    assert changes.count('"document"') == len(paths)


def _noted(raw: Path) -> set[str]:
    lines = (raw / ".scrape" / "journal.jsonl").read_text().splitlines()[1:]
    return {json.loads(line)["key"] for line in lines if line.endswith("}")}


def _wait(condition: object, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:  # type: ignore[operator]
        time.sleep(0.02)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["scrape", "--sources", "missing.toml"], "missing.toml: No such file"),
        (["refresh", "--sources", "sources.toml", "--warc", "raw/warc"], "scrape.warc"),
        (["scrape", "--sources", "sources.toml", "--keep", "0"], "'keep'"),
        (["serve", "--sources", "sources.toml"], "--cron"),
        (["serve", "--cron", "every day"], "not a cron line"),
        (["serve", "--interval", "-5"], "more than 0"),
    ],
)
def test_what_cannot_work_is_said_at_once(
    arguments: list[str], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("sources.toml").write_text('[[source]]\nname = "a"\naddresses = ["https://example.org/"]\n')
    with pytest.raises(SystemExit) as stop:
        flows.main(arguments)
    assert stop.value.code == 2
    error = capsys.readouterr().err
    assert words in error and error.count("\n") == 1


