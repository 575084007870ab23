"""A page's day is its article's: not another story's, the site's clock's, a change's or that of an event in its text."""

from __future__ import annotations

import pytest
from form_samples import PARAGRAPHS, TITLE
from library_samples import TODAY
from test_words import article_in

TEXT = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
STORY = "<h3><a href=/c>Chợ hoa ven sông dời sang bãi mới</a></h3>"
ITEM = (
    '<div itemscope itemtype="https://schema.org/NewsArticle"><h3 itemprop="headline">Chợ hoa dời sang bãi mới</h3>'
    '<meta itemprop="datePublished" content="2024-03-02"></div>'
)


def page(body: str = "", *, above: str = "", below: str = "", head: str = "") -> str:
    """A page of three paragraphs with what stands in, above and below its article."""
    return (
        f'<html lang="vi"><head><meta charset="utf-8"><title>{TITLE}</title>{head}</head><body>{above}'
        f"<article><h1>{TITLE}</h1>{body}{TEXT}</article>{below}</body></html>"
    )


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(page(below=f'<div>{STORY}<time datetime="2024-03-02">2/3/2024</time></div>'), id="a story below"),
        pytest.param(page(above=f'<div>{STORY}<time datetime="2024-03-02">2/3/2024</time></div>'), id="a story above"),
        pytest.param(
            page(above='<div><a href="/r">Chợ hoa ven sông dời</a> <span class="time">20/10/2026</span></div>'), id="a link above"
        ),
        pytest.param(
            page(f'<p>{PARAGRAPHS[0]}</p><article>{STORY}<time datetime="2024-03-02">2/3/2024</time></article>'), id="a card within"
        ),
        pytest.param(page(below=ITEM), id="microdata below"),
        pytest.param(page(above=ITEM), id="microdata above"),
        pytest.param(page(above='<header><time datetime="2026-11-20">Thứ Sáu, 20/11/2026</time></header>'), id="a clock"),
        pytest.param(
            page(above='<div><div class="ngay">Thứ Hai, 12/01/2026</div><nav><a href="/a">A</a></nav></div>'), id="an old clock"
        ),
        pytest.param(page("<p>Sáng 25/10/2023, lớp học đầu tiên mở cửa. Hai năm sau, lớp có thêm phòng.</p>"), id="years ago"),
        pytest.param(page("<p>Thư viện mở từ ngày 4/5/2022, khi làng có đường nhựa chạy ra bến.</p>"), id="an opening"),
        pytest.param(page("<p>Ngày 12/12/2025 tới đây, thư viện sẽ khai trương phòng đọc mới.</p>"), id="to come"),
    ],
)  # fmt: skip
def test_a_day_of_something_else_is_not_the_pages(made: str) -> None:
    article = article_in(".html", made)
    assert (article.published, article.published_how) == (None, "unknown")


@pytest.mark.parametrize(
    ("line", "published", "updated"),
    [
        ("<div>Cập nhật 26/10/2025</div>", None, "2025-10-26"),
        ("<div>Cập nhật 26/10/2025 | Đăng 25/10/2025</div>", "2025-10-25", "2025-10-26"),
        ("<div>Đăng: 25/10/2025 - Cập nhật: 26/10/2025 10:00</div>", "2025-10-25", "2025-10-26"),
        ("<p>Sửa lần cuối: 26/10/2025</p>", None, "2025-10-26"),
        (
            '<p>Cập nhật: <time datetime="2025-10-26T08:00:00+07:00">26/10/2025 08:00</time></p>',
            None,
            "2025-10-26",
        ),
        ("<dl><dt>Ngày cập nhật</dt><dd>26/10/2025</dd></dl>", None, "2025-10-26"),
    ],
)
def test_the_day_of_a_change_is_told_apart(line: str, published: str | None, updated: str | None) -> None:
    article = article_in(".html", page(line))
    assert (article.published, article.updated) == (published, updated)


def test_a_record_of_a_change_alone_is_no_publication() -> None:
    article = article_in(
        ".html", page(head='<meta property="og:updated_time" content="2025-10-26T09:00:00+07:00">')
    )
    assert (article.published, article.updated) == (None, "2025-10-26")


@pytest.mark.parametrize(
    ("line", "published", "updated"),
    [
        ("Cập nhật 26/10/2025", None, "2025-10-26"),
        ("Cập nhật 26/10/2025 | Đăng 25/10/2025", "2025-10-25", "2025-10-26"),
        ("Đăng 25/10/2025 08:00", "2025-10-25", None),
    ],
)
def test_a_texts_date_line_says_of_what(line: str, published: str | None, updated: str | None) -> None:
    article = article_in(".txt", "\n\n".join((TITLE, line, *PARAGRAPHS)))
    assert (article.published, article.updated) == (published, updated)


def test_one_clock_called_both_local_and_utc_is_local() -> None:
    """A time that a record repeats with its offset is no time in UTC."""
    record = (
        f'{{"@type": "NewsArticle", "headline": "{TITLE}", "datePublished": "2025-10-25T23:30:00+07:00"}}'
    )
    head = (
        '<meta property="article:published_time" content="2025-10-25T23:30:00Z">'
        f'<script type="application/ld+json">{record}</script>'
    )
    assert article_in(".html", page(head=head)).published == "2025-10-25"
    assert TODAY.year > 2025
