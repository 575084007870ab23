"""Kinds of fault that people reported of other products, each by its smallest input and siblings of it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.chat import Chat
from tests.browser.conftest import World
from tests.browser.cutting import Line, line
from tests.browser.serving import other_site, running
from tests.browser.test_browser_widget import NEWSPAPER, ask, launcher
from tests.browser.test_browser_widget_hosts import opened
from tests.servers import free_port
from tests.ui.samples import ARTICLES, FOUND
from ui.answering import Answerer, Piece
from ui.question import Asked
from ui.settings import Settings

# Gradio's own, from its queue's statistics: pandas 3 deprecated two things that it still uses.
pytestmark = pytest.mark.filterwarnings("ignore:('future.no_silent_downcasting'|The copy keyword is)")

QUESTION = "Bao nhiêu nước đã ký?"
SLOWLY = "Chậm rãi?"
# Longer than it takes to cut a line, shorter than anybody waits.
SLOW_S = 2
KEY = (
    "(n, [type, key]) => n.dispatchEvent(new KeyboardEvent(type,"
    " {key, keyCode: 229, isComposing: true, bubbles: true, composed: true, cancelable: true}))"
)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One invented answer, and one that takes its time."""
    from ui.server import create_app

    def streams(asked: Asked) -> Iterator[Piece]:
        if asked.question == SLOWLY:
            time.sleep(SLOW_S)
        yield replace(FOUND, question=asked.question)

    home = tmp_path_factory.mktemp("kinds")
    with other_site(free_port()) as other:
        settings = Settings(home, home, embed_origins=(other.origin,), rate="100000/minute")
        app = create_app(settings, Answerer(streams, lambda: ARTICLES))
        with running(app, free_port()) as url:
            yield World(url, other, home)


@pytest.fixture
def tag(world: World) -> str:
    return f'<script src="{world.url}widget.js" data-lang="vi" defer></script>'


@pytest.fixture
def chat(page: Page, world: World) -> Chat:
    return Chat(page, world.url).open()


@pytest.mark.parametrize("kind", ["keydown", "keypress"])
def test_keys_of_an_input_method_neither_send_nor_close_on_the_page(chat: Chat, kind: str) -> None:
    chat.box.fill("công ước")
    chat.box.evaluate(KEY, [kind, "Enter"])
    chat.page.locator("#filters button.label-wrap").click()
    outlet = chat.page.locator("#outlet input")
    outlet.focus()
    outlet.press("Escape")  # closes the list
    outlet.evaluate(KEY, [kind, "Escape"])
    expect(chat.page.locator("#filters button.label-wrap.open")).to_have_count(1)
    chat.page.locator("#filters button.label-wrap").click()
    chat.ask(QUESTION).get_by_role("button", name="Chưa đúng").click()
    comment = chat.page.locator("#comment textarea")
    comment.fill("không đúng")
    comment.evaluate(KEY, [kind, "Enter"])
    expect(comment).to_have_value("không đúng")
    expect(chat.page.locator("section.turn")).to_have_count(1)


@pytest.mark.parametrize(
    "swap",
    [
        pytest.param("document.open(); document.write('<h1>Next</h1>'); document.close()", id="written anew"),
        pytest.param(
            "const h = document.createElement('html'); h.innerHTML = '<body><h1>Next</h1>';"
            " document.documentElement.replaceWith(h)",
            id="another document element",
        ),
        pytest.param(
            "const kept = document.body.cloneNode(true); kept.querySelector('h1').textContent = 'Next';"
            " document.body.replaceWith(kept)",
            id="a kept copy",
        ),
    ],
)
def test_an_application_that_swaps_more_or_less_keeps_the_conversation(
    page: Page, world: World, tag: str, swap: str
) -> None:
    opened(page, world, "swaps", tag.replace("defer", 'data-store="off" defer'))
    ask(page, QUESTION)
    page.locator("hanoi-chat textarea").fill("half a")
    page.evaluate(f"() => {{ {swap} }}")
    expect(page.locator("h1")).to_have_text("Next")
    expect(page.locator("hanoi-chat .said")).to_have_count(1)
    expect(page.locator("hanoi-chat textarea")).to_have_value("half a")


def test_an_import_without_a_tag_finds_its_other_half(page: Page, world: World) -> None:
    html = f"<hanoi-chat data-inline></hanoi-chat><script type=module>await import('{world.url}widget.js')</script>"
    page.goto(world.other.page("/import", html))
    ask(page, QUESTION)


@pytest.mark.parametrize(
    ("where", "policy"),
    [
        ("types", "require-trusted-types-for 'script'; trusted-types 'none'"),
        ("sandbox", "sandbox allow-scripts allow-popups"),
    ],
)
def test_where_the_chat_cannot_come_there_is_a_way_to_it(
    browser: Browser, world: World, tag: str, where: str, policy: str
) -> None:
    context = browser.new_context()  # what a policy stops is said in the console
    page = context.new_page()
    page.goto(world.other.page(f"/{where}", NEWSPAPER + tag, Content_Security_Policy=policy))
    launcher(page).click()
    link = page.locator("hanoi-chat a")
    expect(link).to_have_attribute("href", f"{world.url}?lang=vi")
    expect(link).to_be_in_viewport()
    context.close()


@pytest.mark.parametrize(
    "old",
    [
        pytest.param("delete HTMLFormElement.prototype.requestSubmit", id="Safari 15, Enter"),
        pytest.param("Object.defineProperty(window, 'visualViewport', {value: undefined})", id="no viewport"),
        pytest.param("delete HTMLElement.prototype.showPopover", id="no top layer"),
    ],
)
def test_older_browsers_ask_and_are_answered(page: Page, world: World, tag: str, old: str) -> None:
    opened(page, world, "old", f"<script>{old}</script>{tag}")
    ask(page, QUESTION)


def test_stopping_is_called_so_where_a_signal_keeps_no_reason(page: Page, world: World, tag: str) -> None:
    old = "<script>Object.defineProperty(AbortSignal.prototype, 'reason', {get() { return undefined; }})</script>"
    opened(page, world, "reason", old + tag)
    page.locator("hanoi-chat textarea").fill(SLOWLY)
    page.locator("hanoi-chat textarea").press("Enter")
    page.locator("hanoi-chat .stop").click()
    expect(page.locator("hanoi-chat .said .note")).to_have_text("Đã dừng.")


def test_a_kept_question_that_is_no_text_does_not_spoil_those_after_it(
    page: Page, world: World, tag: str
) -> None:
    page.goto(world.other.page("/spoilt", NEWSPAPER + tag))
    page.evaluate(
        "localStorage.setItem('hanoi-chat', JSON.stringify({lang: 'vi', turns:"
        " ['a\\0b', '\\ud800', '   '].map(question => ({question, html: '<p>x</p>'}))}))"
    )
    launcher(page).click()
    ask(page, QUESTION)


@pytest.mark.parametrize("corner", ["right:0;bottom:0", "right:0;top:0"])
def test_nothing_of_the_host_lies_over_the_chat(page: Page, world: World, tag: str, corner: str) -> None:
    page.set_viewport_size({"width": 390, "height": 700})
    opened(page, world, "over", tag)
    page.evaluate(
        "style => { const b = document.createElement('button'); b.textContent = 'up';"
        " b.style = 'position:fixed;width:90px;height:90px;z-index:2147483647;' + style; document.body.append(b); }",
        corner,
    )
    ask(page, QUESTION)
    page.locator("hanoi-chat textarea").fill(QUESTION)
    page.locator("hanoi-chat .send").click()
    page.locator("hanoi-chat .close").click()
    expect(page.locator("hanoi-chat .box")).to_be_hidden()


@pytest.mark.parametrize("style", ["transform:translateZ(0)", "filter:grayscale(.1)", "zoom:1.5"])
def test_a_body_that_is_a_world_of_its_own_does_not_move_it(
    page: Page, world: World, tag: str, style: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 700})
    page.goto(world.other.page("/moved", f"<style>body{{{style}}}</style>" + NEWSPAPER * 3 + tag))
    expect(launcher(page)).to_be_in_viewport(ratio=1)
    launcher(page).click()
    box = page.locator("hanoi-chat .box").bounding_box()
    assert box == pytest.approx({"x": 0, "y": 0, "width": 390, "height": 700}, abs=1)


@pytest.mark.parametrize("top", [0, 200])
def test_a_keyboard_on_the_screen_covers_nothing(page: Page, world: World, tag: str, top: int) -> None:
    page.set_viewport_size({"width": 390, "height": 700})
    opened(page, world, "keys", tag)
    page.evaluate(
        "top => { for (const [name, value] of [['height', 380], ['offsetTop', top]])"
        " Object.defineProperty(visualViewport, name, {get: () => value});"
        " visualViewport.dispatchEvent(new Event('resize')); }",
        top,
    )
    box = page.locator("hanoi-chat .box").bounding_box()
    assert box == pytest.approx({"x": 0, "y": top, "width": 390, "height": 380}, abs=1)


def test_a_phone_held_sideways_is_filled(page: Page, world: World, tag: str) -> None:
    page.set_viewport_size({"width": 740, "height": 330})
    opened(page, world, "side", tag)
    box = page.locator("hanoi-chat .box").bounding_box()
    assert box == pytest.approx({"x": 0, "y": 0, "width": 740, "height": 330}, abs=1)


@pytest.fixture
def cut(world: World) -> Iterator[Line]:
    with line(int(world.url.rsplit(":", 1)[1].strip("/"))) as made:
        yield made


def test_an_answer_whose_line_is_cut_is_asked_for_again(page: Page, cut: Line) -> None:
    chat = Chat(page, cut.url).open()
    chat.ask(QUESTION)
    chat.box.fill(SLOWLY)
    chat.box.press("Enter")
    expect(chat.turn(1)).to_be_visible()
    cut.down()
    expect(page.locator("#pending")).to_contain_text("Không kết nối được máy chủ", timeout=20_000)
    cut.up()
    expect(chat.turn(1).locator("a.ref").first).to_be_visible(timeout=30_000)
    expect(chat.turn(1).locator(".asked")).to_contain_text(SLOWLY)
    expect(page.locator("section.turn")).to_have_count(2)
    page.reload()
    chat.finished(1)
    expect(page.locator("section.turn")).to_have_count(2)


def test_a_refusal_of_the_proxy_is_said_in_our_words_only(chat: Chat) -> None:
    def bad_gateway(route: Route) -> None:
        route.fulfill(status=502, body="<html>Bad gateway")

    chat.page.route("**/queue/join*", bad_gateway)
    chat.box.fill(QUESTION)
    chat.box.press("Enter")
    expect(chat.page.locator("#pending")).to_contain_text("Không kết nối được máy chủ")
    assert "Error" not in chat.page.locator("body").inner_text()
    chat.page.unroute("**/queue/join*")
    chat.finished(0)


def test_without_gradio_s_scripts_the_first_box_is_answered_by_the_plain_page(
    page: Page, world: World
) -> None:
    def gone(route: Route) -> None:
        route.fulfill(status=502, body="")

    page.route("**/assets/*.js", gone)
    page.goto(world.url)
    page.locator("#first .ask textarea").fill(QUESTION)
    page.locator("#first .ask textarea").press("Enter")
    expect(page.locator("h1.asked")).to_contain_text(QUESTION)
    expect(page.locator("#a-c1 .words")).to_be_visible()


BLACK_ON_WHITE = (
    "n => { const [r, g, b] = getComputedStyle(n).color.match(/\\d+/g).map(Number); return r + g + b < 380; }"
)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("", "#t0 .answer p, #panel .card h3, #panel mark"),
        ("ask?lang=vi&q=Bao+nhiêu+nước", ".answer p, .card h3, mark"),
        ("articles/a1?lang=vi&start=21&end=51", "h1, .body p, mark"),
        ("embed?lang=vi&theme=dark", "hanoi-chat .said p, hanoi-chat h3, hanoi-chat mark"),
    ],
)
def test_what_is_dark_on_the_screen_is_dark_on_paper_too(
    page: Page, world: World, path: str, words: str
) -> None:
    page.emulate_media(color_scheme="dark")
    if path:
        page.goto(world.url + path)
    else:
        Chat(page, world.url).open().ask(QUESTION)
    if path.startswith("embed"):
        ask(page, QUESTION)
    page.emulate_media(color_scheme="dark", media="print")
    for part in page.locator(words).all():
        assert part.evaluate(BLACK_ON_WHITE), part.evaluate("n => n.outerHTML.slice(0, 80)")


@pytest.mark.parametrize("path", ["ask?lang=vi&q=Bao+nhiêu+nước", "embed?lang=vi", ""])
def test_on_paper_an_address_is_written_out_and_nothing_can_be_pressed(
    page: Page, world: World, path: str
) -> None:
    if path:
        page.goto(world.url + path)
    else:
        Chat(page, world.url).open().ask(QUESTION)
    if path.startswith("embed"):
        ask(page, QUESTION)
    page.emulate_media(media="print")
    address = page.locator(".orig").first.evaluate("n => getComputedStyle(n, '::after').content")
    assert address.strip('" ') == ARTICLES[0].url
    for button in page.locator("button, textarea, .read, .full, .back").all():
        expect(button).to_be_hidden()
