"""The lead is of the kind asked for, whole, sure and in the question's language, or there is none."""

from __future__ import annotations

from typing import Any

import pytest

from bot.reply.lead import lead
from tests.bot.reply.corpus import Read, part, reading
from vectorstore.index import Index

VI, EN = "Câu hỏi gì đó?", "What about it?"


def led(index: Index, text: str, read: Read, **fields: Any) -> str | None:
    asked = part(index, text, **fields)
    found = lead(asked, reading(index, asked, read).sentences[0])
    return found.text if found else None


def kinds(*names: str) -> dict[str, Any]:
    return {"kinds": frozenset(names)}


@pytest.mark.parametrize(
    ("text", "said", "span", "fields", "wanted"),
    [
        pytest.param(VI, "72 nước", "72", kinds("number"), "72 nước", id="a number with its noun"),
        pytest.param(EN, "72 nước", "72", kinds("number"), "72 countries", id="a listed noun in the other language"),
        pytest.param(VI, "189 cơ quan", "189 cơ quan", kinds("number"), "189 cơ quan báo chí", id="a noun cut by the reader"),
        pytest.param(VI, "46 nước", "46", kinds("number"), "Hơn 46 nước hàng đầu", id="a narrowed noun stays narrowed"),
        pytest.param(
            VI, "46 nước", "46", kinds("number") | {"counted": ("nuoc",)}, None, id="a narrower thing than is counted"
        ),
        pytest.param(VI, "189 cơ quan", "189", kinds("person"), None, id="another kind"),
        pytest.param(
            "Mấy nước ký tại phiên toàn thể?", "72 nước", "72", kinds("number") | {"counted": ("nuoc",)}, "64 nước",
            id="the number whose own clause holds the question's words",
        ),
        pytest.param(
            "Mấy nước đã ký Công ước Hà Nội?", "72 nước", "64", kinds("number") | {"counted": ("nuoc",)}, "72 nước",
            id="the other one",
        ),
        pytest.param("Việt Nam đứng thứ mấy?", "46 nước", "46", kinds("number"), None, id="no number of things is a rank"),
        pytest.param("Việt Nam xếp hạng mấy?", "đứng thứ 16", "16", kinds("number"), "thứ 16", id="a rank"),
        pytest.param("What rank does it hold?", "đứng thứ 16", "16", kinds("number"), "16th", id="a rank in English"),
        pytest.param(VI, "Lương Tam Quang", "Tam Quang", kinds("person"), "Lương Tam Quang", id="a full name"),
        pytest.param(EN, "Guterres called", "Guterres", kinds("person"), "António Guterres", id="a name from elsewhere in it"),
        pytest.param(EN, "South Africa followed", "26 October 2025", kinds("date"), "26 October 2025", id="a date"),
        pytest.param(VI, "South Africa followed", "26 October", kinds("date"), "26/10/2025", id="a date in Vietnamese"),
        pytest.param(EN, "European Union signed", "25 October", kinds("date"), "25 October 2025", id="the year when known"),
        pytest.param(VI, "Qatar has ratified", "Qatar", kinds("place"), "Qatar", id="a country"),
        pytest.param(VI, "South Africa followed", "South Africa", kinds("place"), "Nam Phi", id="a country in Vietnamese"),
        pytest.param(
            VI, "Lễ ký diễn ra", "Trung tâm Hội nghị", kinds("place"), "Trung tâm Hội nghị Quốc gia", id="a place is not cut"
        ),
        pytest.param(VI, "Lương Tam Quang", " Quang thay", kinds("person"), "Lương Tam Quang", id="a span beyond its words"),
        pytest.param(EN, "Brazil and Qatar signed", " Qatar", kinds("place"), "Qatar", id="a blank before it"),
        pytest.param(EN, "Lễ ký diễn ra", "Trung tâm Hội nghị Quốc gia", kinds("place"), None, id="a name that is not listed"),
    ],
)  # fmt: skip
def test_leads(
    told: Index, text: str, said: str, span: str, fields: dict[str, Any], wanted: str | None
) -> None:
    assert led(told, text, Read(said, span=span), **fields) == wanted


def test_nothing_leads_that_is_not_sure(told: Index) -> None:
    assert led(told, VI, Read("72 nước", 0.5, span="72"), **kinds("number")) is None
    assert led(told, VI, Read("72 nước", span="72", span_probability=0.4), **kinds("number")) is None


def test_a_span_that_nothing_competes_with_may_be_less_sure(told: Index) -> None:
    unsure = {"span_probability": 0.4}
    assert led(told, VI, Read("65 quốc gia", span="65", **unsure), **kinds("number")) == "65 quốc gia"
    assert (
        led(told, VI, Read("72 nước", span="72", **unsure), **kinds("number")) is None
    )  # 64 nước stands there too
    assert led(told, VI, Read("65 quốc gia", span="65", span_probability=0.2), **kinds("number")) is None


def test_who_did_it_together_is_named_together(told: Index) -> None:
    assert (
        led(told, EN, Read("Phạm Minh Chính", span="Guterres"), **kinds("person"))
        == "Phạm Minh Chính and António Guterres"
    )


def test_what_the_question_says_itself_is_no_answer(told: Index) -> None:
    text = "Lương Tam Quang ký với ai?"
    assert led(told, text, Read("Lương Tam Quang", span="Lương Tam Quang"), **kinds("person")) is None
