"""Groups by meaning, their counts and trend, and what would help."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.chat import consider
from bot.evaluate.pairfiles import read
from ui.candidates import add
from ui.gaps.advice import advice
from ui.gaps.group import embedding, grouped
from ui.gaps.report import Happened, counted, group_named, with_texts, without_texts
from ui.gaps.show import lines, pair_of, reading_list
from vectorstore.index import Index

LAST = date(2026, 9, 26)
DAYS = (LAST - timedelta(days=9), LAST)
FEE = (
    "Phí tham dự lễ mở ký là bao nhiêu?",
    "phi tham du le mo ky bao nhieu tien",
    "Vé dự lễ mở ký bao nhiêu tiền?",
)
EVENTS = [
    Happened(LAST - timedelta(days=8), "refused", FEE[0], 1, "vi", "not_in_articles"),
    Happened(LAST, "refused", FEE[1], 2, "vi", "not_in_articles"),
    Happened(LAST, "disliked", FEE[2], 1, "vi"),
    Happened(LAST, "hedged", "Giáo hoàng nói gì về Công ước?", 1, "vi"),
    Happened(LAST, "refused", "", 4, "vi", "off_subject"),
]


def test_spellings_are_one_and_meanings_are_grouped(starter_index: Index) -> None:
    embed = embedding(starter_index)
    asked = {FEE[0]: 1, FEE[1]: 2, FEE[2]: 1, FEE[0].upper(): 3, "Điều 90 nói gì?": 1}
    fees, article = grouped(asked, embed)
    assert {question for question, _ in fees.questions} == {FEE[0].upper(), FEE[1], FEE[2]}
    assert sum(times for _, times in fees.questions) == 7
    assert article.questions == (("Điều 90 nói gì?", 1),)
    assert grouped({}, embed) == ()


def test_questions_that_share_only_the_conventions_name_are_apart(starter_index: Index) -> None:
    asked = [
        "Công ước Hà Nội có mấy chương?",
        "Vì sao gọi là Công ước Hà Nội?",
        "Công ước Hà Nội mở ký khi nào?",
    ]
    assert len(grouped(dict.fromkeys(asked, 1), embedding(starter_index))) == 3


def test_counts_and_trend() -> None:
    counts = counted(EVENTS, DAYS)
    assert (counts.refused, counts.hedged, counts.disliked, counts.earlier, counts.later) == (7, 1, 1, 1, 8)
    report = without_texts(EVENTS, DAYS)
    assert report.groups == ()
    assert report.reasons == (("off_subject", 4), ("not_in_articles", 3))
    assert not any(question in "\n".join(lines(report)) for question in FEE)


def test_a_group_is_counted_looked_up_and_found_again_by_any_of_its_questions(starter_index: Index) -> None:
    report = with_texts(EVENTS, DAYS, starter_index)
    fees, pope = report.groups
    assert (fees.counts.refused, fees.counts.disliked, fees.counts.earlier, fees.counts.later) == (3, 1, 1, 3)
    assert pope.counts.hedged == 1
    asked = consider(fees.question, starter_index).answer
    assert (fees.now == "answered") == (asked.found and not asked.hedged)
    assert len(fees.nearest) == 3
    assert with_texts(EVENTS, DAYS, starter_index, most=1).groups == (fees,)
    assert group_named(fees.id, EVENTS, DAYS, starter_index) == fees
    assert group_named("00000000", EVENTS, DAYS, starter_index) is None
    text = "\n".join(lines(report))
    assert all(word in text for word in (fees.id, fees.question, "would help", "1 in the earlier half"))


def test_a_pair_and_a_reading_list_of_a_group(starter_index: Index, tmp_path: Path) -> None:
    (fees, _) = with_texts(EVENTS, DAYS, starter_index).groups
    add(pair_of(fees), tmp_path / "c.jsonl")
    (pair,) = read([tmp_path / "c.jsonl"])
    assert (pair.question, pair.candidate, pair.answerable, pair.tags) == (
        fees.question,
        True,
        None,
        ("gap",),
    )
    text = reading_list(fees)
    assert all(question in text for question, _ in fees.wordings)
    assert fees.nearest[0].title in text
    assert "https://" in text


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("What did the Pope say about the convention?", "the speech itself"),
        ("Has Fiji ratified the convention?", "table of parties"),
        ("How much did the signing ceremony cost?", "currency"),
        ("Ai viết bài hát của lễ mở ký?", "names the person"),
        ("Giá vàng hôm nay?", "none: it is not about the Convention"),
    ],
)
def test_what_would_help(starter_index: Index, question: str, wanted: str) -> None:
    considered = consider(question, starter_index)
    assert wanted in advice(considered.parts[0].part, considered.answer)
