"""Who is asking: the address behind the proxies that the owner named, and no other header is believed."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from starlette.datastructures import Headers
from starlette.types import Scope

from ui.settings import Network

Address = IPv4Address | IPv6Address
# One household or server gets a /64 (RFC 6177), and may use any address in it.
_IPV6_PREFIX = 64


def client_key(scope: Scope, proxies: Sequence[Network]) -> str:
    """What limits are counted by: an IPv4 address or an IPv6 /64."""
    address = client_address(scope, proxies)
    if isinstance(address, IPv6Address):
        return str(IPv6Network((address, _IPV6_PREFIX), strict=False))
    return str(address) if address else "unknown"


def client_address(scope: Scope, proxies: Sequence[Network]) -> Address | None:
    """The rightmost address of X-Forwarded-For that is not one of our proxies'.

    Everything left of it was written by the client and may be invented.
    """
    peer = scope.get("client")
    address = _parse(peer[0]) if peer else None
    if not _is_proxy(address, proxies):
        return address
    forwarded = ",".join(Headers(scope=scope).getlist("x-forwarded-for")).split(",")
    for word in reversed(forwarded):
        hop = _parse(word)
        if hop is None:
            break
        address = hop
        if not _is_proxy(hop, proxies):
            break
    return address


def is_https(scope: Scope, proxies: Sequence[Network]) -> bool:
    """Whether the visitor's own connection is encrypted."""
    if scope["scheme"] == "https":
        return True
    forwarded = Headers(scope=scope).get("x-forwarded-proto", "").lower()
    return is_proxied(scope, proxies) and forwarded == "https"


def is_proxied(scope: Scope, proxies: Sequence[Network]) -> bool:
    """Whether the connection is one of our proxies'."""
    peer = scope.get("client")
    return _is_proxy(_parse(peer[0]) if peer else None, proxies)


def _is_proxy(address: Address | None, proxies: Sequence[Network]) -> bool:
    return address is not None and any(address in network for network in proxies)


def _parse(word: str) -> Address | None:
    try:
        address = ip_address(word.strip())
    except ValueError:
        return None
    mapped = getattr(address, "ipv4_mapped", None)
    return mapped or address
