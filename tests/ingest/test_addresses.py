"""Hostile addresses: none leads to a connection."""

from __future__ import annotations

import socket
from collections.abc import Sequence

import pytest

from ingest.addresses import UrlRefused, is_public, resolved, target_of
from ingest.errors import Rejected
from ingest.fetch import Fetcher

HOSTILE = [
    "http://127.0.0.1/", "http://127.0.0.1:80/", "http://127.1/", "http://127.0.1/", "http://2130706433/",
    "http://0x7f000001/", "http://0x7f.1/", "http://0177.0.0.1/", "http://127.000.000.001/", "http://localhost/",
    "http://LOCALHOST/", "http://localhost./", "https://localhost/", "http://0/", "http://0.0.0.0/", "http://[::1]/",
    "http://[::]/", "http://[0:0:0:0:0:0:0:1]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/",
    "http://[::127.0.0.1]/", "http://[64:ff9b::127.0.0.1]/", "http://[2002:7f00:1::]/", "http://[fe80::1]/",
    "http://[fc00::1]/", "http://[fd12:3456::1]/", "http://[fec0::1]/", "http://[ff02::1]/", "http://10.0.0.1/",
    "http://10.255.255.255/", "http://172.16.0.1/", "http://172.31.255.254/", "http://192.168.0.1/",
    "http://192.168.1.254/admin", "http://169.254.169.254/latest/meta-data/", "http://169.254.169.254./",
    "http://[::ffff:169.254.169.254]/", "http://[fd00:ec2::254]/", "http://100.100.100.200/latest/",
    "http://100.64.0.1/", "http://192.0.0.192/", "http://168.63.129.16/", "http://192.0.2.1/", "http://198.18.0.1/", "http://203.0.113.9/",
    "http://224.0.0.1/", "http://255.255.255.255/", "http://240.0.0.1/", "http://0xa9fea9fe/", "http://2852039166/",
    "ftp://example.com/", "file:///etc/passwd", "gopher://127.0.0.1:70/", "dict://127.0.0.1:11211/", "//127.0.0.1/",
    "http://user:secret@93.184.216.34/", "http://user@93.184.216.34/", "http://93.184.216.34:22/",
    "https://93.184.216.34:8443/", "http://93.184.216.34:443/", "http://93.184.216.34\\@127.0.0.1/",
    "http://93.184.216.34/ HTTP/1.1\r\nHost: x", "http://exa\tmple.com/", "http://", "http:///path", "http://[::1",
    "javascript:alert(1)", "data:text/html,x", "", "http://127.0.0.1%2f@93.184.216.34/", "http://①②⑦.⓪.⓪.①/",
]  # fmt: skip


class Forbidden:
    """A connection that must not be made."""

    def __init__(self) -> None:
        self.made: list[tuple[str, int]] = []

    def __call__(self, ip: str, port: int, limit_s: float) -> socket.socket:
        self.made.append((ip, port))
        raise OSError("refused by the test")


def test_the_list_is_as_long_as_promised() -> None:
    assert len(HOSTILE) >= 60


@pytest.mark.parametrize("url", HOSTILE)
def test_refuses_without_a_connection(url: str) -> None:
    connect = Forbidden()
    with pytest.raises(Rejected):
        Fetcher(connect=connect, sleep=lambda _: None).fetch(url)
    assert connect.made == []


@pytest.mark.parametrize(
    "answer", [["127.0.0.1"], ["93.184.216.34", "10.0.0.1"], ["::1"], ["::ffff:10.0.0.1"], []]
)
def test_a_name_is_judged_by_all_it_resolves_to(answer: list[str]) -> None:
    connect = Forbidden()
    with pytest.raises(UrlRefused):
        Fetcher(resolve=lambda *_: answer, connect=connect).fetch("http://news.example/")
    assert connect.made == []


def test_a_name_that_changes_its_mind_cannot_move_the_connection() -> None:
    """Rebinding: public when it is judged, loopback when it is asked again."""
    answers = iter([["93.184.216.34"]])
    connect = Forbidden()

    def resolve(host: str, port: int) -> Sequence[str]:
        return next(answers, ["127.0.0.1"])

    with pytest.raises(Rejected):
        Fetcher(resolve=resolve, connect=connect, sleep=lambda _: None).fetch("http://rebind.example/page")
    assert {ip for ip, _ in connect.made} <= {"93.184.216.34"}


def test_hosts_can_be_narrowed() -> None:
    allowed = frozenset({"news.example"})

    def resolve(host: str, port: int) -> Sequence[str]:
        return ["93.184.216.34"]

    assert target_of("https://www.news.example/a?b=1", allowed, resolve).path == "/a?b=1"
    for other in ("https://fakenews.example/", "https://news.example.evil.example/"):
        with pytest.raises(UrlRefused, match="HANOI_FETCH_HOSTS"):
            target_of(other, allowed, resolve)


@pytest.mark.parametrize("ip", ["93.184.216.34", "1.1.1.1", "2606:4700:4700::1111", "64:ff9b::1.1.1.1"])
def test_public_addresses_are_public(ip: str) -> None:
    assert is_public(ip)


def test_the_systems_own_names_are_refused() -> None:
    assert not any(is_public(ip) for ip in resolved("localhost", 80))
