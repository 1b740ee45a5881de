"""A run over the sources: what is fetched, in which order, and what becomes of each address."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import filelock
import httpx

from pipeline.scrape import page
from pipeline.scrape.addresses import identity, shown
from pipeline.scrape.client import Reply
from pipeline.scrape.failures import FetchError, of_status
from pipeline.scrape.journal import Journal, Outcome, Status, complete
from pipeline.scrape.plan import Plan, Planner, Target, validators
from pipeline.scrape.snapshots import STATE, Meta, Snapshots, stamp
from pipeline.scrape.sources import Source
from pipeline.scrape.warc import Archive
from pipeline.scrape.web import Web, World, agent
from pipeline.settings import ScrapeSettings, SettingsError

Fetch = Callable[[Target], Awaitable[Outcome]]
log = logging.getLogger(__name__)


class BusyError(RuntimeError):
    """Another run is fetching into the same folder."""


class _SamePage(Exception):
    """The address leads to a page that another address of this run stands for."""

    def __init__(self, other: str) -> None:
        super().__init__()
        self.other = other


class Scraper:
    """Fetches what sources list into a folder. An asynchronous context manager: `plan`, then `run`, then `finish`.

    A run that ends without `finish` is taken up by the next: what it stored is not fetched again. Raises `BusyError` on
    entry if another run holds the folder, and `SettingsError` if WARC files would lie among the pages.
    """

    def __init__(self, settings: ScrapeSettings, raw: Path, world: World | None = None) -> None:
        """`raw` is the folder that the main job reads."""
        if settings.warc is not None and settings.warc.resolve().is_relative_to(raw.resolve()):
            raise SettingsError("setting 'scrape.warc': the folder lies in the one that is read, pages would count twice")
        self._settings = settings
        self._raw = raw
        self._world = world or World()
        self._claims: dict[str, str] = {}

    async def __aenter__(self) -> Self:
        """Take the folder, and up what an interrupted run left."""
        (self._raw / STATE).mkdir(parents=True, exist_ok=True)
        self._lock = filelock.FileLock(self._raw / STATE / "lock")
        try:
            self._lock.acquire(blocking=False)
        except filelock.Timeout:
            raise BusyError(f"another run is fetching into {self._raw}") from None
        now = self._world.clock.now()
        self.web = Web(self._settings, self._world)
        self._snapshots = Snapshots(self._raw, self._settings.keep)
        self._journal = Journal(self._raw, now, self._settings.resume_hours)
        folder = self._settings.warc
        self._archive = Archive(folder, now, agent(self._settings)) if folder else None
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close connections and let the folder go."""
        try:
            await self.web.close()
        finally:
            self._lock.release()

    async def plan(self, sources: Sequence[Source]) -> Plan:
        """Return the addresses of the sources, reading their sitemaps and feeds."""
        if not self._settings.contact:
            log.warning("the setting scrape.contact is empty: sites cannot tell whom to write to")
        return await Planner(self.web, self._raw, self._settings.max_bytes).plan(sources)

    async def run(self, targets: Iterable[Target], fetch: Fetch | None = None) -> tuple[Outcome, ...]:
        """Fetch the targets, all hosts side by side, and return what became of each, in their order.

        `fetch` fetches one target; the default is `self.fetch`. An exception in it is the failure of that target only.
        """
        targets = tuple(targets)
        for target in targets:
            self._claims.setdefault(target.key, target.key)
        queues: defaultdict[str, deque[Target]] = defaultdict(deque)
        found: dict[str, Outcome] = {}
        for target in targets:
            if target.key in self._journal.done:
                found[target.key] = self._journal.done[target.key]
            else:
                queues[httpx.URL(target.address).netloc.decode("ascii")].append(target)

        async def work(queue: deque[Target]) -> None:
            while queue:
                target = queue.popleft()
                found[target.key] = outcome = await _settled(target, fetch or self.fetch)
                self._journal.add(outcome)
                log.info("%s %s %s", outcome.status, outcome.address, outcome.reason)

        async with asyncio.TaskGroup() as group:
            for queue in queues.values():
                for _ in range(min(self._settings.connections_per_host, len(queue))):
                    group.create_task(work(queue))
        return tuple(found[target.key] for target in targets)

    def finish(self) -> None:
        """Note that the run is complete: the next one asks for every page again."""
        complete(self._raw)

    async def fetch(self, target: Target) -> Outcome:
        """Return what became of a target, after the tries that the settings allow."""
        try:
            return await self.web.patiently(lambda: self.attempt(target))
        except FetchError as error:
            return failed(target, error)

    async def attempt(self, target: Target) -> Outcome:
        """Try once. Raises `FetchError`, whose `passing` says whether to try again."""

        def conditions(address: str) -> Mapping[str, str]:
            self._claim(identity(address), target)
            meta = self._held(address)
            return validators(meta.etag, meta.last_modified) if meta else {}

        try:
            reply = await self.web.visit(target.address, conditions)
            if reply.status == 304:
                return self._still(target, reply)
            return self._store(target, reply)
        except _SamePage as same:
            return _outcome(target, "duplicate", f"the same page as {shown(same.other)}")

    def _held(self, address: str) -> Meta | None:
        """Return the snapshot that came from this very address, if its body is there."""
        meta = self._snapshots.known(identity(address))
        held = meta is not None and meta.final_url == address and self._snapshots.body(meta).is_file()
        return meta if held else None

    def _claim(self, key: str, target: Target) -> None:
        """Make a page the target's own; raises `_SamePage` if it is another's."""
        owner = self._claims.setdefault(key, target.key)
        if owner != target.key:
            raise _SamePage(key)

    def _still(self, target: Target, reply: Reply) -> Outcome:
        meta = self._held(reply.address)
        if meta is None:
            raise of_status(304)
        self._claim(meta.url, target)
        moment = stamp(self._world.clock.now())
        validity = reply.headers.get("etag"), reply.headers.get("last-modified")
        self._snapshots.still(meta, moment, *validity, alias=target.key)
        return _outcome(target, "unchanged", "the server says so")

    def _store(self, target: Target, reply: Reply) -> Outcome:
        kind = page.content_type(reply)
        url = page.own_address(reply)
        self._claim(url, target)
        now = self._world.clock.now()
        meta = Meta(
            url=url,
            final_url=reply.address,
            fetched_at=stamp(now),
            checked_at=stamp(now),
            status=reply.status,
            etag=reply.headers.get("etag"),
            last_modified=reply.headers.get("last-modified"),
            sha256=hashlib.sha256(reply.body).hexdigest(),
            content_type=kind,
            bytes=len(reply.body),
            source=target.source,
            aliases=tuple(sorted({url, identity(reply.address), target.key})),
        )
        change = self._snapshots.store(meta, reply.body)
        if self._archive is not None and change != "unchanged":
            self._archive.add(reply, now)
        status: Status = "unchanged" if change == "unchanged" else "fetched"
        reason = "the same body" if change == "unchanged" else change
        return _outcome(target, status, reason, size=len(reply.body))


def failed(target: Target, error: FetchError) -> Outcome:
    """Return the outcome of a target that gave no page."""
    return _outcome(target, "failed", error.reason, kind=error.kind)


def _outcome(target: Target, status: Status, reason: str, *, kind: str = "", size: int = 0) -> Outcome:
    return Outcome(
        key=target.key,
        address=shown(target.address),
        source=target.source,
        status=status,
        reason=reason,
        kind=kind,
        bytes=size,
    )


async def _settled(target: Target, fetch: Fetch) -> Outcome:
    """Return the outcome also where fetching breaks in a way that nobody foresaw: the other pages still count."""
    try:
        return await fetch(target)
    except Exception as error:
        log.exception("fetching %s broke", shown(target.address))
        return _outcome(target, "failed", f"an error of this program: {type(error).__name__}", kind="internal")
