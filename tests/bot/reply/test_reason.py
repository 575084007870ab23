"""A reason is a sentence with the neighbour that belongs to it."""

from __future__ import annotations

from pathlib import Path

from bot.reply.compose import compose
from tests.bot.reply.corpus import ANSWER, Read, article, index_of, part, reading
from vectorstore.embedder import Embedder

TEXT = (
    "Văn kiện cần thêm nước phê chuẩn để có hiệu lực. Vì vậy Công ước chưa có hiệu lực dù nhiều nước đã ký văn kiện."
    "\n\nThời tiết hôm đó mát mẻ. Khách mời được tặng hoa sen. "
)


def test_the_neighbour_that_goes_on_is_quoted_with_it(tmp_path: Path, embedder: Embedder) -> None:
    index = index_of(tmp_path, [article("2025-11-01", TEXT)], embedder)
    asked = part(index, "Vì sao Công ước chưa có hiệu lực?", shape="reason")
    draft = compose(asked, reading(index, asked, Read("Vì vậy")), ANSWER, index)
    assert [c.quote for c in draft.citations] == [TEXT.split("\n\n", maxsplit=1)[0]]
    asked = part(index, "Vì sao khách được tặng hoa?", shape="reason")
    draft = compose(asked, reading(index, asked, Read("Khách mời")), ANSWER, index)
    assert [c.quote for c in draft.citations] == ["Khách mời được tặng hoa sen."]
    index.close()
