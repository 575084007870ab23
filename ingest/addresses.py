"""Which addresses may be fetched: public ones, decided on what a name resolves to."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from .errors import Rejected

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
# Host and port -> the addresses the name stands for.
Resolve = Callable[[str, int], Sequence[str]]

_PORTS = {"http": 80, "https": 443}
_STRANGE = re.compile(r"[\x00-\x20\x7f\\]")
# IPv6 that carries an IPv4 address inside: NAT64 and 6to4.
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
# Global by their registration, but inside somebody's network: protocol assignments and two clouds' own
# services (192.0.0.192, 168.63.129.16).
_INSIDE = tuple(
    map(ipaddress.IPv4Network, ("192.0.0.0/24", "168.63.129.16/32", "198.18.0.0/15", "192.88.99.0/24"))
)
_NAT64_LOCAL = ipaddress.IPv6Network("64:ff9b:1::/48")


class UrlRefused(Rejected):
    """An address that is not fetched, whatever it holds."""


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart and allowed; connections go to one of `ips` and to nothing else."""

    url: str
    scheme: str
    host: str
    port: int
    path: str  # with its query
    ips: tuple[str, ...]


def target_of(url: str, hosts: Collection[str], resolve: Resolve | None = None) -> Target:
    """Check *url* and resolve its host once. *hosts* narrows what is allowed; empty allows any.

    Raises `UrlRefused` for other schemes and ports, user names, hosts that are not in *hosts*, and names
    of which any address is not public.
    """
    if _STRANGE.search(url):
        raise UrlRefused("the address holds spaces or control characters")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise UrlRefused("the address is malformed") from error
    if parts.scheme not in _PORTS or not host:
        raise UrlRefused("only http:// and https:// addresses are fetched")
    if parts.username is not None or parts.password is not None:
        raise UrlRefused("the address holds a user name")
    if port not in (None, _PORTS[parts.scheme]):
        raise UrlRefused(f"port {port} is not fetched from; only the standard one")
    host = _plain(host)
    if hosts and not any(host == h or host.endswith(f".{h}") for h in hosts):
        raise UrlRefused(f"{host} is not in HANOI_FETCH_HOSTS")
    ips = _public(host, _PORTS[parts.scheme], resolve or resolved)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(url, parts.scheme, host, _PORTS[parts.scheme], path, ips)


def _plain(host: str) -> str:
    host = host.rstrip(".").lower()
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise UrlRefused("the address is malformed") from error


def _public(host: str, port: int, resolve: Resolve) -> tuple[str, ...]:
    try:
        found = tuple(dict.fromkeys(resolve(host, port)))
    except (OSError, UnicodeError, ValueError) as error:
        raise UrlRefused(f"{host} is not known to the name service") from error
    if not found:
        raise UrlRefused(f"{host} is not known to the name service")
    for ip in found:
        if not is_public(ip):
            raise UrlRefused(f"{host} is an address of a private network")
    return found


def resolved(host: str, port: int) -> Sequence[str]:
    """What the system's name service says, IPv4 first."""
    rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(row[4][0]) for row in sorted(rows, key=lambda row: row[0] != socket.AF_INET)]


def is_public(ip: str) -> bool:
    """Whether an address, and any IPv4 address inside it, belongs to the public internet."""
    try:
        address: Address = ipaddress.ip_address(ip.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        inner = _inside(address)
        if inner is not None:
            return is_public(str(inner))
        if address.is_site_local or address in _NAT64_LOCAL:
            return False
    elif any(address in network for network in _INSIDE):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _inside(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address in _NAT64 or address.packed[:12] == bytes(12):
        return ipaddress.IPv4Address(address.packed[-4:])
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
