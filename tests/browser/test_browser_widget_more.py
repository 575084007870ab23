"""The widget's own way on: copying, the full page, Back on a phone, and nothing before the visitor agrees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.serving import Site, other_site, running
from tests.servers import free_port
from tests.ui.samples import ARTICLES, FOUND
from ui import own
from ui.answering import Answerer, Piece
from ui.feedback import Opinions
from ui.question import Asked
from ui.settings import Settings

# Gradio's own, from its queue's statistics: pandas 3 deprecated two things that it still uses.
pytestmark = pytest.mark.filterwarnings("ignore:('future.no_silent_downcasting'|The copy keyword is)")

QUESTION = "Bao nhiêu nước đã ký?"
# What a site pays for the chat, both scripts as they are sent.
MOST_BYTES = 15_000


@dataclass
class Both:
    """Our server, and a site that embeds it."""

    url: str
    site: Site
    home: Path

    def page(self, path: str, options: str = "") -> str:
        tag = f'<script src="{self.url}widget.js" data-lang="vi" {options} defer></script>'
        return self.site.page(path, f'<meta name=viewport content="width=device-width"><h1>News</h1>{tag}')


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    from ui.server import create_app

    def streams(asked: Asked) -> Iterator[Piece]:
        at = len(asked.question) % 2  # not every question has one answer, or nothing would follow
        yield replace(
            FOUND,
            question=asked.question,
            citations=FOUND.citations[at:] if asked.question != QUESTION else FOUND.citations,
        )

    home = tmp_path_factory.mktemp("more")
    answerer = Answerer(streams, lambda: ARTICLES)
    with other_site(free_port()) as site:
        settings = Settings(home, home, rate="100000/minute", embed_origins=(site.origin,))
        with running(create_app(settings, answerer), free_port()) as url:
            yield Both(url, site, home)


def ask(page: Page) -> None:
    page.locator("hanoi-chat textarea").fill(QUESTION)
    page.locator("hanoi-chat textarea").press("Enter")
    expect(page.locator("hanoi-chat .deeds")).to_be_visible()


def test_an_answer_is_copied_with_its_sources_and_opened_on_the_full_page(page: Page, both: Both) -> None:
    page.goto(both.page("/copy"))
    page.locator("hanoi-chat .launch").click()
    ask(page)
    page.locator("hanoi-chat .copy").click()
    expect(page.locator("hanoi-chat .deeds [role=status]")).to_have_text("Đã sao chép")
    copied = page.evaluate("navigator.clipboard.readText()")
    for part in (
        QUESTION,
        "Đã có 72 nước ký",
        "Báo Một",
        "Sau hai ngày đã có 72 nước ký.",
        "https://one.example/tin",
    ):
        assert part in copied
    with page.context.expect_page() as opened:
        page.locator("hanoi-chat .full").click()
    expect(opened.value.locator("#t0 .asked")).to_contain_text(QUESTION, timeout=20_000)  # a whole page first


def test_what_follows_is_offered_below_the_last_answer_only(page: Page, both: Both) -> None:
    page.goto(both.page("/next"))
    page.locator("hanoi-chat .launch").click()
    ask(page)
    offered = page.locator("hanoi-chat .follow button")
    expect(offered.first).to_be_visible()
    question = offered.first.inner_text()
    offered.first.click()
    expect(page.locator("hanoi-chat .asked")).to_contain_text([QUESTION, question])
    expect(page.locator("hanoi-chat .deeds")).to_have_count(2)
    expect(page.locator("hanoi-chat .follow")).to_have_count(1)


def test_a_thumb_is_kept_and_thanked_for_and_can_be_turned(page: Page, both: Both) -> None:
    page.goto(both.page("/thumbs"))
    page.locator("hanoi-chat .launch").click()
    ask(page)
    good, bad = page.locator("hanoi-chat .good"), page.locator("hanoi-chat .bad")
    told = page.locator("hanoi-chat .deeds [role=status]")
    good.click()
    expect(told).to_have_text("Cảm ơn bạn!")
    expect(good).to_have_attribute("aria-pressed", "true")
    bad.click()
    expect(bad).to_have_attribute("aria-pressed", "true")
    expect(good).to_have_attribute("aria-pressed", "false")
    assert [opinion.liked for opinion in Opinions(both.home).all()] == [False, True]
    page.context.set_offline(True)
    good.click()
    expect(told).to_contain_text("Không kết nối được")
    expect(good).to_have_attribute("aria-pressed", "false")
    page.context.set_offline(False)
    page.reload()
    page.locator("hanoi-chat .launch").click()
    expect(page.locator("hanoi-chat .deeds")).to_have_count(1)
    expect(good).to_have_count(0)  # what was kept in the browser is nobody's word


def test_back_closes_it_on_a_phone_and_stays_on_the_site(page: Page, both: Both) -> None:
    page.set_viewport_size({"width": 390, "height": 700})
    address = both.page("/back")
    page.goto(address)
    for way in (page.go_back, page.locator("hanoi-chat .close").click):
        page.locator("hanoi-chat .launch").click()
        expect(page.locator("hanoi-chat .box")).to_be_visible()
        way()
        expect(page.locator("hanoi-chat .box")).to_be_hidden()
        expect(page.locator("hanoi-chat .launch")).to_be_focused()
        assert page.url == address
        page.wait_for_function("!history.state?.hanoiChat")


def test_nothing_is_sent_or_kept_before_the_visitor_agrees(
    page: Page, both: Both, requests: list[Request]
) -> None:
    page.goto(both.page("/consent", 'data-consent="Chúng tôi cần bạn đồng ý."'))
    page.locator("hanoi-chat .launch").click()
    expect(page.locator("hanoi-chat .consent")).to_contain_text("Chúng tôi cần bạn đồng ý.")
    expect(page.locator("hanoi-chat textarea")).to_be_hidden()
    assert page.evaluate("document.querySelector('hanoi-chat').ask('Hỏi?')") is None
    assert not [r for r in requests if "/api/ask" in r.url]
    assert page.evaluate("localStorage.length") == 0
    page.locator("hanoi-chat .agree").click()
    expect(page.locator("hanoi-chat .consent")).to_have_count(0)
    ask(page)


def test_the_host_s_own_dialog_can_agree(page: Page, both: Both) -> None:
    page.goto(both.page("/host", "data-consent"))
    page.locator("hanoi-chat .launch").click()
    expect(page.locator("hanoi-chat .agree")).to_be_visible()
    page.evaluate("document.querySelector('hanoi-chat').dataset.consent = 'given'")
    expect(page.locator("hanoi-chat .consent")).to_have_count(0)
    ask(page)


def test_both_scripts_together_stay_small() -> None:
    assert len(own.packed("widget.js")) + len(own.packed("widget-core.js")) <= MOST_BYTES
