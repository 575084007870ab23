"""A site that the owner did not list: whatever it asks for, a browser will not let it read, frame or write."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from starlette.testclient import TestClient

from tests.ui.conftest import NEWS
from ui import own
from ui.answering import Answerer, Piece
from ui.question import Asked

EVIL = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
GRADIO = ("/config", "/gradio_api/info", "/gradio_api/startup-events")
WRITES = (
    "/api/ask",
    "/api/opinion",
    "/gradio_api/queue/join",
    "/gradio_api/call/ask",
    "/gradio_api/cancel",
    "/gradio_api/reset",
)


def reads(client: TestClient, article: str) -> list[str]:
    """Every address that answers GET, and some where nothing is."""
    served = {str(route.path) for route in client.app.routes if hasattr(route, "path")}  # type: ignore[attr-defined]
    assert {"/healthz", "/metrics", "/own/{version}/{name}", "/widget.js"} <= served
    pages = ["/", "/articles", f"/articles/{article}", "/about", "/privacy", "/widget", "/embed"]
    filled = [
        path.replace("{version}", own.version()).replace("{name}", "page.css")
        for path in sorted(served)
        if not re.search(r"\{(?!version|name)", path)
    ]
    return [*pages, *filled, *GRADIO, "/nothing", "/articles/nothing", "/monitoring"]


def assert_unreadable(response: object) -> None:
    headers = response.headers  # type: ignore[attr-defined]
    assert not [name for name in headers if name.startswith("access-control-")]
    assert "evil" not in headers["content-security-policy"]
    assert f"frame-ancestors 'self' {NEWS}" in headers["content-security-policy"]


def test_no_address_can_be_read_or_framed(client: TestClient, answerer: Answerer) -> None:
    addresses = reads(client, answerer.articles()[0].id)
    assert len(addresses) >= 20
    for address in addresses:
        assert_unreadable(client.get(address, headers=EVIL))


@pytest.mark.parametrize("address", WRITES)
def test_nothing_can_be_sent(client: TestClient, address: str) -> None:
    response = client.post(address, headers=EVIL, json={"question": "Công ước Hà Nội là gì?"})
    assert (response.status_code, response.json()["error"]) == (403, "foreign_origin")
    assert_unreadable(response)
    assert_unreadable(client.options(address, headers=EVIL))


def test_an_error_of_ours_tells_it_nothing_either(make_client: Callable[..., TestClient]) -> None:
    def fails(asked: Asked) -> Iterator[Piece]:
        raise ZeroDivisionError
        yield

    client = make_client(Answerer(fails))
    response = client.post("/api/ask", headers={"Origin": NEWS}, json={"question": "Hỏi?"})
    assert (response.status_code, response.headers["access-control-allow-origin"]) == (500, NEWS)
    assert_unreadable(client.post("/api/ask", json={"question": "Hỏi?"}))
    assert_unreadable(client.get("/articles", headers=EVIL))
