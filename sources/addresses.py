"""Which network addresses may be connected to: public ones only, so that no article leads into the house."""

import ipaddress
import socket
from typing import Any

NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""IPv6 addresses whose last 32 bits are the IPv4 address that is really reached."""

REFUSED = "it leads to a private or reserved address"


class AddressRefusedError(OSError):
    """A connection was about to be made to an address that is not public.

    The message never varies, so that aiohttp hands it on whole when all of a host's addresses are refused.
    """

    def __init__(self) -> None:
        super().__init__(REFUSED)


def is_public(host: str) -> bool:
    """Whether an IP address (with or without an IPv6 zone) is one of the public internet."""
    address = ipaddress.ip_address(host.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        if address.is_site_local:  # given up in 2004, still in use, and global to Python
            return False
        address = _embedded_ipv4(address) or address
    return address.is_global and not address.is_multicast and not address.is_reserved


def _embedded_ipv4(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo and address.teredo[1]) or None


def public_socket(address_info: tuple[Any, ...]) -> socket.socket:
    """Make the socket for one resolved address (an entry of `getaddrinfo`); raises AddressRefusedError.

    Here, and not in the resolver: literal addresses, redirects and rebinding names all pass through this point.
    """
    family, kind, protocol, _, address = address_info
    if not is_public(address[0]):
        raise AddressRefusedError
    return socket.socket(family=family, type=kind, proto=protocol)
