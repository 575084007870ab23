"""What stands around an answer: marks, other outlets, the timeline, paper, and a way on after a failure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chat import Chat
from tests.browser.conftest import World
from tests.browser.papers import OUTLET, QUOTED
from tests.browser.serving import answering
from tests.ui.samples import FOUND, REFUSED
from ui.answering import Piece
from ui.question import Asked

# Gradio's own, from its queue's statistics: pandas 3 deprecated two things that it still uses.
pytestmark = pytest.mark.filterwarnings("ignore:('future.no_silent_downcasting'|The copy keyword is)")

FAILS_ONCE = "Lỗi một lần?"
ALTERED = "Sửa lời?"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Two invented articles, an answer from both, one that was altered, and one that fails the first time."""
    failed: list[str] = []

    def streams(asked: Asked) -> Iterator[Piece]:
        if asked.question == FAILS_ONCE and not failed:
            failed.append(asked.question)
            raise ZeroDivisionError
        if asked.question == ALTERED:
            first, second = FOUND.citations
            yield replace(FOUND, citations=(replace(first, quote="Sau hai ngày đã có 73 nước ký."), second))
        else:
            yield replace(REFUSED if "vàng" in asked.question else FOUND, question=asked.question)

    with answering(streams, tmp_path_factory.mktemp("shown")) as address:
        yield address


@pytest.fixture
def chat(page: Page, url: str) -> Chat:
    return Chat(page, url).open()


def test_the_short_answer_leads_and_quotes_are_signed(page: Page, world: World) -> None:
    turn = Chat(page, world.url).open().ask(QUOTED["vi"])
    lead, quote = turn.locator(".lead"), turn.locator(".answer p").nth(1)
    sizes = [float(p.evaluate("n => parseFloat(getComputedStyle(n).fontSize)")) for p in (lead, quote)]
    assert sizes[0] > 1.3 * sizes[1]
    expect(lead.locator("strong")).to_have_text("90 trống đồng")
    expect(quote.locator(".by")).to_contain_text(f"{OUTLET}, 26/10/2025")
    assert quote.inner_text().startswith("“")


def test_a_quote_is_called_checked_only_when_it_stands_in_its_article(chat: Chat) -> None:
    chat.ask("Bao nhiêu nước đã ký?")
    expect(chat.card(0, 1).locator(".ok")).to_have_text("Đã đối chiếu nguyên văn")
    chat.ask(ALTERED)
    expect(chat.card(1, 2).locator(".ok")).to_be_visible()
    expect(chat.card(1, 1).locator(".ok")).to_have_count(0)


def test_other_outlets_and_an_inferred_date_are_told(chat: Chat) -> None:
    chat.ask("Bao nhiêu nước đã ký?")
    expect(chat.card(0, 1).locator(".more")).to_have_text("2 báo khác cũng đăng")
    expect(chat.card(0, 2).locator(".more")).to_have_count(0)
    expect(chat.card(0, 1).locator(".how")).to_have_text("(ngày suy ra từ nội dung)")


def test_two_figures_over_time_are_a_sentence_with_its_sources(chat: Chat) -> None:
    chat.ask("Bao nhiêu nước đã ký?")
    changed = chat.page.locator("#panel .changed")
    expect(changed).to_have_text("Theo thời gian: 25/10/2025: hơn 65 nước [2]; 26/10/2025: 72 nước [1].")
    changed.get_by_role("link").first.click()
    expect(chat.card(0, 2)).to_be_focused()


def test_a_failure_is_a_card_and_can_be_tried_again(chat: Chat) -> None:
    turn = chat.ask(FAILS_ONCE)
    expect(turn.locator(".failed")).to_have_text("Chưa trả lời được")
    turn.get_by_role("button", name="Hỏi lại").click()
    expect(chat.turn(0).locator("a.ref").first).to_be_visible()
    expect(chat.page.locator("section.turn")).to_have_count(1)


def test_a_bad_mark_leads_to_the_field_for_a_word_about_it(chat: Chat) -> None:
    chat.ask("Bao nhiêu nước đã ký?")
    chat.ask("Giá vàng?")
    chat.turn(0).get_by_role("button", name="Chưa đúng").click()
    field = chat.page.locator("#comment textarea")
    expect(field).to_be_focused()
    expect(field).to_be_in_viewport()


def test_a_refusal_has_no_sources_and_says_so(chat: Chat) -> None:
    chat.ask("Giá vàng?")
    expect(chat.page.locator("#panel .empty")).to_have_text("Câu trả lời này không dẫn bài nào.")


def test_on_paper_every_answer_has_its_sources_and_nothing_to_press(chat: Chat) -> None:
    chat.ask("Bao nhiêu nước đã ký?")
    chat.ask("Giá vàng?")
    expect(chat.card(0, 1)).to_be_hidden()
    chat.page.emulate_media(media="print")
    expect(chat.card(0, 1)).to_be_visible()
    for pressed in ("#send", ".tools", ".switch", ".links a", ".try"):
        expect(chat.page.locator(pressed).first).to_be_hidden()


def test_before_the_first_question_there_are_articles_to_read(chat: Chat) -> None:
    expect(chat.page.locator("#new")).to_be_hidden()
    newest = chat.page.locator("#panel .newest a").first
    expect(newest).to_have_text("Bảy mươi hai nước ký")
    newest.click()
    expect(chat.page.locator("h1")).to_have_text("Bảy mươi hai nước ký")


def test_every_suggested_question_is_answered(page: Page, world: World) -> None:
    chat = Chat(page, world.url).open()
    page.locator("#start button").first.click()
    asked = [chat.finished(0).locator(".asked").inner_text()]
    for n in range(1, 4):
        page.locator("#log .try button").first.click()
        turn = chat.finished(n)
        expect(turn.locator(".lead, a.ref").first).to_be_visible()
        expect(turn.locator(".refused, .failed")).to_have_count(0)
        asked.append(turn.locator(".asked").inner_text())
    assert len(set(asked)) == 4
