"""The widget where hosts do as they please: their shortcuts, styles and swaps, and what browsers kept of old."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import World
from tests.browser.serving import other_site, running
from tests.browser.test_browser_widget import NEWSPAPER, QUESTION, ask, launcher
from tests.servers import free_port
from tests.ui.samples import ARTICLES, FOUND
from ui.answering import Answerer
from ui.settings import Settings

# Gradio's own, from its queue's statistics: pandas 3 deprecated two things that it still uses.
pytestmark = pytest.mark.filterwarnings("ignore:('future.no_silent_downcasting'|The copy keyword is)")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A server that gives one invented answer at once: how the widget behaves needs no index."""
    from ui.server import create_app

    home: Path = tmp_path_factory.mktemp("hosts")
    answerer = Answerer(lambda asked: iter((replace(FOUND, question=asked.question),)), lambda: ARTICLES)
    with other_site(free_port()) as other:
        settings = Settings(home, home, embed_origins=(other.origin,), rate="100000/minute")
        with running(create_app(settings, answerer), free_port()) as url:
            yield World(url, other, home)


@pytest.fixture
def tag(world: World) -> str:
    return f'<script src="{world.url}widget.js" data-lang="vi" defer></script>'


def opened(page: Page, world: World, name: str, html: str) -> Page:
    page.goto(world.other.page(f"/{name}", NEWSPAPER + html))
    launcher(page).click()
    expect(page.locator("hanoi-chat textarea")).to_be_visible()
    return page


def test_a_host_s_shortcuts_do_not_hear_what_is_written(page: Page, world: World, tag: str) -> None:
    shortcuts = (
        "<input id=search><script>for (const n of ['keydown', 'keypress', 'keyup']) document.addEventListener(n,"
        " (e) => { if (!/INPUT|TEXTAREA/.test(e.target.tagName)) { e.preventDefault(); search.focus(); } })</script>"
    )
    opened(page, world, "shortcuts", shortcuts + tag)
    page.locator("hanoi-chat textarea").focus()
    page.keyboard.type("who signs / s")
    expect(page.locator("hanoi-chat textarea")).to_have_value("who signs / s")


def test_nothing_of_the_host_s_look_is_inherited(page: Page, world: World, tag: str) -> None:
    style = (
        "<style>html{direction:rtl;letter-spacing:5px;text-transform:uppercase;word-spacing:9px;"
        "text-indent:40px;line-height:4;cursor:none;white-space:pre}</style><script>document.documentElement.dir='rtl'</script>"
    )
    opened(page, world, "rtl", style + tag)
    paragraph = ask(page).locator("p").first
    looks = paragraph.evaluate(
        "n => { const c = getComputedStyle(n); return [c.direction, c.letterSpacing, c.textTransform,"
        " c.wordSpacing, c.textIndent, c.whiteSpace, c.cursor] }"
    )
    assert looks == ["ltr", "normal", "none", "0px", "0px", "normal", "auto"]


@pytest.mark.parametrize(
    "swap",
    [
        pytest.param("document.body.replaceWith(other)", id="another body"),
        pytest.param("document.body.innerHTML = other.innerHTML", id="another content"),
        pytest.param("document.body.replaceChildren(...other.childNodes)", id="other children"),
    ],
)
def test_an_application_that_swaps_the_body_keeps_it_with_its_conversation(
    page: Page, world: World, tag: str, swap: str
) -> None:
    opened(page, world, "swap", tag.replace("defer", 'data-store="off" defer'))
    ask(page)
    for _ in range(2):
        page.evaluate(
            "() => { const other = document.createElement('body'); other.innerHTML = '<h1>Next page</h1><p>Text</p>'; "
            + swap
            + "}"
        )
        expect(page.locator("h1")).to_have_text("Next page")
        expect(page.locator("hanoi-chat .said")).to_have_count(1)
        expect(page.get_by_role("dialog")).to_be_visible()


def test_a_module_finds_its_other_half(page: Page, world: World) -> None:
    opened(
        page, world, "module", f'<script type="module" src="{world.url}widget.js" data-lang="en"></script>'
    )
    ask(page, "When does the Hanoi Convention enter into force?")


def test_without_constructed_sheets_it_still_has_its_look(page: Page, world: World, tag: str) -> None:
    old = (
        "<script>window.CSSStyleSheet = function () { throw new TypeError('Illegal constructor'); }</script>"
    )
    opened(page, world, "sheets", old + tag)
    box = page.locator("hanoi-chat .box").bounding_box()
    assert box is not None
    assert 300 < box["width"] <= 400


def test_composing_neither_sends_nor_closes(page: Page, world: World, tag: str) -> None:
    opened(page, world, "composing", tag)
    field = page.locator("hanoi-chat textarea")
    field.fill("công ước")
    for key, code in (("Enter", 229), ("Escape", 229)):
        field.evaluate(
            "(n, [key, keyCode]) => n.dispatchEvent(new KeyboardEvent('keydown',"
            " {key, keyCode, bubbles: true, composed: true, cancelable: true}))",
            [key, code],
        )
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page.locator("hanoi-chat .asked")).to_have_count(0)
    expect(field).to_have_value("công ước")


@pytest.mark.parametrize(
    "kept",
    [
        '{"lang":"vi","turns":[{"q":"x"},{"question":3,"html":"<p>y</p>"},null,"z"]}',
        '{"lang":"vi","turns":{"length":1e9}}',
        '{"lang":"vi","turns":7}',
        "[1,2]",
    ],
)
def test_what_another_version_kept_does_no_harm(page: Page, world: World, tag: str, kept: str) -> None:
    page.goto(world.other.page("/kept", NEWSPAPER + tag))
    page.evaluate("kept => localStorage.setItem('hanoi-chat', kept)", kept)
    launcher(page).click()
    expect(page.locator("hanoi-chat .asked")).to_have_count(0)
    expect(page.locator("hanoi-chat .box")).not_to_contain_text("undefined")
    ask(page)


def test_a_reopened_conversation_is_at_its_end_and_clearing_can_be_undone(
    page: Page, world: World, tag: str
) -> None:
    opened(page, world, "again", tag)
    ask(page)
    ask(page)
    page.reload()
    launcher(page).click()
    log = page.locator("hanoi-chat .log")
    assert log.evaluate("n => n.scrollHeight - n.clientHeight - n.scrollTop") < 2
    page.locator("hanoi-chat .clear").click()
    expect(page.locator("hanoi-chat .said")).to_have_count(0)
    page.locator("hanoi-chat .undo").click()
    expect(page.locator("hanoi-chat .said")).to_have_count(2)


def test_a_stopped_question_can_be_asked_again(page: Page, world: World, tag: str) -> None:
    opened(page, world, "stopped", tag)
    page.route("**/api/ask?*", lambda route: None)  # never answered
    page.locator("hanoi-chat textarea").fill(QUESTION)
    page.locator("hanoi-chat textarea").press("Enter")
    page.locator("hanoi-chat .stop").click()
    said = page.locator("hanoi-chat .said")
    expect(said.locator(".note")).to_have_text("Đã dừng.")
    page.unroute("**/api/ask?*")
    said.get_by_role("button").click()
    expect(said.locator("a.ref").first).to_be_visible()


def test_a_question_that_is_too_long_is_kept_and_said(page: Page, world: World, tag: str) -> None:
    opened(page, world, "long", tag)
    field = page.locator("hanoi-chat textarea")
    field.fill("a" * 2500)
    field.press("Enter")
    expect(page.locator("hanoi-chat .long")).to_contain_text("2.000")
    assert len(field.input_value()) == 2500
    expect(page.locator("hanoi-chat .asked")).to_have_count(0)


@pytest.mark.parametrize(("colour", "on"), [("#ffd400", "rgb(0, 0, 0)"), ("#064", "rgb(255, 255, 255)")])
def test_words_on_the_owner_s_colour_can_be_read(page: Page, world: World, colour: str, on: str) -> None:
    html = f'<script src="{world.url}widget.js" data-color="{colour}" defer></script>'
    page.goto(world.other.page("/colour", NEWSPAPER + html))
    assert launcher(page).evaluate("n => getComputedStyle(n).color") == on


def test_a_frame_is_printed_with_the_addresses_of_its_sources(page: Page, world: World) -> None:
    page.goto(f"{world.url}embed?lang=vi")
    said = ask(page)
    page.emulate_media(media="print")
    expect(said.locator("p").first).to_be_visible()
    expect(page.locator("hanoi-chat form")).to_be_hidden()
    address = said.locator(".orig").first
    printed = address.evaluate("n => getComputedStyle(n, '::after').content")
    assert printed == f'" {ARTICLES[0].url}"'
