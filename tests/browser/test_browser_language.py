"""One page, one language: from the first paint on, whoever is quicker, and after a switch."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from tests.browser.chat import Chat
from tests.browser.conftest import World
from tests.browser.papers import QUOTED
from ui.strings import words
from vectorstore.types import Language

# What the page says of itself, not what articles or visitors say.
SAID = """() => [...document.querySelectorAll('#top *, #desk button, #desk summary, #desk a, #desk h2, #desk .label,'
  + '#desk .note, #desk .ok, #desk label span, #desk [role=log], textarea, .foot, .hello p')].flatMap(
  node => [node.innerText, node.ariaLabel, node.placeholder]).filter(Boolean).map(text => text.trim())"""


@pytest.fixture(params=["en-US", "vi-VN"])
def visitor(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    """Somebody whose browser asks for this language, here for the first time."""
    context = browser.new_context(locale=request.param)
    yield context
    context.close()


def assert_all_in(page: Page, language: Language) -> None:
    """Nothing of the interface is in the other language, but the link that leads to it."""
    other: Language = "vi" if language == "en" else "en"
    foreign = set(words(other).values()) - set(words(language).values()) - {"Markdown", "BibTeX"}
    said = set(page.evaluate(SAID)) - {words(language)["other_language"]}
    assert said & set(words(language).values())
    assert said & foreign == set()
    expect(page.locator("html")).to_have_attribute("lang", language)


def answered(chat: Chat, language: Language, turn: int) -> Locator:
    """The turn, with its sources beside it."""
    shown = chat.finished(turn)
    expect(chat.card(turn, 1).locator(".ok")).to_be_visible()
    assert_all_in(chat.page, language)
    return shown


def test_a_first_visitor_who_is_quicker_than_the_page_is_answered_in_their_language(
    visitor: BrowserContext, world: World
) -> None:
    page = visitor.new_page()
    chat = Chat(page, world.url)
    late: list[Route] = []
    page.route("**/queue/join*", lambda route: route.continue_() if late else late.append(route))
    page.goto(world.url)
    language: Language = "en" if page.evaluate("navigator.language") == "en-US" else "vi"
    early = page.locator("#first .ask textarea")  # there before Gradio's scripts
    early.fill(QUOTED[language])
    early.press("Enter")
    while not late:
        page.wait_for_timeout(50)
    late[0].continue_()  # the page's own first event must not sweep the question away
    answered(chat, language, 0)
    page.locator(".foot").wait_for()
    answered(chat, language, 0)
    page.reload()
    answered(chat, language, 0)


def test_a_switch_in_the_middle_changes_everything_and_stays(visitor: BrowserContext, world: World) -> None:
    page = visitor.new_page()
    chat = Chat(page, world.url).open()
    before: Language = "en" if page.evaluate("navigator.language") == "en-US" else "vi"
    after: Language = "vi" if before == "en" else "en"
    chat.ask(QUOTED[before])
    page.locator("#top .switch").click()
    page.wait_for_url("**lang=*")
    answered(chat, after, 0)
    chat.ask(QUOTED[after])
    page.reload()
    answered(chat, after, 1)
    page.locator("#top .links a").nth(1).click()
    expect(page.locator("html")).to_have_attribute("lang", after)
    page.locator(".top .links a").nth(0).click()
    answered(chat, after, 1)
