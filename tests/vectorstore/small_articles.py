"""Small articles of our own for the tests of the index."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from vectorstore.embedder import Embedder
from vectorstore.index import Index
from vectorstore.types import Article

Opening = Callable[[Path, Embedder], Index]

TEXTS = {
    "ky": "Có 72 nước đã ký Công ước Hà Nội trong hai ngày. Lễ ký diễn ra tại thủ đô, với nhiều đoàn khách quốc tế.",
    "mua": "Mùa thu ở miền Bắc thường mát mẻ và ít mưa. Nhiều người thích đi dạo quanh hồ vào buổi sáng sớm.",
    "san": "Sản lượng gạo xuất khẩu năm nay tăng mạnh. Giá gạo trên thị trường thế giới cũng cao hơn năm trước.",
}


def article(name: str, text: str | None = None, **fields: object) -> Article:
    """One of `TEXTS`, or *text*, as an article called *name*."""
    known = {"title": f"Bài {name}", "source": f"{name}.txt", "language": "vi", "published": "2025-10-26"}
    return Article(id=name, text=text or TEXTS[name], **{**known, **fields})  # type: ignore[arg-type]


def articles() -> list[Article]:
    """All of `TEXTS`."""
    return [article(name) for name in TEXTS]
