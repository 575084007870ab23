"""What counts as holding a text, and what each check looks at."""

from __future__ import annotations

import unicodedata

import pytest

from bot.answer import Answer, Citation
from bot.evaluate.checks import judge
from bot.evaluate.pairs import Pair
from bot.evaluate.texts import contains
from vectorstore.types import Article

TEXT = "Có 72 nước ký. Cần 40 văn kiện phê chuẩn. Lễ ký ở Hà Nội."
ARTICLE = Article(
    id="a1", title="Ký", source="vi-a.md", language="vi", text=TEXT, published="2025-10-26"
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "wanted", "is_in"),
    [
        pytest.param("cần 40 nước", "40", True, id="a number among words"),
        pytest.param("the 40th day", "40", True, id="an ordinal"),
        pytest.param("40", "40", True, id="alone"),
        pytest.param("chỉ có 40.", "40", True, id="before a full stop"),
        pytest.param("40, rồi 50", "40", True, id="before a comma and a space"),
        pytest.param("400 nước", "40", False, id="a longer number"),
        pytest.param("hơn 2.540 người", "40", False, id="after a thousands separator"),
        pytest.param("40,5 phần trăm", "40", False, id="before a decimal comma"),
        pytest.param("40.000 người", "40", False, id="before a thousands separator"),
        pytest.param("hơn 2.500 người", "2.500", True, id="a number with its separator"),
        pytest.param("hơn 12.500 người", "2.500", False, id="the end of a longer number"),
        pytest.param("ngày 26/10/2025", "26/10", True, id="a date is text"),
        pytest.param("THỦ ĐÔ HÀ NỘI", "thủ đô Hà Nội", True, id="whatever the case"),
        pytest.param(unicodedata.normalize("NFD", "phê chuẩn"), "phê chuẩn", True, id="decomposed"),
        pytest.param("a.b", "a+b", False, id="no pattern characters"),
    ],
)
def test_contains(text: str, wanted: str, is_in: bool) -> None:
    assert contains(text, wanted) is is_in


def cite(
    quote: str, number: int = 1, source: str = "vi-a.md", published: str | None = "2025-10-26"
) -> Citation:
    start = TEXT.index(quote)
    end = start + len(quote)
    return Citation(
        number, "a1", "Ký", "Báo", published, "stated", None, source, quote, start, end, 0, len(TEXT), TEXT
    )


def answer(*citations: Citation, text: str = "", found: bool = True) -> Answer:
    return Answer("?", text, found, "vi", citations=citations)


def verdicts(pair: Pair, given: Answer) -> set[str]:
    """The checks of `passed`, and the places of facts, that are false; `complete` has tests of its own."""
    checks = judge(pair, given, {"a1": ARTICLE}.get)
    return {n for n in checks.__slots__ if getattr(checks, n) is False} - {"complete"}


SIGNED = Pair(
    "p", "vi", "Bao nhiêu nước ký?", True, must_contain=(("72", "seventy-two"),), source_any=("vi-a.md",),
    date="2025-10-26", must_not_contain=("65",),
)  # fmt: skip


def test_a_right_answer_passes_every_check() -> None:
    assert verdicts(SIGNED, answer(cite("Có 72 nước ký."))) == set()


def test_a_refusal_of_an_answerable_question_fails() -> None:
    assert "found" in verdicts(SIGNED, answer(found=False))


def test_a_fact_only_in_the_second_quote_is_neither_first_nor_lost() -> None:
    given = answer(cite("Lễ ký ở Hà Nội."), cite("Có 72 nước ký.", 2))
    assert verdicts(SIGNED, given) == {"facts_first"}


def test_a_fact_only_in_the_words_is_in_no_quote() -> None:
    given = answer(cite("Lễ ký ở Hà Nội."), text="72 nước [1]")
    assert verdicts(SIGNED, given) == {"facts_first", "facts_two"}


def test_a_right_source_second_is_not_first() -> None:
    given = answer(cite("Có 72 nước ký.", source="vi-b.md"), cite("Lễ ký ở Hà Nội.", 2))
    assert verdicts(SIGNED, given) == {"source_first"}


def test_the_date_must_be_that_of_a_right_source() -> None:
    given = answer(
        cite("Có 72 nước ký.", source="vi-b.md"), cite("Lễ ký ở Hà Nội.", 2, published="2025-10-25")
    )  # fmt: skip
    assert verdicts(SIGNED, given) == {"source_first", "date"}


def test_another_source_is_not_a_right_one() -> None:
    assert verdicts(SIGNED, answer(cite("Có 72 nước ký.", source="x"))) == {"source", "source_first", "date"}


def test_a_forbidden_text_is_seen_in_the_words() -> None:
    assert verdicts(SIGNED, answer(cite("Có 72 nước ký."), text="trước đó 65")) == {"clean"}


def test_a_quote_a_character_short_is_not_verbatim() -> None:
    whole = cite("Có 72 nước ký.")
    short = Citation(**{n: getattr(whole, n) for n in whole.__slots__} | {"quote": whole.quote[:-1]})
    assert verdicts(SIGNED, answer(short)) == {"verbatim"}


def test_a_quote_from_an_article_nobody_has_is_not_verbatim() -> None:
    whole = cite("Có 72 nước ký.")
    lost = Citation(**{n: getattr(whole, n) for n in whole.__slots__} | {"article_id": "gone"})
    assert verdicts(SIGNED, answer(lost)) == {"verbatim"}


def test_what_must_be_refused_fails_when_it_is_answered() -> None:
    pair = Pair("p", "vi", "Giá vàng?", False)
    assert verdicts(pair, answer(found=False)) == set()
    assert verdicts(pair, answer(cite("Lễ ký ở Hà Nội."))) == {"found"}


def test_a_false_premise_passes_with_a_refusal_or_with_the_facts() -> None:
    pair = Pair(
        "p", "vi", "40 chữ ký phải không?", None, must_contain=(("phê chuẩn",),), source_any=("vi-a.md",)
    )
    assert verdicts(pair, answer(found=False)) == set()
    assert verdicts(pair, answer(cite("Cần 40 văn kiện phê chuẩn."))) == set()
    assert "facts" in verdicts(pair, answer(cite("Có 72 nước ký.")))
