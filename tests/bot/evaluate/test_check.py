"""Pairs that no article could meet are told before the answers are blamed."""

from __future__ import annotations

import pytest

from bot.evaluate.check import check
from bot.evaluate.pairs import Pair
from tests.bot.evaluate.conftest import ARTICLE, PAIRS


def made(**changes: object) -> Pair:
    fields: dict[str, object] = {
        "id": "p",
        "lang": "vi",
        "question": "?",
        "answerable": True,
        "source_any": ("vi-a.md",),
        "place": "p.jsonl:7",
    }
    return Pair(**(fields | changes))  # type: ignore[arg-type]


def test_pairs_that_can_be_met_have_no_fault() -> None:
    assert check(PAIRS, [ARTICLE]) == []


def test_a_pair_may_name_the_table_of_parties() -> None:
    assert check([made(source_any=("vi-a.md", "status.csv"))], [ARTICLE]) == []


@pytest.mark.parametrize(
    ("pair", "fault"),
    [
        pytest.param(made(source_any=("gone.md",)), "source_any: no article comes from 'gone.md'", id="source"),
        pytest.param(made(date="2025-10-25"), "date: no article it allows is of 2025-10-25; they are of 2025-10-26",
                     id="date"),
        pytest.param(made(must_contain=(("72",), ("65", "66"))),
                     "must_contain: item 2 (65 | 66) stands in none of the articles it allows", id="fact"),
        pytest.param(made(must_contain=(("7",),)), "must_contain: item 1 (7) stands in none", id="half a number"),
        pytest.param(made(as_of="2025-10-25"), "as_of: no article it allows was published by 2025-10-25", id="as of"),
        pytest.param(made(answerable=False), "source_any: is given for a pair that must be refused", id="refusal"),
    ],
)  # fmt: skip
def test_a_fault_has_its_place_and_field(pair: Pair, fault: str) -> None:
    (line,) = check([pair], [ARTICLE])
    assert line.startswith(f"p.jsonl:7: {fault}")
