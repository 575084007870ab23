"""What a reader sees: complete, lead, verdict."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answer import Answer, YesNo
from bot.evaluate.pairs import Pair
from bot.evaluate.seen import complete, lead_right, verdict_right
from tests.bot.evaluate.conftest import answer_with

PAIR = Pair("p", "vi", "Bao nhiêu nước?", True, must_contain=(("72",),))
GOOD = replace(
    answer_with("Có 72 nước ký."), short="72 nước", text="72 nước [1].\n\n“Có 72 nước ký.” — Báo [1]"
)


def test_complete_wants_the_fact_at_once_and_no_hedge() -> None:
    assert complete(PAIR, GOOD, True)
    assert not complete(PAIR, GOOD, False)
    assert not complete(PAIR, replace(GOOD, hedged=True), True)
    assert not complete(PAIR, replace(GOOD, short="65 nước"), True)


def test_a_fact_that_only_an_earlier_line_holds_is_not_seen_at_once() -> None:
    pair = replace(PAIR, must_contain=(("46",),))
    later = replace(GOOD, short=None, text=f"{GOOD.text}\n\nTrước đó: 46 nước [1].")
    assert not complete(pair, later, True)
    first = replace(GOOD, short=None, text=f"25/10/2025: 46 nước [1].\n\n{GOOD.text}")
    assert complete(pair, first, True)


def test_every_part_must_be_answered() -> None:
    both = replace(PAIR, must_contain=(("72",), ("Quang",)))
    assert not complete(both, GOOD, True)
    assert complete(both, replace(GOOD, short="72 nước; Lương Tam Quang"), True)


@pytest.mark.parametrize(
    ("lead", "short", "right"),
    [((), "72 nước", True), ((), "65 nước", False), (("tất cả",), "72 nước", False), (("72 bên",), "72 bên", True), ((), None, None)],
)  # fmt: skip
def test_a_lead_is_one_of_the_facts_or_of_those_given(
    lead: tuple[str, ...], short: str | None, right: bool | None
) -> None:
    assert lead_right(replace(PAIR, lead=lead), replace(GOOD, short=short)) is right


def test_a_lead_where_nothing_should_be_answered_is_wrong() -> None:
    assert lead_right(Pair("p", "vi", "?", False), GOOD) is False


@pytest.mark.parametrize(
    ("yes", "said", "right"),
    [(True, "yes", True), (False, "not_yet", True),
     (False, "yes", False), (None, "differ", True), (None, "no", False), (True, None, False)],
)  # fmt: skip
def test_verdicts(yes: bool | None, said: YesNo | None, right: bool) -> None:
    assert verdict_right(replace(PAIR, yes=(yes,)), replace(GOOD, verdict=said)) is right


def test_a_verdict_is_only_judged_where_it_is_asked_for() -> None:
    assert verdict_right(PAIR, replace(GOOD, verdict="yes")) is None
    undecided = replace(PAIR, yes=(None,), answerable=None)
    assert verdict_right(undecided, Answer("?", "", False, "vi", reason="not_in_articles")) is True
    assert verdict_right(replace(PAIR, yes=(True,)), replace(GOOD, verdict="yes", hedged=True)) is False
