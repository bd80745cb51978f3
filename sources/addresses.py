"""Which network addresses may be connected to: public ones only, so that no article leads into the house."""

import ipaddress
import socket
from typing import Any

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

NAT64 = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
"""IPv6 addresses that stand for an IPv4 address, which is in the last 32 bits (RFC 6052, RFC 8215)."""

METADATA = frozenset(map(ipaddress.ip_address, ("168.63.129.16", "100.100.100.200", "192.0.0.192", "fd00:ec2::254")))
"""Where Azure, Alibaba, Oracle and AWS tell their machines secrets, beside the link-local addresses."""

REFUSED = "it leads to a private or reserved address"


class AddressRefusedError(OSError):
    """A connection was about to be made to an address that is not allowed.

    The message never varies, so that aiohttp hands it on whole when all of a host's addresses are refused.
    """

    def __init__(self) -> None:
        super().__init__(REFUSED)


def is_public(host: str) -> bool:
    """Whether an IP address (with or without an IPv6 zone) is one of the public internet."""
    address = _reached(host)
    if address.version == 6 and address.is_site_local:  # given up in 2004, still in use, and global to Python
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved and address not in METADATA


def is_inside(host: str) -> bool:
    """Whether an IP address is one of an ordinary network, ours or another: no cloud's metadata, no link-local one."""
    address = _reached(host)
    if address.is_link_local or address.is_multicast or address.is_unspecified or address in METADATA:
        return False
    return address.is_loopback or not address.is_reserved


def _reached(host: str) -> Address:
    """The address that is really reached: what an IPv6 address stands for, where it stands for an IPv4 one."""
    address = ipaddress.ip_address(host.partition("%")[0])
    return (_embedded(address) or address) if isinstance(address, ipaddress.IPv6Address) else address


def _embedded(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if any(address in network for network in NAT64):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo and address.teredo[1]) or None


def public_socket(address_info: tuple[Any, ...]) -> socket.socket:
    """Make the socket for one resolved address (an entry of `getaddrinfo`); raises AddressRefusedError.

    Here, and not in the resolver: literal addresses, redirects and rebinding names all pass through this point.
    """
    return _socket(address_info, allowed=is_public(address_info[4][0]))


def private_socket(address_info: tuple[Any, ...]) -> socket.socket:
    """The same where private addresses are allowed."""
    return _socket(address_info, allowed=is_inside(address_info[4][0]))


def _socket(address_info: tuple[Any, ...], *, allowed: bool) -> socket.socket:
    family, kind, protocol, _, _ = address_info
    if not allowed:
        raise AddressRefusedError
    return socket.socket(family=family, type=kind, proto=protocol)
