"""Turns at a host: a delay between requests, a number of connections, and silence for as long as the host asks."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from pipeline.scrape.clock import Clock


class AskedToWait(Exception):
    """The host asks to wait longer than the settings allow; its pages are left for the next run."""


class Gate:
    """One host's gate. `delay` is the least time in seconds between the starts of two requests."""

    def __init__(self, delay: float, connections: int, limit: float, clock: Clock) -> None:
        """`limit` is the longest wait in seconds that is obeyed rather than given up on."""
        self._delay = delay
        self._limit = limit
        self._clock = clock
        self._slots = asyncio.Semaphore(connections)
        self._turn = asyncio.Lock()
        self._next = clock.monotonic()
        self._held = self._next
        self._started: float | None = None
        self._asked = 0.0

    def slow_down(self, delay: float) -> None:
        """Keep at least `delay` seconds between requests from now on (robots.txt asked for it)."""
        self._asked = max(self._asked, delay)
        if delay > self._delay:
            self._delay = delay
            if self._started is not None:
                self._next = max(self._next, self._started + delay)

    def hold(self, seconds: float) -> None:
        """Send nothing for `seconds` from now (a Retry-After asked for it)."""
        self._held = max(self._held, self._clock.monotonic() + seconds)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for this host's next turn and hold one of its connections; raises `AskedToWait`."""
        async with self._slots:
            async with self._turn:
                # a request that is under way may ask to wait while this one sleeps: look again
                while (wait := max(self._next, self._held) - self._clock.monotonic()) > 0:
                    asked = max(self._held - self._clock.monotonic(), self._asked)
                    if asked > self._limit:
                        raise AskedToWait(f"the host asks to wait {asked:.0f} s, the limit is {self._limit:.0f} s")
                    await self._clock.sleep(wait)
                self._started = self._clock.monotonic()
                self._next = self._started + self._delay
            yield
