"""Why a page was not fetched, and whether it is worth another try."""

from __future__ import annotations

import email.utils
import random
import ssl
from datetime import UTC, datetime
from typing import Literal

import httpcore

from pipeline.scrape.guard import NameFailed, Refused
from pipeline.scrape.polite import AskedToWait

Kind = Literal[
    "address", "refused", "robots", "name", "connection", "certificate", "time-out", "status", "gone", "too large",
    "type", "encoding", "redirects", "asked to wait", "listing",
]  # fmt: skip

# what RFC 9110 and 6585 call temporary; 500 and 502 to 504 pass often enough to ask again
PASSING_STATUSES = frozenset({408, 425, 429, 500, 502, 503, 504})
_GONE = frozenset({404, 410})
_HOLDING = frozenset({429, 503})


class FetchError(Exception):
    """An address gave no page. `kind` groups reasons, `passing` says whether another try may do better."""

    def __init__(self, kind: Kind, reason: str, *, passing: bool = False, status: int | None = None) -> None:
        """Keep the reason; it must hold no secrets."""
        super().__init__(f"{kind}: {reason}")
        self.kind: Kind = kind
        self.reason = reason
        self.passing = passing
        self.status = status


def of_status(status: int) -> FetchError:
    """Return the failure that an HTTP status means."""
    if status in _GONE:
        return FetchError("gone", f"the server answers {status}", status=status)
    return FetchError("status", f"the server answers {status}", passing=status in PASSING_STATUSES, status=status)


def of_exception(error: Exception) -> FetchError:
    """Return what an exception of the network layer means. Messages are our own: a library's may hold the address."""
    match error:
        case Refused():
            return FetchError("refused", str(error))
        case AskedToWait():
            return FetchError("asked to wait", str(error))
        case NameFailed():
            return FetchError("name", str(error), passing=error.passing)
        case TimeoutError() | httpcore.TimeoutException():
            return FetchError("time-out", "the server did not answer in time", passing=True)
        case httpcore.ConnectError() if isinstance(_root(error), ssl.SSLCertVerificationError):
            return FetchError("certificate", "the server's certificate does not fit its name or is not trusted")
        case httpcore.NetworkError() | httpcore.ProtocolError():
            return FetchError("connection", f"the connection failed ({type(error).__name__})", passing=True)
        case _:
            raise error


def _root(error: BaseException) -> BaseException:
    while (inner := error.__cause__ or error.__context__) is not None:
        error = inner
    return error


def retry_after(status: int, value: str | None, now: datetime) -> float | None:
    """Return the seconds that a Retry-After header asks to wait (RFC 9110, 10.2.3), None where it says nothing usable.

    >>> retry_after(503, "120", datetime(2026, 1, 1, tzinfo=UTC))
    120.0
    >>> retry_after(429, "Thu, 01 Jan 2026 00:01:00 GMT", datetime(2026, 1, 1, tzinfo=UTC))
    60.0
    """
    if status not in _HOLDING or value is None:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        moment = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


def pause(attempt: int, backoff: float, chance: random.Random) -> float:
    """Return seconds before try number `attempt` + 1: doubling, spread from half to one and a half times."""
    return float(backoff * 2 ** (attempt - 1) * (0.5 + chance.random()))
