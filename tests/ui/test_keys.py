"""A token for programs, a password for the page, and a limit on guessing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

TOKEN = "a-token-of-some-length"
PASSWORD = "a-password-of-length"
MakeClient = Callable[..., TestClient]


@pytest.fixture
def locked(make_client: MakeClient) -> TestClient:
    return make_client(api_token=TOKEN, page_password=PASSWORD)


@pytest.mark.parametrize(
    ("path", "how"),
    [
        pytest.param("/api/ask", {}, id="API without a token"),
        pytest.param(
            "/api/ask", {"headers": {"Authorization": f"Bearer {TOKEN}x"}}, id="API, token too long"
        ),
        pytest.param("/api/ask", {"headers": {"Authorization": TOKEN}}, id="API, token without its scheme"),
        pytest.param("/api/ask", {"auth": ("x", PASSWORD)}, id="API with the page's password"),
        pytest.param("/metrics", {}, id="metrics without a token"),
        pytest.param("/", {}, id="page without a password"),
        pytest.param("/", {"auth": ("x", "wrong")}, id="page with a wrong password"),
        pytest.param("/", {"headers": {"Authorization": "Basic ü"}}, id="page with nonsense"),
        pytest.param("/", {"headers": {"Authorization": f"Bearer {TOKEN}"}}, id="page with the token"),
        pytest.param("/gradio_api/queue/join", {}, id="the page's events"),
    ],
)
def test_stays_shut(locked: TestClient, path: str, how: dict[str, object]) -> None:
    how = dict(how)
    if "ü" in str(how):
        how["headers"] = {b"Authorization": "Basic ü".encode()}
    response = locked.request("POST" if "api" in path else "GET", path, **how)  # type: ignore[arg-type]
    assert response.status_code == 401
    assert response.headers["www-authenticate"].startswith(("Bearer", "Basic"))


def test_opens_with_the_right_key(locked: TestClient) -> None:
    bearer = {"Authorization": f"bearer {TOKEN}"}
    assert locked.post("/api/ask", json={"question": ""}, headers=bearer).status_code == 422
    assert locked.get("/metrics", headers=bearer).status_code == 200
    assert locked.get("/", auth=("anyone", PASSWORD)).status_code == 200


def test_health_needs_no_key(locked: TestClient) -> None:
    assert locked.get("/healthz").status_code == 200
    assert locked.get("/readyz").status_code == 200


def test_guessing_is_stopped_also_for_the_right_password(locked: TestClient) -> None:
    assert locked.get("/about", auth=("x", PASSWORD)).status_code == 200
    answers = [locked.get("/", auth=("x", f"guess {n}")).status_code for n in range(12)]
    assert answers == [401] * 10 + [429] * 2
    right = locked.get("/about", auth=("x", PASSWORD))
    assert right.status_code == 429
    assert 1 <= int(right.headers["retry-after"]) <= 60
    assert locked.get("/healthz").status_code == 200


def test_guessing_is_stopped_also_for_the_right_token(locked: TestClient) -> None:
    guesses = [{"Authorization": f"Bearer guess {n}"} for n in range(10)]
    body = {"question": ""}
    assert {locked.post("/api/ask", json=body, headers=guess).status_code for guess in guesses} == {401}
    right = {"Authorization": f"Bearer {TOKEN}"}
    assert locked.post("/api/ask", json=body, headers=right).status_code == 429
    assert locked.get("/metrics", headers=right).status_code == 429


def test_who_sends_no_key_has_not_guessed(locked: TestClient) -> None:
    assert {locked.get("/").status_code for _ in range(20)} == {401}
    assert locked.get("/about", auth=("x", PASSWORD)).status_code == 200
