"""Questions about who signed and who is bound: told from the table, and nothing else taken for one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ingest
from bot.status import status_answer
from bot.status.asked import asked
from vectorstore.language import language_of
from vectorstore.status.names import name_of
from vectorstore.status.read import table
from vectorstore.status.table import NEEDED, UNNAMED, Table

CORPUS = Path(ingest.__file__).parent / "corpus"
TODAY = date(2026, 10, 1)


@pytest.fixture(scope="module")
def own() -> Table:
    files = (CORPUS / "status.csv", CORPUS / "status-counts.csv")
    return table(*(f.read_text(encoding="utf-8") for f in files))


@pytest.mark.parametrize(
    ("question", "shape", "has"),
    [
        ("How many countries have signed so far?", "count", "77 parties"),
        ("Đến nay bao nhiêu nước đã ký Công ước Hà Nội?", "count", "77 bên"),
        ("den nay may nuoc da ky", "count", "77 bên"),
        ("How many had signed by January 2026?", "count", "As of 31 January 2026, 74 parties"),
        (
            "Tính đến 26/10/2025 có bao nhiêu nước ký?",
            "count",
            "Tính đến ngày 26/10/2025, theo các nguồn đã biết, 72 bên",
        ),
        ("How many signed in the formal session?", "count", "64 parties"),
        ("Bao nhiêu nước đã phê chuẩn Công ước Hà Nội?", "count", "3 bên đã phê chuẩn"),
        ("How many states had ratified by May 2026?", "count", "3 parties are known to have ratified"),
        ("How many states have acceded?", "count", "no party is known to have acceded to"),
        ("Bao nhiêu nước châu Phi đã ký?", "count", "22 bên thuộc châu Phi"),
        ("Which countries have ratified it?", "list", "Azerbaijan, Qatar and Viet Nam"),
        (
            "Nước ASEAN nào đã ký?",
            "list",
            "Chưa thấy chữ ký của Indonesia, Myanmar, Singapore và Timor-Leste",
        ),
        ("Has Canada signed?", "party", "Canada signed the Hanoi Convention in July 2026"),
        ("canada phe chuan chua", "party", "Canada chưa phê chuẩn"),
        ("Did India sign?", "party", "is reported, but not confirmed"),
        ("Mỹ có ký Công ước không?", "party", "Hoa Kỳ chưa ký"),
        ("Has Viet Nam acceded?", "party", "Viet Nam has not acceded to the Hanoi Convention, as far as"),
        ("Nga có ký không?", "party", "Nga đã ký Công ước Hà Nội ngày 25/10/2025"),
        ("Did Mali sign on the first day?", "party", "That was not the first day"),
        ("Did the UK sign on the first day?", "party", "Whether that was the first day is not known"),
        ("When did Fiji sign?", "date", "between 20 November 2025 and 17 January 2026"),
        ("Did Ottawa sign?", "party", "Canada signed the Hanoi Convention in July 2026"),
        ("Bắc Kinh đã ký chưa?", "party", "Trung Quốc đã ký Công ước Hà Nội ngày 25/10/2025"),
        ("Nga có tham gia đặt bút không?", "party", "Nga đã ký Công ước Hà Nội ngày 25/10/2025"),
        (
            "Who ratified the Convention first?",
            "order",
            "the earliest first: Qatar in February 2026; Azerbaijan",
        ),
        ("Nước nào ký cuối cùng?", "order", "Canada trong tháng 7/2026; 2 bên chưa rõ tên"),
        ("Which countries signed after the ceremony?", "list", "Canada, Fiji, Mauritius and 2 whose names"),
        ("Công ước Hà Nội đã có hiệu lực chưa?", "force", "chưa có hiệu lực: mới biết 3 trong 40"),
        ("Is it in force yet?", "force", "not known to be in force"),
        ("When will the convention enter into force?", "force_when", "no date can be given"),
        ("How far is it from entering into force?", "missing", "37 more are needed"),
        ("Còn thiếu bao nhiêu nước phê chuẩn nữa?", "missing", "còn thiếu 37 văn kiện"),
        ("How many ratifications are needed?", "needed", "40 ratifications"),
        ("Can a country still sign?", "window", "until 31 December 2026"),
        ("Công ước mở ký đến khi nào?", "window", "đến hết ngày 31/12/2026"),
    ],
)
def test_tells(own: Table, question: str, shape: str, has: str) -> None:
    said = status_answer(question, language_of(question), own, today=TODAY)
    assert said is not None
    assert (said.shape, has in said.text) == (shape, True), said.text
    assert said.sources
    assert said.short is None or said.short in said.text


@pytest.mark.parametrize(
    "question",
    [
        "How many people attended the signing ceremony?",
        "Bao nhiêu nước dự lễ mở ký?",
        "bao nhieu doan tham du le mo ky",
        "How many countries adopted the Convention?",
        "Bao nhiêu nước thông qua Công ước?",
        "Who signed for Viet Nam?",
        "Ai đã ký thay mặt Việt Nam?",
        "Has Japan signed the Budapest Convention?",
        "Nhật Bản đã ký Công ước Budapest chưa?",
        "Why did Canada sign?",
        "Vì sao Mỹ không ký?",
        "How many articles does the Hanoi Convention have?",
        "Công ước Hà Nội có bao nhiêu điều?",
        "Những nước nào không ký tại Hà Nội?",
        "Which countries have not ratified?",
        "Bao nhiêu nước chưa ký?",
        "Which country signed first?",
        "How many states signed in Vienna?",
        "Is Viet Nam the first in Asia to ratify?",
        "What did Viet Nam sign?",
        "Has my country signed?",
        "How many agreements did Viet Nam sign?",
        "Việt Nam đã ký bao nhiêu hiệp định?",
        "Did Canada sign on 25 October 2025 or 26 October 2025?",
        "How many companies signed the Tech Accord?",
        "Luật An ninh mạng có hiệu lực khi nào?",
        "When was the Convention opened for signature?",
        "",
    ],
)
def test_leaves_to_others(own: Table, question: str) -> None:
    assert status_answer(question, language_of(question), own, today=TODAY) is None


def test_the_acts_are_never_exchanged(own: Table) -> None:
    verbs = {
        "signed": "sign",
        "ratified": "ratify",
        "accepted": "accept",
        "approved": "approve",
        "acceded": "accede",
    }
    for verb, act in verbs.items():
        found = asked(f"How many countries have {verb}?", "en")
        assert found is not None
        assert found.verbs == (act,)
    counts = [status_answer(f"How many countries have {v}?", "en", own, today=TODAY) for v in verbs]
    assert [c.count for c in counts if c] == [77, 3, 0, 0, 0]


@settings(deadline=None)
@given(st.dates(date(2025, 10, 20), date(2026, 12, 1)))
def test_counts_lists_and_parties_agree_on_every_day(own: Table, day: date) -> None:
    counted = status_answer("How many countries have signed?", "en", own, today=TODAY, as_of=day)
    listed = status_answer("Những nước nào đã ký?", "vi", own, today=TODAY, as_of=day)
    assert counted is not None
    assert listed is not None
    until = min(day, own.as_of, TODAY)
    assert counted.count == listed.count == own.count("sign", until)
    assert counted.as_of == listed.as_of == until
    for party in own.parties:
        if party.code == UNNAMED:
            continue
        name = name_of(party.code, "vi")
        told = status_answer(f"{name} đã ký chưa?", "vi", own, today=TODAY, as_of=day)
        assert told is not None, name
        done = f"{name} đã ký" in told.text
        assert done == (party in own.those("sign", until)), (name, told.text)


def test_every_country_is_known_in_both_languages(own: Table) -> None:
    for party in own.parties:
        if party.code == UNNAMED:
            continue
        for question, language in (
            (f"Has {name_of(party.code, 'en')} ratified?", "en"),
            (f"{name_of(party.code, 'vi')} đã phê chuẩn chưa?", "vi"),
        ):
            told = status_answer(question, language, own, today=TODAY)
            assert told is not None, question
            assert told.codes == (party.code,), question


@pytest.mark.parametrize(
    ("today", "en", "vi"),
    [
        (date(2026, 12, 30), "1 day is left", "Còn 1 ngày"),
        (date(2026, 12, 31), "Today is the last day", "Hôm nay là ngày cuối"),
        (
            date(2027, 1, 2),
            "which is over; States may still accede",
            "nay đã hết hạn; các nước vẫn có thể gia nhập",
        ),
    ],
)
def test_the_window_closes_with_the_year(own: Table, today: date, en: str, vi: str) -> None:
    for question, has in (("Can a country still sign?", en), ("Còn ký được không?", vi)):
        said = status_answer(question, language_of(question), own, today=today)
        assert said is not None
        assert has in said.text


def test_forty_instruments_are_not_called_too_few(own: Table) -> None:
    codes = "AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO CR CU"

    head = "party,region,signed,ratified,source,as_of\n"
    full = table(head + "".join(f"{c},African,,2026-01-05,A,2026-03\n" for c in codes.split()))
    assert full.instruments() == NEEDED
    assert status_answer("Is it in force?", "en", full, today=TODAY) is None
    assert status_answer("How many more ratifications are needed?", "en", full, today=TODAY) is None


def test_without_a_table_nothing_is_told() -> None:
    assert status_answer("How many countries have signed?", "en", Table(), today=TODAY) is None
