"""Connections that cannot be led astray: a name is looked up once, and the connection goes to the address checked.

A check before the request is not enough: the name may answer differently when the client looks it up again (DNS
rebinding), and a redirect may lead anywhere. Here the client never looks a name up itself. TLS still verifies the name.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence

import httpcore

from pipeline.scrape.addresses import words

Resolver = Callable[[str, int], Awaitable[Sequence[str]]]
_IP = ipaddress.IPv4Address | ipaddress.IPv6Address
# NAT64 (RFC 6052) holds an IPv4 address in its last 32 bits and counts as global
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class Refused(Exception):
    """The address is not one that may be fetched; nothing was sent to it."""


class NameFailed(Exception):
    """The name has no address. `passing` says whether the name service may answer later."""

    def __init__(self, message: str, *, passing: bool) -> None:
        """Keep whether the failure may pass."""
        super().__init__(message)
        self.passing = passing


def public(address: str) -> bool:
    """Return whether an IP address is one of the open internet: not private, loopback, link-local or a metadata service.

    >>> public("8.8.8.8"), public("169.254.169.254"), public("::ffff:10.0.0.1"), public("64:ff9b::7f00:1")
    (True, False, False, False)
    """
    try:
        ip: _IP = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return public(str(inner))
    special = ip.is_private or ip.is_loopback or ip.is_link_local or ip.is_multicast or ip.is_reserved
    return ip.is_global and not special and not ip.is_unspecified and not any(ip in net for net in words().closed)


async def system_resolver(name: str, port: int) -> Sequence[str]:
    """Return the IP addresses that the system gives for a name, in its order of preference; raises `NameFailed`."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(name, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        again = isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN
        raise NameFailed("the host's name has no address", passing=again) from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Opens connections for httpcore, only to public addresses and to `allowed_hosts`.

    `resolve` looks names up; `inner` opens the connection to the IP address that was checked.
    """

    def __init__(
        self,
        allowed_hosts: Iterable[str] = (),
        resolve: Resolver = system_resolver,
        inner: httpcore.AsyncNetworkBackend | None = None,
    ) -> None:
        """Take the names that may have any address."""
        self._allowed = frozenset(name.lower().rstrip(".") for name in allowed_hosts)
        self._resolve = resolve
        self._inner = inner or httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first address of `host` that answers; raises `Refused` if any of them is not public."""
        try:
            async with asyncio.timeout(timeout):
                addresses = await self._checked(host, port)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout("the name service did not answer") from error
        failure: Exception = NameFailed("the host's name has no address", passing=False)
        for address in addresses:
            try:
                return await self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Refuse: no address of the web is a socket of this machine."""
        raise Refused("sockets of this machine are not fetched")

    async def sleep(self, seconds: float) -> None:
        """Wait between connection attempts."""
        await self._inner.sleep(seconds)

    async def _checked(self, name: str, port: int) -> Sequence[str]:
        """Return the addresses of a name; one that is not public refuses them all."""
        plain = name.lower().rstrip(".")
        try:
            addresses: Sequence[str] = [str(ipaddress.ip_address(plain))]
        except ValueError:
            addresses = await self._resolve(plain, port)
        if plain not in self._allowed and not all(map(public, addresses)):
            raise Refused("the host has a private, local or reserved address")
        return addresses
