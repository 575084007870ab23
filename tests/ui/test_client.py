"""Whose address counts: only what the owner's own proxies say is believed."""

from __future__ import annotations

from ipaddress import ip_network

import pytest
from starlette.types import Scope

from ui.client import client_key, is_https

PROXIES = (ip_network("10.0.0.0/8"), ip_network("fd00::/8"))


def scope(peer: str | None, *forwarded: str, proto: str = "") -> Scope:
    headers = [(b"x-forwarded-for", value.encode()) for value in forwarded]
    headers += [(b"x-forwarded-proto", proto.encode())] if proto else []
    return {"type": "http", "scheme": "http", "client": (peer, 1) if peer else None, "headers": headers}


@pytest.mark.parametrize(
    ("peer", "forwarded", "key"),
    [
        pytest.param("203.0.113.9", [], "203.0.113.9", id="straight from a visitor"),
        pytest.param("203.0.113.9", ["198.51.100.1"], "203.0.113.9", id="a visitor who invents a proxy"),
        pytest.param("10.0.0.1", ["198.51.100.1"], "198.51.100.1", id="through our proxy"),
        pytest.param("10.0.0.1", ["1.1.1.1, 198.51.100.1"], "198.51.100.1", id="invented on the left"),
        pytest.param(
            "10.0.0.1", ["1.1.1.1", "198.51.100.1, 10.9.9.9"], "198.51.100.1", id="two of our proxies"
        ),
        pytest.param("10.0.0.1", ["nonsense"], "10.0.0.1", id="nonsense from a proxy"),
        pytest.param("10.0.0.1", [], "10.0.0.1", id="a proxy that says nothing"),
        pytest.param("::ffff:10.0.0.1", ["198.51.100.1"], "198.51.100.1", id="proxy as a mapped address"),
        pytest.param("2001:db8:1:2:3::9", [], "2001:db8:1:2::/64", id="IPv6 by its /64"),
        pytest.param(None, [], "unknown", id="a socket without an address"),
        pytest.param("testclient", ["198.51.100.1"], "unknown", id="a name for an address"),
    ],
)
def test_the_key_of_a_visitor(peer: str | None, forwarded: list[str], key: str) -> None:
    assert client_key(scope(peer, *forwarded), PROXIES) == key


def test_https_is_believed_from_a_proxy_only() -> None:
    assert is_https(scope("10.0.0.1", proto="https"), PROXIES)
    assert not is_https(scope("203.0.113.9", proto="https"), PROXIES)
    assert not is_https(scope("10.0.0.1", proto="http"), PROXIES)
