"""A server on loopback that speaks the providers' streaming protocols and says what its script tells it to."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

from tests.bot.llm.protocols import Protocol, Told, spoken_at


@dataclass
class Script:
    """What one server does with every request."""

    reply: Callable[[Told], str] = lambda told: ""
    fail_first: int = 0  # so many requests get a 500
    status: int = 200
    before_s: float = 0.0  # silence before the first word
    between_s: float = 0.0
    hang_after: int | None = None  # pieces, then silence
    cut_after: int | None = None  # pieces, then the line is dropped
    junk: bytes | None = None  # sent instead of everything
    says_stop: bool = True
    piece: int = 7  # characters
    requests: list[Told] = field(default_factory=list)
    asked_for: list[dict[str, Any]] = field(default_factory=list)
    finished: int = 0  # replies that were read to their end
    closing: threading.Event = field(default_factory=threading.Event)

    def pieces(self, told: Told) -> Sequence[str]:
        text = self.reply(told)
        return [text[n : n + self.piece] for n in range(0, len(text), self.piece)]


def is_judging(told: Told) -> bool:
    """Whether a request asks for verdicts."""
    return "You check statements" in told[0]["content"]


def is_translating(told: Told) -> bool:
    """Whether a request asks for translations, beside verdicts or alone."""
    return "translate every quote" in told[0]["content"]


def is_repairing(told: Told) -> bool:
    """Whether a request gives sentences back to be written again."""
    return "could not be verified. Write each" in told[-1]["content"]


def verdicts(told: Told, word: str = "yes") -> str:
    """The same verdict on every statement."""
    numbers = re.findall(r"^Statement (\d+):", told[-1]["content"], re.MULTILINE)
    return "\n".join(f"{n}: {word}" for n in numbers)


def line_with(told: Told, words: str) -> int:
    """The number of the first sentence in the prompt that holds *words*, else 1."""
    found = re.search(rf"^\[(\d+)\] .*{re.escape(words)}", told[-1]["content"], re.MULTILINE)
    return int(found[1]) if found else 1


def cites(text: str, judge: str = "yes", again: str = "", *, holds: str = "2,500 delegates") -> Script:
    """A model that says *text*, N standing for the number of the sentence that *holds* the fact."""

    def reply(told: Told) -> str:
        if is_judging(told):
            return verdicts(told, judge)
        return (again if is_repairing(told) else text).replace("[N]", f"[{line_with(told, holds)}]")

    return Script(reply=reply)


@dataclass(frozen=True)
class Fixed:
    """A local reader that gives every claim the same odds."""

    odds: float

    def supports(self, claim: str, sentences: Sequence[str], title: str = "") -> float:
        return self.odds


@contextmanager
def serving(script: Script) -> Iterator[str]:
    """Where it listens; with /v1, the address to set as HANOI_LLM_BASE_URL for OpenAI's protocol."""

    class Handler(_Handler):
        pass

    Handler.script = script
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        script.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    script: ClassVar[Script]

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""

    def do_POST(self) -> None:
        script = self.script
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        protocol = spoken_at(self.path)
        script.requests.append(protocol.told(body))
        script.asked_for.append({k: v for k, v in body.items() if k != "messages"})
        if len(script.requests) <= script.fail_first or script.status != 200:
            self._error(script.status if script.status != 200 else 500)
            return
        script.closing.wait(script.before_s)
        try:
            self._stream(protocol, script.requests[-1])
        except OSError:  # the reader has gone
            return

    def _error(self, status: int) -> None:
        said = json.dumps(
            {"error": {"message": "Incorrect API key provided: sk-secret-123", "type": "x"}}
        ).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def _stream(self, protocol: Protocol, told: Told) -> None:
        script = self.script
        self.send_response(200)
        self.send_header("Content-Type", protocol.media_type)
        self.end_headers()
        if script.junk is not None:
            self.wfile.write(script.junk)
            return
        self._write(*protocol.opening())
        pieces = script.pieces(told)
        for n, piece in enumerate(pieces):
            if n == script.hang_after:
                script.closing.wait(30)
            if n == script.cut_after:
                self.connection.close()
                return
            self._write(protocol.piece(piece))
            time.sleep(script.between_s)
        if script.says_stop:
            self._write(protocol.stop())
        self._write(*protocol.closing(len(pieces)))
        script.finished += 1

    def _write(self, *events: bytes) -> None:
        for event in events:
            self.wfile.write(event)
        self.wfile.flush()
