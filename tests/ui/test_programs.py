"""Gradio's API and the MCP tool over real HTTP: the same answers, limits and refusals as `POST /api/ask`."""

from __future__ import annotations

import asyncio
import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError
from mcp import Client as McpClient
from mcp_types import CallToolResult, Tool

from tests.browser.serving import running
from tests.servers import free_port
from tests.ui.conftest import NEWS
from ui.answering import Answerer
from ui.question import MAX_QUESTION, MAX_TURNS
from ui.server import create_app
from ui.settings import BadSetting, Settings

# Gradio's own, from its queue's statistics: pandas 3 deprecated two things that it still uses.
pytestmark = pytest.mark.filterwarnings("ignore:('future.no_silent_downcasting'|The copy keyword is)")

REPOSITORY = Path(__file__).resolve().parents[2]
QUESTION = "When does the Hanoi Convention enter into force?"
TOKEN = "0123456789abcdef"
WRONG = [
    pytest.param({"question": "x" * (MAX_QUESTION + 1)}, "2,000 at most", id="too long"),
    pytest.param({"question": " "}, "is empty", id="empty"),
    pytest.param({"question": 7}, "question: ", id="no text"),
    pytest.param({"question": "a", "history": ["b"] * (MAX_TURNS + 1)}, "the last 20", id="long history"),
    pytest.param({"question": "a", "as_of": "tomorrow"}, "not a date", id="no date"),
    pytest.param({"question": "a", "language": "fr"}, "language: ", id="no language of ours"),
]


@contextmanager
def served(answerer: Answerer, settings: Settings, **changed: Any) -> Iterator[str]:
    """The whole application on a free port; the answerer, which others use too, stays open."""
    port, seen, close = free_port(), answerer.seen, answerer.close
    answerer.close = lambda grace_s=0.0: True  # type: ignore[method-assign]
    try:
        with running(create_app(replace(settings, **changed), answerer), port) as url:
            yield url
    finally:
        answerer.close, answerer.seen = close, seen  # type: ignore[method-assign]


@pytest.fixture(scope="module")
def url(answerer: Answerer, settings: Settings) -> Iterator[str]:
    with served(answerer, settings, mcp_hosts=("localhost",)) as address:
        yield address


def gradio(url: str, **fields: object) -> Any:
    """What a program with gradio_client gets."""
    client = Client(url, verbose=False, analytics_enabled=False)
    try:
        return client.predict(**fields, api_name="/ask")
    finally:
        client.close()


def mcp(url: str, **fields: object) -> CallToolResult:
    """What a program that speaks MCP gets."""

    async def call() -> CallToolResult:
        async with McpClient(f"{url}api/mcp") as client:
            return await client.call_tool("ask_hanoi_convention", fields)

    return asyncio.run(call())


def untimed(answer: dict[str, Any]) -> dict[str, Any]:
    return {**answer, "took_ms": None}


def test_all_three_doors_give_the_same_answer(url: str) -> None:
    fields = {
        "question": "Bao nhiêu nước đã ký?",
        "history": ["Công ước Hà Nội là gì?"],
        "as_of": "2025-12-31",
    }
    plain = httpx.post(f"{url}api/ask", json=fields).json()
    assert plain["found"]
    assert untimed(gradio(url, **fields)) == untimed(plain)
    told = mcp(url, **fields)
    assert untimed(told.structured_content or {}) == untimed(plain)
    assert untimed(json.loads(told.content[0].text)) == untimed(plain)  # type: ignore[union-attr]


@pytest.mark.parametrize(("fields", "words"), WRONG)
def test_what_cannot_be_asked_is_refused_in_words(url: str, fields: dict[str, object], words: str) -> None:
    with pytest.raises(AppError, match=words):
        gradio(url, **fields)
    told = mcp(url, **fields)
    assert told.is_error
    assert words in told.content[0].text  # type: ignore[union-attr]


def test_a_question_without_its_other_values_is_told_which_are_missing(url: str) -> None:
    def called(*data: object) -> str:
        event = httpx.post(f"{url}gradio_api/call/ask", json={"data": data}).json()["event_id"]
        return httpx.get(f"{url}gradio_api/call/ask/{event}").text

    parameters = httpx.get(f"{url}gradio_api/info").json()["named_endpoints"]["/ask"]["parameters"]
    names = ", ".join(parameter["parameter_name"] for parameter in parameters)
    assert f"needs 7 values here: {names}; null for" in called(QUESTION)
    assert "event: complete" in called(QUESTION, *[None] * 6)


def test_the_examples_of_the_document_work(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = (REPOSITORY / "docs/api.md").read_text("utf-8").replace("http://127.0.0.1:7860/", url)
    examples = re.findall(r"^```python\n(.*?)^```", text, re.M | re.S)
    assert len(examples) == 2
    for example in examples:
        exec(compile(example, "docs/api.md", "exec"), {"__name__": "example"})
        assert "90th day" in capsys.readouterr().out


def test_the_tool_tells_its_fields_and_the_shape_of_its_answer(url: str) -> None:
    async def tools() -> list[Tool]:
        async with McpClient(f"{url}api/mcp") as client:
            return (await client.list_tools()).tools

    (tool,) = asyncio.run(tools())
    assert tool.input_schema["required"] == ["question"]
    assert {"citations", "found", "timeline"} <= set((tool.output_schema or {})["properties"])


def test_one_endpoint_of_the_page_is_for_programs(url: str) -> None:
    assert list(httpx.get(f"{url}gradio_api/info").json()["named_endpoints"]) == ["/ask"]


def test_each_door_counts_questions_by_the_same_limit(answerer: Answerer, settings: Settings) -> None:
    with served(answerer, settings, mcp_hosts=("localhost",), rate="3/hour") as url:
        assert httpx.post(f"{url}api/ask", json={"question": QUESTION}).status_code == 200
        assert gradio(url, question=QUESTION)["found"]
        assert not mcp(url, question=QUESTION).is_error
        assert httpx.post(f"{url}api/ask", json={"question": QUESTION}).status_code == 429
        with pytest.raises(AppError, match="a lot of questions"):
            gradio(url, question=QUESTION)
        assert "a lot of questions" in mcp(url, question=QUESTION).content[0].text  # type: ignore[union-attr]


def test_the_owner_s_token_is_asked_for_at_each_door(answerer: Answerer, settings: Settings) -> None:
    with served(answerer, settings, mcp_hosts=("localhost",), api_token=TOKEN) as url:
        with pytest.raises(AppError, match="owner's token"):
            gradio(url, question=QUESTION)
        assert httpx.post(f"{url}api/mcp", json={}).status_code == 401
        client = Client(url, verbose=False, headers={"Authorization": f"Bearer {TOKEN}"})
        assert client.predict(QUESTION, api_name="/ask")["found"]
        client.close()


PING = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
JSON = {"Accept": "application/json, text/event-stream"}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({}, 200, id="a program"),
        pytest.param({"Host": "evil.example"}, 421, id="a name that was made to point here"),
        pytest.param({"Host": "evil.example", "Origin": "http://evil.example"}, 421, id="its page"),
        pytest.param({"Origin": "https://evil.example"}, 403, id="another site's page"),
        pytest.param({"Origin": NEWS}, 200, id="a site that the owner listed"),
        pytest.param({"Sec-Fetch-Site": "cross-site"}, 403, id="a browser that names no origin"),
    ],
)
def test_the_tool_answers_programs_and_listed_sites_only(
    url: str, headers: dict[str, str], status: int
) -> None:
    assert httpx.post(f"{url}api/mcp", json=PING, headers=JSON | headers).status_code == status


def test_the_tool_holds_no_stream_open_and_takes_no_book(url: str) -> None:
    for method in ("GET", "DELETE"):
        refused = httpx.request(method, f"{url}api/mcp", headers=JSON)
        assert (refused.status_code, refused.headers["allow"]) == (405, "POST")
    assert httpx.post(f"{url}api/mcp", content=b"x" * 2_000_000).status_code == 413


def test_both_work_below_a_path(answerer: Answerer, settings: Settings) -> None:
    with served(answerer, settings, mcp_hosts=("localhost",), root_path="/chat") as url:
        assert gradio(f"{url}chat/", question=QUESTION)["found"]
        assert not mcp(f"{url}chat/", question=QUESTION).is_error


def test_the_tool_is_closed_until_its_hosts_are_named(answerer: Answerer, settings: Settings) -> None:
    with served(answerer, settings) as url:
        assert httpx.post(f"{url}api/mcp", json=PING, headers=JSON).status_code == 404


def test_without_its_library_the_owner_is_told_what_to_install(
    answerer: Answerer, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "ui.mcp_tool", raising=False)
    monkeypatch.setitem(sys.modules, "mcp.server.lowlevel", None)
    with pytest.raises(
        BadSetting, match=r"HANOI_MCP_HOSTS='localhost' cannot be used: it needs `pip install"
    ):
        create_app(replace(settings, mcp_hosts=("localhost",)), answerer)
