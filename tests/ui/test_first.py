"""The first screen as the server draws it, and the plain page that answers its form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from samples import FOUND, REFUSED, answering
from starlette.testclient import TestClient

from bot.answer import Answer
from ui.answering import Answerer
from ui.page.examples import Examples

Make = Callable[..., TestClient]


@pytest.mark.parametrize(("language", "hello"), [("vi", "Xin chào! Tôi trả lời"), ("en", "Hello! I answer")])
def test_the_page_greets_before_any_script_in_its_language(
    make_client: Make, language: str, hello: str
) -> None:
    page = make_client(answering(FOUND)).get("/", headers={"Accept-Language": language}).text
    first = page[page.index('<div id="first">') : page.index("<gradio-app")]
    assert hello in first
    assert '<form class="ask" action="ask" method="get">' in first
    assert f'<input type="hidden" name="lang" value="{language}">' in first
    assert "Bảy mươi hai nước ký" in first


def test_without_scripts_a_question_is_answered_with_its_sources(make_client: Make) -> None:
    page = make_client(answering(FOUND)).get("/ask", params={"q": "Bao nhiêu nước?", "lang": "vi"})
    assert page.status_code == 200
    assert "Đã có <strong>72 nước</strong> ký" in page.text
    assert 'id="a-c1"' in page.text
    assert 'href="#a-c1"' in page.text
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert "script-src 'self';" in page.headers["Content-Security-Policy"]


def test_what_was_asked_is_text_and_nothing_else(make_client: Make) -> None:
    page = make_client(answering(REFUSED)).get("/ask", params={"q": "<script>alert(1)</script>\"'"}).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def _fails() -> Answerer:
    def streams(asked: object) -> object:
        raise ZeroDivisionError
        yield

    return Answerer(streams)  # type: ignore[arg-type]


@pytest.mark.parametrize(("question", "said"), [("x" * 2001, "2.000 ký tự"), ("Hỏi?", "Có lỗi khi trả lời")])
def test_what_cannot_be_answered_is_said_and_can_be_asked_again(
    make_client: Make, question: str, said: str
) -> None:
    page = make_client(_fails()).get("/ask", params={"q": question, "lang": "vi"})
    assert (page.status_code, said in page.text) == (200, True)
    assert '<form class="ask"' in page.text


def test_an_empty_question_asks_nothing(make_client: Make) -> None:
    page = make_client(_fails()).get("/ask", params={"q": "  ", "lang": "en"})
    assert (page.status_code, "No answer this time" in page.text) == (200, False)


def test_the_plain_page_is_counted_as_a_question(make_client: Make) -> None:
    client = make_client(answering(Answer("?", "!", True, "en")), rate="2/minute")
    codes = [client.get("/ask", params={"q": "Hỏi?"}).status_code for _ in range(3)]
    assert codes == [200, 200, 429]


def test_what_is_offered_next_follows_from_the_answer() -> None:
    examples = Examples(answering(SURE))
    examples.answered("en")
    asked = replace(SURE, question="Who criticises it?", text="Rights groups criticise it.", citations=())
    other = replace(SURE, question="How long?", text="The negotiations took five years.", citations=())
    first, second = examples.following([asked], "en"), examples.following([other], "en")
    assert first[0] != second[0]
    assert "negotiations" in second[0]


SURE = replace(FOUND, language="en", confidence=0.9)
