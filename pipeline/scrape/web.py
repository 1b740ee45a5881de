"""The web as a polite visitor sees it: turns, robots.txt, redirects, and another try where that may help."""

from __future__ import annotations

import asyncio
import itertools
import random
import ssl
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

import httpcore
import httpx

from pipeline import __version__
from pipeline.scrape import failures, robots
from pipeline.scrape.addresses import AddressError, normal, origin
from pipeline.scrape.client import Client, Reply
from pipeline.scrape.clock import Clock, SystemClock
from pipeline.scrape.failures import FetchError
from pipeline.scrape.guard import GuardedBackend, Resolver, system_resolver
from pipeline.scrape.polite import AskedToWait, Gate
from pipeline.settings import ScrapeSettings

T = TypeVar("T")
Conditions = Callable[[str], Mapping[str, str]]


@dataclass(frozen=True)
class World:
    """What lies outside: time, names, connections, certificates, chance. Tests put their own in."""

    clock: Clock = field(default_factory=SystemClock)
    resolve: Resolver = system_resolver
    connect: httpcore.AsyncNetworkBackend | None = None
    ssl_context: ssl.SSLContext | None = None
    chance: random.Random = field(default_factory=random.Random)


def agent(settings: ScrapeSettings) -> str:
    """Return the User-Agent header: the name that robots.txt knows, the version, whom to write to."""
    contact = f" (+{settings.contact})" if settings.contact else ""
    return f"{settings.user_agent}/{__version__}{contact}"


def unconditionally(_address: str) -> Mapping[str, str]:
    """Return no further headers."""
    return {}


class Web:
    """Fetches addresses with the manners of the settings. Use within one event loop, close it at the end."""

    def __init__(self, settings: ScrapeSettings, world: World | None = None) -> None:
        """Send nothing yet."""
        self._settings = settings
        self._world = world or World()
        backend = GuardedBackend(settings.allowed_hosts, self._world.resolve, self._world.connect)
        self._client = Client(settings, backend, agent(settings), self._world.ssl_context)
        self._gates: dict[str, Gate] = {}
        self._rules: dict[str, robots.Rules] = {}
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        # the waiting for a turn must not hold a connection that another host could use
        self._free = asyncio.Semaphore(settings.connections)

    async def close(self) -> None:
        """Close all connections."""
        await self._client.close()

    def gate(self, address: str) -> Gate:
        """Return the gate of an address's host (and port, where it is not the usual one)."""
        place = httpx.URL(address).netloc.decode("ascii")
        if place not in self._gates:
            settings = self._settings
            self._gates[place] = Gate(
                settings.delay, settings.connections_per_host, settings.delay_limit, self._world.clock
            )
        return self._gates[place]

    async def visit(self, address: str, conditions: Conditions = unconditionally) -> Reply:
        """Return the 200 or 304 that an address leads to, through redirects. Raises `FetchError`.

        `conditions` gives the further headers for each address on the way; what it raises ends the visit.
        """
        return await self._follow(address, conditions, obey=True)

    async def post(self, address: str, body: bytes) -> None:
        """Send JSON to an address, with the same rules for addresses; redirects are failures. Raises `FetchError`."""
        try:
            target = normal(address)
        except AddressError as error:
            raise FetchError("address", str(error)) from None

        async def send() -> None:
            reply = await self._client.post(target, body)
            if reply.status // 100 != 2:
                raise failures.of_status(reply.status)

        await self.patiently(send)

    async def patiently(self, act: Callable[[], Awaitable[T]]) -> T:
        """Return what `act` returns, trying again, ever later, while its failure may pass."""
        for attempt in itertools.count(1):
            try:
                return await act()
            except FetchError as error:
                if not error.passing or attempt > self._settings.retries:
                    raise
            await self._world.clock.sleep(failures.pause(attempt, self._settings.backoff, self._world.chance))
        raise AssertionError("the count has no end")

    async def _follow(self, address: str, conditions: Conditions, *, obey: bool) -> Reply:
        seen: set[str] = set()
        for _ in range(self._settings.redirects + 1):
            seen.add(address)
            if obey:
                (await self._robots(address)).check(address, self._settings.user_agent)
            reply = await self._ask(address, conditions(address))
            if reply.location is None:
                if reply.status in (200, 304):
                    return reply
                raise failures.of_status(reply.status)
            try:
                address = normal(reply.location, base=address)
            except AddressError as error:
                raise FetchError("refused", f"a redirect leads astray: {error}", status=reply.status) from None
            if address in seen:
                raise FetchError("redirects", "the redirects go round in a circle", status=reply.status)
        raise FetchError("redirects", f"more than {self._settings.redirects} redirects")

    async def _ask(self, address: str, headers: Mapping[str, str]) -> Reply:
        """Send one request at the host's next turn, and note what it asks for."""
        gate = self.gate(address)
        try:
            async with gate.turn(), self._free:
                reply = await self._client.get(address, headers)
        except AskedToWait as error:
            raise failures.of_exception(error) from None
        wait = failures.retry_after(reply.status, reply.headers.get("retry-after"), self._world.clock.now())
        if wait is not None:
            gate.hold(wait)
        return reply

    async def _robots(self, address: str) -> robots.Rules:
        """Return the rules of an address's site, reading its robots.txt once."""
        site = origin(address)
        async with self._locks[site]:
            if site not in self._rules:
                file = normal("/robots.txt", base=address)
                try:
                    reply = await self.patiently(lambda: self._follow(file, unconditionally, obey=False))
                    self._rules[site] = robots.read(reply, self._settings.user_agent)
                except FetchError as error:
                    self._rules[site] = robots.unreachable(error)
                self.gate(address).slow_down(self._rules[site].delay)
        return self._rules[site]
