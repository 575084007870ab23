"""What is kept of a question asked in vain: nothing unless asked for, masked, of its day, and not for long."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.answer import Answer
from ui.answering import Answerer
from ui.gaps import store
from ui.gaps.store import FILE, MAX_TEXT, Gaps, gap_of
from ui.page.examples import Examples
from ui.settings import BadSetting, Settings

REFUSED = Answer("Phí dự lễ?", "Không.", False, "vi", reason="not_in_articles")
TODAY = date(2026, 9, 26)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "today", lambda: TODAY)


def test_nothing_is_kept_unless_the_owner_says_so(tmp_path: Path) -> None:
    assert Settings.from_env({}).gaps == "no"
    gaps = Gaps.of(tmp_path, "no", 90)
    gaps.note(REFUSED)
    assert (gaps.since(date.min), gaps.forget(), list(tmp_path.iterdir())) == ((), 0, [])


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (REFUSED, "refused"),
        (replace(REFUSED, reason="off_subject"), "refused"),
        (replace(REFUSED, reason="small_talk"), None),
        (replace(REFUSED, reason="not_a_question"), None),
        (replace(REFUSED, found=True, reason=None), None),
        (replace(REFUSED, found=True, reason=None, hedged=True), "hedged"),
        (replace(REFUSED, found=True, reason=None, missing="the fee"), "hedged"),
    ],
)
def test_what_is_a_gap(answer: Answer, outcome: str | None) -> None:
    assert gap_of(answer) == outcome


def test_questions_are_masked_cut_and_counted_by_day(tmp_path: Path) -> None:
    gaps = Gaps.of(tmp_path, "texts", 90)
    for _ in range(2):
        gaps.note(replace(REFUSED, question="Gọi  0912 345 678\nhay an@example.vn?"))
    gaps.note(replace(REFUSED, question="dài " * 1000))
    first, second = gaps.since(TODAY)
    assert (first.question, first.times, first.day) == ("Gọi [number] hay [e-mail]?", 2, TODAY)
    assert len(second.question) == MAX_TEXT
    held = (tmp_path / FILE).read_bytes()
    assert b"0912" not in held
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0


def test_counts_alone_hold_no_question(tmp_path: Path) -> None:
    gaps = Gaps.of(tmp_path, "counts", 90)
    gaps.note(REFUSED)
    gaps.note(replace(REFUSED, question="Một câu khác?"))
    (row,) = gaps.since(TODAY)
    assert (row.question, row.times, row.reason) == ("", 2, "not_in_articles")
    assert "Một".encode() not in (tmp_path / FILE).read_bytes()


def test_what_is_old_is_forgotten_by_reading_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gaps = Gaps.of(tmp_path, "texts", 3)
    gaps.note(REFUSED)
    monkeypatch.setattr(store, "today", lambda: TODAY + timedelta(days=2))
    assert len(gaps.since(date.min)) == 1
    monkeypatch.setattr(store, "today", lambda: TODAY + timedelta(days=3))
    assert gaps.since(date.min) == ()
    assert "Phí".encode() not in (tmp_path / FILE).read_bytes()


def test_a_flood_takes_no_more_than_its_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MAX_ROWS", 3)
    gaps = Gaps.of(tmp_path, "texts", 90)
    for n in range(5):
        gaps.note(replace(REFUSED, question=f"Câu {n}?"))
    assert [row.question for row in gaps.since(TODAY)] == ["Câu 2?", "Câu 3?", "Câu 4?"]


@pytest.mark.parametrize(("name", "value"), [("HANOI_GAPS", "perhaps"), ("HANOI_GAPS_DAYS", "0")])
def test_a_setting_that_cannot_be_meant_is_refused(name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=name):
        Settings.from_env({name: value})


def test_the_server_keeps_what_visitors_asked_and_not_what_it_asks_itself(
    make_client: Callable[..., TestClient], answerer: Answerer, tmp_path: Path
) -> None:
    client = make_client(home=tmp_path, gaps="texts")
    assert Examples(answerer).answered("en")
    asked = client.post("/api/ask", json={"question": "Giá vàng hôm nay?"})
    assert client.get("/readyz").status_code == 200
    assert asked.json()["found"] is False
    assert [r.question for r in Gaps.of(tmp_path, "texts", 90).since(TODAY)] == ["Giá vàng hôm nay?"]


def test_a_file_that_cannot_be_written_costs_the_visitor_nothing(
    make_client: Callable[..., TestClient], tmp_path: Path
) -> None:
    (tmp_path / FILE).write_bytes(b"no database at all, and long enough to be looked at" * 10)
    client = make_client(home=tmp_path, gaps="counts")
    assert client.post("/api/ask", json={"question": "Giá vé là bao nhiêu?"}).status_code == 200


@pytest.mark.parametrize("keeping", ["no", "counts", "texts"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_visitors_are_told(
    make_client: Callable[..., TestClient], answerer: Answerer, keeping: str, language: str
) -> None:
    page = make_client(gaps=keeping, gaps_days=45).get(f"/privacy?lang={language}").text
    assert ("45 " in page) == (keeping != "no")
    assert "{{" not in page
