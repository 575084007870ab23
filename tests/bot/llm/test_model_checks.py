"""The first two gates on one sentence: citations, repairs, calculations, language."""

from __future__ import annotations

import pytest

from bot.llm.checks import Checked, Failed, check, is_in
from bot.llm.evidence import Evidence, block_of
from bot.llm.review import _TRANSLATED, _VERDICT
from vectorstore.types import Article, Language

TEXT = (
    "Thirty-one states signed the convention on the first day, 3 March 2025. Four more states have signed it since then."
    " The assembly had adopted it on 9 October 2024. Madagascar ratified it on 20 January 2026."
)
ARTICLE = Article("a", "The Maputo Convention", "a.md", "en", TEXT, published="2026-02-11")
EVIDENCE = Evidence((block_of(ARTICLE, 0, len(TEXT)),))


@pytest.mark.parametrize(
    ("said", "numbers"),
    [
        pytest.param("31 states signed it on the first day [1].", [1], id="as it should be"),
        pytest.param("31 states signed it on the first day [3].", [1], id="a wrong number"),
        pytest.param("31 states signed it on the first day [99].", [1], id="a number that nothing has"),
        pytest.param(
            "31 states signed at first and Madagascar ratified it [1].", [1, 4], id="half of what is needed"
        ),
        pytest.param("- **31 states signed it** on the first day. [1]", [1], id="marks that models add"),
    ],
)
def test_what_proves_it_is_cited(said: str, numbers: list[int]) -> None:
    checked = check(said, EVIDENCE, "en")
    assert isinstance(checked, Checked), checked
    assert [line.number for line in checked.lines] == numbers


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("In all {{31 + 4}} states have signed [1][2].", "In all 35 states have signed."),
        (
            "{{31 - 4}} more signed on the first day than since [1][2].",
            "27 more signed on the first day than since.",
        ),
        (
            "It was signed {{2025-03-03 - 2024-10-09}} after its adoption [1][3].",
            "It was signed 145 days after its adoption.",
        ),
    ],
)
def test_what_is_computed_is_computed_by_us(said: str, shown: str) -> None:
    checked = check(said, EVIDENCE, "en")
    assert isinstance(checked, Checked), checked
    assert checked.text == shown


@pytest.mark.parametrize(
    "said",
    [
        pytest.param("In all {{31 + 5}} states have signed [1][2].", id="a number that is not told"),
        pytest.param("In all {{31 * 4}} states have signed [1][2].", id="another operation"),
        pytest.param("In all {{31 + 4 states have signed [1][2].", id="not closed"),
        pytest.param("In all {{4 - 31}} states have signed [1][2].", id="less than nothing"),
        pytest.param(
            "It was signed {{2025-03-04 - 2024-10-09}} after that [1][3].", id="a day that is not told"
        ),
        pytest.param("It was signed {{2025-13-04 - 2024-10-09}} after that [1][3].", id="no day"),
        pytest.param("In all 35 states have signed [1][2].", id="computed by the model"),
        pytest.param("32 states signed it on the first day [1].", id="a wrong number"),
        pytest.param("31 states signed it in Lisbon on the first day [1].", id="a place that is not told"),
        pytest.param("31 states signed it on the first day.", id="no citation"),
        pytest.param("Ba mươi mốt nước đã ký trong ngày đầu tiên [1].", id="another language"),
        pytest.param("31 [1].", id="no sentence"),
    ],
)
def test_what_fails(said: str) -> None:
    assert isinstance(check(said, EVIDENCE, "en"), Failed)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The Prime Minister said cybercrime harms only the economy.", "en"),
        ("On 23 October President Lương Cường opened the ceremony.", "en"),
        ("Chủ tịch nước đã kiểm tra buổi tổng duyệt.", "vi"),
        ("Theo UNODC, chương trình gồm ba phần.", "vi"),
    ],
)
def test_its_language_is_known_whatever_it_names(text: str, language: Language) -> None:
    other: Language = "en" if language == "vi" else "vi"
    assert is_in(language, text)
    assert not is_in(other, text)


@pytest.mark.parametrize(
    ("line", "number", "word"),
    [
        ("1: yes", "1", "yes"),
        ("**2: yes**", "2", "yes"),
        ('3. No - "ratified"', "3", "No"),
        ("4) not supported", "4", "not supported"),
    ],
)
def test_verdicts_are_read_however_a_model_writes_them(line: str, number: str, word: str) -> None:
    match = _VERDICT.match(line)
    assert match
    assert (match[1], match[2]) == (number, word)


@pytest.mark.parametrize(
    "line", ["Yes, all of them.", "1: maybe", "1: yesterday", "Statement 1 is supported"]
)
def test_anything_else_is_no_verdict(line: str) -> None:
    assert _VERDICT.match(line) is None


def test_translations_are_read() -> None:
    match = _TRANSLATED.match("T1: More than 2,500 delegates came.")
    assert match
    assert match[2] == "More than 2,500 delegates came."
