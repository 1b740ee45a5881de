"""Turns at a host: a delay between requests, a number of connections, and silence for as long as the host asks."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from pipeline.scrape.clock import Clock


class AskedToWait(Exception):
    """The host asks to wait longer than the settings allow; its pages are left for the next run."""


class Gate:
    """One host's gate: at most `connections` requests under way, and `delay` seconds between the starts of two."""

    def __init__(self, delay: float, connections: int, limit: float, clock: Clock) -> None:
        """`limit` is the longest wait in seconds that a host may ask for."""
        self._default = delay
        self._limit = limit
        self._clock = clock
        self._slots = asyncio.Semaphore(connections)
        self._turn = asyncio.Lock()
        self._chosen: float | None = None
        self._asked = 0.0
        self._held = clock.monotonic()
        self._started: float | None = None

    @property
    def delay(self) -> float:
        """The delay that holds now, in seconds: the sources' own or the default, and never less than robots.txt asks."""
        return max(self._default if self._chosen is None else self._chosen, self._asked)

    def choose(self, delay: float) -> None:
        """Take a source's own delay; of several sources of one host the longest holds."""
        self._chosen = max(self._chosen or 0.0, delay)

    def slow_down(self, delay: float) -> None:
        """Keep to the delay that robots.txt asks for."""
        self._asked = max(self._asked, delay)

    def hold(self, seconds: float) -> None:
        """Send nothing for `seconds` from now (a Retry-After asked for it)."""
        self._held = max(self._held, self._clock.monotonic() + seconds)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for this host's next turn and hold one of its connections; raises `AskedToWait`."""
        async with self._slots:
            async with self._turn:
                # a request that is under way may ask to wait while this one sleeps: look again
                while (wait := self._wait()) > 0:
                    await self._clock.sleep(wait)
                self._started = self._clock.monotonic()
            yield

    def _wait(self) -> float:
        """Return the seconds until the next turn."""
        now = self._clock.monotonic()
        asked = max(self._held - now, self._asked)
        if asked > self._limit:
            raise AskedToWait(f"the host asks to wait {asked:.0f} s, the limit is {self._limit:.0f} s")
        after = now if self._started is None else self._started + self.delay
        return max(after, self._held) - now
