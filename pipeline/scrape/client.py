"""One request: streamed, bounded in size and time, over a connection whose address was checked.

httpcore is used without a client around it: no cookies, no proxies from the environment, no redirects of its own, and
no log lines that hold whole addresses.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import httpcore
import httpx

from pipeline.scrape import failures
from pipeline.scrape.failures import FetchError
from pipeline.settings import ScrapeSettings

_DECODED = {"gzip", "x-gzip", "deflate"}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


def _without_headers(record: logging.LogRecord) -> bool:
    """Return whether a debug line of httpcore may be written: one with a reply's headers may hold secrets."""
    return "receive_response_headers.complete" not in record.getMessage()


logging.getLogger("httpcore.http11").addFilter(_without_headers)


@dataclass(frozen=True)
class Reply:
    """What a server answered. `body` is decoded, and empty unless the status is 200."""

    address: str
    status: int
    headers: httpx.Headers
    body: bytes = field(default=b"", repr=False)

    @property
    def location(self) -> str | None:
        """Where a redirect leads, as the server wrote it."""
        return self.headers.get("location") if self.status in _REDIRECTS else None

    @property
    def media_type(self) -> str:
        """The content type without parameters, in lower case; empty if the server names none."""
        return str(self.headers.get("content-type", "")).partition(";")[0].strip().lower()


def inflate(data: bytes, limit: int) -> bytes:
    """Return gzip or zlib `data` unpacked, all members; raises `FetchError` beyond `limit` bytes or where it is broken."""
    found = bytearray()
    while data:
        unpacker = zlib.decompressobj(wbits=47)
        try:
            found += unpacker.decompress(data, limit + 1 - len(found))
        except zlib.error as error:
            raise FetchError("encoding", "the compressed body is broken") from error
        if len(found) > limit:
            raise too_large(limit)
        if not unpacker.eof:
            raise FetchError("encoding", "the compressed body ends early", passing=True)
        # what follows a member is another one or padding
        data = unpacker.unused_data.lstrip(b"\0")
    return bytes(found)


def too_large(limit: int) -> FetchError:
    """Return the failure of a body over the limit."""
    return FetchError("too large", f"the body is over {limit} bytes")


class Client:
    """Sends requests over kept connections. An asynchronous context manager."""

    def __init__(
        self,
        settings: ScrapeSettings,
        backend: httpcore.AsyncNetworkBackend,
        agent: str,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        """`agent` is the User-Agent header; `ssl_context` is for tests with certificates of their own."""
        self._settings = settings
        self._agent = agent
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=ssl_context or httpx.create_ssl_context(),
            max_connections=settings.connections,
            max_keepalive_connections=settings.connections,
            keepalive_expiry=30.0,
            network_backend=backend,
        )

    async def close(self) -> None:
        """Close all connections."""
        await self._pool.aclose()

    async def get(self, address: str, headers: Mapping[str, str] | None = None, limit: int | None = None) -> Reply:
        """Return the reply of a GET; the body only of a 200, of at most `limit` bytes. Raises `FetchError`."""
        return await self._send("GET", address, dict(headers or {}), None, limit or self._settings.max_bytes)

    async def post(self, address: str, body: bytes) -> Reply:
        """Return the reply to a JSON `body`. Raises `FetchError`."""
        return await self._send("POST", address, {"Content-Type": "application/json"}, body, self._settings.max_bytes)

    async def _send(self, method: str, address: str, extra: dict[str, str], body: bytes | None, limit: int) -> Reply:
        url = httpx.URL(address)
        headers = {
            "Host": url.netloc.decode("ascii"),
            "User-Agent": self._agent,
            "Accept": "text/html, application/xhtml+xml, text/markdown, text/plain, application/xml;q=0.8, */*;q=0.1",
            "Accept-Encoding": "gzip",
        }
        if body is not None:
            headers["Content-Length"] = str(len(body))
        try:
            async with asyncio.timeout(self._settings.total_timeout):
                return await self._exchange(method, url, headers | extra, body, limit)
        except Exception as error:
            if isinstance(error, FetchError):
                raise
            # `from None`: the library's exception may hold the address with its secrets
            raise failures.of_exception(error) from None

    async def _exchange(
        self, method: str, url: httpx.URL, headers: dict[str, str], content: bytes | None, limit: int
    ) -> Reply:
        settings = self._settings
        timeouts = {
            "connect": settings.connect_timeout,
            "read": settings.read_timeout,
            "write": settings.read_timeout,
            "pool": None,
        }
        encoded = [(name.encode("ascii"), value.encode("utf-8")) for name, value in headers.items()]
        # by its parts: a string would be parsed again, and lose what stands behind a semicolon
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        async with self._pool.stream(
            method, target, headers=encoded, content=content, extensions={"timeout": timeouts}
        ) as response:
            found = httpx.Headers(response.headers)
            body = b""
            if response.status == 200:
                body = await _read(response, found, limit)
            return Reply(str(url), response.status, found, body)


async def _read(response: httpcore.Response, headers: httpx.Headers, limit: int) -> bytes:
    """Return the decoded body; stops at the first chunk beyond the limit."""
    announced = headers.get("content-length", "")
    if announced.isdigit() and int(announced[:18]) > limit:
        raise too_large(limit)
    received = bytearray()
    async for chunk in response.aiter_stream():
        received += chunk
        if len(received) > limit:
            raise too_large(limit)
    coding = headers.get("content-encoding", "identity").strip().lower()
    if coding in ("", "identity"):
        return bytes(received)
    if coding not in _DECODED:
        raise FetchError("encoding", "the body is encoded in a way that was not asked for")
    return inflate(bytes(received), limit)
