"""No URL and no redirect leads to an address that is not public."""

from collections.abc import Callable

import pytest

from sources import FetchSettings, Reference, fetch
from sources.addresses import is_inside, is_public
from tests.webserver import Reply, WebServer, redirect


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",  # where clouds keep their secrets
        "100.64.0.1",
        "192.0.2.7",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1%eth0",
        "fd00::1",
        "fec0::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::a9fe:a9fe",
        "2002:7f00:1::",
        "2001:0:4136:e378:8000:63bf:80ff:fffe",  # 127.0.0.1 behind a Teredo server
        "168.63.129.16",
        "100.100.100.200",
        "fd00:ec2::254",
    ],
)
def test_reserved_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "169.254.169.254",
        "fe80::1%eth0",
        "::ffff:169.254.169.254",
        "64:ff9b::a9fe:a9fe",
        "224.0.0.1",
        "0.0.0.0",
        "255.255.255.255",
        "168.63.129.16",
        "100.100.100.200",
        "fd00:ec2::254",
    ],
)
def test_no_intranet_needs_link_local_addresses_or_a_clouds_metadata(address: str) -> None:
    assert not is_inside(address)


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "10.1.2.3", "192.168.1.1", "100.64.0.1", "fd12::1", "8.8.8.8"])
def test_an_intranet_has_private_addresses(address: str) -> None:
    assert is_inside(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.215.14", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433", "0x7f.1", "127.1"]
)
def test_loopback_is_refused_however_it_is_spelt(
    server: WebServer, make_settings: Callable[..., FetchSettings], host: str
) -> None:
    server.serve("/a", Reply(b"secret"))
    settings = make_settings(allow_private=False, attempts=1)
    [attempt] = fetch([Reference(kind="page", location=server.url("/a", host))], settings=settings)
    assert attempt.document is None
    assert attempt.outcome in ("blocked_address", "bad_url", "connection_failed")
    assert server.requests == []


def test_a_refusal_is_named_and_not_tried_again(
    server: WebServer, make_settings: Callable[..., FetchSettings], waits: list[float]
) -> None:
    url = server.serve("/a", Reply(b"secret"))
    [attempt] = fetch([Reference(kind="page", location=url)], settings=make_settings(allow_private=False))
    assert attempt.outcome == "blocked_address"
    assert waits == []


def test_each_hop_of_a_redirect_is_checked(
    server: WebServer, make_settings: Callable[..., FetchSettings], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server plays a public host that redirects to a private one: only 127.0.0.2 counts as private here."""
    monkeypatch.setattr("sources.addresses.is_public", lambda host: host == "127.0.0.1")
    url = server.serve("/a", redirect(server.url("/b", "127.0.0.2")))
    [attempt] = fetch([Reference(kind="page", location=url)], settings=make_settings(allow_private=False))
    assert attempt.outcome == "blocked_address"
    assert [path for path, _ in server.requests] == ["/a"]
