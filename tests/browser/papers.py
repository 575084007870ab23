"""Two invented newspapers' articles beside the starter briefs: what is quoted word for word, and what asks for it."""

from __future__ import annotations

from pathlib import Path

from vectorstore.types import Language

OUTLET = "Báo Ví Dụ"
DRUMS = f"""---
title: "Trống đồng ở sân lễ mở ký"
publisher: {OUTLET}
url: https://vidu.example/trong-dong
published: 2025-10-26
language: vi
---

Khách đến từ sáng sớm. Có 90 trống đồng được đánh ở sân trước lễ mở ký Công ước Hà Nội.
Bộ trống mượn của một bảo tàng ở Thanh Hóa.

Buổi chiều trời mưa nhỏ.
"""
LANTERNS = """---
title: "Lanterns in the hall"
publisher: The Example Gazette
url: https://gazette.example/lanterns
published: 2025-10-27
language: en
---

The doors opened early. In the hall 400 paper lanterns were hung for the signing ceremony of the Hanoi Convention.
A family workshop had made them.
"""
QUOTED: dict[Language, str] = {
    "vi": "Bao nhiêu trống đồng được đánh trước lễ mở ký?",
    "en": "How many paper lanterns were hung for the signing ceremony?",
}
UNMARKED = "bao nhieu trong dong duoc danh truoc le mo ky?"


def write(folder: Path) -> Path:
    """Both as files that `hanoi ingest` takes; the folder."""
    folder.mkdir()
    (folder / "drums.md").write_text(DRUMS, "utf-8")
    (folder / "lanterns.md").write_text(LANTERNS, "utf-8")
    return folder
