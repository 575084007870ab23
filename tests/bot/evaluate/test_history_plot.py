"""The runs drawn: a share where it belongs, a line only between runs of the same pairs, and nobody's markup."""

from __future__ import annotations

import itertools
import os
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bot.evaluate import report_html
from bot.evaluate.history import History
from bot.evaluate.history_plot import BOTTOM, MOST, TOP, section, told
from bot.evaluate.history_table import drifted
from bot.evaluate.pairs import BrokenPairs
from bot.evaluate.run import About, Results
from tests.bot.evaluate.conftest import RunWith


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "<runs>&.sqlite3")


def some(results: Results, count: int) -> Results:
    return replace(results, outcomes=results.outcomes[:count])


def picture(history: History) -> ElementTree.Element:
    found = re.search(r"<svg.*?</svg>", section(history), re.DOTALL)
    assert found is not None
    return ElementTree.fromstring(found[0])


def heights(svg: ElementTree.Element, name: str) -> list[float]:
    return [float(circle.attrib["cy"]) for circle in svg.iterfind(f"./g[@class='{name}']/circle")]


def test_no_run_and_one_run(history: History, run_with: RunWith) -> None:
    assert section(history) == ""
    history.keep(run_with())
    assert "first run" in section(history)
    assert "<svg" not in section(history)


def test_each_share_stands_at_its_height_and_says_what_was_other(history: History, run_with: RunWith) -> None:
    history.keep(run_with(about=About("b1", "m", 3)))
    history.keep(run_with({"p2": ""}, About("b2", "m", 4)))
    svg = picture(history)
    assert heights(svg, "passed") == pytest.approx([TOP, BOTTOM - (BOTTOM - TOP) * 2 / 3], abs=0.1)
    titles = [title.text for title in svg.iterfind("./g[@class='passed']/circle/title")]
    assert titles[1] is not None
    assert titles[1].endswith("passed 2 of 3; other: the articles")
    assert [text.text for text in svg.iterfind("text[@class='passed']")] == ["passed 67%"]
    assert "<td>2/3</td>" in section(history)


def test_a_line_ends_where_other_pairs_were_asked(history: History, run_with: RunWith) -> None:
    for count in (3, 3, 2, 2):
        history.keep(some(run_with(), count))
    (path,) = picture(history).iterfind("./g[@class='passed']/path")
    assert re.sub(r"[^ML]", "", path.attrib["d"]) == "MLML"
    assert heights(picture(history), "refused") == [TOP, TOP]  # the later two have nothing to refuse


def test_a_run_of_one_pair_is_left_out_and_counted(history: History, run_with: RunWith) -> None:
    for count in (3, 1, 3):
        history.keep(some(run_with(), count))
    assert [item.run.id for item in told(history)] == [1, 3]
    assert "1 older runs or runs of other pairs are left out" in section(history)


def test_names_at_the_ends_stand_apart(history: History, run_with: RunWith) -> None:
    for _ in range(MOST + 2):
        history.keep(run_with())
    svg = picture(history)
    places = [float(text.attrib["y"]) for text in svg.iterfind("text[@class]")]
    assert len(places) > 2
    assert min(b - a for a, b in itertools.pairwise(places)) >= 14
    assert len(heights(svg, "passed")) == MOST
    assert max(places) <= BOTTOM + 5


def test_the_report_holds_it_and_no_markup_of_a_file_s_name(history: History, run_with: RunWith) -> None:
    for _ in range(2):
        history.keep(run_with())
    page = report_html.page(run_with(), None, section(history))
    assert "<svg" in page
    assert "&lt;runs&gt;&amp;.sqlite3" in page
    assert "<runs>" not in page


def test_a_file_whose_name_is_no_text_is_named_all_the_same(tmp_path: Path, run_with: RunWith) -> None:
    history = History(tmp_path / os.fsdecode(b"\xe2.sqlite3"))
    history.keep(run_with())
    assert rb"\udce2.sqlite3" in section(history).encode()


def test_two_runs_stand_side_by_side(history: History, run_with: RunWith) -> None:
    history.keep(run_with())
    history.keep(run_with({"p2": ""}))
    lines = drifted(history, 1, 2)
    assert lines[0].split() == ["figure", "run", "1", "run", "2", "points"]
    assert lines[1].split() == ["passed", "3/3", "2/3", "-33.3"]
    with pytest.raises(BrokenPairs, match="holds no run 9"):
        drifted(history, 9, 2)
