"""Figures checked against values worked out by hand or published."""

from __future__ import annotations

import dataclasses
import json

import pytest

from bot.evaluate.metrics import Share, reliability, retrieval, summarise
from bot.evaluate.run import Outcome
from tests.bot.evaluate.conftest import RunWith, answer_with


@pytest.mark.parametrize(
    ("good", "of", "low", "high"),
    [
        # Newcombe (1998), table I, method 3 (Wilson without continuity correction).
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_wilsons(good: int, of: int, low: float, high: float) -> None:
    assert Share(good, of).interval == pytest.approx((low, high), abs=5e-5)


def test_no_pairs_have_no_share() -> None:
    assert (Share(0, 0).value, Share(0, 0).interval) == (None, None)


def ranked(outcome: Outcome, *ranks: int | None) -> list[Outcome]:
    return [dataclasses.replace(outcome, rank=rank) for rank in ranks]


def test_retrieval_figures(run_with: RunWith) -> None:
    found = retrieval(ranked(run_with().outcomes[0], 1, 3, 11, None))
    assert found is not None
    assert (found.of, found.recall_1, found.recall_5, found.recall_10) == (4, 0.25, 0.5, 0.5)
    assert found.mrr_10 == pytest.approx((1 + 1 / 3) / 4)
    assert found.ndcg_10 == pytest.approx((1 + 1 / 2) / 4)  # log2(1 + 3) = 2


def test_pairs_without_a_source_say_nothing_of_retrieval(run_with: RunWith) -> None:
    assert retrieval(run_with().outcomes[2:]) is None


def test_reliability_counts_answers_in_their_band(run_with: RunWith) -> None:
    given = {
        "p1": answer_with("Có 72 nước ký.", confidence=0.92),
        "p2": answer_with("Có 72 nước ký.", confidence=0.98),  # the wrong sentence, and sure of it
        "p3": answer_with("Có 72 nước ký.", confidence=0.3),  # should have been refused
    }
    low, high = reliability(run_with(given).outcomes)
    assert (low.low, low.said, low.right) == (0.3, 0.3, Share(0, 1))
    assert (high.low, high.high, high.right) == (0.9, 1.0, Share(1, 2))
    assert high.said == pytest.approx(0.95)


def test_a_summary_splits_by_kind_and_language(run_with: RunWith) -> None:
    summary = summarise(run_with({"p2": ""}))
    assert summary.total.passed == Share(2, 3)
    assert summary.total.answered == Share(1, 2)
    assert summary.total.refused == Share(1, 1)
    assert {row.name: row.passed for row in summary.languages} == {"vi": Share(2, 2), "en": Share(0, 1)}
    assert [row.name for row in summary.kinds] == ["number", "person", "ood"]
    assert summary.first_quote == len("Có 72 nước ký.")


def test_a_summary_is_json(run_with: RunWith) -> None:
    record = json.loads(json.dumps(summarise(run_with()).to_json()))
    assert record["total"]["passed"]["good"] == 3
    assert record["kinds"][0]["passed"]["low"] < 1


def test_hedges_leads_and_refusals_are_told_apart(run_with: RunWith) -> None:
    right, wrong = answer_with("Có 72 nước ký."), answer_with("Có 72 nước ký.", text="Năm 72 [1]")
    given = {
        "p1": dataclasses.replace(right, short="72 nước"),
        "p2": dataclasses.replace(wrong, hedged=True),  # another sentence than asked for
        "p3": "",
    }
    total = summarise(run_with(given)).total
    assert (total.complete, total.lead) == (Share(1, 2), Share(1, 1))
    assert (total.hedged, total.unhedged) == (Share(0, 1), Share(1, 1))
    assert (total.refused, total.refusals, total.verdict) == (Share(1, 1), Share(1, 1), Share(0, 0))
    lost = summarise(run_with({"p1": "", "p3": "Có 72 nước ký."}))
    assert (lost.total.refused, lost.total.refusals) == (Share(0, 1), Share(0, 1))
    assert (lost.off_subject, lost.near_misses) == (Share(0, 1), Share(0, 0))
    assert lost.to_json()["off_subject"]["of"] == 1
