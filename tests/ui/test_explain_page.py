"""The owner's page: closed to everybody else, and says what the command says."""

from __future__ import annotations

import base64
from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

OWNER, VISITORS = "an owner's password", "a visitors' password"
QUESTION = "When was the convention opened for signature?"


def basic(password: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"me:{password}".encode()).decode()}


@pytest.fixture
def mine(make_client: Callable[..., TestClient]) -> TestClient:
    return make_client(owner_password=OWNER, page_password=VISITORS)


def test_without_an_owners_password_there_is_no_such_page(make_client: Callable[..., TestClient]) -> None:
    client = make_client(page_password=VISITORS)
    for path in ("/explain", "/explain.json"):
        assert client.get(f"{path}?q=x", headers=basic(VISITORS)).status_code == 404


@pytest.mark.parametrize("path", ["/explain", "/explain.json"])
def test_only_the_owners_password_opens_it(mine: TestClient, path: str) -> None:
    assert mine.get(f"{path}?q={QUESTION}").status_code == 401
    refused = mine.get(f"{path}?q={QUESTION}", headers=basic(VISITORS))
    assert (refused.status_code, "Basic" in refused.headers["www-authenticate"]) == (401, True)
    assert mine.get(f"{path}?q={QUESTION}", headers=basic(OWNER)).status_code == 200
    assert mine.get("/about", headers=basic(OWNER)).status_code == 401  # and nothing else


def test_an_owners_password_alone_leaves_the_chat_open(make_client: Callable[..., TestClient]) -> None:
    client = make_client(owner_password=OWNER)
    assert client.get("/about").status_code == 200
    assert client.get("/explain").status_code == 401
    assert client.get("/explain/", follow_redirects=True).status_code in (401, 404)


def test_it_tells_what_decided(mine: TestClient) -> None:
    told = mine.get("/explain.json", params={"q": QUESTION}, headers=basic(OWNER))
    assert told.headers["cache-control"] == "no-store"
    (part,) = told.json()["parts"]
    assert {"understood", "passages", "sentences", "gates", "verdict", "lead"} <= part.keys()
    page = mine.get("/explain", params={"q": QUESTION, "lang": "en"}, headers=basic(OWNER)).text
    assert "verdict: " in page
    asked = mine.get("/explain.json", params={"q": "and when?", "before": QUESTION}, headers=basic(OWNER))
    assert asked.json()["asked_as"]


@pytest.mark.parametrize(
    "fields", [{"q": "x" * 2001}, {"q": "a", "as_of": "tomorrow"}, {"q": "a", "before": "b\n" * 30}]
)
def test_what_cannot_be_asked_is_said(mine: TestClient, fields: dict[str, str]) -> None:
    page = mine.get("/explain", params=fields, headers=basic(OWNER))
    assert (page.status_code, "<pre>" in page.text) == (422, True)
    assert mine.get("/explain.json", params=fields, headers=basic(OWNER)).status_code == 422


def test_markup_in_a_question_is_shown_as_text(mine: TestClient) -> None:
    page = mine.get("/explain", params={"q": '"><script>x</script>'}, headers=basic(OWNER)).text
    assert "<script>x" not in page
    assert mine.get("/explain.json", headers=basic(OWNER)).status_code == 422
