"""Hand-made answers over two invented articles, for tests of what is shown."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answer import Answer, Citation, Figure, Nearest
from ui.answering import Answerer
from ui.flight import Piece
from ui.question import Asked
from vectorstore.types import Article

FIRST = Article(
    id="a1",
    title="Bảy mươi hai nước ký",
    source="one.md",
    language="vi",
    text="Ban tổ chức họp báo. Sau hai ngày đã có 72 nước ký. Ai cũng vui.\n\nHết.",
    publisher="Báo Một",
    url="https://one.example/tin?id=1&x=2",
    published="2025-10-26",
    published_how="inferred",
)
SECOND = Article(
    id="b2",
    title="Chiều khai mạc",
    source="two.md",
    language="vi",
    text="Buổi chiều có hơn 65 nước ký.",
    publisher="Đài Hai",
    published="2025-10-25",
    published_how="stated",
)
ARTICLES = (FIRST, SECOND)


def cite(number: int, article: Article, quote: str, short: str, others: int = 0) -> Citation:
    """A citation of *quote*, with its whole paragraph as context."""
    start = article.text.index(quote)
    mark = article.text.index(short)
    paragraph = article.text.partition("\n\n")[0]
    return Citation(
        number=number,
        article_id=article.id,
        title=article.title,
        publisher=article.publisher,
        published=article.published,
        published_how=article.published_how,
        url=article.url,
        source=article.source,
        quote=quote,
        start=start,
        end=start + len(quote),
        context_start=0,
        context_end=len(paragraph),
        context=paragraph,
        marks=((mark, mark + len(short)),),
        others=others,
    )


FOUND = Answer(
    question="Bao nhiêu nước đã ký?",
    text="Đã có 72 nước ký [1].\nTrước đó: 65 nước [2]. Không có nguồn nào là [7].",
    found=True,
    language="vi",
    short="72 nước",
    confidence=0.9,
    citations=(
        cite(1, FIRST, "Sau hai ngày đã có 72 nước ký.", "72 nước", others=2),
        cite(2, SECOND, "Buổi chiều có hơn 65 nước ký.", "65 nước"),
    ),
    timeline=(
        Figure(72, "nước", "firm", "2025-10-26", 1),
        Figure(65, "nước", "over", "2025-10-25", 2),
    ),
    took_ms={"total": 1.0},
)
REFUSED = Answer(
    question="Giá vàng hôm nay?",
    text="Các bài không nói về điều này.",
    found=False,
    language="vi",
    reason="off_subject",
    nearest=(Nearest("a1", FIRST.title, FIRST.publisher, FIRST.published, "inferred", FIRST.url, "one.md"),),
)


def answering(*pieces: Piece) -> Answerer:
    """An answerer that says *pieces* to everything, over the two articles."""

    def streams(asked: Asked) -> Iterator[Piece]:
        yield from pieces

    return Answerer(streams, lambda: ARTICLES)
