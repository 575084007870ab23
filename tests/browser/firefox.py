"""Firefox over WebDriver BiDi, which it speaks itself: no driver is installed, and nothing is downloaded.

Playwright drives the system's Firefox too, but sends commands that its long-term release does not know yet.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

# A first start makes a profile: five seconds on an idle machine.
START_S = 40
# An answer takes a second; a machine that is busy with other tests has needed fifteen.
WAIT_S = 40
# What scrolls smoothly has moved after six frames.
STILL_S = 0.1
ENTER, ESCAPE = "\ue007", "\ue00c"  # as WebDriver names the keys


@dataclass
class Firefox:
    """One tab; what goes wrong in it is kept in *errors*."""

    socket: ClientConnection
    tab: str = ""
    errors: list[str] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=count)

    def send(self, method: str, **params: Any) -> dict[str, Any]:
        """A command and its result."""
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            message = json.loads(self.socket.recv(timeout=WAIT_S))
            if message.get("method") == "log.entryAdded" and message["params"]["level"] == "error":
                self.errors.append(str(message["params"]["text"]))
            if message.get("id") == number:
                assert message["type"] == "success", message
                result: dict[str, Any] = message["result"]
                return result

    def goto(self, url: str) -> None:
        """Load a page, to its load event."""
        self.send("browsingContext.navigate", context=self.tab, url=url, wait="complete")

    def run(self, expression: str) -> Any:
        """The value of a JavaScript expression that JSON can hold; a promise is waited for."""
        wrapped = f"Promise.resolve({expression}).then(JSON.stringify)"
        result = self.send(
            "script.evaluate", expression=wrapped, target={"context": self.tab}, awaitPromise=True
        )
        assert result["type"] == "success", result["exceptionDetails"]["text"]
        return json.loads(result["result"].get("value", "null"))

    def until(self, expression: str) -> Any:
        """The first true value of *expression*."""
        end = time.monotonic() + WAIT_S
        while time.monotonic() < end:
            if value := self.run(expression):
                return value
            time.sleep(0.05)
        raise AssertionError(f"never true: {expression}")

    def type(self, text: str) -> None:
        """Keys, one after the other, into whatever has the focus."""
        keys = [{"type": kind, "value": key} for key in text for kind in ("keyDown", "keyUp")]
        self.send(
            "input.performActions", context=self.tab, actions=[{"type": "key", "id": "k", "actions": keys}]
        )

    def click(self, expression: str) -> None:
        """A real click in the middle of an element, once nothing scrolls it any more."""
        middle = f"(r => [r.x + r.width / 2, r.y + r.height / 2])({expression}.getBoundingClientRect())"
        was, (x, y) = None, self.run(middle)
        while was != (x, y):
            time.sleep(STILL_S)
            was, (x, y) = (x, y), self.run(middle)
        move = {"type": "pointerMove", "x": round(x), "y": round(y)}
        press = [{"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp")]
        self.send(
            "input.performActions",
            context=self.tab,
            actions=[{"type": "pointer", "id": "p", "actions": [move, *press]}],
        )


@contextmanager
def firefox(folder: Path) -> Iterator[Firefox]:
    """A headless one with a new profile in *folder*; None is installed: FileNotFoundError."""
    path = shutil.which("firefox-esr") or shutil.which("firefox")
    if path is None:
        raise FileNotFoundError("firefox-esr")
    command = [path, "--headless", "--no-remote", "--profile", str(folder), "--remote-debugging-port", "0"]
    log = folder / "log"
    with log.open("wb") as out, subprocess.Popen(command, stdout=out, stderr=out) as process:
        try:
            with connect(f"{_address(process, log)}/session", max_size=None) as socket:
                browser = Firefox(socket)
                browser.send("session.new", capabilities={})
                browser.send("session.subscribe", events=["log.entryAdded"])
                browser.tab = browser.send("browsingContext.getTree")["contexts"][0]["context"]
                yield browser
        finally:
            process.terminate()
            process.wait(START_S)


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    end = time.monotonic() + START_S
    while time.monotonic() < end and process.poll() is None:
        if found := re.search(r"ws://[\d.:]+", log.read_text("utf-8", "replace")):
            return found[0]
        time.sleep(0.1)
    raise AssertionError(f"Firefox did not start: {log.read_text('utf-8', 'replace')[-1000:]}")
