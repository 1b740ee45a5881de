"""A schedule really fires: a served deployment, a local server, a run that completes."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.scrape.site import Answer, serve

ROOT = Path(__file__).parents[2]
PAGE = b"<!doctype html><title>Heel pain</title><article><h1>Heel pain</h1><p>Tight calves can cause heel pain.</p>"


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def _running(command: list[str], environment: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a command in a session of its own; at the end all its processes are stopped."""
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, env=environment, cwd=log.parent, stdout=out, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            yield process
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _post(api: str, path: str, body: dict[str, Any]) -> Any:
    request = urllib.request.Request(
        f"{api}{path}", json.dumps(body).encode(), {"Content-Type": "application/json"}, method="POST"
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as reply:
            return json.load(reply)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return None  # the server is not up yet


def _until(seconds: float, found: Any) -> Any:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        value = found()
        if value:
            return value
        time.sleep(0.5)
    return None


@pytest.mark.slow
def test_an_interval_schedule_runs_a_refresh(tmp_path: Path) -> None:
    port = _free_port()
    api = f"http://127.0.0.1:{port}/api"
    environment = os.environ | {
        "PREFECT_HOME": str(tmp_path / "prefect"),
        "PREFECT_API_URL": api,
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS": "2",
        "PREFECT_RUNNER_POLL_FREQUENCY": "1",
    }
    prefect = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    serving = [sys.executable, str(ROOT / "flows.py"), "serve", "--interval", "5", "--overlap", "drop"]
    serving += ["--settings", "settings.toml"]
    completed = {"flow_runs": {"state": {"type": {"any_": ["COMPLETED"]}}}, "flows": {"name": {"any_": ["refresh"]}}}
    with serve() as site, _running(prefect, environment, tmp_path / "server.log"):
        site.routes["/a"] = Answer(PAGE)
        (tmp_path / "sources.toml").write_text(f'[[source]]\nname = "a"\naddresses = ["{site.url("/a")}"]\n')
        (tmp_path / "settings.toml").write_text('[scrape]\nallowed_hosts = ["127.0.0.1"]\ncontact = "x@example.org"\n')
        assert _until(120, lambda: _post(api, "/flows/filter", {}) is not None), (tmp_path / "server.log").read_text()
        with _running(serving, environment, tmp_path / "serve.log"):
            runs = _until(180, lambda: _post(api, "/flow_runs/filter", completed))
            deployments = _post(api, "/deployments/filter", {})
    assert runs, (tmp_path / "serve.log").read_text()[-3000:]
    assert runs[0]["auto_scheduled"] is True
    (deployment,) = deployments
    assert deployment["global_concurrency_limit"]["limit"] == 1
    assert deployment["concurrency_options"]["collision_strategy"] == "CANCEL_NEW"
    base = json.loads((tmp_path / "output" / "knowledge_base.json").read_text())
    assert [document["url"] for document in base["documents"]] == [site.url("/a")]


def test_a_schedule_without_a_server_is_refused(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text('[[source]]\nname = "a"\naddresses = ["https://example.org/"]\n')
    environment = {name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"}
    environment |= {"PREFECT_HOME": str(tmp_path / "prefect")}
    command = [sys.executable, str(ROOT / "flows.py"), "serve", "--cron", "0 6 * * *"]
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "prefect server start" in done.stderr
