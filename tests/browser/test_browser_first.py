"""The first seconds: a greeting and a box before any script, nothing jumps, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.chat import Chat
from tests.browser.serving import running
from tests.servers import free_port
from tests.ui.samples import ARTICLES, FOUND
from ui.answering import Answerer, Piece
from ui.question import Asked
from ui.settings import Settings

# Gradio's own, from its queue's statistics: pandas 3 deprecated two things that it still uses.
pytestmark = pytest.mark.filterwarnings("ignore:('future.no_silent_downcasting'|The copy keyword is)")

QUESTION = "Bao nhiêu nước đã ký?"
# Shifts that nobody caused, as Core Web Vitals count them.
SHIFTS = """window.shifted = 0; new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true })"""


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    from ui.server import create_app

    def streams(asked: Asked) -> Iterator[Piece]:
        yield replace(FOUND, question=asked.question)

    home = tmp_path_factory.mktemp("first")
    answerer = Answerer(streams, lambda: ARTICLES)
    with running(create_app(Settings(home, home, rate="100000/minute"), answerer), free_port()) as address:
        yield address


def test_without_scripts_the_form_is_answered_by_a_plain_page(browser: Browser, url: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(url)
    expect(page.locator("#first .hello")).to_contain_text("Hello! I answer")
    page.locator("#first .ask textarea").fill(QUESTION)
    page.get_by_role("button", name="Send").click()
    expect(page.locator("h1.asked")).to_contain_text(QUESTION)
    expect(page.locator("#a-c1 .words")).to_be_visible()
    context.close()


@pytest.mark.parametrize("width", [390, 1366])
def test_nothing_jumps_and_nothing_says_loading(page: Page, url: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.add_init_script(SHIFTS)
    page.goto(url, wait_until="commit")
    page.locator("#first .hello").wait_for()
    assert "Loading..." not in page.locator("body").inner_text()
    expect(page.locator("#first")).to_have_count(0)
    expect(page.locator("#box textarea")).to_be_focused()
    assert page.evaluate("window.shifted") <= 0.05


def test_what_is_typed_and_sent_before_the_chat_is_there_is_answered_by_it(page: Page, url: str) -> None:
    page.route("**/gradio_api/queue/**", lambda route: None)  # the chat's own start, held back
    page.goto(url, wait_until="commit")
    early = page.locator("#first .ask textarea")
    early.fill(QUESTION)
    early.press("Enter")
    expect(page.locator("#pending .asked")).to_have_text(QUESTION)
    page.unroute("**/gradio_api/queue/**")
    page.reload()
    Chat(page, url).finished(0)
    expect(page.locator("#t0 .asked")).to_contain_text(QUESTION)


def test_what_was_begun_in_the_first_box_goes_on_in_the_chat_s(page: Page, url: str) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/gradio_api/queue/join*", hold)
    page.goto(url, wait_until="commit")
    page.locator("#first .ask textarea").press_sequentially("Bao nhiêu")
    expect(page.locator("#first .ask textarea")).to_have_value("Bao nhiêu")
    for route in held:
        route.continue_()
    page.unroute("**/gradio_api/queue/join*")
    expect(page.locator("#first")).to_have_count(0)
    expect(page.locator("#box textarea")).to_have_value("Bao nhiêu")
    expect(page.locator("#box textarea")).to_be_focused()
