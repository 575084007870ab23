"""Sentence borders and passages: nothing lost, nothing doubled, offsets exact."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.split import MAX_SYLLABLES, MIN_SYLLABLES, passages
from vectorstore.sentences import split
from vectorstore.text import nfc, syllables
from vectorstore.types import Article

PROSE = st.lists(
    st.sampled_from(
        [
            "Lễ ký diễn ra tại TP. Hà Nội.",
            "Có 2.500 đại biểu!",
            "“Đây là lần đầu.” ông nói.",
            "Bảo đảm an ninh",
            "Ai đến?\n\n",
        ]
    ),
    max_size=60,
).map(" ".join)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("Ông đến TP. Hà Nội sáng nay. Bà đến sau.", 2, id="abbreviated city"),
        pytest.param("GS.TS. Nguyễn Văn A phát biểu. Hội nghị kết thúc.", 2, id="titles"),
        pytest.param("Giá là 2.500 đồng mỗi cân. Rẻ hơn năm trước nhiều.", 2, id="number with a point"),
        pytest.param("“Chúng tôi đã sẵn sàng.” Ông nói thêm như vậy.", 2, id="closing quote"),
        pytest.param("Một đoạn không có dấu chấm", 1, id="no end mark"),
        pytest.param("Mr. Smith came in. He sat down quietly.", 2, id="English title"),
    ],
)
def test_borders(text: str, count: int) -> None:
    assert len(split(text)) == count


def test_a_short_line_between_paragraphs_is_a_heading() -> None:
    text = "Đoạn đầu có một câu trọn vẹn.\n\nBảo đảm an ninh\n\nĐoạn sau cũng có một câu trọn vẹn."
    assert [s.heading for s in split(text)] == [False, True, False]


@given(PROSE)
def test_sentences_cover_all_but_space_in_order(text: str) -> None:
    end = 0
    for sentence in split(text):
        assert not text[end : sentence.start].strip()
        assert text[sentence.start : sentence.end] == text[sentence.start : sentence.end].strip()
        end = sentence.end
    assert not text[end:].strip()


@given(PROSE)
def test_passages_hold_every_sentence_once(text: str) -> None:
    article = Article("a", "t", "a.txt", "vi", nfc(text))
    found = passages(article)
    assert [s for p in found for s in p.sentences] == split(article.text)
    assert all((p.start, p.end) == (p.sentences[0].start, p.sentences[-1].end) for p in found)


def test_passages_of_the_real_articles_are_of_the_promised_size(shared_articles) -> None:  # type: ignore[no-untyped-def]
    for path in sorted(shared_articles.glob("*.txt")):
        lines = [line.strip() for line in nfc(path.read_text(encoding="utf-8")).splitlines() if line.strip()]
        article = Article("a", lines[0], path.name, "vi", "\n\n".join(lines))
        for passage in passages(article):
            size = syllables(article.text[passage.start : passage.end])
            assert MIN_SYLLABLES <= size <= MAX_SYLLABLES or len(passage.sentences) == 1
