"""With the keyboard and a screen reader: focus is never lost, and each thing is said in its own language."""

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
    with answering(found, tmp_path_factory.mktemp("access")) as address:
        yield address


@pytest.fixture
def chat(page: Page, url: str) -> Chat:
    return Chat(page, url).open()


def test_the_first_tab_leads_to_the_question(chat: Chat) -> None:
    chat.box.blur()
    chat.page.evaluate(
        "document.body.tabIndex = -1, document.body.focus(), document.body.removeAttribute('tabindex')"
    )
    chat.page.locator("a.skip").focus()
    expect(chat.page.locator("a.skip")).to_be_in_viewport()
    chat.page.keyboard.press("Enter")
    expect(chat.box).to_be_focused()
    assert chat.page.url.rstrip("/") == chat.url.rstrip("/")
    order = "document.querySelector('a,button,input,textarea') === document.querySelector('a.skip')"
    assert chat.page.evaluate(order)


def test_focus_goes_on_after_a_new_chat_a_comment_and_asking_again(chat: Chat) -> None:
    chat.ask(QUESTION)
    chat.page.locator("[data-act=retry]").press("Enter")
    chat.finished(0)
    expect(chat.turn(0).locator(".asked")).to_be_focused()
    chat.page.locator("[data-act=bad]").press("Enter")
    comment = chat.page.locator("#comment textarea")
    expect(comment).to_be_focused()
    comment.fill("Thiếu một nước")
    comment.press("Enter")
    expect(chat.box).to_be_focused()
    chat.page.locator("#new").press("Enter")
    expect(chat.page.locator("section.turn")).to_have_count(0)
    expect(chat.box).to_be_focused()


def test_what_is_vietnamese_on_an_english_page_says_so(page: Page, url: str) -> None:
    chat = Chat(page, url).open("?lang=en")
    chat.ask(QUESTION)
    for part in (
        chat.turn(0).locator(".answer"),
        *(chat.card(0, 1).locator(s) for s in (".words", "h3", ".pub")),
    ):
        expect(part).to_have_attribute("lang", "vi")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_title("Hanoi Convention: questions and answers")


def test_a_reference_is_named_as_it_is_seen_and_the_buttons_are_not_announced(chat: Chat) -> None:
    turn = chat.ask(QUESTION)
    expect(turn.locator("a.ref").first).to_have_attribute("aria-label", "Nguồn [1]")
    expect(turn.locator(".tools")).to_have_attribute("aria-live", "off")


def test_forced_colours_leave_every_button_its_edge(chat: Chat) -> None:
    chat.page.emulate_media(forced_colors="active")
    style = "n => getComputedStyle(n).borderTopStyle + getComputedStyle(n).borderTopWidth"
    assert chat.page.locator("#send").evaluate(style) == "solid1px"
