"""Reports are read by somebody else's reader, and hold nobody's markup."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import junitparser
from rich.console import Console

from bot.evaluate import baseline, report_html, report_junit, table
from bot.evaluate.difference import marked
from bot.evaluate.explain import why
from tests.bot.evaluate.conftest import RunWith, answer_with


def test_junitparser_reads_the_junit_file(run_with: RunWith, tmp_path: Path) -> None:
    path = tmp_path / "junit.xml"
    report_junit.write(path, run_with({"p2": "Có 72 nước ký."}))
    (suite,) = junitparser.JUnitXml.fromfile(str(path))
    assert (suite.tests, suite.failures, suite.errors) == (3, 1, 0)
    failed = [case for case in suite if case.result]
    assert [case.name for case in failed] == ["p2 Who came & why?"]
    assert failed[0].result[0].message == "failed: facts"
    assert "expected: one of An" in failed[0].result[0].text
    assert {p.name: p.value for p in suite.properties()}["complete"] == "1/2"
    of_cases = [p.attrib for p in ElementTree.parse(path).iterfind(".//testcase/properties/property")]
    assert of_cases.count({"name": "complete", "value": "false"}) == 1


def test_control_characters_do_not_break_the_junit_file(run_with: RunWith, tmp_path: Path) -> None:
    path = tmp_path / "junit.xml"
    report_junit.write(path, run_with({"p1": answer_with("", text="\x00\x1b[31m\ud800")}))
    assert junitparser.JUnitXml.fromfile(str(path)).failures == 1


class Tags(HTMLParser):
    """Counts what a browser would make of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.links: list[str] = []
        self.kinds: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("src", "href")]
        self.kinds += [value or "" for name, value in attrs if name == "data-kind"]


def test_the_page_needs_nothing_from_elsewhere(run_with: RunWith) -> None:
    page = report_html.page(run_with())
    tags = Tags(page)
    assert tags.links == []
    assert not re.search(r"https?://|@import|url\(", page)
    assert "prefers-color-scheme: dark" in page
    assert tags.kinds == ["number", "person", "ood"]


def test_the_page_shows_an_articles_markup_as_text(run_with: RunWith) -> None:
    page = report_html.page(run_with())
    assert "Ông &lt;b&gt;An&lt;/b&gt; dự" in page
    assert "<b>An</b>" not in page


def test_a_question_that_turns_the_writing_round_turns_nothing_else_round(run_with: RunWith) -> None:
    results = run_with()
    asked = replace(results.outcomes[0].pair, question="Ai \u202e ký?")
    page = report_html.page(replace(results, outcomes=(replace(results.outcomes[0], pair=asked),)))
    assert "<bdi>Ai \u202e ký?</bdi>" in page


def test_the_page_marks_what_differs_on_both_sides(run_with: RunWith) -> None:
    now = run_with({"p1": answer_with("Có 72 nước ký.", text="Nay có 72 nước [1]")})
    was = run_with({"p1": answer_with("Có 72 nước ký.", text="Nay có 65 nước [1]")})
    page = report_html.page(now, baseline.compare(now, baseline.of(was)))
    assert "Nay có <del>65</del> nước" in page
    assert "Nay có <ins>72</ins> nước" in page
    assert 'data-state="passed changed"' in page


def test_the_terminal_names_what_was_lost(run_with: RunWith) -> None:
    now = run_with({"p2": ""})
    out = io.StringIO()
    console = Console(file=out, width=160)
    table.show(console, now, baseline.compare(now, baseline.of(run_with())))
    said = out.getvalue()
    assert "2 of 3 passed" in said
    assert "lost p2" in said
    assert "1 lost (tolerance 0)" in said
    assert "recall@1 0.000, @5 1.000" in said
    assert "Of the off-subject questions, 1/1 were refused (21%-100%)" in said
    assert "What a reader sees" in said


def test_a_question_is_no_markup_on_the_terminal(run_with: RunWith) -> None:
    out = io.StringIO()
    table.show(Console(file=out, width=160), run_with({"p1": answer_with("", text="[red]x[/red] [/]")}))
    assert "[red]x[/red] [/]" in out.getvalue()


def test_a_failure_says_what_to_look_at(run_with: RunWith) -> None:
    outcome = run_with({"p2": "Có 72 nước ký."}).outcomes[1]
    lines = why(outcome, was="Ông An dự. [1]").splitlines()
    assert lines[0] == "p.jsonl:2: p2 [en, person] failed: facts"
    assert "  expected: one of An" in lines
    assert "  [1] vi-a.md, 2025-10-26: Có 72 nước ký." in lines
    assert lines[-1].startswith("  against the baseline: [-Ông")


def test_a_difference_is_by_words() -> None:
    assert marked("có 65 nước ký", "có 72 nước ký") == "có [-65-]{+72+} nước ký"


def test_no_word_of_a_pair_steers_the_terminal(run_with: RunWith) -> None:
    results = run_with({"p1": answer_with("", text="a\x1b]0;title\x07b\u202e")})
    named = replace(results.outcomes[0], pair=replace(results.outcomes[0].pair, kind="[/x]\x1b[31m"))
    out = io.StringIO()
    table.show(Console(file=out, width=200), replace(results, outcomes=(named,)))
    assert not {"\x1b", "\x07", "\u202e"} & set(out.getvalue())
    assert "[/x]" in out.getvalue()
