"""A real name server on loopback whose answers change, and a trap on loopback that must never be reached."""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import dns.message
import dns.resolver
import dns.rrset
import pytest

from ingest.errors import Rejected
from ingest.fetch import Fetcher

PUBLIC = "93.184.216.34"
LOOPBACK = "127.0.0.1"
PAGE = b"<!doctype html><html><head><title>A page</title></head><body><p>A public page.</p></body></html>"


class NameServer(socketserver.UDPServer):
    """Answers A questions with the next of its answers, the last one for ever; nothing may be kept (TTL 0)."""

    def __init__(self, answers: Sequence[Sequence[str]]) -> None:
        super().__init__((LOOPBACK, 0), _Questions)
        self.answers, self.asked = [list(a) for a in answers], 0

    def next(self) -> list[str]:
        """What the name stands for now."""
        self.asked += 1
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


class _Questions(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        data, reply_to = self.request
        question = dns.message.from_wire(data)
        answer = dns.message.make_response(question)
        server: NameServer = self.server  # type: ignore[assignment]
        answer.answer.append(dns.rrset.from_text_list(question.question[0].name, 0, "IN", "A", server.next()))
        reply_to.sendto(answer.to_wire(), self.client_address)


class Trap(ThreadingHTTPServer):
    """Stands for both the public site and what is inside; tells them apart by the address connected to."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__((LOOPBACK, 0), _Pages)
        self.connected: list[str] = []

    def connect(self, ip: str, port: int, limit_s: float) -> socket.socket:
        """A real connection, whatever the address; the test reads which one was asked for."""
        self.connected.append(ip)
        return socket.create_connection(self.server_address[:2], timeout=limit_s)


class _Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        moved = self.path.startswith("/moved")
        self.send_response(302 if moved else 404 if self.path == "/robots.txt" else 200)
        self.send_header("Location" if moved else "Content-Type", "/again" if moved else "text/html")
        body = b"" if moved or self.path == "/robots.txt" else PAGE
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Be quiet."""


@contextmanager
def running(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def resolver_of(names: NameServer) -> dns.resolver.Resolver:
    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers, resolver.port = [LOOPBACK], names.server_address[1]
    return resolver


def fetched(answers: Sequence[Sequence[str]], path: str) -> tuple[str, list[str], int]:
    """(page or reason, addresses connected to, questions asked of the name server)."""
    names, trap = NameServer(answers), Trap()
    with running(names), running(trap):
        resolver = resolver_of(names)

        def resolve(host: str, port: int) -> list[str]:
            return [record.to_text() for record in resolver.resolve(host, "A")]

        fetcher = Fetcher(resolve=resolve, connect=trap.connect, sleep=lambda _: None)
        try:
            said = fetcher.fetch(f"http://rebind.example{path}").data.decode()
        except Rejected as error:
            said = str(error)
        return said, trap.connected, names.asked


def test_the_name_server_really_changes_its_mind() -> None:
    names = NameServer([[PUBLIC], [LOOPBACK]])
    with running(names):
        resolver = resolver_of(names)
        said = [[r.to_text() for r in resolver.resolve("rebind.example", "A")] for _ in range(3)]
    assert said == [[PUBLIC], [LOOPBACK], [LOOPBACK]]


def test_a_name_that_stays_public_is_fetched() -> None:
    said, connected, _ = fetched([[PUBLIC]], "/page")
    assert said == PAGE.decode()
    assert connected == [PUBLIC, PUBLIC]  # robots.txt and the page


@pytest.mark.parametrize("path", ["/page", "/moved"])
@pytest.mark.parametrize("public_answers", [0, 1, 2, 3])
@pytest.mark.parametrize(
    "then",
    [
        pytest.param([LOOPBACK], id="loopback"),
        pytest.param([PUBLIC, LOOPBACK], id="both"),
        pytest.param(["169.254.169.254"], id="metadata"),
        pytest.param(["10.0.0.7"], id="private"),
        pytest.param(["0.0.0.0"], id="this host"),
    ],
)
def test_no_connection_leaves_the_public_address(then: list[str], public_answers: int, path: str) -> None:
    said, connected, asked = fetched([*[[PUBLIC]] * public_answers, then], path)
    assert set(connected) <= {PUBLIC}
    assert asked >= 1
    if asked > public_answers:  # else everything needed was asked while the name was public
        assert "private network" in said
    if not public_answers:
        assert connected == []
