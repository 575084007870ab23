"""The report of `hanoi eval` in a browser: it filters, both schemes can be read, nothing is loaded."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from bot.answer import Answer
from bot.evaluate import baseline, report_html
from bot.evaluate.pairs import Pair
from bot.evaluate.run import Results, System, evaluate

KINDS = ("number", "person", "number", "date")
PAIRS = tuple(
    Pair(f"p{n}", "vi" if n % 2 else "en", f"Câu hỏi {n} <b>?", False, kind) for n, kind in enumerate(KINDS)
)


def results(answered: set[str]) -> Results:
    """A run in which the pairs of *answered* fail: they are to be refused."""

    def ask(pair: Pair) -> Answer:
        found = pair.id in answered
        return Answer(pair.question, "Có 72 nước." if found else "Không có.", found, "vi")

    return evaluate(PAIRS, System(ask, lambda pair: [], {}.get))


@pytest.fixture
def report(page: Page) -> Page:
    """A report in which p0 was lost and p1 won."""
    now, was = results({"p0"}), results({"p1"})
    page.set_content(report_html.page(now, baseline.compare(now, baseline.of(was))))
    return page


def test_it_filters_by_kind_language_verdict_and_words(report: Page) -> None:
    shown = report.locator("details[data-kind]:visible")
    expect(shown).to_have_count(4)
    report.get_by_label("Kind").select_option("number")
    expect(shown).to_have_count(2)
    report.get_by_label("Verdict").select_option("lost")
    expect(shown).to_have_count(1)
    expect(report.locator("#count")).to_have_text("1 of 4")
    report.get_by_label("Kind").select_option("")
    report.get_by_label("Verdict").select_option("")
    report.get_by_label("Words in it").fill("CÂU HỎI 3")
    expect(shown).to_have_count(1)


def test_both_answers_stand_side_by_side_with_their_differences_marked(report: Page) -> None:
    lost = report.locator("details").first
    lost.locator("summary").click()
    before, after = (lost.locator(".sides > div").nth(n).bounding_box() for n in (0, 1))
    assert before is not None
    assert after is not None
    assert before["y"] == after["y"]
    assert before["x"] + before["width"] <= after["x"]
    expect(lost.locator("del").first).to_be_visible()
    expect(lost.locator("ins").first).to_be_visible()
    expect(lost.locator("summary b")).to_have_count(1)  # the question's markup is text


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_either_scheme(
    report: Page, axe: Callable[[Page], list[str]], scheme: str
) -> None:
    report.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    report.locator("summary").first.click()
    assert axe(report) == []
