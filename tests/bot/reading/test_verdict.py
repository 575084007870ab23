"""The verdict: one probability and the demands that stay, as `docs/reader.md` prints them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.chat import consider
from bot.reading.verdict import ALONE, ANSWERED_FROM, DEMANDS, SURE_FROM, one_of_quoted
from vectorstore.index import Index

DOCS = Path(__file__).resolve().parents[3] / "docs" / "reader.md"


def test_the_documents_print_the_table_of_demands() -> None:
    rows = "".join(f"| {d.name} | {d.why} |\n" for d in DEMANDS)
    written = re.search(r"<!-- demands -->\n(.*?)<!-- /demands -->", DOCS.read_text(encoding="utf-8"), re.S)
    assert written is not None
    assert written.group(1) == "| Demand | Why |\n|---|---|\n" + rows


def test_the_documents_name_the_probabilities() -> None:
    text = DOCS.read_text(encoding="utf-8")
    assert f"probability {ANSWERED_FROM:.2f}".replace("0.", ".") in text
    assert f"from {ALONE:.1f} on".replace("0.", ".") in text
    assert f"of {SURE_FROM:.1f} together".replace("0.", ".") in text


@pytest.mark.parametrize(
    "question", ["Giá USD hôm nay bao nhiêu?", "Who won the world cup in 1998?", "Cách nấu phở bò?"]
)
def test_what_is_off_the_subject_is_refused(starter_index: Index, question: str) -> None:
    assert not consider(question, starter_index).answer.found


def test_a_year_after_every_article_is_unknown(starter_index: Index) -> None:
    considered = consider("How many countries attended the conference in 2031?", starter_index)
    assert considered.answer.reason in ("after_newest", "not_in_articles", "forecast")
    assert not considered.answer.found


def test_the_outcome_follows_the_probability(starter_index: Index) -> None:
    for question in ("Vì sao gọi là Công ước Hà Nội?", "Who chaired the Ad Hoc Committee?"):
        (part,) = consider(question, starter_index).parts
        quoted = one_of_quoted(part.reading)
        sure = "hedge" if quoted < SURE_FROM else "answer"
        assert part.verdict.outcome == ("refuse" if part.reading.answerable < ANSWERED_FROM else sure)
        assert part.verdict.confidence == pytest.approx(quoted)
