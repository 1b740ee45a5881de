"""Web addresses: which are taken, when two are one page, and what of them may be shown."""

from __future__ import annotations

import fnmatch
import re
from ipaddress import IPv4Network
from urllib.parse import parse_qsl, urlencode

import httpx
from pydantic import BaseModel, ConfigDict
from w3lib.url import canonicalize_url, safe_url_string

from pipeline.knowledge import read_table

_PORTS = {"http": 80, "https": 443}
# a value this long that mixes letters and digits without a word break is a key, whatever its name
_TOKEN = re.compile(r"(?=[^-_.]*\d)(?=[^-_.]*[A-Za-z])[A-Za-z0-9+/=~]{20,}")


class AddressError(ValueError):
    """The address cannot be fetched; the message says why without showing its secrets."""


class AddressWords(BaseModel):
    """What `addresses.toml` holds: parameters that track, parts of names of secrets, networks never fetched from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    tracking: tuple[str, ...]
    secret: tuple[str, ...]
    closed: tuple[IPv4Network, ...]


def words() -> AddressWords:
    """Return the data about addresses."""
    return read_table("addresses.toml", AddressWords)


def normal(address: str, base: str | None = None) -> str:
    """Return the absolute form of `address` as it is requested: without fragment, user name and default port.

    >>> normal("../b?q=1#top", base="HTTP://Example.com:80/a/c")
    'http://example.com/b?q=1'

    Raises `AddressError` for anything but http and https.
    """
    try:
        url = httpx.URL(safe_url_string(address.strip()))
        if base is not None:
            url = httpx.URL(base).join(url)
    except (ValueError, TypeError, httpx.InvalidURL) as error:
        raise AddressError("not a web address") from error
    if url.scheme not in _PORTS:
        raise AddressError(f"only http and https addresses are fetched, not {url.scheme or 'relative ones'}")
    if not url.host:
        raise AddressError("the address names no host")
    return str(url.copy_with(fragment=None, userinfo=b"", raw_path=url.raw_path or b"/"))


def identity(address: str) -> str:
    """Return what two addresses of one page have in common: sorted parameters, without those that only track.

    >>> identity("https://example.com/a?b=2&utm_source=mail&a=1")
    'https://example.com/a?a=1&b=2'
    """
    url = httpx.URL(normal(address))
    pairs = parse_qsl(url.query.decode("ascii"), keep_blank_values=True)
    kept = [pair for pair in pairs if not any(fnmatch.fnmatchcase(pair[0].lower(), word) for word in words().tracking)]
    if len(kept) != len(pairs):
        url = url.copy_with(query=urlencode(kept).encode("ascii") if kept else None)
    return str(canonicalize_url(str(url)))


def host(address: str) -> str:
    """Return the host's name in lower case; an IPv6 address without brackets."""
    return httpx.URL(address).host.rstrip(".").lower()


def origin(address: str) -> str:
    """Return scheme, host and port: what one robots.txt is for, and what one connection goes to."""
    url = httpx.URL(address)
    return f"{url.scheme}://{url.host.lower()}:{url.port or _PORTS.get(url.scheme, 0)}"


def same_site(one: str, other: str) -> bool:
    """Return whether two addresses have the same host, but for a leading `www.`."""
    return host(one).removeprefix("www.") == host(other).removeprefix("www.")


def shown(address: str) -> str:
    """Return the address for logs and reports: without user name and password, secret parameters masked.

    >>> shown("https://me:pw@example.com/a?page=2&api_key=12345")
    'https://example.com/a?page=2&api_key=***'
    """
    try:
        url = httpx.URL(safe_url_string(address.strip()))
        pairs = parse_qsl(url.query.decode("ascii"), keep_blank_values=True)
    except (ValueError, TypeError, httpx.InvalidURL):
        return "(not a web address)"
    masked = [(name, "***" if _secret(name, value) else value) for name, value in pairs]
    query = urlencode(masked, safe="*").encode("ascii") if masked else None
    return str(url.copy_with(userinfo=b"", fragment=None, query=query))


def _secret(name: str, value: str) -> bool:
    return any(word in name.lower() for word in words().secret) or _TOKEN.fullmatch(value) is not None
