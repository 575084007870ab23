"""A small system whose answers a test decides: nothing here needs an index."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from bot.answer import Answer, Citation
from bot.evaluate.pairs import Pair
from bot.evaluate.run import About, Results, System, evaluate
from vectorstore.types import Article

ARTICLE = Article(
    id="a1",
    title="Ký",
    source="vi-a.md",
    language="vi",
    text="Có 72 nước ký. Ông <b>An</b> dự lễ ký.",
    published="2025-10-26",
)


def answer_with(quote: str, question: str = "?", confidence: float = 0.95, text: str = "") -> Answer:
    """An answer that quotes `ARTICLE`; an empty quote refuses."""
    if not quote:
        return Answer(question, text or "Không có.", False, "vi", reason="not_in_articles")
    start = ARTICLE.text.index(quote)
    citation = Citation(
        1, "a1", "Ký", "Báo", "2025-10-26", "stated", None, "vi-a.md",
        quote, start, start + len(quote), 0, len(ARTICLE.text), ARTICLE.text,
    )  # fmt: skip
    said = text or f"{quote} [1]"
    return Answer(question, said, True, "vi", citations=(citation,), confidence=confidence)


PAIRS = (
    Pair("p1", "vi", "Bao nhiêu nước ký?", True, "number", (), (("72",),), (), ("vi-a.md",), "2025-10-26"),
    Pair("p2", "en", "Who came & why?", True, "person", (), (("An",),), (), ("vi-a.md",), place="p.jsonl:2"),
    Pair("p3", "vi", "Giá vàng?", False, "ood"),
)
QUOTES = {"p1": "Có 72 nước ký.", "p2": "Ông <b>An</b> dự lễ ký.", "p3": ""}

RunWith = Callable[..., Results]


@pytest.fixture
def run_with() -> RunWith:
    """Run `PAIRS` with these quotes instead of the right ones."""

    def run(changed: Mapping[str, str | Answer] = {}, about: About | None = None) -> Results:
        given = {**QUOTES, **changed}

        def ask(pair: Pair) -> Answer:
            value = given[pair.id]
            return answer_with(value, pair.question) if isinstance(value, str) else value

        tested = System(ask, lambda pair: ["x", "vi-a.md"], {"a1": ARTICLE}.get, about or About())
        return evaluate(PAIRS, tested)

    return run
