from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from tests.ui.samples import FOUND
from ui import own
from ui.page.chips import chips
from ui.page.shell import Shell
from ui.page.transcript import transcript
from ui.page.turns import Turn
from vectorstore.types import Filters

ALL = Filters(
    since="2025-10-01", until="2025-10-31", as_of="2025-12-31", publisher="Báo <Một>", language="en"
)


def texts(html: str) -> list[str]:
    return [re.sub(r"<[^>]+>", "", item) for item in re.findall(r"<li>(.*?)</li>", html)]


def test_a_question_shows_the_filters_that_it_was_asked_with() -> None:
    assert chips(Filters(), "en") == ""
    html = transcript((Turn("Hỏi?", ALL, FOUND),), "en")
    shown = chips(ALL, "en")
    assert shown in html
    assert texts(shown) == [
        "From: 1 October 2025", "To: 31 October 2025", "As of: 31 December 2025", "Outlet: Báo &lt;Một&gt;", "English",
    ]  # fmt: skip


def test_above_the_box_each_can_be_removed_and_all_at_once() -> None:
    html = chips(ALL, "vi", removable=True)
    names = re.findall(r'data-act="unset" data-name="(\w+)"', html)
    assert names == ["since", "until", "as_of", "outlet", "article_language", "all"]
    assert 'data-name="all"' not in chips(Filters(since="2025-10-01"), "vi", removable=True)


@pytest.mark.parametrize(
    ("since", "until", "warned"),
    [("2025-10-02", "2025-10-01", True), ("2025-10-01", "2025-10-01", False), (None, "2025-10-01", False)],
)
def test_a_range_without_a_day_is_said(since: str | None, until: str | None, warned: bool) -> None:
    html = chips(Filters(since=since, until=until), "en", removable=True)
    assert ("“From” is later than “To”" in html) is warned


async def _page(scope: dict[str, object], receive: object, send: object) -> None:
    body = b'<html lang="en"><head><title>x</title></head><body>' + b"x" * 5000 + b"</body></html>"
    headers = [(b"content-type", b"text/html; charset=utf-8"), (b"cache-control", b"no-cache")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})  # type: ignore[operator]
    await send({"type": "http.response.body", "body": body})  # type: ignore[operator]


def test_the_document_is_packed_for_those_who_can_unpack() -> None:
    client = TestClient(Shell(_page))  # type: ignore[arg-type]
    packed = client.get("/", headers={"Accept-Encoding": "gzip"})
    plain = client.get("/", headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < 1500
    assert "content-encoding" not in plain.headers
    assert packed.text == plain.text
    assert packed.headers["content-security-policy"] == plain.headers["content-security-policy"]


def test_assets_named_after_their_bytes_are_kept_for_ever() -> None:
    client = TestClient(Shell(_page))  # type: ignore[arg-type]
    assert client.get("/assets/index-Ab12Cd.js").headers["cache-control"] == own.FOR_EVER
    assert client.get("/").headers["cache-control"] == "no-cache"
