"""Thumbs from the widget: kept for an answer that we gave, refused for every other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.ui.conftest import NEWS
from tests.ui.samples import FOUND, answering
from ui.feedback import Opinions
from ui.settings import Settings

AsHtml = dict[str, Any]


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    from ui.server import create_app

    settings = Settings(tmp_path, tmp_path, embed_origins=(NEWS,))
    answerer = answering(FOUND)
    yield TestClient(create_app(settings, answerer), raise_server_exceptions=False)
    answerer.close()


@pytest.fixture
def given(client: TestClient) -> AsHtml:
    body: AsHtml = client.post("/api/ask?render=html", json={"question": FOUND.question}).json()
    return body


@pytest.mark.parametrize("liked", [True, False])
def test_a_thumb_is_kept_with_its_answer(
    client: TestClient, given: AsHtml, tmp_path: Path, liked: bool
) -> None:
    sent = {"liked": liked, "given": given}
    assert client.post("/api/opinion", json=sent, headers={"Origin": NEWS}).status_code == 204
    (kept,) = Opinions(tmp_path).all()
    assert (kept.liked, kept.question, kept.answer) == (liked, FOUND.question, FOUND.text)
    assert f'hanoi_opinions_total{{liked="{str(liked).lower()}"}} 1.0' in client.get("/metrics").text


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"text": "Công ước đã bị hủy [1]."}, id="words of somebody else's"),
        pytest.param({"question": "Mua vé ở đâu?"}, id="another question"),
        pytest.param({"id": None}, id="no id"),
        pytest.param({"id": "A" * 43}, id="an id that we never made"),
        pytest.param({"citations": "x"}, id="another shape"),
        pytest.param({"more": 1}, id="a field too many"),
        pytest.param({"citations": [{"marks": [[1]]}]}, id="a citation cut short"),
    ],
)
def test_what_we_did_not_say_is_not_kept(
    client: TestClient, given: AsHtml, tmp_path: Path, change: AsHtml
) -> None:
    response = client.post("/api/opinion", json={"liked": True, "given": {**given, **change}})
    assert response.status_code == 422
    assert response.json()["error"] == "bad_question"
    assert Opinions(tmp_path).all() == ()


def test_the_plain_answer_has_no_id(client: TestClient) -> None:
    assert "id" not in client.post("/api/ask", json={"question": FOUND.question}).json()
