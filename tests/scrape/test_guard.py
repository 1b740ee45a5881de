"""No way to an address that is not of the open internet: not by name, not by redirect, not by a changing name."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterable, Sequence
from pathlib import Path

import httpcore
import pytest
import trustme

from pipeline.scrape import FetchError, Web, World
from pipeline.scrape.guard import GuardedBackend, Refused, public
from tests.scrape.site import Answer, Site, loopback, pages, scrape, serve, settings

PUBLIC = "93.184.215.14"


class Dialled(httpcore.AsyncNetworkBackend):
    """Notes where a connection would go, and opens none."""

    def __init__(self) -> None:
        self.to: list[str] = []

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        self.to.append(host)
        raise httpcore.ConnectError("no connection is opened in this test")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "169.254.169.254", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "168.63.129.16", "192.0.0.192", "::1", "::", "fe80::1", "fe80::1%eth0", "fd00:ec2::254",
        "::ffff:127.0.0.1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "ff02::1", "not an address",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not public(address)


@pytest.mark.parametrize("address", [PUBLIC, "1.1.1.1", "2606:4700::1111", "64:ff9b::101:101"])
def test_addresses_that_are(address: str) -> None:
    assert public(address)


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://2130706433/", "http://169.254.169.254/latest",
     "http://127.1/", "http://0x7f000001/", "http://[::ffff:127.0.0.1]/"],
)  # fmt: skip
def test_private_addresses_are_refused_however_they_are_written(tmp_path: Path, address: str) -> None:
    (outcome,) = scrape(tmp_path, pages(address), settings(allowed_hosts=())).values()
    assert (outcome.status, outcome.kind) == ("failed", "refused")


@pytest.mark.parametrize("target", ["http://localhost:{port}/b", "http://10.0.0.1/", "http://[::1]:{port}/b"])
def test_a_redirect_to_a_private_address_is_refused(site: Site, tmp_path: Path, target: str) -> None:
    site.routes["/a"] = Answer(b"", 302, {"Location": target.format(port=site.port)})
    site.routes["/b"] = Answer()
    (outcome,) = scrape(tmp_path, pages(site.url("/a"))).values()
    assert (outcome.status, outcome.kind) == ("failed", "refused")
    assert site.asked("/b") == []


def test_the_connection_goes_to_the_address_that_was_checked() -> None:
    """A name that answers with a public address first and with the loopback after gets no second answer."""
    answers = iter([[PUBLIC], ["127.0.0.1"], ["127.0.0.1"]])
    dialled = Dialled()

    async def changing(name: str, port: int) -> Sequence[str]:
        return next(answers)

    async def connect() -> None:
        backend = GuardedBackend(resolve=changing, inner=dialled)
        with pytest.raises(httpcore.ConnectError):
            await backend.connect_tcp("flip.test", 80)
        with pytest.raises(Refused):
            await backend.connect_tcp("flip.test", 80)

    asyncio.run(connect())
    assert dialled.to == [PUBLIC]


def test_a_name_that_changes_during_a_run_gets_nowhere(site: Site, tmp_path: Path) -> None:
    """robots.txt is asked at the public address; the page's own connection finds the loopback and is refused."""
    asked: list[str] = []
    dialled = Dialled()

    async def changing(name: str, port: int) -> Sequence[str]:
        asked.append(name)
        return [PUBLIC] if len(asked) == 1 else ["127.0.0.1"]

    site.routes["/a"] = Answer()
    world = World(resolve=changing, connect=dialled)
    (outcome,) = scrape(tmp_path, pages(site.url("/a", "flip.test")), settings(retries=1), world).values()
    assert (outcome.status, outcome.kind) == ("failed", "refused")
    assert dialled.to == [PUBLIC] and site.requests == []


def test_one_private_address_of_a_name_refuses_it() -> None:
    dialled = Dialled()

    async def mixed(name: str, port: int) -> Sequence[str]:
        return [PUBLIC, "192.168.0.1"]

    async def connect() -> None:
        await GuardedBackend(resolve=mixed, inner=dialled).connect_tcp("mixed.test", 80)

    with pytest.raises(Refused):
        asyncio.run(connect())
    assert dialled.to == []


def test_sockets_of_this_machine_are_refused() -> None:
    with pytest.raises(Refused):
        asyncio.run(GuardedBackend().connect_unix_socket("/run/some.sock"))


def test_tls_is_for_the_name_though_the_connection_goes_to_an_address() -> None:
    authority = trustme.CA()
    names: list[str | None] = []
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("clinic.test").configure_cert(server)
    server.sni_callback = lambda socket, name, context: names.append(name)
    client = ssl.create_default_context()
    authority.configure_trust(client)

    async def get(host: str) -> bytes:
        web = Web(settings(allowed_hosts=(host,)), World(resolve=loopback, ssl_context=client))
        try:
            return (await web.visit(f"https://{host}:{site.port}/a")).body
        finally:
            await web.close()

    with serve(lambda socket: server.wrap_socket(socket, server_side=True)) as site:
        site.routes["/a"] = Answer(b"over TLS")
        assert asyncio.run(get("clinic.test")) == b"over TLS"
        with pytest.raises(FetchError) as failure:
            asyncio.run(get("other.test"))
    assert site.asked("/a")[0].headers["Host"] == f"clinic.test:{site.port}"
    assert names[0] == "clinic.test"
    assert failure.value.kind == "certificate" and not failure.value.passing


def test_what_is_sent_out_keeps_to_the_same_rules(site: Site) -> None:
    async def send(address: str, **changes: object) -> None:
        web = Web(settings(**changes))
        try:
            await web.post(address, b'{"added": 1}')
        finally:
            await web.close()

    site.routes["/hook"] = Answer(b"")
    site.routes["/moved"] = Answer(b"", 302, {"Location": "/hook"})
    asyncio.run(send(site.url("/hook")))
    (request,) = site.requests
    assert (request.method, request.body) == ("POST", b'{"added": 1}')
    assert request.headers["Content-Type"] == "application/json"
    for address, changes, kind in (
        (site.url("/hook"), {"allowed_hosts": ()}, "refused"),
        (site.url("/moved"), {}, "status"),
        ("file:///etc/passwd", {}, "address"),
    ):
        with pytest.raises(FetchError, match=kind):
            asyncio.run(send(address, **changes))
    assert len(site.asked("/hook")) == 1
