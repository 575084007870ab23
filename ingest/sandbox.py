"""Read untrusted bytes in a child process with limits of time and memory.

A page built to hang or to eat memory costs its own rejection, and nothing else.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
from dataclasses import asdict
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from vectorstore.types import Article

from .errors import IngestProblem, NotArticles, Rejected
from .formats import Entry, Raw

# The longest real page of development took 0.6 s. Seconds.
TIME_LIMIT_S = 10.0
# A PDF of 400 pages takes 150 MB; the rest is head-room. Bytes of address space.
MEMORY_LIMIT = 512 * 1024 * 1024
# What a Python needs to start; keys and tokens of the parent's environment stay out of the child's reach.
_INHERITED = frozenset(
    {"PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "LD_LIBRARY_PATH"}
)
# Interpreters on busy machines take seconds to start. Seconds.
_START_LIMIT_S = 60.0


class Reader:
    """A child that reads one article at a time; it is started when first needed and after each death."""

    def __init__(self, home: Path, today: date, time_limit_s: float = TIME_LIMIT_S) -> None:
        self._settings = {"home": str(home), "today": today.isoformat()}
        self._time_limit_s = time_limit_s
        self._child: subprocess.Popen[bytes] | None = None
        self._answers: queue.Queue[bytes] = queue.Queue()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, raw: Raw) -> Article:
        """The article in *raw*, without its id. Raises `Rejected`, also when the child had to be stopped."""
        return self.read_noted(raw)[0]

    def read_noted(self, raw: Raw) -> tuple[Article, str]:
        """As `read`, with what was done to its text beyond reading it, "" for nothing."""
        head = {k: v for k, v in asdict(raw).items() if k != "data"}
        said = self._ask(head, raw.data)
        return Article.from_json(said["article"]), said["note"]

    def provisions(self, raw: Raw) -> list[Article]:
        """The treaty in *raw*, one article a provision, without ids. Raises `Rejected` as `read` does."""
        head = {k: v for k, v in asdict(raw).items() if k != "data"}
        return [Article.from_json(a) for a in self._ask(head | {"treaty": True}, raw.data)["articles"]]

    def entries(self, raw: Raw) -> list[Entry]:
        """What a feed, a sitemap or a list in JSON holds. Raises `Rejected`, `NotArticles` of other things."""
        said = self._ask({"feed": raw.url or "", "kind": raw.kind}, raw.data)["entries"]
        return [Entry(link, record) for link, record in said]

    def _ask(self, head: dict[str, Any], data: bytes) -> dict[str, Any]:
        child = self._child or self._start()
        try:
            assert child.stdin is not None
            child.stdin.write(json.dumps(head | {"size": len(data)}).encode() + b"\n" + data)
            child.stdin.flush()
            answer = self._answers.get(timeout=self._time_limit_s)
        except queue.Empty:
            self.close()
            raise Rejected(f"it took longer than {self._time_limit_s:g} s to read") from None
        except OSError:
            answer = b""
        if not answer:
            self.close()
            raise Rejected("reading it brought the reader down; it is damaged or hostile")
        said: dict[str, Any] = json.loads(answer)
        if "rejected" in said:
            raise (NotArticles if said.get("other") else Rejected)(said["rejected"])
        return said

    def close(self) -> None:
        """Stop the child."""
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _start(self) -> subprocess.Popen[bytes]:
        root = str(Path(__file__).resolve().parent.parent)
        path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))
        child = subprocess.Popen(
            [sys.executable, "-m", "ingest.reader", json.dumps(self._settings)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={k: v for k, v in os.environ.items() if k in _INHERITED}
            | {"PYTHONPATH": path, "PYTHONUTF8": "1"},
        )
        self._child, self._answers = child, queue.Queue()
        threading.Thread(target=_listen, args=(child, self._answers), daemon=True).start()
        try:
            ready = self._answers.get(timeout=_START_LIMIT_S)
        except queue.Empty:
            ready = b""
        if ready != b"ready\n":
            self.close()
            raise IngestProblem("The process that reads files does not start. Run `hanoi doctor`.")
        return child


def _listen(child: subprocess.Popen[bytes], answers: queue.Queue[bytes]) -> None:
    assert child.stdout is not None
    try:
        for line in child.stdout:
            answers.put(line)
    except (OSError, ValueError):  # closed under us
        pass
    answers.put(b"")
