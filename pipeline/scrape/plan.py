"""From sources to addresses: each page once, in the order of the sources, within their limits."""

from __future__ import annotations

import asyncio
import functools
import hashlib
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.scrape import listings
from pipeline.scrape.addresses import identity, normal, shown
from pipeline.scrape.failures import FetchError
from pipeline.scrape.journal import Outcome
from pipeline.scrape.snapshots import STATE, write
from pipeline.scrape.sources import Source
from pipeline.scrape.web import Web

# an index lists up to 50,000 sitemaps and may not list indexes; files that do are followed no further than this
_DEPTH = 2
_PARTS = 1000


@dataclass(frozen=True)
class Target:
    """An address to fetch. `key` is what it has in common with other spellings of it."""

    address: str
    source: str

    @property
    def key(self) -> str:
        """The address without what does not tell pages apart."""
        return identity(self.address)


@dataclass(frozen=True)
class Plan:
    """What is to be fetched, and the listings that could not be read."""

    targets: tuple[Target, ...]
    failures: tuple[Outcome, ...] = ()


class _Kept(BaseModel):
    """A listing as it was read last, with what the server needs to say that it still holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    final: str
    etag: str | None
    last_modified: str | None
    pages: tuple[str, ...]
    parts: tuple[str, ...]


class Planner:
    """Reads sitemaps and feeds. What they listed is kept in `.scrape/listings/`: unchanged ones cost a 304."""

    def __init__(self, web: Web, raw: Path, limit: int) -> None:
        """`limit` is how many bytes a listing may unpack to."""
        self._web = web
        self._folder = raw / STATE / "listings"
        self._limit = limit

    async def plan(self, sources: Sequence[Source]) -> Plan:
        """Return the addresses of all sources. A listing that fails is reported and stops nothing else."""
        for source in sources:
            self._slow(source, source.addresses)
        found = await asyncio.gather(*(self._source(source) for source in sources))
        targets: dict[str, Target] = {}
        for source, (addresses, _) in zip(sources, found, strict=True):
            self._slow(source, addresses)
            for address in addresses:
                target = Target(address, source.name)
                targets.setdefault(target.key, target)
        return Plan(tuple(targets.values()), tuple(failure for _, failures in found for failure in failures))

    def _slow(self, source: Source, addresses: Sequence[str]) -> None:
        if source.delay is not None:
            for address in addresses:
                self._web.gate(normal(address)).choose(source.delay)

    async def _source(self, source: Source) -> tuple[list[str], list[Outcome]]:
        """Return the addresses of one source, up to its limit, and what failed."""
        taken: dict[str, str] = {}
        failures: list[Outcome] = []
        async for address in self._listed(source, failures):
            if source.takes(address):
                taken.setdefault(identity(address), address)
            if source.pages is not None and len(taken) >= source.pages:
                break
        return list(taken.values()), failures

    async def _listed(self, source: Source, failures: list[Outcome]) -> AsyncIterator[str]:
        """Yield what a source lists, reading further sitemaps only as far as they are asked for."""
        if source.kind == "pages":
            for address in source.addresses:
                yield normal(address)
            return
        waiting = [(normal(address), 0) for address in source.addresses]
        seen = {address for address, _ in waiting}
        while waiting:
            address, depth = waiting.pop(0)
            try:
                found = await self._web.patiently(functools.partial(self._read, source, address))
            except FetchError as error:
                failures.append(_failed(source, address, error))
                continue
            for page in found.pages:
                yield page
            parts = [part for part in found.parts if part not in seen][: max(0, _PARTS - len(seen))]
            if depth < _DEPTH:
                seen.update(parts)
                waiting += [(part, depth + 1) for part in parts]

    async def _read(self, source: Source, address: str) -> listings.Listing:
        """Return one listing, from the last run where the server says that it still holds."""
        path = self._folder / f"{hashlib.sha256(address.encode('utf-8')).hexdigest()[:20]}.json"
        kept = _load(path)

        def conditions(at: str) -> Mapping[str, str]:
            return validators(kept.etag, kept.last_modified) if kept and kept.final == at else {}

        reply = await self._web.visit(address, conditions)
        if reply.status == 304 and kept is not None:
            return listings.Listing(kept.pages, kept.parts)
        if source.kind == "sitemap":
            found = listings.sitemap(reply.body, reply.address, self._limit)
        else:
            found = listings.feed(reply.body, reply.address)
        fresh = _Kept(
            final=reply.address,
            etag=reply.headers.get("etag"),
            last_modified=reply.headers.get("last-modified"),
            pages=found.pages,
            parts=found.parts,
        )
        write(path, fresh.model_dump_json().encode("utf-8"))
        return found


def validators(etag: str | None, last_modified: str | None) -> dict[str, str]:
    """Return the headers that ask for a body only if it changed (RFC 9110, 13.1)."""
    asked = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {name: value for name, value in asked.items() if value and value.isascii()}


def _load(path: Path) -> _Kept | None:
    try:
        return _Kept.model_validate_json(path.read_bytes())
    except (FileNotFoundError, ValidationError):
        return None


def _failed(source: Source, address: str, error: FetchError) -> Outcome:
    return Outcome(
        key=identity(address),
        address=shown(address),
        source=source.name,
        status="failed",
        reason=f"the {source.kind} could not be read: {error.reason}",
        kind=error.kind,
    )
