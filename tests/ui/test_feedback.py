"""What is kept of a visitor's opinion, what is not, and the pair that comes of it."""

from __future__ import annotations

import json
import sqlite3
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from bot.answer import Answer, Citation
from bot.evaluate.pairfiles import read
from tests.conftest import Hanoi
from ui import feedback
from ui.feedback import MAX_COMMENT, Opinions, candidate, masked

QUOTE = "Có 72 nước ký."
CITED = Citation(1, "a", "Ký", "Báo", "2025-10-26", "stated", None, "vi-a.md", QUOTE, 0, 14, 0, 14, QUOTE)
ANSWER = Answer("Bao nhiêu nước ký?", "72 [1]", True, "vi", short="72", citations=(CITED,), build="b1")


def test_what_is_kept_is_read_newest_first(tmp_path: Path) -> None:
    opinions = Opinions(tmp_path)
    opinions.keep(ANSWER, True)
    opinions.keep(replace(ANSWER, question="Ai ký?", found=False, citations=()), False, " Sai rồi ")
    newest, oldest = opinions.all()
    assert (newest.id, newest.liked, newest.comment, newest.found, newest.sources) == (
        2,
        False,
        "Sai rồi",
        False,
        (),
    )
    assert (oldest.question, oldest.sources, oldest.build) == (
        "Bao nhiêu nước ký?", (("vi-a.md", "2025-10-26"),), "b1"
    )  # fmt: skip


def test_nobody_has_said_anything(tmp_path: Path) -> None:
    assert Opinions(tmp_path).all() == ()
    assert list(tmp_path.iterdir()) == []


def test_a_comment_joins_the_thumb_it_follows(tmp_path: Path) -> None:
    opinions = Opinions(tmp_path)
    opinions.keep(ANSWER, False)
    opinions.keep(ANSWER, False, "Con số cũ")
    opinions.keep(ANSWER, True)
    assert [(o.liked, o.comment) for o in opinions.all()] == [(True, ""), (False, "Con số cũ")]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("viết cho an.b+c@example.co.vn nhé", "viết cho [e-mail] nhé"),
        ("gọi 0912 345 678", "gọi [number]"),
        ("+84-912-345-678", "[number]"),
        ("CCCD 001203004567.", "CCCD [number]."),
        ("72 nước, 2.500 đại biểu, 26/10/2025", "72 nước, 2.500 đại biểu, 26/10/2025"),
    ],
)
def test_personal_data_is_masked_before_it_is_written(tmp_path: Path, typed: str, kept: str) -> None:
    assert masked(typed) == kept
    Opinions(tmp_path).keep(replace(ANSWER, question=typed), True, typed)
    (opinion,) = Opinions(tmp_path).all()
    assert (opinion.question, opinion.comment) == (kept, kept)


def test_a_long_comment_is_cut(tmp_path: Path) -> None:
    Opinions(tmp_path).keep(ANSWER, True, "a" * 5000)
    assert len(Opinions(tmp_path).all()[0].comment) == MAX_COMMENT


def test_the_oldest_go_when_there_are_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feedback, "MAX_ROWS", 3)
    for n in range(5):
        Opinions(tmp_path).keep(replace(ANSWER, question=f"Câu {n}?"), True)
    assert [o.id for o in Opinions(tmp_path).all()] == [5, 4, 3]


def test_many_at_once_are_all_kept(tmp_path: Path) -> None:
    opinions = Opinions(tmp_path)
    asked = [replace(ANSWER, question=f"Câu {n}?") for n in range(40)]
    threads = [threading.Thread(target=opinions.keep, args=(answer, True)) for answer in asked]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {o.question for o in opinions.all()} == {answer.question for answer in asked}


def test_nothing_about_the_visitor_has_a_column(tmp_path: Path) -> None:
    Opinions(tmp_path).keep(ANSWER, True)
    db = sqlite3.connect(tmp_path / feedback.FILE)
    names = {row[1] for row in db.execute("PRAGMA table_info(feedback)")}
    db.close()
    assert names == set("id at liked comment question answer found language mode short sources build".split())


def test_a_liked_answer_makes_a_pair_to_complete(tmp_path: Path) -> None:
    Opinions(tmp_path).keep(ANSWER, True)
    pair = candidate(Opinions(tmp_path).all()[0])
    assert (pair.id, pair.lang, pair.answerable, pair.candidate) == ("feedback-1", "vi", True, True)
    assert (pair.must_contain, pair.source_any) == ((("72",),), ("vi-a.md",))


def test_a_disliked_answer_only_asks_again(tmp_path: Path) -> None:
    Opinions(tmp_path).keep(replace(ANSWER, question="bao nhieu nuoc ky"), False)
    pair = candidate(Opinions(tmp_path).all()[0])
    assert (pair.lang, pair.answerable, pair.must_contain, pair.source_any) == ("vi-nodiac", None, (), ())


def test_the_command_lists_and_promotes(fresh_hanoi: Hanoi, tmp_path: Path) -> None:
    Opinions(fresh_hanoi.home).keep(ANSWER, True, "Tốt")
    Opinions(fresh_hanoi.home).keep(ANSWER, False)
    listed = fresh_hanoi("feedback").stdout.decode().splitlines()
    assert len(listed) == 2
    assert listed[1].endswith("good  Bao nhiêu nước ký?  — Tốt")
    (bad,) = fresh_hanoi("feedback", "--bad", "--json").stdout.decode().splitlines()
    assert json.loads(bad)["liked"] is False
    to = tmp_path / "candidates.jsonl"
    assert fresh_hanoi("feedback", "promote", "1", "--to", str(to)).returncode == 0
    assert [pair.candidate for pair in read([to])] == [True]
    again = fresh_hanoi("feedback", "promote", "1", "--to", str(to))
    assert (again.returncode, b"already" in again.stderr) == (2, True)
    assert fresh_hanoi("feedback", "promote", "9").returncode == 2


def test_a_candidate_never_gates(hanoi: Hanoi, tmp_path: Path) -> None:
    to = tmp_path / "candidates.jsonl"
    pair = candidate(_kept(tmp_path))
    to.write_text(json.dumps(pair.to_json(), ensure_ascii=False) + "\n", encoding="utf-8")
    done = hanoi("eval", str(to), "--json")
    assert b"1 candidates left out" in done.stderr
    assert json.loads(done.stdout)["summary"]["total"]["passed"]["of"] == 0


def _kept(home: Path) -> feedback.Opinion:
    Opinions(home).keep(ANSWER, True)
    return Opinions(home).all()[0]
