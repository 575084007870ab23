"""Markdown as site generators and note-takers write it: their front matter, and tables."""

from __future__ import annotations

import pytest
from library_samples import TODAY

from ingest.draft import Draft
from ingest.errors import Rejected
from ingest.formats import Raw, parse

BODY = "Thành phố khai trương thư viện mới bên hồ, nơi có hơn 40.000 cuốn sách và một phòng đọc cho trẻ em."


def read(head: str, body: str = BODY) -> Draft:
    return parse(Raw(".md", f"{head}\n\n{body}\n".encode(), "a.md", ""), TODAY)


@pytest.mark.parametrize(
    "head",
    [
        "---\ntitle: Thư viện\ndate: 2024-05-03\nauthor: Lan\nlink: https://x.example/1\n---",
        "---\nTitle: x\ntitle: Thư viện\ndate: 2024-05-03 08:00:00 +0700\nauthors: [Lan]\nsource: https://x.example/1\n---",
        '+++\ntitle = "Thư viện"\ndate = 2024-05-03T08:00:00+07:00\nauthors = ["Lan"]\nurl = "https://x.example/1"\n'
        '[taxonomies]\ntags = ["a"]\n+++',
        '+++\r\ntitle = "Thư viện"\r\ndate = 2024-05-03\r\nauthor = "Lan"\r\nlink = "https://x.example/1"\r\n+++',
        '---\ntitle: Thư viện\npublishDate: "2024-05-03T01:00:00"\ndate: 2024-05-03\nbyline: Lan\n'
        "source: VnExpress\ncanonical: https://x.example/1\nlang: vi-VN\n---",
    ],
)
def test_front_matter_of_many_makers(head: str) -> None:
    found = read(head)
    assert (found.title, found.published, found.author) == ("Thư viện", "2024-05-03", "Lan")
    assert (found.url, found.paragraphs) == ("https://x.example/1", (BODY,))


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        ("+++\ntitle = Thư viện\n+++", "not TOML.*quotes"),
        ("---\ntitle: x\ndate: hôm qua\n---", "`date: hôm qua`.*not a day"),
        ("---\ntitle: x\ndate: {a: b}\n---", "not a day"),
    ],
)
def test_wrong_front_matter_is_named(head: str, reason: str) -> None:
    with pytest.raises(Rejected, match=reason):
        read(head)


def test_other_languages_and_addresses_that_are_none() -> None:
    found = read("---\ntitle: x\nlang: fr\nlink: /local/path\n---")
    assert (found.language, found.url) == (None, None)


@pytest.mark.parametrize(
    "table",
    [
        "| Ngày | Giờ mở cửa |\n|:-----|-----------:|\n| Chủ nhật | từ **tám** giờ |\n| Thứ Hai | a \\| b |",
        "Ngày | Giờ mở cửa\n--- | ---\nChủ nhật | từ **tám** giờ\nThứ Hai | a \\| b",
    ],
)
def test_rows_of_a_table_are_lines_of_their_own(table: str) -> None:
    found = read("", f"{BODY}\n\n{table}\n\n{BODY} Hết.\nCâu có a | b ở giữa.")
    assert found.paragraphs == (
        BODY,
        "Ngày Giờ mở cửa",
        "Chủ nhật từ tám giờ",
        "Thứ Hai a | b",
        f"{BODY} Hết. Câu có a | b ở giữa.",
    )
