"""What was agreed to, and what counts as losing it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.evaluate import baseline
from bot.evaluate.pairs import BrokenPairs
from bot.evaluate.run import About
from tests.bot.evaluate.conftest import RunWith, answer_with


def test_the_same_run_differs_in_nothing(run_with: RunWith) -> None:
    found = baseline.compare(run_with(), baseline.of(run_with()))
    assert found == baseline.Comparison((), (), (), (), (), (), 0)
    assert not found.worse


def test_what_is_saved_is_loaded(run_with: RunWith, tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    agreed = baseline.of(run_with(about=About("b1", "m1", 3)))
    baseline.save(path, agreed)
    assert baseline.load(path) == agreed
    assert len(path.read_text(encoding="utf-8").splitlines()) == 3 + 2  # a line a pair


def test_a_lost_pair_is_worse(run_with: RunWith) -> None:
    found = baseline.compare(run_with({"p2": ""}), baseline.of(run_with()))
    (lost,) = found.lost
    assert (lost.id, lost.what) == ("p2", ("verdict", "found", "answer", "quote", "source"))
    assert found.worse


def test_the_tolerance_is_a_number_of_lost_pairs(run_with: RunWith) -> None:
    agreed = baseline.of(run_with())
    assert not baseline.compare(run_with({"p2": ""}), agreed, tolerance=1).worse
    assert baseline.compare(run_with({"p1": "", "p2": ""}), agreed, tolerance=1).worse


def test_a_won_pair_does_not_pay_for_a_lost_one(run_with: RunWith) -> None:
    found = baseline.compare(run_with({"p2": ""}), baseline.of(run_with({"p1": ""})))
    assert ([c.id for c in found.won], [c.id for c in found.lost]) == (["p1"], ["p2"])
    assert found.worse


def test_other_words_are_told_and_not_a_loss(run_with: RunWith) -> None:
    now = run_with({"p1": answer_with("Có 72 nước ký.", text="Đã có 72 nước [1]")})
    found = baseline.compare(now, baseline.of(run_with()))
    assert [(c.id, c.what) for c in found.changed] == [("p1", ("answer",))]
    assert not found.worse


def test_another_index_is_told(run_with: RunWith) -> None:
    agreed = baseline.of(run_with(about=About("b1", "m1", 3)))
    found = baseline.compare(run_with(about=About("b2", "m1", 4)), agreed)
    assert found.other == ("other index: b1 of 3 articles then, b2 of 4 articles now",)


def test_pairs_on_one_side_only_are_told(run_with: RunWith) -> None:
    agreed = baseline.of(run_with())
    kept = dict(agreed.pairs)
    kept["old"] = kept.pop("p3")
    found = baseline.compare(run_with(), baseline.Baseline("", "", 0, agreed.version, "reader", kept))
    assert (found.new, found.gone) == (("p3",), ("old",))


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("", id="empty"),
        pytest.param("[]", id="a list"),
        pytest.param('{"format": 99, "pairs": {}}', id="another format"),
        pytest.param('{"format": 1, "pairs": {"a": {}}}', id="half a pair"),
        pytest.param('{"format": 1, "pairs": {}, "more": 1}', id="more than there is"),
    ],
)
def test_what_is_no_baseline_is_one_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / "b.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BrokenPairs, match=r"is no baseline.*hanoi eval bless") as broken:
        baseline.load(path)
    assert "\n" not in str(broken.value)


def test_a_baseline_that_is_not_there_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(BrokenPairs, match=r"cannot be read.*hanoi eval bless"):
        baseline.load(tmp_path / "none.json")
