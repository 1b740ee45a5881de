"""A real web server on the loopback for tests, and a clock that need not be waited for."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from pipeline.scrape import Outcome, Scraper, Source, World
from pipeline.settings import ScrapeSettings


@dataclass
class Answer:
    """What the server says. `drip` sends the body a byte at a time with so many seconds between."""

    body: bytes = b"<!doctype html><title>A page</title><p>Stand up now and then.</p>"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"})
    drip: float = 0.0
    wait: float = 0.0


@dataclass
class Request:
    """What the server was asked, and when (monotonic seconds)."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    at: float


Route = Answer | Callable[[Request], Answer]


class Site:
    """Routes by path, and the requests so far. A path without a route is a 404."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self.server = server
        self.port = int(server.server_address[1])
        self.routes: dict[str, Route] = {}
        self.requests: list[Request] = []

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def asked(self, path: str | None = None) -> list[Request]:
        """The requests for a path; without one, all but those for robots.txt."""
        return [r for r in self.requests if (r.path == path if path else r.path != "/robots.txt")]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Site

    def do_GET(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        request = Request(
            self.command, self.path, dict(self.headers), self.rfile.read(length) if length else b"", time.monotonic()
        )
        self.site.requests.append(request)
        route = self.site.routes.get(self.path, Answer(b"", 404))
        answer = route(request) if callable(route) else route
        time.sleep(answer.wait)
        try:
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.status != 304:
                self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self._send(answer)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    do_POST = do_GET

    def _send(self, answer: Answer) -> None:
        if answer.status == 304:
            return
        if not answer.drip:
            self.wfile.write(answer.body)
            return
        for byte in answer.body:
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            time.sleep(answer.drip)

    def log_message(self, format: str, *args: Any) -> None:
        """Keep the tests' output clean."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64


@contextmanager
def serve(wrap: Callable[[Any], Any] | None = None) -> Iterator[Site]:
    """Run a server on a free port of the loopback; `wrap` may put TLS around its socket."""
    handler = type("Handler", (_Handler,), {})
    server = _Server(("127.0.0.1", 0), handler)
    if wrap is not None:
        server.socket = wrap(server.socket)
    site = Site(server)
    handler.site = site  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


class FakeClock:
    """Sleeping moves the time on at once. `slept` lists what was slept."""

    def __init__(self) -> None:
        self.time = 1000.0
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return self.time

    def now(self) -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=self.time - 1000)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds
        await asyncio.sleep(0)


async def loopback(name: str, port: int) -> Sequence[str]:
    """Every name is this machine."""
    return ["127.0.0.1"]


def settings(**changes: Any) -> ScrapeSettings:
    """Settings for tests: the loopback is allowed, nothing is slow."""
    quick: dict[str, Any] = {
        "allowed_hosts": ("127.0.0.1",),
        "delay": 0.0,
        "retries": 0,
        "backoff": 0.0,
        "contact": "tests@example.org",
    }
    return ScrapeSettings(**(quick | changes))


def pages(*addresses: str, **more: Any) -> list[Source]:
    """One source that lists pages."""
    return [Source(name="test", addresses=addresses, **more)]


def scrape(
    raw: Path, sources: Sequence[Source], scrape_settings: ScrapeSettings | None = None, world: World | None = None
) -> dict[str, Outcome]:
    """Run a scrape to its end; returns what became of each address, listings that failed included."""

    async def whole() -> dict[str, Outcome]:
        async with Scraper(scrape_settings or settings(), raw, world) as scraper:
            plan = await scraper.plan(sources)
            outcomes = await scraper.run(plan.targets)
            scraper.finish()
            return {outcome.key: outcome for outcome in (*plan.failures, *outcomes)}

    return asyncio.run(whole())


def bodies(raw: Path) -> list[Path]:
    """The pages that the main job would read."""
    return sorted(
        path
        for path in raw.rglob("*")
        if path.is_file()
        and not path.name.endswith(".meta.json")
        and not any(part.startswith(".") for part in path.relative_to(raw).parts)
    )
