"""A PDF's lines: joined to paragraphs, column by column, without what stands on every page."""

from __future__ import annotations

import textwrap
from datetime import date

import pytest
from pdf_samples import Drawn, pdf

from ingest.draft import Draft
from ingest.pdf import _joined, read_pdf
from ingest.publishers import publishers
from ingest.reader import answer_to
from vectorstore.text import fold

FIRST = (
    "The library by the lake opened on Friday with more than forty thousand books and a room for children, who came in "
    "their hundreds from the schools around the lake and stayed until the evening."
)
SECOND = (
    "Loans are free for three months and cost a small fee afterwards, as the director explained to the readers who had "
    "asked her about it twice before the doors were opened."
)
LAST = "Nobody has yet said what will become of the old reading room by the church, which closed in the spring of that year."
THIRD = "The building had stood empty for ten years before the town bought it back from the bank that owned it then."


@pytest.mark.parametrize(
    ("before", "line", "whole"),
    [
        ("giai đoạn 2026-", "2030 và sau đó", "giai đoạn 2026-2030 và sau đó"),
        ("call 024-", "3825 for help", "call 024-3825 for help"),
        ("from 3-", "4% a year", "from 3-4% a year"),
        ("since COVID-", "19 began", "since COVID-19 began"),
        ("in Asia-", "Pacific trade", "in Asia-Pacific trade"),
        ("a well-", "known town", "a well-known town"),
        ("a good libra-", "rian reads", "a good librarian reads"),
        ("a good libra\u00ad", "rian reads", "a good librarian reads"),
        ("the reading", "room is open", "the reading room is open"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line(before: str, line: str, whole: str) -> None:
    assert _joined(before, line, "It is well-known there.") == whole


def lines(text: str, x: float, top: float, width: int = 42) -> list[Drawn]:
    """*text* in lines of *width* characters from *top* down."""
    return [Drawn(x, top - 14 * n, line) for n, line in enumerate(textwrap.wrap(text, width))]


def across(*columns: list[Drawn]) -> list[Drawn]:
    """As programs draw that know no columns: line by line from the left to the right."""
    return sorted((d for column in columns for d in column), key=lambda d: (-d.y, d.x))


def words(draft: Draft) -> str:
    return " ".join(" ".join(draft.paragraphs).split())


@pytest.mark.parametrize("drawn_by", ["line", "column", "word"])
def test_columns_are_read_one_after_the_other(drawn_by: str) -> None:
    left, right = lines(f"{FIRST} {SECOND}", 50, 700, 38), lines(f"{THIRD} {SECOND}", 310, 700, 38)
    page = across(left, right) if drawn_by != "column" else [*left, *right]
    if drawn_by == "word":
        page = [
            Drawn(d.x + 6.4 * at, d.y, word)
            for d in page
            for at, word in zip(_starts(d.text), d.text.split(), strict=True)
        ]
    draft = read_pdf(pdf([[Drawn(50, 760, "A library opens by the lake", 20), *page]]))
    assert draft.title == "A library opens by the lake"
    assert words(draft) == f"{FIRST} {SECOND} {THIRD} {SECOND}"


def _starts(text: str) -> list[int]:
    return [n for n, c in enumerate(text) if c != " " and (n == 0 or text[n - 1] == " ")]


def test_a_line_over_both_columns_parts_what_is_above_from_what_is_below() -> None:
    middle = "Here a heading goes over the whole width of the page from the left to the right"
    top = across(lines(FIRST, 50, 760), lines(SECOND, 310, 760))
    below = across(lines(f"{THIRD} {LAST}", 50, 600), lines(f"{LAST} {THIRD}", 310, 600))
    draft = read_pdf(
        pdf([[Drawn(50, 800, "A library opens by the lake", 20), *top, Drawn(50, 620, middle), *below]])
    )
    assert words(draft) == f"{FIRST} {SECOND} {middle} {THIRD} {LAST} {LAST} {THIRD}"


def test_the_cells_of_a_table_stay_in_their_rows() -> None:
    cells = [
        ("State", "what it did", "and when:"),
        ("Kenya", "signed", "2025"),
        ("Peru", "signed", "2025"),
        ("Laos", "has not", "-"),
    ]
    table = [
        Drawn(x, 560 - 14 * n, t)
        for n, row in enumerate(cells)
        for x, t in zip((50, 200, 350), row, strict=True)
    ]
    draft = read_pdf(pdf([[*lines(FIRST, 50, 760, 90), *table]]))
    assert "Kenya signed 2025" in words(draft)


@pytest.mark.parametrize(
    "heads",
    [
        pytest.param(["Town news - 1", "Town news - 2"], id="two pages, with a number"),
        pytest.param(
            ["1 | Town news", "Books and more | 2", "3 | Town news", "Books and more | 4"], id="odd and even"
        ),
        pytest.param(["Town news"] * 3, id="the same"),
    ],
)
def test_running_heads_and_page_numbers_are_no_sentences(heads: list[str]) -> None:
    whole = f"{FIRST} {SECOND}"
    wrapped = textwrap.wrap(whole, 90)
    share = -(-len(wrapped) // len(heads))
    parts = [wrapped[n * share : (n + 1) * share] for n in range(len(heads))]
    pages = [
        [
            Drawn(50, 800, head),
            *(Drawn(50, 760 - 14 * n, t) for n, t in enumerate(part)),
            Drawn(290, 40, f"- {at} -"),
        ]
        for at, (head, part) in enumerate(zip(heads, parts, strict=True), 1)
    ]
    assert words(read_pdf(pdf(pages))) == whole


def test_a_ligature_is_its_letters_and_an_unknown_one_costs_its_paragraph() -> None:
    ligatures = {"\u00a4": "\ufb01", "\u00a5": "\ufb03", "\u00a6": "\ue001"}
    page = [
        *lines(
            "The ¤rst o¥ce of the library by the lake opened on Friday with more than forty thousand books.",
            50,
            760,
            90,
        ),
        *lines(SECOND, 50, 700, 90),
        *lines(THIRD.replace("owned", "o¦ned"), 50, 660, 90),
    ]
    said = words(read_pdf(pdf([page], ligatures)))
    assert "The first office of the library" in said
    assert "o ned" not in said
    assert "\ue001" not in said


@pytest.mark.parametrize(
    "recorded", ["(anonymous)", "Microsoft Word - bai 3.docx", "Template of the town 2019"]
)
def test_the_title_is_the_pages(recorded: str) -> None:
    escaped = recorded.replace("(", "\\(").replace(")", "\\)")
    drawn = [
        Drawn(50, 780, "A library opens", 20),
        Drawn(50, 756, "by the lake", 20),
        *lines(FIRST, 50, 700, 90),
    ]
    draft = read_pdf(pdf([drawn], title=escaped))
    assert (draft.title, words(draft)) == ("A library opens by the lake", FIRST)


def test_a_vietnamese_line_broken_at_a_dash_is_kept_as_it_is() -> None:
    text = fold("Hội nghị châu Á - Thái Bình Dương diễn ra trong hai ngày")
    said = answer_to({"kind": ".pdf", "source": "a", "origin": ""}, pdf([lines(f"{text}. {THIRD}", 50, 700, 22)]),
                     date(2026, 11, 27), publishers())  # fmt: skip
    assert "chau A - Thai Binh Duong" in said["article"]["text"].replace("\n\n", " ")
