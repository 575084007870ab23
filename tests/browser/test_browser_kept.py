"""Nobody's work is lost on the chat page: double clicks, lost connections, quick questions, long pastes."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chat import Chat
from tests.browser.serving import running
from tests.servers import free_port
from tests.ui.samples import ARTICLES, FOUND
from ui.answering import Answerer, Piece
from ui.question import Asked
from ui.settings import Settings

# Gradio's own, from its queue's statistics: pandas 3 deprecated two things that it still uses.
pytestmark = pytest.mark.filterwarnings("ignore:('future.no_silent_downcasting'|The copy keyword is)")

SLOW = "Câu hỏi chậm?"
QUICK = "Bao nhiêu nước đã ký?"
may_answer = threading.Event()


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    from ui.server import create_app

    def streams(asked: Asked) -> Iterator[Piece]:
        if asked.question == SLOW:
            may_answer.wait(20)
        yield replace(FOUND, question=asked.question)

    home = tmp_path_factory.mktemp("kept")
    answerer = Answerer(streams, lambda: ARTICLES)
    with running(create_app(Settings(home, home, rate="100000/minute"), answerer), free_port()) as address:
        yield address


@pytest.fixture
def chat(page: Page, url: str) -> Chat:
    may_answer.clear()
    return Chat(page, url).open()


def test_a_double_click_on_filters_leaves_the_conversation_and_a_new_chat_can_be_undone(chat: Chat) -> None:
    chat.ask(QUICK)
    toggle = chat.page.locator("#filters button.label-wrap")
    toggle.dblclick()
    toggle.click()
    expect(chat.page.locator("section.turn")).to_have_count(1)
    expect(toggle).to_have_attribute("aria-expanded", "true")
    chat.page.locator("#new").click()
    expect(chat.page.locator("section.turn")).to_have_count(0)
    chat.page.locator("[data-act=undo]").click()
    expect(chat.page.locator("section.turn")).to_have_count(1)


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_the_filters_open_without_moving_their_button_and_make_way_for_the_answer(
    chat: Chat, width: int
) -> None:
    chat.page.set_viewport_size({"width": width, "height": 800})
    chat.ask(QUICK)
    toggle, fields = (
        chat.page.locator("#filters button.label-wrap"),
        chat.page.locator("#since, #until, #as_of"),
    )
    toggle.scroll_into_view_if_needed()
    before = toggle.bounding_box()
    toggle.click()
    expect(fields.first).to_be_visible()
    assert toggle.bounding_box() == before
    cut = "nodes => nodes.filter(n => n.querySelector('input').scrollWidth > n.clientWidth).length"
    assert fields.evaluate_all(cut) == 0
    chat.ask(QUICK)
    expect(fields.first).to_be_hidden()
    expect(toggle).to_have_attribute("aria-expanded", "false")


def test_a_question_typed_offline_is_kept_and_sent_when_the_connection_is_back(chat: Chat) -> None:
    chat.page.context.set_offline(True)
    chat.box.fill(QUICK)
    chat.box.press("Enter")
    expect(chat.page.locator("#pending")).to_contain_text("Không có kết nối mạng")
    expect(chat.box).to_have_value(QUICK)
    chat.page.context.set_offline(False)
    chat.finished(0)
    expect(chat.page.locator("#pending")).to_have_text("")


def test_a_question_that_cannot_be_delivered_is_given_back_and_sent_again(chat: Chat) -> None:
    chat.page.route("**/queue/join*", lambda route: route.abort())
    chat.box.fill(QUICK)
    chat.box.press("Enter")
    expect(chat.page.locator("#pending")).to_contain_text("Không kết nối được máy chủ")
    expect(chat.box).to_have_value(QUICK)
    expect(chat.page.locator(".toast-wrap")).to_be_hidden()
    chat.page.unroute("**/queue/join*")
    # Gradio loads the page anew meanwhile; on CI's shared cores that takes seconds.
    expect(chat.turn(0).locator(".tools")).to_be_visible(timeout=20_000)
    expect(chat.turn(0).locator(".asked")).to_contain_text(QUICK)


def test_a_press_that_asks_nothing_of_the_server_is_said_and_the_question_given_back(chat: Chat) -> None:
    deaf = "document.addEventListener('keypress', event => event.stopImmediatePropagation(), true)"
    chat.page.evaluate(deaf)  # as Gradio is, once it has given its connection up
    chat.box.fill(QUICK)
    chat.box.press("Enter")
    expect(chat.page.locator("#pending")).to_contain_text("Trang đã mất kết nối nên câu hỏi chưa được gửi.")
    expect(chat.box).to_have_value(QUICK)
    chat.page.get_by_role("button", name="Tải lại trang và gửi").click()
    expect(chat.turn(0).locator(".tools")).to_be_visible(timeout=20_000)  # a whole page is loaded first
    expect(chat.turn(0).locator(".asked")).to_contain_text(QUICK)


def test_two_tabs_each_keep_their_own_conversation(chat: Chat) -> None:
    chat.ask(QUICK)
    other = Chat(chat.page.context.new_page(), chat.url).open()
    other.page.locator("#new").click()
    expect(other.page.locator("section.turn")).to_have_count(0)
    other.ask("Ai đã ký?")
    mine = chat.page
    mine.reload()
    expect(mine.locator("section.turn .asked")).to_contain_text([QUICK])
    other.page.reload()
    expect(other.page.locator("section.turn .asked")).to_contain_text(["Ai đã ký?"])


def test_a_question_is_shown_before_the_server_has_said_anything(chat: Chat) -> None:
    chat.page.route("**/queue/join*", lambda route: None)
    chat.box.fill(QUICK)
    chat.box.press("Enter")
    expect(chat.page.locator("#pending .asked")).to_have_text(QUICK)
    chat.page.unroute("**/queue/join*")


def test_a_question_asked_while_another_is_answered_waits_its_turn(chat: Chat) -> None:
    chat.box.fill(SLOW)
    chat.box.press("Enter")
    expect(chat.page.locator("section.turn")).to_have_count(1)
    chat.box.fill(QUICK)
    chat.box.press("Enter")
    expect(chat.page.locator("#pending")).to_contain_text("sẽ được gửi khi có câu trả lời trước")
    expect(chat.box).to_have_value(QUICK)
    may_answer.set()
    chat.finished(1)
    expect(chat.turn(0).locator(".asked")).to_contain_text(SLOW)
    expect(chat.turn(1).locator(".asked")).to_contain_text(QUICK)


def test_too_long_a_paste_is_whole_and_said(chat: Chat) -> None:
    chat.box.fill("a" * 3000)
    expect(chat.page.locator("#pending")).to_contain_text("3.000")
    chat.box.press("Enter")
    expect(chat.page.locator("section.turn")).to_have_count(0)
    assert len(chat.box.input_value()) == 3000


def test_a_filter_is_a_chip_that_takes_itself_away(chat: Chat) -> None:
    chat.page.locator("#filters button.label-wrap").click()
    chat.page.locator("#since input").fill("2025-10-01")
    chip = chat.page.locator("#chosen .chips button")
    expect(chip).to_contain_text("1/10/2025")
    chat.ask(QUICK)
    expect(chat.turn(0).locator(".chips")).to_contain_text("1/10/2025")
    chat.page.reload()
    expect(chat.page.locator("#first")).to_have_count(0, timeout=20_000)
    expect(chip).to_contain_text("1/10/2025", timeout=20_000)
    chip.click()
    expect(chip).to_have_count(0)
    expect(chat.page).not_to_have_url(re.compile("from="))
    chat.page.locator("#filters button.label-wrap").click()
    expect(chat.page.locator("#since input")).to_have_value("")


def test_the_focused_box_is_seen_and_the_title_keeps_its_language(page: Page, url: str) -> None:
    chat = Chat(page, url).open("?lang=en")
    chat.box.focus()
    assert chat.box.evaluate("n => getComputedStyle(n).boxShadow").count("2px") >= 1
    expect(page).to_have_title("Hanoi Convention: questions and answers")
