"""The widget on somebody else's site: another origin, its rules, its styles, its broken scripts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Locator, Page, Request, Route, expect

from tests.browser.conftest import World
from tests.browser.serving import other_site
from tests.servers import free_port

QUESTION = "Khi nào Công ước Hà Nội có hiệu lực?"
NEWSPAPER = """
<style>body{font:17px/1.6 Georgia,serif;margin:0}header{border-bottom:3px double #222;text-align:center}
main{max-width:640px;margin:0 auto;padding:0 16px}</style>
<header><h1>The Example Gazette</h1></header>
<main><h2>A quiet day at the gazette</h2>STORY</main>
"""
NEWSPAPER = NEWSPAPER.replace(
    "STORY", "<p>A paragraph of a story that goes on for a while, as stories do.</p>" * 12
)
Axe = Callable[[Page], list[str]]


@pytest.fixture
def tag(world: World) -> str:
    """The plain tag, as in the documentation."""
    return f'<script src="{world.url}widget.js" data-lang="vi" defer></script>'


def launcher(page: Page) -> Locator:
    return page.locator("hanoi-chat .launch")


def ask(page: Page, question: str = QUESTION, chat: str = "hanoi-chat") -> Locator:
    """Ask in an open chat and return the whole answer."""
    field = page.locator(f"{chat} textarea")
    field.fill(question)
    field.press("Enter")
    said = page.locator(f"{chat} .said").last
    expect(said.locator("a.ref, .refused").first).to_be_visible()
    return said


def test_one_line_puts_it_on_a_plain_page(page: Page, world: World, tag: str) -> None:
    page.goto(world.other.page("/plain", NEWSPAPER + tag))
    launcher(page).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    said = ask(page)
    expect(said.locator(".card .pub").first).not_to_be_empty()
    expect(said.locator(".card mark").first).not_to_be_empty()
    expect(said.locator(".read").first).to_have_attribute("href", re.compile("^" + re.escape(world.url)))
    said.locator("a.ref").first.click()
    expect(said.locator(".card").first).to_be_focused()


def test_a_follow_up_sends_what_was_asked_before(
    page: Page, world: World, tag: str, requests: list[Request]
) -> None:
    page.goto(world.other.page("/follow", NEWSPAPER + tag))
    launcher(page).click()
    ask(page)
    ask(page, "Còn mở ký ở đâu?")
    sent = [r for r in requests if r.url.endswith("render=html") and r.method == "POST"]
    assert json.loads(sent[-1].post_data or "{}")["history"] == [QUESTION]
    assert all("cookie" not in r.headers for r in sent)


def test_it_works_under_a_strict_policy_with_an_integrity_hash(page: Page, world: World) -> None:
    from ui import own

    ours = world.url.rstrip("/")
    policy = f"default-src 'none'; script-src {ours}; connect-src {ours}; require-trusted-types-for 'script'; trusted-types hanoi-chat"
    html = (
        f'<h1>Strict</h1><script src="{world.url}{own.address("widget.js")}" integrity="{own.integrity("widget.js")}"'
        ' crossorigin="anonymous" defer></script>'
    )
    page.goto(world.other.page("/strict", html, Content_Security_Policy=policy))
    launcher(page).click()
    ask(page)
    box = page.locator("hanoi-chat .box").bounding_box()
    assert box is not None
    assert 300 < box["width"] <= 400  # its own styles are there


def test_hostile_styles_and_broken_built_ins_do_not_reach_it(page: Page, world: World, tag: str) -> None:
    html = (
        "<style>body *{all:unset!important;display:none!important;color:red!important;font-size:2px!important;"
        "opacity:0!important} button,textarea{visibility:hidden!important}</style>"
        "<script>window.Promise=function(){throw new Error('polyfill')};"
        "Array.prototype.toJSON=function(){return 'x'};Array.prototype.forEach=null;Array.prototype.map=null;"
        "const slice=Array.prototype.slice;Array.prototype.slice=null;Array.prototype.extra=1;"
        "addEventListener('keydown',(e)=>{if(e.key==='F2')Array.prototype.slice=slice},true);</script>"
    )
    page.goto(world.other.page("/hostile", html + tag))
    launcher(page).click()
    said = ask(page)
    page.keyboard.press("F2")  # the browser's driver needs it too
    assert said.locator("p").first.evaluate("node => parseFloat(getComputedStyle(node).fontSize)") >= 13
    assert said.locator("p").first.evaluate("node => getComputedStyle(node).color") != "rgb(255, 0, 0)"


def test_two_in_one_page_keep_apart(page: Page, world: World) -> None:
    html = (
        f'<script src="{world.url}widget.js" data-manual defer></script>'
        "<hanoi-chat id=one data-inline data-lang=vi data-store=off></hanoi-chat>"
        '<hanoi-chat id=two data-inline data-lang=en data-store=off data-title="Second"></hanoi-chat>'
    )
    page.goto(world.other.page("/two", html))
    expect(page.locator("#two h2")).to_have_text("Second")
    ask(page, QUESTION, "#one")
    expect(page.locator("#two .said")).to_have_count(0)
    ask(page, "When does the Hanoi Convention enter into force?", "#two")
    expect(page.locator("#one .said")).to_have_count(1)


def test_a_single_page_app_removes_and_adds_it(page: Page, world: World, tag: str) -> None:
    page.goto(world.other.page("/spa", NEWSPAPER + tag))
    launcher(page).click()
    ask(page)
    page.evaluate("window.kept = document.querySelector('hanoi-chat'); kept.remove()")
    expect(page.locator("hanoi-chat")).to_have_count(0)
    page.evaluate("document.body.append(kept)")
    launcher(page).click()
    expect(page.locator("hanoi-chat .said")).to_have_count(1)  # the conversation is still known
    page.evaluate("kept.remove(); document.body.append(document.createElement('hanoi-chat'))")
    launcher(page).click()
    ask(page)


def test_events_and_methods(page: Page, world: World, tag: str) -> None:
    page.goto(world.other.page("/api", NEWSPAPER + tag))
    page.locator("hanoi-chat").wait_for(state="attached")
    page.evaluate(
        "window.seen = []; for (const n of ['open', 'ask', 'answer', 'close'])"
        " document.addEventListener('hanoi:' + n, (e) => seen.push([n, e.detail.question ?? null]))"
    )
    found = page.evaluate("q => document.querySelector('hanoi-chat').ask(q).then(a => a.found)", QUESTION)
    assert found is True
    page.evaluate("document.querySelector('hanoi-chat').close()")
    assert page.evaluate("seen") == [["open", None], ["ask", QUESTION], ["answer", QUESTION], ["close", None]]


def test_options_set_title_greeting_examples_date_and_colour(page: Page, world: World) -> None:
    html = (
        f'<script src="{world.url}widget.js" data-lang="en" data-open data-position="left" data-title="Ask us"'
        ' data-greeting="Good day" data-examples="What is the Hanoi Convention?" data-as-of="2025-10-10"'
        ' data-color="#064" defer></script>'
    )
    page.goto(world.other.page("/options", NEWSPAPER + html))
    expect(page.get_by_role("dialog", name="Ask us")).to_be_visible()
    expect(page.locator("hanoi-chat .hello")).to_have_text("Good day")
    box = page.locator("hanoi-chat .box").bounding_box()
    assert box is not None
    assert box["x"] < 50
    assert (
        page.locator("hanoi-chat .header").evaluate("n => getComputedStyle(n).backgroundColor")
        == "rgb(0, 102, 68)"
    )
    page.locator("hanoi-chat .example").click()
    said = page.locator("hanoi-chat .said")
    expect(said.locator("a.ref, .refused").first).to_be_visible()
    days = [node.get_attribute("datetime") for node in said.locator(".card time").all()]
    assert all(day and day <= "2025-10-10" for day in days)


def test_nothing_is_stored_before_the_visitor_speaks_or_when_switched_off(
    page: Page, world: World, tag: str
) -> None:
    page.goto(world.other.page("/store", NEWSPAPER + tag))
    launcher(page).click()
    expect(page.locator("hanoi-chat textarea")).to_be_visible()
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    ask(page)
    assert page.evaluate("localStorage.length") == 1
    page.evaluate("localStorage.clear()")
    page.goto(
        world.other.page("/nostore", NEWSPAPER + tag.replace("data-lang", 'data-store="off" data-lang'))
    )
    launcher(page).click()
    ask(page)
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.context.cookies() == []


def test_the_keyboard_stays_in_the_dialog_of_a_phone_and_goes_back(
    page: Page, world: World, tag: str
) -> None:
    page.set_viewport_size({"width": 400, "height": 700})
    page.goto(world.other.page("/keys", NEWSPAPER + '<a href="#">A link</a>' + tag))
    launcher(page).focus()
    page.keyboard.press("Enter")
    # A phone's keyboard would hide the examples.
    expect(page.locator("hanoi-chat .log")).to_be_focused()
    expect(page.get_by_role("dialog")).to_have_attribute("aria-modal", "true")
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.localName") == "hanoi-chat"
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.localName") == "hanoi-chat"
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(launcher(page)).to_be_focused()


def test_it_fits_a_phone_of_320_pixels(page: Page, world: World, tag: str) -> None:
    page.set_viewport_size({"width": 320, "height": 560})
    page.goto(
        world.other.page("/phone", NEWSPAPER + '<meta name=viewport content="width=device-width">' + tag)
    )
    launcher(page).click()
    ask(page)
    assert page.locator("hanoi-chat .log").evaluate("n => n.scrollWidth - n.clientWidth") <= 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    small = page.locator("hanoi-chat button, hanoi-chat a").evaluate_all(
        "nodes => nodes.filter(n => n.checkVisibility()).map(n => n.getBoundingClientRect())"
        ".filter(r => r.width && (r.height < 24 || r.width < 24)).length"
    )
    assert small == 0


def test_the_host_page_stays_as_light_and_still(page: Page, world: World, tag: str) -> None:
    shift = (
        "new Promise(done => { let sum = 0; new PerformanceObserver(list => {"
        " for (const entry of list.getEntries()) sum += entry.value;"
        " }).observe({type: 'layout-shift', buffered: true}); setTimeout(() => done(sum), 500); })"
    )
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    sizes: list[float] = []
    network.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(world.other.page("/light", NEWSPAPER + tag))
    expect(launcher(page)).to_be_visible()
    assert page.evaluate(shift) == 0
    assert len(sizes) == 2  # the page and the loader
    launcher(page).hover()
    launcher(page).click()
    ask(page)


def refusing(status: int, body: str, headers: dict[str, str]) -> Callable[[Route], None]:
    """A server that says no."""

    def refuse(route: Route) -> None:
        route.fulfill(status=status, body=body, headers=headers)

    return refuse


def test_an_answer_that_cannot_come_is_a_card_with_a_way_on(page: Page, world: World, tag: str) -> None:
    page.goto(world.other.page("/errors", NEWSPAPER + tag))
    launcher(page).click()
    expect(page.locator("hanoi-chat textarea")).to_be_visible()
    for status, code, words in ((429, "rate_limited", "hơi nhanh"), (503, "overloaded", "Có lỗi")):
        headers = {"Access-Control-Allow-Origin": world.other.origin, "Access-Control-Allow-Headers": "*"}
        body = json.dumps({"error": code, "message": "no"})
        page.route("**/api/ask?*", refusing(status, body, headers))
        page.locator("hanoi-chat textarea").fill(QUESTION)
        page.locator("hanoi-chat textarea").press("Enter")
        expect(page.locator("hanoi-chat .error").last).to_contain_text(words)
        page.unroute("**/api/ask?*")
    page.locator("hanoi-chat .retry").last.click()
    expect(page.locator("hanoi-chat .said").last.locator("a.ref").first).to_be_visible()
    page.context.set_offline(True)
    page.locator("hanoi-chat textarea").fill(QUESTION)
    page.locator("hanoi-chat textarea").press("Enter")
    expect(page.locator("hanoi-chat .error").last).to_contain_text("Không kết nối được")
    page.context.set_offline(False)


def test_a_site_that_is_not_listed_gets_words_but_no_answer(page: Page, world: World, tag: str) -> None:
    with other_site(free_port()) as stranger:
        page.goto(stranger.page("/", NEWSPAPER + tag))
        launcher(page).click()
        expect(launcher(page).first).to_contain_text("chưa được phép")
        expect(launcher(page).last).to_have_attribute("href", f"{world.url}?lang=vi")
        status = page.evaluate(
            f"fetch('{world.url}api/ask', {{method: 'POST', body: '{{}}'}}).then(r => r.status, () => 'unreadable')"
        )
        assert status == "unreadable"
        page.goto(stranger.page("/frame", f'<iframe src="{world.url}embed"></iframe>'))
        frame = page.frames[-1]
        assert "embed" not in frame.url or frame.locator("hanoi-chat").count() == 0


def test_the_frame_answers_and_tells_its_height_to_listed_sites_only(page: Page, world: World) -> None:
    html = (
        "<script>window.heights = []; addEventListener('message', (e) => heights.push([e.origin, e.data]))</script>"
        f'<iframe id=f src="{world.url}embed?lang=en&title=Framed" width=400 height=300 title=Chat></iframe>'
    )
    page.goto(world.other.page("/framed", html))
    frame = page.frame_locator("#f")
    expect(frame.locator("hanoi-chat h2")).to_have_text("Framed")
    field = frame.locator("hanoi-chat textarea")
    field.fill("When does the Hanoi Convention enter into force?")
    field.press("Enter")
    expect(frame.locator("hanoi-chat a.ref").first).to_be_visible()
    page.wait_for_function("heights.length > 1 && heights.at(-1)[1].height > heights[0][1].height")
    origin, data = page.evaluate("heights.at(-1)")
    assert origin == world.url.rstrip("/")
    assert data["type"] == "hanoi:height"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_closed_or_open(page: Page, world: World, tag: str, axe: Axe, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    root = "<style>:root{color-scheme:light dark}</style>"
    page.goto(world.other.page("/axe", root + NEWSPAPER + tag))
    expect(launcher(page)).to_be_visible()
    assert axe(page) == []
    launcher(page).click()
    assert axe(page) == []
    ask(page)
    assert axe(page) == []
    page.goto(f"{world.url}embed?theme={scheme}")
    expect(page.locator("hanoi-chat textarea")).to_be_visible()
    assert axe(page) == []


def test_the_builder_writes_the_tag_and_shows_it(page: Page, world: World) -> None:
    page.goto(world.url + "widget?lang=en")
    page.locator("input[name=title]").fill('Ask "us"')
    page.locator("input[name=as-of]").fill("2025-12-31")
    tag = page.locator("#tag")
    expect(tag).to_contain_text('data-title="Ask &quot;us&quot;"')
    expect(tag).to_contain_text('data-as-of="2025-12-31"')
    expect(tag).to_contain_text('integrity="sha384-')
    expect(page.locator("#preview hanoi-chat h2")).to_have_text('Ask "us"')
    written = tag.inner_text()
    page.goto(world.other.page("/built", NEWSPAPER + written))
    launcher(page).click()
    expect(page.get_by_role("dialog", name='Ask "us"')).to_be_visible()


def test_it_works_where_storage_is_blocked(browser: Browser, world: World, tag: str) -> None:
    context = browser.new_context(locale="vi-VN")
    page = context.new_page()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('blocked', 'SecurityError'); }})"
    )
    page.goto(world.other.page("/blocked", NEWSPAPER + tag))
    launcher(page).click()
    ask(page)
    context.close()
