"""A plain answer: lead, quote, and a second quote only when it adds something."""

from __future__ import annotations

import pytest

from bot.reply.compose import compose
from tests.bot.reply.corpus import ANSWER, HEDGE, Read, by_kind, part, reading
from vectorstore.index import Index

NUMBER = {"kinds": frozenset({"number"}), "counted": ("nuoc",), "act": "sign"}


def test_the_newest_firm_figure_leads_and_the_older_one_keeps_its_date(told: Index) -> None:
    asked = part(told, "Bao nhiêu nước đã ký Công ước Hà Nội?", **NUMBER)
    read = reading(told, asked, Read("72 nước", span="72"), Read("65 quốc gia", 0.95, span="65"))
    draft = compose(asked, read, ANSWER, told)
    assert draft.lead == "72 nước"
    assert by_kind(draft.lines)["note"] == ["Trước đó: 65 quốc gia (25/10/2025)"]
    assert [(f.value, f.as_of) for f in draft.timeline] == [(72, "2025-10-26"), (65, "2025-10-25")]


@pytest.mark.parametrize(
    "other", ["60 nước", "46 nước", "40 nước"], ids=["a plan", "a narrower kind", "another act"]
)
def test_another_quantity_is_no_earlier_figure(told: Index, other: str) -> None:
    asked = part(told, "Bao nhiêu nước đã ký Công ước Hà Nội?", **NUMBER)
    read = reading(
        told, asked, Read("72 nước", span="72"), Read(other, 0.85, span=other.split(maxsplit=1)[0])
    )
    draft = compose(asked, read, ANSWER, told)
    assert draft.lead == "72 nước"
    assert draft.timeline == ()
    assert "note" not in by_kind(draft.lines)


def test_two_sources_with_one_figure_are_quoted_once(told: Index) -> None:
    asked = part(
        told,
        "How many countries signed the Convention?",
        kinds=frozenset({"number"}),
        counted=("countries",),
        act="sign",
    )
    read = reading(told, asked, Read("72 countries", span="72"), Read("72 nước", 0.9, span="72"))
    draft = compose(asked, read, ANSWER, told)
    assert draft.lead == "72 countries"
    assert len(draft.citations) == 1


@pytest.mark.parametrize(("first", "quotes"), [(0.65, 2), (0.75, 1)], ids=["in doubt", "sure"])
def test_beside_a_sentence_in_doubt_stands_the_next_likeliest(told: Index, first: float, quotes: int) -> None:
    asked = part(told, "Bao nhiêu nước đã ký Công ước Hà Nội?")
    read = reading(told, asked, Read("72 nước", first), Read("65 quốc gia", 0.2), Read("60 nước", 0.1))
    draft = compose(asked, read, ANSWER, told)
    assert len(draft.citations) == quotes
    assert all(said in c.quote for said, c in zip(("72 nước", "65 quốc gia"), draft.citations, strict=False))


def test_what_says_the_same_is_no_other_answer(told: Index) -> None:
    asked = part(told, "How many countries signed the Convention?")
    read = reading(
        told, asked, Read("72 countries", 0.5), Read("72 countries", 0.4), Read("65 quốc gia", 0.2)
    )
    first, second = compose(asked, read, ANSWER, told).citations
    assert "72 countries" in first.quote
    assert "65 quốc gia" in second.quote


def test_a_question_about_now_begins_with_its_day(told: Index) -> None:
    asked = part(
        told,
        "How many countries have signed so far?",
        now=True,
        kinds=frozenset({"number"}),
        counted=("countries",),
        act="sign",
    )
    read = reading(told, asked, Read("74 countries", span="74"), Read("72 countries", 0.9, span="72"))
    draft = compose(asked, read, ANSWER, told)
    assert draft.lines[0].text == "As of 1 March 2026: 74 countries"
    assert by_kind(draft.lines)["note"] == ["Earlier: 72 countries (26 October 2025)"]


def test_a_hedge_has_neither_lead_nor_verdict(told: Index) -> None:
    asked = part(told, "Ai ký cho Việt Nam?", kinds=frozenset({"person"}))
    draft = compose(asked, reading(told, asked, Read("Lương Tam Quang", span="Lương Tam Quang")), HEDGE, told)
    assert (draft.lead, draft.hedged) == (None, True)
    assert [line.kind for line in draft.lines] == ["said", "quote"]


def test_the_second_quote_adds_a_fact(told: Index) -> None:
    asked = part(told, "Chuyện gì đã diễn ra?", kinds=frozenset({"text"}))
    adds = compose(
        asked, reading(told, asked, Read("Lễ ký diễn ra"), Read("189 cơ quan", 0.85)), ANSWER, told
    )
    weak = compose(asked, reading(told, asked, Read("Lễ ký diễn ra"), Read("189 cơ quan", 0.4)), ANSWER, told)
    assert (len(adds.citations), len(weak.citations)) == (2, 1)


def test_what_does_not_change_has_no_earlier_figure(told: Index) -> None:
    asked = part(told, "Có bao nhiêu điều?", kinds=frozenset({"number"}), counted=("dieu",))
    draft = compose(asked, reading(told, asked, Read("71 điều", span="71")), ANSWER, told)
    assert (draft.lead, draft.timeline) == ("71 điều", ())


def test_of_the_other_language_only_another_figure_or_day_is_added(told: Index) -> None:
    asked = part(told, "What happened?", kinds=frozenset({"text"}))
    read = reading(told, asked, Read("72 countries"), Read("Kết thúc hai ngày", 0.9))
    first = compose(asked, read, ANSWER, told)
    assert [c.publisher for c in first.citations] == ["Daily News", "Báo Mới"]  # 64 is a fact of its own
    read = reading(told, asked, Read("European Union signed"), Read("65 quốc gia", 0.9))
    assert len(compose(asked, read, ANSWER, told).citations) == 2
