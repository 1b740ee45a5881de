"""robots.txt (RFC 9309): one for each scheme, host and port, read once a run."""

from __future__ import annotations

from dataclasses import dataclass

from protego import Protego

from pipeline.scrape.client import Reply
from pipeline.scrape.failures import FetchError

# RFC 9309 asks for at least 500 KiB; what stands beyond is not read
LIMIT = 512 * 1024


@dataclass(frozen=True)
class Rules:
    """What a site asks of this scraper. `delay` is in seconds, 0 if it asks for none."""

    parsed: Protego | None = None
    delay: float = 0.0
    failure: FetchError | None = None

    def check(self, address: str, agent: str) -> None:
        """Raise `FetchError` if the address may not be fetched."""
        if self.failure is not None:
            raise self.failure
        if self.parsed is not None and not self.parsed.can_fetch(address, agent):
            raise FetchError("robots", "robots.txt forbids it")


def read(reply: Reply, agent: str) -> Rules:
    """Return the rules of a reply: a file that is not there forbids nothing."""
    if reply.status != 200:
        return Rules()
    parsed = Protego.parse(reply.body[:LIMIT].decode("utf-8", "replace").lstrip("\ufeff"))
    delay = float(parsed.crawl_delay(agent) or 0.0)
    rate = parsed.request_rate(agent)
    if rate is not None and rate.requests:
        delay = max(delay, rate.seconds / rate.requests)
    return Rules(parsed, delay)


def unreachable(error: FetchError) -> Rules:
    """Return the rules of a file that could not be read: nothing may be fetched (RFC 9309, 2.3.1.4).

    What holds for the host as such, say a private address, stays the reason; a client error means there is no file.
    """
    if error.kind == "gone" or (error.kind == "status" and not error.passing and (error.status or 500) < 500):
        return Rules()
    if error.kind in ("refused", "name", "certificate", "asked to wait"):
        return Rules(failure=error)
    return Rules(failure=FetchError("robots", f"robots.txt could not be read ({error.reason})", status=error.status))
