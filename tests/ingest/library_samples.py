"""Two small articles of our own, and an embedding model that need not be loaded."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np

from ingest.draft import to_article
from ingest.formats import parse, read_file
from ingest.publishers import publishers
from vectorstore.e5file import Floats
from vectorstore.types import Article

TODAY = date(2026, 11, 21)


def article_of(path: Path, today: date = TODAY) -> Article:
    """The one article of a file, read in this process."""
    (raw,) = read_file(path, path.name, str(path.parent))
    return to_article(parse(raw, today), path.name, str(path.parent), today, publishers())


ONE = """Thành phố mở thư viện mới bên hồ

Sáng 3/5/2024, thành phố khai trương thư viện mới bên hồ, nơi có hơn 40.000 cuốn sách và một phòng đọc cho trẻ em.

Giám đốc thư viện cho biết người dân được mượn sách miễn phí trong ba tháng đầu, sau đó trả 20.000 đồng mỗi năm.
"""
TWO = """---
title: The library by the lake
publisher: Example Gazette
url: https://gazette.example/library?utm_source=x
published: 2024-05-04
language: en
---
The new library by the lake opened with more than 40,000 books and a reading room for children.

Its director said that loans are free for three months and cost a small fee afterwards.
"""


class HashEmbedder:
    """Vectors from a hash of the text: the same text finds itself, and nothing has to be loaded."""

    id = "hash-test"
    dimension = 32

    def __init__(self) -> None:
        self.embedded = 0

    def passages(self, texts: Sequence[str]) -> Floats:
        """One unit vector a text."""
        self.embedded += len(texts)
        return np.stack([self.query(text) for text in texts])

    def query(self, text: str) -> Floats:
        """A unit vector."""
        raw = np.frombuffer(hashlib.sha256(text.encode()).digest(), np.uint8).astype(np.float32) - 127.5
        return raw / np.linalg.norm(raw)
