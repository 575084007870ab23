"""Pages that nobody here wrote, kept beside the repository: what is read out of them may not become less."""

from __future__ import annotations

import pytest

from benchmarks.pages import Score, measured, total, truths
from tests.conftest import SHARED

PAGES = SHARED / "pagebench"
pytestmark = pytest.mark.skipif(not PAGES.is_dir(), reason="the pages are not beside this repository")


@pytest.fixture(scope="module")
def scores() -> dict[str, Score]:
    rows = measured(PAGES, truths(PAGES), ["ours"])["ours"]
    return {
        name: total(r for r in rows if r[0].set in name.split("+"))
        for name in ("aeb", "fundus", "htmldate+fundus")
    }


@pytest.mark.parametrize(("name", "floor"), [("aeb", 0.970), ("fundus", 0.980)])
def test_texts_stay_above_what_they_are_built_on(scores: dict[str, Score], name: str, floor: float) -> None:
    """trafilatura's better mode has .963 and .969 on the same pages."""
    assert scores[name].f1 >= floor
    assert scores[name].refused == 0


def test_dates_are_right_or_unknown(scores: dict[str, Score]) -> None:
    dates = scores["htmldate+fundus"].dates
    assert dates["wrong"] <= 0.02 * dates.total()
    assert dates["right"] >= DATES_RIGHT * dates.total()


# Share of the pages with a known day.
DATES_RIGHT = 0.92
