"""`docs/programs.md` as it stands there: one question by Python, command line, HTTP, MCP and LangChain."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Hanoi
from tests.ui.test_programs import served
from ui.answering import Answerer
from ui.settings import Settings
from vectorstore.index import Index

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "programs.md"
ADDRESS = "http://127.0.0.1:7860/"


def block(heading: str) -> str:
    """The one piece of code under a heading."""
    (part,) = [p for p in GUIDE.read_text("utf-8").split("\n## ") if p.startswith(heading)]
    (code,) = re.findall(r"^```(?:python|sh)\n(.*?)^```", part, re.M | re.S)
    return str(code)


@pytest.fixture(scope="module")
def url(answerer: Answerer, settings: Settings) -> Iterator[str]:
    with served(answerer, settings, mcp_hosts=("localhost", "127.0.0.1")) as address:
        yield address


def test_five_ways_give_one_answer(
    url: str, hanoi: Hanoi, starter_index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Index, "open", lambda *_: starter_index)
    monkeypatch.setattr("vectorstore.embedder.load_embedder", lambda *_: starter_index.embedder)
    space: dict[str, Any] = {"home": hanoi.home}
    exec(compile(block("Python"), "programs.md", "exec"), space)
    wanted = untimed(json.loads(json.dumps(space["answer"].to_json())))
    assert wanted["found"]
    assert wanted["citations"]

    assert untimed(json.loads(in_a_shell(block("Command line"), hanoi))) == wanted
    assert untimed(json.loads(in_a_shell(block("HTTP").replace(ADDRESS, url), hanoi))) == wanted
    called: dict[str, Any] = {"__name__": "example"}
    exec(compile(block("MCP").replace(ADDRESS, url), "programs.md", "exec"), called)
    assert untimed(called["answer"]) == wanted
    exec(compile(block("LangChain"), "programs.md", "exec"), space)
    assert space["text"] == wanted["text"]


def untimed(answer: dict[str, Any]) -> dict[str, Any]:
    return {**answer, "took_ms": None}


def in_a_shell(command: str, hanoi: Hanoi) -> str:
    """Run as a reader would, with the command of this environment first on the path."""
    env = hanoi.environ()
    env["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{env['PATH']}"
    done = subprocess.run(["sh", "-c", command], capture_output=True, env=env, timeout=300, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()
