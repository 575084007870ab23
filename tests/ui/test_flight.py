"""A question that many ask is worked out once, and whoever asks it again is answered at once; never from another build."""

from __future__ import annotations

import pickle
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.answer import Answer
from ui.answering import Answerer, Limits
from ui.flight import Job, Kept, Key, Piece
from ui.opening import open_answerer
from ui.question import Asked, check
from ui.server import create_app
from ui.settings import Settings
from vectorstore.types import Filters

QUESTION = "Lễ mở ký Công ước Hà Nội diễn ra ngày nào?"


def key(asked: Asked) -> Key | None:
    return None if asked.fresh else Key.of("b", asked, "2026-01-01")


class Slow:
    """Says two pieces; goes on only when it is let, and counts how often it was asked."""

    def __init__(self, *, breaks: bool = False) -> None:
        self.open, self.begun, self.asked, self.breaks = threading.Event(), threading.Event(), 0, breaks

    def __call__(self, asked: Asked) -> Iterator[Piece]:
        self.asked += 1
        yield "one "
        self.begun.set()
        self.open.wait(10)
        if self.breaks:
            raise ValueError("broken")
        yield "two"
        yield Answer(asked.question, "one two", True, "en", build="b", took_ms={"read": 5.0, "total": 9.0})


def heard(answerer: Answerer, question: str = "a") -> tuple[Job, list[object], threading.Event]:
    """What somebody who asks now hears, and an event for its end."""
    got: list[object] = []
    done = threading.Event()

    def deliver(piece: object) -> None:
        got.append(piece)
        if piece is None:
            done.set()

    return answerer.submit(check(question), deliver), got, done


def test_who_asks_the_same_meanwhile_hears_all_of_it_and_it_is_worked_out_once() -> None:
    slow = Slow()
    answerer = Answerer(slow, limits=Limits(workers=2), keys=key)
    seen: list[Answer] = []
    answerer.seen = seen.append
    first = heard(answerer)
    assert slow.begun.wait(5)
    others = [heard(answerer) for _ in range(5)]
    slow.open.set()
    for _, got, done in (first, *others):
        assert done.wait(5)
        assert [p if isinstance(p, str) else type(p).__name__ for p in got] == [
            "one ",
            "two",
            "Answer",
            "NoneType",
        ]
    assert slow.asked == 1
    assert answerer.held == 0
    assert [list(answer.took_ms) for answer in seen] == [["read", "total"]] + [["repeat", "total"]] * 5


def test_the_first_may_leave_and_the_others_still_hear_it() -> None:
    slow = Slow()
    answerer = Answerer(slow, limits=Limits(workers=1), keys=key)
    first, _, _ = heard(answerer)
    assert slow.begun.wait(5)
    _, got, done = heard(answerer)
    first.cancel()
    slow.open.set()
    assert done.wait(5)
    assert isinstance(got[-2], Answer)


def test_what_nobody_waits_for_any_more_is_begun_anew_for_the_next() -> None:
    slow = Slow()
    answerer = Answerer(slow, limits=Limits(workers=2), keys=key)
    gone, _, ended = heard(answerer)
    assert slow.begun.wait(5)
    gone.cancel()
    slow.open.set()
    assert ended.wait(5)
    assert answerer.ask("a").text == "one two"
    assert slow.asked == 2


def test_an_error_reaches_all_who_wait_and_is_not_kept() -> None:
    slow = Slow(breaks=True)
    answerer = Answerer(slow, limits=Limits(workers=1), keys=key)
    both = [heard(answerer), heard(answerer)]
    slow.open.set()
    for _, got, done in both:
        assert done.wait(5)
        assert isinstance(got[-2], ValueError)
    assert answerer.held == 0
    with pytest.raises(ValueError, match="broken"):
        answerer.ask("a")
    assert slow.asked == 2


def test_those_who_wait_for_the_same_are_counted_too() -> None:
    slow = Slow()
    answerer = Answerer(slow, limits=Limits(workers=1, waiting=1), keys=key)
    heard(answerer)
    heard(answerer)
    assert answerer.held == 2
    with pytest.raises(Exception, match="Many people"):
        heard(answerer)
    slow.open.set()


def answer(build: str) -> tuple[Piece, ...]:
    return (Answer("q", "t", True, "en", build=build),)


def test_the_one_unused_for_longest_goes_and_another_builds_answer_is_not_kept() -> None:
    kept = Kept(2)
    keys = [Key.of("b", Asked(str(n)), "") for n in range(3)]
    kept.put(keys[0], answer("b"))
    kept.put(keys[1], answer("b"))
    assert kept.get(keys[0]) is not None
    kept.put(keys[2], answer("b"))
    assert [kept.get(k) is not None for k in keys] == [True, False, True]
    kept.put(keys[1], answer("another"))
    kept.put(keys[1], ("only words",))
    assert kept.get(keys[1]) is None


def test_what_is_kept_is_bounded_in_bytes_and_a_key_has_a_few_whatever_was_asked() -> None:
    kept = Kept(1_000_000, 20_000)
    long = (Answer("q", "t" * 5_000, True, "en", build="b"),)
    for n in range(50):
        asked = Asked(f"{n} " * 400, ("h" * 4_000,) * 5, Filters(publisher="p" * 200))
        kept.put(key := Key.of("b", asked, ""), long)
        assert len(pickle.dumps(key)) < 200
        assert kept.bytes <= 20_000
    assert kept.get(key) is long
    kept.put(Key.of("b", Asked("more than all"), ""), (Answer("q", "t" * 30_000, True, "en", build="b"),))
    assert kept.bytes == 0


def test_a_key_tells_apart_whatever_an_answer_depends_on() -> None:
    asked = [
        Asked("a"),
        Asked("b"),
        Asked("a", ("b",)),
        Asked("a", ("b", "")),
        Asked("a", (), Filters(since="2025-01-01")),
    ]
    asked += [Asked("a", (), Filters(until="2025-01-01")), Asked("a", (), Filters(publisher="p"))]
    keys = {Key.of("b", each, "2026-01-01") for each in asked}
    assert (
        len(keys | {Key.of("c", asked[0], "2026-01-01"), Key.of("b", asked[0], "2026-01-02")})
        == len(asked) + 2
    )
    assert Key.of("b", Asked("a"), "2026-01-01") in keys


@pytest.fixture(scope="module")
def remembering(
    home: Path, models: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Answerer, Settings]]:
    """The real thing on a home of its own."""
    own = tmp_path_factory.mktemp("remembering") / "home"
    shutil.copytree(home, own)
    settings = Settings(own, models, rate="100000/minute")
    answerer = open_answerer(settings)
    yield answerer, settings
    answerer.close()


def test_the_same_question_again_is_the_same_answer_in_less_time(
    remembering: tuple[Answerer, Settings],
) -> None:
    answerer, settings = remembering
    client = TestClient(create_app(settings, answerer), raise_server_exceptions=False)
    body = {"question": QUESTION, "as_of": "2025-12-31"}
    first, again = client.post("/api/ask", json=body).json(), client.post("/api/ask", json=body).json()
    assert set(again["took_ms"]) == {"repeat", "total"}
    assert again["took_ms"]["total"] < first["took_ms"]["total"]
    assert {**again, "took_ms": 0} == {**first, "took_ms": 0}
    assert 'hanoi_step_seconds_count{step="repeat"} 1.0' in client.get("/metrics").text
    for other in (
        {"as_of": "2025-10-25"},
        {"history": ["Ai ký?"]},
        {"language": "vi"},
        {"question": QUESTION + "!"},
    ):
        assert "read" in client.post("/api/ask", json=body | other).json()["took_ms"], other


def test_none_are_kept_when_the_owner_says_so(remembering: tuple[Answerer, Settings]) -> None:
    forgetful = Answerer(remembering[0]._streams, limits=Limits(kept=0), keys=remembering[0]._keys)
    assert all("read" in forgetful.ask(QUESTION).took_ms for _ in range(2))
    forgetful.close()


def test_a_fresh_question_is_worked_out_again(remembering: tuple[Answerer, Settings]) -> None:
    answerer, _ = remembering
    answerer.ask(QUESTION)
    last = [*answerer.stream_asked(replace(check(QUESTION), fresh=True))][-1]
    assert isinstance(last, Answer)
    assert "read" in last.took_ms


def test_a_new_build_is_asked_anew(remembering: tuple[Answerer, Settings], hanoi, tmp_path: Path) -> None:
    answerer, settings = remembering
    before = [answerer.ask(QUESTION) for _ in range(2)][-1]
    assert "repeat" in before.took_ms
    (tmp_path / "new.md").write_text(
        "---\ntitle: Phiên chợ quê\npublished: 2025-11-09\n---\n\nPhiên chợ quê họp ở làng Quảng Lâm sáng 9/11/2025.\n",
        "utf-8",
    )
    done = type(hanoi)(settings.home, hanoi.models)("ingest", str(tmp_path / "new.md"))
    assert done.returncode == 0, done.stderr.decode()
    after = answerer.ask(QUESTION)
    assert after.build != before.build
    assert "read" in after.took_ms
    end = time.monotonic() + 5
    while "repeat" not in (again := answerer.ask(QUESTION)).took_ms:  # kept a moment after it was told
        assert time.monotonic() < end
    assert again.build == after.build
