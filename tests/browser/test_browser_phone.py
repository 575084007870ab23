"""On a phone: the box stays where thumbs are, the sources follow the answer, and nothing is said four times."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chat import Chat
from tests.browser.serving import answering, found

# Gradio's own, from its queue's statistics: pandas 3 deprecated two things that it still uses.
pytestmark = pytest.mark.filterwarnings("ignore:('future.no_silent_downcasting'|The copy keyword is)")

QUESTION = "Bao nhiêu nước đã ký?"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with answering(found, tmp_path_factory.mktemp("phone")) as address:
        yield address


@pytest.fixture
def chat(page: Page, url: str) -> Chat:
    page.set_viewport_size({"width": 390, "height": 800})
    return Chat(page, url).open()


def test_the_box_stays_at_the_bottom_and_covers_nothing(chat: Chat) -> None:
    for _ in range(3):
        chat.ask(QUESTION)
    for place in ("0", "document.body.scrollHeight"):
        chat.page.evaluate(f"scrollTo(0, {place})")
        expect(chat.box).to_be_in_viewport(ratio=1)
        expect(chat.page.locator("#send")).to_be_in_viewport(ratio=1)
    foot, box = chat.page.locator("#foot").bounding_box(), chat.page.locator("#composer").bounding_box()
    assert foot
    assert box
    assert foot["y"] + foot["height"] <= box["y"]
    assert box["height"] <= 160


def test_a_source_is_opened_where_it_is_cited_and_by_a_tap(chat: Chat) -> None:
    turn = chat.ask(QUESTION)
    words = [chat.card(0, n).locator(".words") for n in (1, 2)]
    expect(words[0]).to_be_hidden()
    turn.locator("a.ref").first.click()
    expect(words[0]).to_be_visible()
    chat.card(0, 2).locator("h3").click()
    expect(words[1]).to_be_visible()
    expect(words[0]).to_be_hidden()
    assert chat.page.locator("body").inner_text().count("72 nước") <= 3


def test_a_comment_says_which_answer_it_is_about(chat: Chat) -> None:
    chat.ask(QUESTION).locator("[data-act=bad]").click()
    expect(chat.page.get_by_label(f"Góp ý về câu trả lời cho “{QUESTION}”")).to_be_focused()


def test_the_reader_view_leads_back_to_the_answer(chat: Chat) -> None:
    chat.ask(QUESTION)
    chat.card(0, 1).locator("a.read").click()
    chat.page.get_by_role("link", name="Quay lại câu trả lời").click()
    expect(chat.turn(0).locator(".asked")).to_contain_text(QUESTION)
