"""What stands inside a line is read as a reader sees it: no figure grows by a note's mark, no words are glued."""

from __future__ import annotations

import json
import unicodedata

import pytest
from form_samples import PARAGRAPHS, TITLE, page
from legacy_samples import ENCODERS
from library_samples import TODAY

from ingest.draft import to_article
from ingest.formats import Raw, parse
from ingest.publishers import publishers
from vectorstore.types import Article

_SHAPES = "\u0302\u0306\u031b"


def article_in(kind: str, text: str) -> Article:
    """The article of *text* as a file of *kind*."""
    raw = Raw(kind, text.encode(), f"x{kind}", "here")
    return to_article(parse(raw, TODAY), raw.source, raw.origin, TODAY, publishers())


def with_line(inner: str) -> str:
    """A page with a paragraph of *inner*."""
    return page(paragraphs=(*PARAGRAPHS, inner))


@pytest.mark.parametrize(
    ("inner", "said"),
    [
        pytest.param("Có 72<sup>1</sup> quầy ở chợ mới.", "Có 72 quầy ở chợ mới.", id="a note"),
        pytest.param("Có 72<sup>1,2</sup> quầy ở chợ mới.", "Có 72 quầy ở chợ mới.", id="two notes"),
        pytest.param('Có 72<span class="footnote-ref">1</span> quầy ở chợ mới.', "Có 72 quầy ở chợ mới.", id="a note by name"),
        pytest.param(
            'Có 72<span style="vertical-align: super">1</span> quầy ở chợ mới.', "Có 72 quầy ở chợ mới.", id="a note by style"
        ),
        pytest.param("Có 72<sub>a</sub> quầy ở chợ mới.", "Có 72 quầy ở chợ mới.", id="a lowered note"),
        pytest.param(
            'Có <span style="text-decoration:line-through">65</span>72 quầy ở chợ mới.', "Có 72 quầy ở chợ mới.", id="struck out"
        ),
        pytest.param("Chợ rộng 120 m<sup>2</sup> ở bờ sông.", "Chợ rộng 120 m² ở bờ sông.", id="a square"),
        pytest.param("Biển ghi <ruby>船<rt>thuyền</rt></ruby> ở cổng chợ.", "Biển ghi 船 ở cổng chợ.", id="ruby"),
        pytest.param(
            "<strong>Quảng Trị</strong>Hai quầy mở mỗi sáng.", "Quảng Trị - Hai quầy mở mỗi sáng.", id="a stamp in bold"
        ),
        pytest.param(
            'Có <span><div style="display:inline">hai</div></span> quầy ở chợ mới.', "Có hai quầy ở chợ mới.", id="a box in a line"
        ),
        pytest.param("Có hai&#xD800;quầy ở chợ mới.", "Có hai quầy ở chợ mới.", id="half a character"),
    ],
)  # fmt: skip
def test_a_line_says_what_a_reader_sees(inner: str, said: str) -> None:
    assert article_in(".html", with_line(inner)).text.split("\n\n")[-1] == said


def test_spans_shown_as_lines_are_lines() -> None:
    spans = "".join(f'<span style="display:block">Quầy {n} mở mỗi sáng.</span>' for n in ("một", "hai"))
    assert article_in(".html", with_line(spans)).text.endswith(
        "Quầy một mở mỗi sáng.\n\nQuầy hai mở mỗi sáng."
    )


def test_a_break_in_a_headline_parts_words() -> None:
    assert (
        article_in(".html", page().replace(f"<h1>{TITLE}", "<h1>Thành phố<br>mở thư viện mới bên hồ")).title
        == TITLE
    )


@pytest.mark.parametrize(
    ("inner", "said"),
    [
        ("Có ~~65~~ 72[^1] quầy ở chợ mới.", "Có 72 quầy ở chợ mới."),
        ("Có <s>65</s> 72<sup>1</sup> quầy ở chợ mới.", "Có 72 quầy ở chợ mới."),
    ],
)
def test_markdown_strikes_out_and_notes(inner: str, said: str) -> None:
    text = f"# {TITLE}\n\n" + "\n\n".join((*PARAGRAPHS, inner))
    assert article_in(".md", text).text.split("\n\n")[-1] == said


def test_a_record_with_marks_inside_its_lines() -> None:
    text = "\n\n".join((*PARAGRAPHS, "Có <s>65</s> 72<sup>1</sup> quầy ở chợ mới."))
    assert article_in(".jsonl", json.dumps({"title": TITLE, "text": text})).text.endswith(
        "Có 72 quầy ở chợ mới."
    )


def tone_first(text: str) -> str:
    """*text* decomposed, each tone before its letter's circumflex, breve or horn."""
    parts = (unicodedata.normalize("NFD", letter) for letter in text)
    return "".join(p[0] + "".join(sorted(p[1:], key=lambda mark: mark in _SHAPES)) for p in parts)


def tone_composed(text: str) -> str:
    """*text* with each tone composed into its letter, and the circumflex, breve or horn behind it."""
    return "".join(unicodedata.normalize("NFC", tone_first(c)[:2]) + tone_first(c)[2:] for c in text)


@pytest.mark.parametrize("spelt", [tone_first, tone_composed])
@pytest.mark.parametrize("kind", [".html", ".md", ".jsonl"])
def test_marks_in_either_order_are_one_letter(spelt, kind: str) -> None:  # type: ignore[no-untyped-def]
    author = "Nguyễn Thị Yến"
    made = {
        ".html": page(),
        ".md": f"---\ntitle: {TITLE}\nauthor: {author}\n---\n" + "\n\n".join(PARAGRAPHS),
        ".jsonl": json.dumps(
            {"title": TITLE, "text": "\n\n".join(PARAGRAPHS), "author": author}, ensure_ascii=False
        ),
    }[kind]
    assert spelt(made) != made
    article = article_in(kind, spelt(made))
    assert (article.title, article.text) == (TITLE, "\n\n".join(PARAGRAPHS))
    assert article.author == (None if kind == ".html" else author)


@pytest.mark.parametrize("name", ["TCVN3", "VNI"])
def test_a_pages_record_is_converted_with_it(name: str) -> None:
    old = ENCODERS[name]
    record = {
        "@type": "NewsArticle",
        "headline": old(TITLE),
        "author": {"name": old("Nguyễn Thị Hồng Phượng")},
    }
    made = page(old(TITLE), tuple(map(old, PARAGRAPHS)))
    article = article_in(
        ".html",
        made.replace("</head>", f'<script type="application/ld+json">{json.dumps(record)}</script></head>'),
    )
    assert (article.title, article.author) == (TITLE, "Nguyễn Thị Hồng Phượng")
