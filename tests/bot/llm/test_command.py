"""`hanoi ask` with a model, as an owner sets it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.bot.llm.scripted import cites, serving
from tests.conftest import Hanoi

QUESTION = "How many delegates came to the Hanoi signing ceremony?"


def asked(hanoi: Hanoi, *options: str, **settings: str) -> tuple[int, dict[str, Any] | None, str]:
    done = replace(hanoi, env=settings)("ask", "--json", *options, QUESTION)
    return done.returncode, json.loads(done.stdout) if done.stdout else None, done.stderr.decode()


def test_with_and_without_the_model(hanoi: Hanoi) -> None:
    script = cites("More than 2,500 delegates came to the Hanoi signing ceremony [N].")
    with serving(script) as address:
        settings = {"HANOI_LLM": "openai:scripted", "HANOI_LLM_BASE_URL": f"{address}/v1"}
        code, answer, said = asked(hanoi, **settings)
        assert (code, said) == (0, "")
        assert answer
        assert answer["mode"] == "llm"
        assert answer["text"] == "More than 2,500 delegates came to the Hanoi signing ceremony [1]."
        code, answer, _ = asked(hanoi, "--no-llm", **settings)
        assert answer
        assert (code, answer["mode"]) == (0, "reader")
    assert len(script.requests) == 2  # the judge too
    code, answer, said = asked(hanoi, **settings)  # the server has gone
    assert answer
    assert (code, answer["mode"]) == (0, "reader")
    assert "Quotes answer instead" in said


def test_both_ways_are_compared_in_one_table(hanoi: Hanoi, tmp_path: Path) -> None:
    asked = [(QUESTION, "2,500"), ("How many chapters does the Hanoi Convention have?", "9")]
    lines = [
        json.dumps({"id": f"p{n}", "lang": "en", "kind": "number", "question": q, "must_contain": [[fact]],
                    "source_any": [], "answerable": True})
        for n, (q, fact) in enumerate(asked)
    ]  # fmt: skip
    (tmp_path / "pairs.jsonl").write_text("\n".join(lines), encoding="utf-8")
    script = cites("More than 2,500 delegates came to the Hanoi signing ceremony [N]. Wakanda did not [N].")
    with serving(script) as address:
        settings = {"HANOI_LLM": "openai:scripted", "HANOI_LLM_BASE_URL": f"{address}/v1"}
        done = replace(hanoi, env=settings)("eval", str(tmp_path / "pairs.jsonl"), "--llm")
    said = done.stdout.decode()
    table = said[said.index("By mode") :]
    print(table)
    assert done.returncode == 0, done.stderr.decode()
    assert re.search(r"reader\W+2/2", table)
    assert re.search(r"llm\W+2/2", table)
    assert "The model's words are in 1 of 2 answers" in table


def test_a_model_that_cannot_be_had_is_bad_usage(hanoi: Hanoi) -> None:
    code, answer, said = asked(hanoi, HANOI_LLM="unheard:of")
    assert (code, answer) == (2, None)
    assert said.startswith("hanoi: 'unheard:of' names no language model.")
    assert "Traceback" not in said
