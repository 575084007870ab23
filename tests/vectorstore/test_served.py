"""A Chroma server that is away, killed, empty, another's or closed to us: each has a name and a next step."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from small_articles import articles

from ingest.split import passages
from vectorstore import build, places
from vectorstore import server as servers
from vectorstore.build import build_index
from vectorstore.current import Current
from vectorstore.embedder import Embedder
from vectorstore.errors import ServerAway, ServerRefuses, Unsound
from vectorstore.index import Index
from vectorstore.lock import write_lock
from vectorstore.manifest import Manifest
from vectorstore.served import Served, name_of
from vectorstore.server import CLOUD, Server

TOKEN = "a-token-of-thirty-two-characters"


def make(home: Path, embedder: Embedder, server: Server | None, count: int = 3) -> Manifest:
    with write_lock(home):
        return build_index(home, articles()[:count], passages, embedder, server=server)


def collections(server: Server) -> set[str]:
    with server.client() as client:
        return {collection.name for collection in client.list_collections()}


@pytest.fixture
def at(chroma_server) -> Server:
    return Server.at(chroma_server.url)


@pytest.fixture
def mortal(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator:
    """A server of the test's own, to be killed."""
    own = type(request.getfixturevalue("chroma_server"))(tmp_path / "chroma" / "data").start()
    yield own
    own.kill()


class Gate(BaseHTTPRequestHandler):
    """A proxy that wants a token, as one stands before a Chroma server, which has no login of its own."""

    behind = ""
    header, wanted = "Authorization", f"Bearer {TOKEN}"

    def _pass(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)) or None
        if self.headers.get(self.header) != self.wanted:
            self._say(401, b"<html>Authorization required</html>")
            return
        kind = {"Content-Type": "application/json"}
        asked = Request(self.behind + self.path, body, kind, method=self.command)
        try:
            with urlopen(asked, timeout=20) as answer:
                self._say(answer.status, answer.read())
        except HTTPError as error:
            self._say(error.code, error.read())

    do_GET = do_POST = do_DELETE = do_PUT = _pass  # noqa: N815 - as the standard library names them

    def _say(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def gate(chroma_server, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a proxy that wants a token; a parameter names the header it wants it in."""
    wanted = getattr(request, "param", {})
    handler = type("Gated", (Gate,), {"behind": chroma_server.url, **wanted})
    proxy = HTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=proxy.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{proxy.server_port}"
    proxy.shutdown()
    proxy.server_close()


def test_a_build_has_its_collection_and_old_ones_go(tmp_path: Path, embedder: Embedder, at: Server) -> None:
    others = collections(at)
    names = []
    for count in (1, 2, 3):
        make(tmp_path, embedder, at, count)
        names.append(name_of(places.current_name(tmp_path)))
    assert collections(at) - others == set(names[1:])  # the current one, and the one before for its readers
    assert not (places.builds(tmp_path) / places.current_name(tmp_path) / "chroma").exists()


def test_a_failed_build_leaves_no_collection(
    tmp_path: Path, embedder: Embedder, at: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = collections(at)

    def unsound(*_: object) -> None:
        raise Unsound("so it was made for this test")

    monkeypatch.setattr(build, "verify", unsound)
    with pytest.raises(Unsound):
        make(tmp_path, embedder, at)
    assert collections(at) == others


def test_what_a_killed_build_left_goes_with_the_next(tmp_path: Path, embedder: Embedder, at: Server) -> None:
    killed = places.builds(tmp_path) / "killed-before-the-switch"
    killed.mkdir(parents=True)
    Served(at, killed.name, create=True).close()
    make(tmp_path, embedder, at)
    assert name_of(killed.name) not in collections(at)
    assert not killed.exists()


def test_from_files_to_a_server_and_back(tmp_path: Path, embedder: Embedder, at: Server) -> None:
    first = make(tmp_path, embedder, None)
    with pytest.raises(Unsound, match=r"does not exist.*hanoi reindex"):
        Index.open(tmp_path, embedder, at)
    assert make(tmp_path, embedder, at).build == first.build
    with pytest.raises(Unsound, match=r"HANOI_CHROMA_URL.*hanoi reindex"):
        Index.open(tmp_path, embedder)
    assert make(tmp_path, embedder, None).build == first.build
    Index.open(tmp_path, embedder).close()


def test_killed_and_back_it_is_searched_again(tmp_path: Path, embedder: Embedder, mortal) -> None:
    server = Server.at(mortal.url)
    make(tmp_path, embedder, server)
    index = Index.open(tmp_path, embedder, server)
    query = index.understand("giá gạo")
    before = index.search(query)
    mortal.kill()
    with pytest.raises(ServerAway, match=r"does not answer .*Start it, or mend HANOI_CHROMA_URL"):
        index.search(query)
    with pytest.raises(ServerAway):
        Index.open(tmp_path, embedder, server)
    mortal.start()
    assert index.search(query) == before
    index.close()


def test_a_server_that_lost_its_data_is_unsound(tmp_path: Path, embedder: Embedder, mortal) -> None:
    server = Server.at(mortal.url)
    make(tmp_path, embedder, server)
    index = Index.open(tmp_path, embedder, server)
    mortal.kill()
    mortal.folder = mortal.folder.with_name("another")
    mortal.start()
    with pytest.raises(Unsound, match=r"does not exist.*hanoi reindex"):
        index.search(index.understand("giá gạo"))
    with pytest.raises(Unsound, match=r"does not exist.*hanoi reindex"):
        Index.open(tmp_path, embedder, server)
    make(tmp_path, embedder, server)
    mended = Index.open(tmp_path, embedder, server)
    assert mended.search(mended.understand("giá gạo"))[0].article.id == "san"
    index.close()
    mended.close()


def test_a_server_that_lost_a_part_is_unsound(tmp_path: Path, embedder: Embedder, at: Server) -> None:
    make(tmp_path, embedder, at)
    collection = Served(at, places.current_name(tmp_path))
    collection.delete(["san:0000"])
    collection.close()
    with pytest.raises(Unsound, match="3 passages and 2 vectors"):
        Index.open(tmp_path, embedder, at)


def test_a_server_that_dies_while_a_build_is_written(
    tmp_path: Path, embedder: Embedder, mortal, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = Server.at(mortal.url)
    make(tmp_path, embedder, server, 2)
    before = places.current_name(tmp_path)
    upsert = Served.upsert

    def killed(self: Served, *args) -> None:
        upsert(self, *args)
        mortal.kill()

    with monkeypatch.context() as patch:
        patch.setattr(Served, "upsert", killed)
        with pytest.raises(ServerAway):
            make(tmp_path, embedder, server)
    assert places.current_name(tmp_path) == before
    mortal.start()
    assert len(collections(server)) == 2  # the half-written one waits for the next build
    make(tmp_path, embedder, server)
    held = {name_of(folder.name) for folder in places.builds(tmp_path).iterdir()}
    assert collections(server) == held == {name_of(before), name_of(places.current_name(tmp_path))}


def test_a_running_reader_outlives_a_switch_that_it_cannot_follow(
    tmp_path: Path, embedder: Embedder, mortal, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = Server.at(mortal.url)
    make(tmp_path, embedder, server, 2)
    current = Current(tmp_path, embedder, server)
    old = current.get()
    make(tmp_path, embedder, server)
    mortal.kill()
    assert current.get() is old
    mortal.start()
    assert current.get() is old  # not tried again at every question
    monkeypatch.setattr("vectorstore.current._TRY_AGAIN_S", 0.0)
    assert len(current.get().articles()) == 3
    current.get().close()
    old.close()


@pytest.mark.parametrize("token", [None, "b" * 20])
def test_a_wrong_token_is_refused_by_name(
    tmp_path: Path, embedder: Embedder, gate: str, token: str | None
) -> None:
    with pytest.raises(ServerRefuses, match=r"401.*HANOI_CHROMA_TOKEN"):
        make(tmp_path, embedder, Server.at(gate, token))
    assert TOKEN not in repr(Server.at(gate, TOKEN))


def test_the_right_token_lets_in(tmp_path: Path, embedder: Embedder, gate: str) -> None:
    server = Server.at(gate + "/", TOKEN)
    make(tmp_path, embedder, server)
    index = Index.open(tmp_path, embedder, server)
    assert index.search(index.understand("giá gạo"))[0].article.id == "san"
    index.close()


@pytest.mark.parametrize("gate", [{"header": "X-Chroma-Token", "wanted": TOKEN}], indirect=True)
def test_chroma_clouds_own_client_is_used(tmp_path: Path, embedder: Embedder, gate: str) -> None:
    assert Server.at(CLOUD + "/").cloud
    server = Server(gate, TOKEN, cloud=True)
    make(tmp_path, embedder, server)
    index = Index.open(tmp_path, embedder, server)
    assert index.search(index.understand("giá gạo"))[0].article.id == "san"
    assert (
        len(Served(server, places.current_name(tmp_path)).nearest(embedder.query("gạo")[None], 1000)[0]) == 3
    )
    index.close()


@pytest.mark.parametrize("place", [{"tenant": "nobody"}, {"database": "nothing"}])
def test_a_tenant_that_is_not_there_is_named(
    tmp_path: Path, embedder: Embedder, chroma_server, place: dict[str, str]
) -> None:
    with pytest.raises(ServerRefuses, match=r"404 .*HANOI_CHROMA_TENANT"):
        make(tmp_path, embedder, Server.at(chroma_server.url, **place))


def test_what_is_no_chroma_is_not_taken_for_one(tmp_path: Path, embedder: Embedder) -> None:
    handler = type("Other", (Gate,), {"_pass": None, "do_GET": lambda self: self._say(200, b"hello")})
    other = HTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=other.serve_forever, daemon=True).start()
    with pytest.raises(ServerAway, match="is no Chroma"):
        make(tmp_path, embedder, Server.at(f"http://127.0.0.1:{other.server_port}"))
    other.shutdown()
    other.server_close()


def test_a_server_that_never_answers_is_not_waited_for(
    tmp_path: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(servers, "_ANSWER_S", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(ServerAway, match="timed out"):
        make(tmp_path, embedder, Server.at(f"http://127.0.0.1:{silent.getsockname()[1]}"))
