"""The widget and the chat in Firefox: another engine, the same answers."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from tests.browser.conftest import World
from tests.browser.firefox import ENTER, ESCAPE, Firefox, firefox
from ui import own

QUESTION = "Khi nào Công ước Hà Nội có hiệu lực?"
ROOT = "document.querySelector('hanoi-chat').shadowRoot"


@pytest.fixture(scope="module")
def fox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    try:
        with firefox(tmp_path_factory.mktemp("firefox")) as opened:
            yield opened
    except FileNotFoundError:
        pytest.skip("NO FIREFOX: install Firefox, for example with apt-get install firefox-esr")


@pytest.fixture(autouse=True)
def nothing_leaks(fox: Firefox) -> Iterator[None]:
    """In place of what watches Chromium: no uncaught error, nothing that a policy blocked."""
    fox.errors.clear()
    yield
    assert fox.errors == []


def test_the_widget_answers_under_a_strict_policy_and_gives_the_focus_back(
    fox: Firefox, world: World
) -> None:
    ours = world.url.rstrip("/")
    policy = f"default-src 'none'; script-src {ours}; connect-src {ours}; img-src 'self'"  # for its own icon
    html = (
        f'<h1>News</h1><script src="{world.url}{own.address("widget.js")}" integrity="{own.integrity("widget.js")}"'
        ' crossorigin="anonymous" data-lang="vi" defer></script>'
    )
    fox.goto(world.other.page("/firefox", html, Content_Security_Policy=policy))
    fox.click(f"{ROOT}.querySelector('.launch')")
    fox.until(f"{ROOT}.activeElement?.localName === 'textarea'")
    fox.type(QUESTION + ENTER)
    assert "4" in fox.until(f"{ROOT}.querySelector('.said a.ref') && {ROOT}.querySelector('.said').innerText")
    assert 300 < fox.run(f"{ROOT}.querySelector('.box').getBoundingClientRect().width") <= 400
    fox.click(f"{ROOT}.querySelector('.said a.ref')")
    assert fox.until(f"{ROOT}.activeElement?.classList.contains('card')")
    assert fox.run("localStorage.length") == 1
    fox.type(ESCAPE)
    fox.until(f"{ROOT}.querySelector('.box').hidden")
    assert fox.run(f"{ROOT}.activeElement.className") == "launch"


def test_a_site_that_is_not_listed_gets_no_answer(fox: Firefox, world: World) -> None:
    stranger = world.other.origin.replace("127.0.0.1", "localhost")
    world.other.page("/stranger", "<h1>Other</h1>")
    fox.goto(f"{stranger}/stranger")
    read = f"fetch('{world.url}api/ask', {{method: 'POST', body: '{{}}'}}).then(r => r.status, () => 'unreadable')"
    assert fox.run(read) == "unreadable"
    end = time.monotonic() + 5
    while not fox.errors and time.monotonic() < end:  # the browser's own word about it comes when it likes
        fox.run("true")
    assert "Same Origin Policy" in fox.errors.pop()


def test_the_chat_answers_with_its_sources(fox: Firefox, world: World) -> None:
    fox.goto(world.url)
    fox.until("document.querySelectorAll('.foot, #box textarea').length === 2")
    fox.run("document.querySelector('#box textarea').focus()")
    fox.type(QUESTION + ENTER)
    fox.until("document.querySelectorAll('#t0 .tools').length")
    fox.click("document.querySelector('#t0 a.ref')")
    assert fox.until("document.activeElement.id === 't0-c1'")
    assert fox.run("document.querySelector('#t0-c1 mark').innerText.length") > 20
