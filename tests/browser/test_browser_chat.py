"""The chat in a real browser: ask, read, follow a quote to its article, and all that goes with it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.chat import Chat
from tests.browser.conftest import World
from tests.browser.papers import OUTLET, QUOTED, UNMARKED
from ui.feedback import Opinions

SIGNED = "bao nhieu nuoc da ky cong uoc ha noi?"
FORCE = "Khi nào Công ước Hà Nội có hiệu lực?"
OFF = "Giá vàng hôm nay bao nhiêu?"
Axe = Callable[[Page], list[str]]


@pytest.fixture
def chat(page: Page, world: World) -> Chat:
    return Chat(page, world.url).open()


def test_an_unmarked_question_is_answered_with_a_figure_a_publisher_and_a_date(chat: Chat) -> None:
    began = time.perf_counter()
    turn = chat.ask(UNMARKED)
    assert time.perf_counter() - began < 3  # a second on an idle machine; CI's is shared
    expect(turn.locator(".answer strong").first).to_have_text(re.compile(r"\d"))
    card = chat.card(0, 1)
    expect(card.locator(".pub")).to_have_text(OUTLET)
    expect(card.locator("time")).to_have_attribute("datetime", re.compile(r"20\d\d-\d\d-\d\d"))
    expect(card.locator("mark")).not_to_be_empty()
    expect(card.locator(".ok")).to_be_visible()


def test_a_number_leads_to_its_card_and_back(chat: Chat) -> None:
    turn = chat.ask(FORCE)
    turn.locator("a.ref").first.click()
    expect(chat.card(0, 1)).to_be_focused()
    chat.card(0, 1).locator(".back").click()
    expect(turn.locator("#t0-r1")).to_be_focused()


def test_a_number_of_an_older_answer_brings_its_cards_back(chat: Chat) -> None:
    chat.ask(FORCE)
    chat.ask("Công ước gồm bao nhiêu chương, bao nhiêu điều?")
    expect(chat.card(0, 1)).to_be_hidden()
    chat.turn(0).locator("a.ref").first.click()
    expect(chat.card(0, 1)).to_be_focused()
    expect(chat.card(1, 1)).to_be_hidden()


def test_the_article_opens_at_the_quote(chat: Chat) -> None:
    chat.ask(QUOTED["vi"])
    quoted = chat.card(0, 1).locator("mark").inner_text()
    chat.card(0, 1).locator(".read").click()
    mark = chat.page.locator("mark#quote")
    expect(mark).to_have_text(quoted)
    expect(mark).to_be_in_viewport()
    expect(chat.page.locator("h1")).not_to_be_empty()


def test_the_original_opens_at_the_quote_in_another_tab(chat: Chat) -> None:
    chat.ask(QUOTED["vi"])
    link = chat.card(0, 1).locator(".orig")
    expect(link).to_have_attribute("href", re.compile(r"^https?://.+#:~:text="))
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("rel", "noopener noreferrer")


def test_a_follow_up_is_understood_from_the_question_before(chat: Chat) -> None:
    chat.ask("Trung Quốc đã ký Công ước Hà Nội chưa?")
    turn = chat.ask("Còn Hoa Kỳ?")
    expect(turn.locator(".answer")).to_contain_text("Hoa Kỳ chưa ký Công ước Hà Nội")
    expect(chat.page.locator("section.turn")).to_have_count(2)


def test_what_is_not_in_the_articles_is_refused_with_the_nearest_ones(chat: Chat) -> None:
    turn = chat.ask(OFF)
    expect(turn.locator(".refused")).to_be_visible()
    expect(turn.locator("a.ref")).to_have_count(0)
    expect(chat.page.locator("#panel .card")).to_have_count(0)


def test_only_the_chosen_outlet_answers(chat: Chat) -> None:
    chat.page.get_by_role("button", name="Bộ lọc").click()
    chat.page.locator("#outlet input").click()
    chat.page.get_by_role("option", name=OUTLET, exact=True).click()
    chat.ask("Có bao nhiêu trống đồng được đánh ở sân trước lễ mở ký Công ước Hà Nội?")
    expect(chat.card(0, 1)).to_be_visible()
    assert set(chat.page.locator("#panel .card .pub").all_inner_texts()) == {OUTLET}
    chat.ask(SIGNED)  # everybody else's articles and our own table would answer it
    expect(chat.turn(1).locator(".refused")).to_be_visible()


def test_nothing_later_than_the_chosen_day_is_known(chat: Chat) -> None:
    chat.page.get_by_role("button", name="Bộ lọc").click()
    field = chat.page.locator("#as_of input")
    expect(field).to_have_attribute("type", "date")
    field.fill("2025-10-10")
    chat.ask("Công ước được Đại hội đồng Liên hợp quốc thông qua ngày nào?")
    expect(chat.card(0, 1)).to_be_visible()
    days = [node.get_attribute("datetime") for node in chat.page.locator("#panel .card time").all()]
    assert days
    assert all(day and day <= "2025-10-10" for day in days)


def test_examples_are_answered_and_lead_to_further_ones(chat: Chat) -> None:
    example = chat.page.locator("#start button").first
    question = example.inner_text()
    example.click()
    turn = chat.finished(0)
    expect(turn.locator(".asked")).to_contain_text(question)
    expect(turn.locator("a.ref").first).to_be_visible()
    following = chat.page.locator("#log .try button").first
    assert following.inner_text() != question
    following.click()
    expect(chat.finished(1).locator("a.ref").first).to_be_visible()


def test_the_language_follows_the_browser_and_the_switch(browser: Browser, world: World) -> None:
    context = browser.new_context(locale="en-GB")
    chat = Chat(context.new_page(), world.url).open()
    expect(chat.page.locator("html")).to_have_attribute("lang", "en")
    expect(chat.page.locator("#send")).to_have_text("Send")
    expect(chat.page.locator(".hello")).to_contain_text("I answer questions about the Hanoi Convention")
    chat.page.get_by_role("link", name="Tiếng Việt").click()
    expect(chat.page.locator("#send")).to_have_text("Gửi")
    expect(chat.page.locator("html")).to_have_attribute("lang", "vi")
    expect(chat.page).to_have_title(re.compile("Hà Nội"))
    context.close()


def test_the_conversation_is_there_after_a_reload_and_gone_after_new_chat(chat: Chat) -> None:
    chat.ask(QUOTED["vi"])
    text = chat.turn(0).locator(".answer").inner_text()
    expect(chat.card(0, 1).locator(".ok")).to_be_visible()
    chat.open()
    assert chat.finished(0).locator(".answer").inner_text() == text
    expect(chat.card(0, 1).locator(".ok")).to_be_visible()
    chat.page.locator("#new").click()
    expect(chat.page.locator("section.turn")).to_have_count(0)
    expect(chat.page.locator(".hello")).to_be_visible()
    chat.open()
    expect(chat.page.locator("section.turn")).to_have_count(0)


def test_a_conversation_of_another_version_is_forgotten_not_fatal(chat: Chat) -> None:
    chat.ask(FORCE)
    chat.page.evaluate("localStorage.setItem('hanoi-conversation', 'garbage')")
    chat.open()
    expect(chat.ask(FORCE).locator("a.ref").first).to_be_visible()


def test_copies_with_references(chat: Chat) -> None:
    turn = chat.ask(FORCE)
    for name, wanted in (("Markdown", "### Nguồn"), ("Văn bản thuần", "Nguồn:"), ("BibTeX", "@misc{")):
        turn.locator(".copies summary").click()
        turn.get_by_role("button", name=name).click()
        expect(chat.page.locator("#said")).to_have_text("Đã sao chép")
        assert wanted in chat.page.evaluate("navigator.clipboard.readText()")


def test_the_conversation_can_be_downloaded(chat: Chat) -> None:
    chat.ask(FORCE)
    chat.ask(OFF)
    with chat.page.expect_download() as download:
        chat.page.locator("#export").click()
    text = Path(download.value.path()).read_text("utf-8")
    assert download.value.suggested_filename.endswith(".md")
    assert FORCE in text
    assert OFF in text
    assert text.startswith("# Hỏi đáp Công ước Hà Nội")


def test_a_permalink_shows_the_answer_as_it_was_given_with_its_filters(chat: Chat, world: World) -> None:
    chat.open(
        "?q=C%C3%B4ng%20%C6%B0%E1%BB%9Bc%20H%C3%A0%20N%E1%BB%99i%20l%C3%A0%20g%C3%AC%3F&as_of=2025-12-31"
    )
    turn = chat.finished(0)
    expect(turn.locator(".asked")).to_contain_text("Công ước Hà Nội là gì?")
    expect(chat.page).to_have_url(f"{world.url}?as_of=2025-12-31")  # still set for the next question
    said = turn.locator(".answer").inner_text()
    turn.locator(".permalink").click()
    expect(chat.page.locator("#said")).to_have_text("Đã sao chép")
    expect(turn.locator(".tools .note")).to_contain_text("ai có liên kết đều xem được")
    copied = chat.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"{world.url}answers/")
    chat.page.goto(copied)
    expect(chat.page.locator(".chips")).to_contain_text("31/12/2025")
    assert chat.page.locator(".answer").first.inner_text() == said
    expect(chat.page.locator(".since .same")).to_be_visible()
    chat.page.get_by_role("link", name="Hỏi câu này trong hộp hỏi đáp").click()
    expect(chat.page.locator("section.turn .chips").last).to_contain_text("31/12/2025")


def test_edit_brings_the_question_back_and_retry_asks_it_again(chat: Chat) -> None:
    chat.ask(FORCE)
    chat.page.evaluate("document.querySelector('#t0').dataset.old = 'yes'")
    chat.turn(0).get_by_role("button", name="Hỏi lại").click()
    again = chat.page.locator("#t0:not([data-old])")
    expect(again.locator(".tools")).to_be_visible()
    expect(again.locator("a.ref").first).to_be_visible()
    expect(chat.page.locator("section.turn")).to_have_count(1)
    again.get_by_role("button", name="Sửa câu hỏi").click()
    expect(chat.box).to_have_value(FORCE)
    expect(chat.page.locator("section.turn")).to_have_count(1)  # what was answered stays


def test_thumbs_and_a_comment_are_kept(chat: Chat, world: World) -> None:
    question = "Công ước Hà Nội được thông qua ngày nào?"
    turn = chat.ask(question)
    turn.get_by_role("button", name="Chưa đúng").click()
    expect(turn.get_by_role("button", name="Chưa đúng")).to_have_attribute("aria-pressed", "true")
    expect(turn.get_by_role("status")).to_have_text("Cảm ơn bạn!")
    chat.page.locator("#comment textarea").fill("Thiếu giờ.")
    chat.page.get_by_role("button", name="Gửi góp ý").click()
    expect(chat.page.locator("#comment")).to_be_hidden()
    kept = Opinions(world.home).all()[0]
    assert (kept.question, kept.liked, kept.comment) == (question, False, "Thiếu giờ.")


def test_the_keyboard_alone_is_enough(chat: Chat) -> None:
    page = chat.page
    chat.box.focus()
    page.keyboard.type(FORCE)
    page.keyboard.press("Enter")
    chat.finished(0)
    page.locator("#t0-q").evaluate("node => { node.tabIndex = -1; node.focus(); }")
    page.keyboard.press("Tab")
    expect(page.locator("#t0-r1")).to_be_focused()
    outline = page.locator("#t0-r1").evaluate("node => getComputedStyle(node).outlineWidth")
    assert float(outline.removesuffix("px")) >= 2
    page.keyboard.press("Enter")
    expect(chat.card(0, 1)).to_be_focused()
    page.keyboard.press("Tab")
    expect(chat.card(0, 1).locator(".read")).to_be_focused()
    summary = chat.turn(0).locator(".copies summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(chat.turn(0).get_by_role("button", name="BibTeX")).to_be_visible()
    page.keyboard.press("Escape")
    expect(summary).to_be_focused()
    expect(chat.turn(0).get_by_role("button", name="BibTeX")).to_be_hidden()


def test_a_screen_reader_hears_the_answer_when_it_is_whole(chat: Chat) -> None:
    chat.ask(FORCE)
    log = chat.page.get_by_role("log")
    expect(log).to_have_attribute("aria-busy", "false")
    expect(log).to_have_accessible_name("Cuộc trò chuyện")
    unnamed = chat.page.locator("button, a, input, textarea, select").evaluate_all(
        "nodes => nodes.filter(n => n.checkVisibility() && !(n.innerText || n.ariaLabel || n.labels?.length"
        " || n.title || n.getAttribute('aria-labelledby'))).map(n => n.outerHTML.slice(0, 100))"
    )
    assert unnamed == []


@pytest.mark.parametrize("width", [320, 390, 768, 2560])
def test_the_page_fits(chat: Chat, width: int) -> None:
    chat.page.set_viewport_size({"width": width, "height": 800})
    chat.ask(SIGNED)
    assert chat.overflow() <= 0
    chat.turn(0).locator("a.ref").first.click()
    expect(chat.card(0, 1)).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state(chat: Chat, axe: Axe, scheme: str) -> None:
    chat.page.emulate_media(color_scheme=scheme)
    chat.open()
    assert axe(chat.page) == []
    chat.page.get_by_role("button", name="Bộ lọc").click()
    assert axe(chat.page) == []
    turn = chat.ask(SIGNED)
    turn.locator(".copies summary").click()
    assert axe(chat.page) == []
    chat.ask(OFF)
    chat.page.set_viewport_size({"width": 390, "height": 800})
    assert axe(chat.page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["articles", "articles/{id}", "about", "privacy", "widget", "articles/none"])
def test_axe_finds_nothing_on_the_pages(page: Page, world: World, axe: Axe, path: str, scheme: str) -> None:
    first = next((world.home / "articles").glob("*.json")).stem
    page.emulate_media(color_scheme=scheme)
    page.goto(world.url + path.format(id=first))
    page.locator("h1").wait_for()
    assert axe(page) == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_nothing_moves_for_those_who_asked_for_rest(chat: Chat) -> None:
    chat.page.emulate_media(reduced_motion="reduce")
    chat.open()
    chat.ask(FORCE)
    moving = chat.page.evaluate("document.getAnimations().filter(a => a.playState === 'running').length")
    assert moving == 0


def test_the_page_weighs_little_and_asks_nobody_else(browser: Browser, world: World) -> None:
    context = browser.new_context(locale="vi-VN")  # a first visit, with nothing in the cache
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    weights: list[float] = []
    network.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))
    chat = Chat(page, world.url).open()
    chat.ask(FORCE)
    assert 200_000 <= sum(weights) <= 550_000
    assert {url.split("/")[2] for url in asked if url.startswith("http")} == {world.url.split("/")[2]}
    cookies = context.cookies()
    assert cookies == []
    context.close()
