"""An answer at a terminal: sources with dates, and nothing that a terminal would obey."""

from __future__ import annotations

from dataclasses import replace

from bot.answer import Answer, Citation, Nearest
from ui.terminal import as_text, plain

CITATION = Citation(
    number=1,
    article_id="a",
    title="A title",
    publisher="An outlet",
    published="2025-10-26",
    published_how="inferred",
    url="https://news.example/a",
    source="a.txt",
    quote="Seventy-two states signed.",
    start=0,
    end=26,
    context_start=0,
    context_end=26,
    context="Seventy-two states signed.",
)
ANSWER = Answer("How many?", "Seventy-two states signed. [1]", True, "en", citations=(CITATION,))


def test_a_source_has_outlet_date_how_it_is_known_title_and_link() -> None:
    text = as_text(ANSWER)
    assert "[1] An outlet · 26 October 2025 (date inferred from the text) · A title" in text
    assert text.endswith("https://news.example/a")
    assert text.count("Seventy-two") == 1


def test_a_quote_that_the_answer_does_not_show_stands_at_its_source() -> None:
    assert "[1] “Seventy-two states signed.”\n    An outlet" in as_text(replace(ANSWER, text="72 [1]"))


def test_a_machine_translation_is_named_so_and_stands_under_the_quote_it_translates() -> None:
    translated = replace(CITATION, translation="Bảy mươi hai nước đã ký.")
    lines = as_text(replace(ANSWER, language="vi", citations=(translated,))).splitlines()
    assert "    Bản dịch máy: Bảy mươi hai nước đã ký." in lines
    assert lines[0] == "Seventy-two states signed. [1]"


def test_a_date_that_nobody_knows_is_said_to_be_unknown_in_the_answers_language() -> None:
    undated = replace(CITATION, published=None, published_how="unknown", url=None)
    text = as_text(replace(ANSWER, language="vi", citations=(undated,)))
    assert "không rõ ngày" in text
    assert text.endswith("a.txt")


def test_a_refusal_names_the_nearest_articles() -> None:
    near = Nearest("a", "A title", "An outlet", "2025-10-26", "stated", None, "a.txt")
    refusal = Answer("?", "Not in the articles.", False, "en", reason="not_in_articles", nearest=(near,))
    assert "  - An outlet · 26 October 2025 · A title\n    a.txt" in as_text(refusal)


def test_escape_sequences_and_reordering_marks_are_dropped() -> None:
    assert plain("a\x1b]0;title\x07b\u202ec\x9bd\ne") == "a ]0;title b c d\ne"
    assert "\x1b" not in as_text(replace(ANSWER, text="\x1b[2Jcleared [1]"))
