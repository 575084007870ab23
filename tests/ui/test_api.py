"""`POST /api/ask`: the Answer as JSON, and the same Answer after its words as events."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from starlette.testclient import TestClient

from bot.answer import Answer
from ui.answering import Answerer
from ui.flight import Piece
from ui.question import MAX_QUESTION, Asked

QUESTION = "Lễ mở ký Công ước Hà Nội diễn ra ngày nào?"
EVENTS = {"Accept": "text/event-stream"}
MakeClient = Callable[..., TestClient]


def events(text: str) -> list[tuple[str, dict[str, object]]]:
    """Server-sent events as (name, data)."""
    blocks = [block.split("\n") for block in text.strip().split("\n\n") if not block.startswith(":")]
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in blocks]


def test_an_answer_quotes_its_article_word_for_word(client: TestClient, answerer: Answerer) -> None:
    answer = client.post("/api/ask", json={"question": QUESTION}).json()
    assert answer["found"]
    assert answer["question"] == QUESTION
    texts = {article.id: article.text for article in answerer.articles()}
    assert answer["citations"]
    for citation in answer["citations"]:
        assert texts[citation["article_id"]][citation["start"] : citation["end"]] == citation["quote"]


def test_the_events_end_in_the_same_answer(client: TestClient) -> None:
    whole = client.post("/api/ask", json={"question": QUESTION}).json()
    response = client.post("/api/ask", json={"question": QUESTION}, headers=EVENTS)
    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.headers["x-accel-buffering"] == "no"
    got = events(response.text)
    assert [name for name, _ in got][-1] == "answer"
    assert {name for name, _ in got[:-1]} <= {"delta"}
    assert "".join(str(data["text"]) for name, data in got if name == "delta") == whole["text"]
    assert {**got[-1][1], "took_ms": 0} == {**whole, "took_ms": 0}


def test_what_the_articles_do_not_say_is_not_found_and_not_an_error(client: TestClient) -> None:
    response = client.post("/api/ask", json={"question": "Giá vàng hôm nay bao nhiêu?"})
    assert response.status_code == 200
    assert response.json()["found"] is False
    assert response.json()["reason"]


def test_html_comes_only_when_asked_for(client: TestClient) -> None:
    plain = client.post("/api/ask", json={"question": QUESTION}).json()
    rendered = client.post("/api/ask?render=html", json={"question": QUESTION}).json()
    assert "html" not in plain
    assert 'class="answer"' in rendered["html"]
    assert client.post("/api/ask?render=pdf", json={"question": QUESTION}).status_code == 422


def test_as_of_a_day_before_everything_nothing_is_known(client: TestClient) -> None:
    answer = client.post("/api/ask", json={"question": QUESTION, "as_of": "2001-01-01"}).json()
    assert answer["found"] is False


@pytest.mark.parametrize(
    ("body", "names"),
    [
        pytest.param({}, "question", id="no question"),
        pytest.param({"question": None}, "question", id="null"),
        pytest.param({"question": 65}, "question", id="a number"),
        pytest.param({"question": "a", "history": "b"}, "history", id="history that is no list"),
        pytest.param({"question": "a", "as_of": "26/10"}, "not a date", id="half a date"),
        pytest.param({"question": "a", "top_k": 3}, "top_k", id="an unknown field"),
        pytest.param({"question": "a", "language": "fr"}, "language", id="a language we have not"),
        pytest.param({"question": "a" * (MAX_QUESTION + 1)}, "2,001 characters", id="too long"),
        pytest.param({"question": "a\0b"}, "NUL", id="NUL"),
        pytest.param([1], "the body", id="a list"),
    ],
)
@pytest.mark.parametrize("headers", [{}, EVENTS], ids=["as JSON", "as events"])
def test_a_bad_request_is_told_what_is_wrong(
    client: TestClient, body: object, names: str, headers: dict[str, str]
) -> None:
    response = client.post("/api/ask", json=body, headers=headers)
    assert response.status_code == 422
    assert names in response.json()["message"]
    assert "\n" not in response.json()["message"]


@pytest.mark.parametrize(
    "body", [b"[" * 100_000, b'{"question": "' + b"\xff" + b'"}', b'{"question": NaN}', b""]
)
def test_nonsense_for_a_body_is_a_4xx(client: TestClient, body: bytes) -> None:
    response = client.post("/api/ask", content=body, headers={"Content-Type": "application/json"})
    assert response.status_code in (400, 422)
    assert response.json()["message"]


def test_a_form_of_another_site_is_no_question(client: TestClient) -> None:
    response = client.post("/api/ask", content='{"question": "a"}', headers={"Content-Type": "text/plain"})
    assert response.status_code == 422


def test_a_stream_begins_before_a_slow_first_word(make_client: MakeClient) -> None:
    def slow(asked: Asked) -> Iterator[Piece]:
        time.sleep(0.8)
        if asked.question == "fails":
            raise RuntimeError
        yield "word"

    client = make_client(Answerer(slow))
    response = client.post("/api/ask", json={"question": "waits"}, headers=EVENTS)
    assert response.text.startswith(": ")
    assert events(response.text) == [("delta", {"text": "word"})]
    late = client.post("/api/ask", json={"question": "fails"}, headers=EVENTS)
    assert (late.status_code, [name for name, _ in events(late.text)]) == (200, ["error"])
    assert client.post("/api/ask", json={"question": "fails"}).status_code == 500, "JSON waits for the end"


def test_an_error_after_the_first_word_is_an_event_and_a_trace_in_the_log(
    make_client: MakeClient, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(asked: Asked) -> Iterator[Piece]:
        yield "word"
        raise RuntimeError("secret detail")

    response = make_client(Answerer(breaks)).post("/api/ask", json={"question": "a"}, headers=EVENTS)
    got = events(response.text)
    assert [name for name, _ in got] == ["delta", "error"]
    assert got[1][1]["error"] == "unexpected"
    assert "secret" not in response.text
    logged = next(record for record in caplog.records if record.message == "answer failed")
    assert logged.exc_info is not None
    assert "secret detail" in str(logged.exc_info[1])


def test_health_ready_and_metrics_tell_what_happened(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"ok": True}
    assert client.get("/readyz").json() == {"ready": True}
    client.post("/api/ask", json={"question": QUESTION})
    text = client.get("/metrics").text
    assert 'hanoi_requests_total{route="/api/ask",status="200"}' in text
    assert 'outcome="found"' in text
    assert 'hanoi_step_seconds_count{step="total"}' in text
    assert QUESTION not in text


def test_without_articles_it_is_not_ready(make_client: MakeClient) -> None:
    response = make_client(Answerer(lambda asked: iter(()))).get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"ready": False}


def test_one_canary_serves_many_watchers(make_client: MakeClient, answerer: Answerer) -> None:
    asked: list[str] = []

    def counts(question: Asked) -> Iterator[Piece]:
        asked.append(question.question)
        searched = {"retrieve": 1.0} if len(asked) > 1 else {}
        yield Answer(question.question, "", False, "vi", took_ms=searched)

    client = make_client(Answerer(counts, answerer.articles))
    assert [client.get("/readyz").status_code for _ in range(5)] == [200] * 5
    assert len(asked) == 2  # the first title was answered without a search, which says nothing of the index


def test_fifty_at_once_are_all_answered(client: TestClient) -> None:
    found: list[bool] = []

    def ask() -> None:
        found.append(client.post("/api/ask", json={"question": QUESTION}).json()["found"])

    threads = [threading.Thread(target=ask) for _ in range(50)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert found == [True] * 50, time.monotonic() - began
