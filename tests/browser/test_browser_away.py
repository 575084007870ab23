"""The Chroma server goes away while visitors ask, and comes back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ingest.split import passages
from tests.browser.chat import Chat
from tests.browser.serving import running
from tests.conftest import ChromaServer
from tests.servers import free_port
from ui.opening import open_answerer
from ui.server import create_app
from ui.settings import Settings
from vectorstore.build import build_index
from vectorstore.index import Index
from vectorstore.lock import write_lock
from vectorstore.server import Server

# Gradio's own, from its queue's statistics: pandas 3 deprecated two things that it still uses.
pytestmark = pytest.mark.filterwarnings("ignore:('future.no_silent_downcasting'|The copy keyword is)")


@pytest.fixture
def chroma(tmp_path: Path) -> Iterator[ChromaServer]:
    own = ChromaServer(tmp_path / "chroma").start()
    yield own
    own.kill()


@pytest.fixture
def url(chroma: ChromaServer, tmp_path: Path, models: Path, starter_index: Index) -> Iterator[str]:
    """The application on a few articles whose vectors are on the server."""
    home, server = tmp_path / "home", Server.at(chroma.url)
    few = [article for article in starter_index.articles() if article.source.endswith("-force.md")]
    with write_lock(home):
        build_index(home, few, passages, starter_index.embedder, server=server)
    settings = Settings(home, models, chroma_url=chroma.url, kept_answers=0)
    with running(create_app(settings, open_answerer(settings)), free_port()) as address:
        yield address


def test_an_error_is_a_card_in_words_and_asking_again_works(
    page: Page, url: str, chroma: ChromaServer
) -> None:
    chat = Chat(page, url).open()
    chroma.kill()
    turn = chat.ask("Công ước Hà Nội có hiệu lực khi nào?")
    expect(turn.locator(".failed")).to_be_visible()
    expect(turn.locator(".answer")).to_contain_text("Lúc này không tìm được trong các bài. Hãy thử lại sau.")
    assert "Chroma" not in page.content()
    chroma.start()
    turn.get_by_role("button", name="Hỏi lại").click()
    expect(chat.turn(0).locator("a.ref").first).to_be_visible()
    expect(chat.turn(0).locator(".failed")).to_have_count(0)
