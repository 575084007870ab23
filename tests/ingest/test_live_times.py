"""The times of a live report's entries stay with their entries, in order."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.page import read_page
from ingest.plain import read_plain

TODAY = date(2026, 11, 27)
ENTRIES = [
    (
        "19:05",
        "Trận đấu kết thúc, đội chủ nhà thắng hai không trước hơn năm nghìn khán giả trên sân vận động bên hồ.",
    ),
    (
        "18:20",
        "Hiệp hai bắt đầu trong cơn mưa nhỏ, đội khách thay hai cầu thủ và đẩy đội hình lên cao hơn hẳn.",
    ),
    (
        "18:20",
        "Huấn luyện viên đội khách cho biết ông chưa hài lòng với cách phòng ngự của các học trò ở hiệp một.",
    ),
    (
        "17:30",
        "Trọng tài thổi còi khai cuộc, trời mát và khán đài phía tây đã kín chỗ từ rất sớm trong buổi chiều nay.",
    ),
]
SAID = tuple(part for entry in ENTRIES for part in entry)
_MARKUP = [
    pytest.param("<div class=entry><time>{}</time><p>{}</p></div>", id="a box an entry"),
    pytest.param(
        "<div class=entry><div class=t><a href=#x>{}</a></div><div><p>{}</p></div></div>", id="linked times"
    ),
    pytest.param("<h3>{}</h3><p>{}</p>", id="headings"),
    pytest.param("<p><b>{}</b></p><p>{}</p>", id="lines of their own"),
]


@pytest.mark.parametrize("markup", _MARKUP)
def test_a_page_keeps_the_times_of_its_entries(markup: str) -> None:
    entries = "".join(markup.format(*entry) for entry in ENTRIES)
    page = f"<html><body><article><h1>Đội chủ nhà thắng</h1><div>{entries}</div></article></body></html>"
    assert read_page(page.encode(), TODAY).paragraphs == SAID


def test_a_text_keeps_the_times_of_its_entries() -> None:
    text = "Đội chủ nhà thắng trên sân bên hồ\n\n" + "\n\n".join(f"{time}\n{said}" for time, said in ENTRIES)
    assert read_plain(text).paragraphs == SAID


def test_the_time_of_a_player_is_no_entry() -> None:
    text = f"Đội chủ nhà thắng trên sân bên hồ\n\n03:45\n\n{ENTRIES[0][1]}\n\n{ENTRIES[1][1]}"
    assert read_plain(text).paragraphs == (ENTRIES[0][1], ENTRIES[1][1])


def test_a_list_behind_a_colon_ends_a_text() -> None:
    listed = ("Việt Nam", "Peru", "Kenya")
    text = f"Các nước mới ký\n\n{ENTRIES[0][1]}\n\nCác nước đã ký:\n\n" + "\n\n".join(listed)
    assert read_plain(text).paragraphs == (ENTRIES[0][1], "Các nước đã ký:", *listed)


@pytest.mark.parametrize(
    "tail", ["Từ khóa:\n\nThể thao\n\nBóng đá", "Xem thêm:\n\nĐội khách thua\n\nSân mới bên hồ"]
)
def test_tags_and_other_titles_do_not(tail: str) -> None:
    text = f"Đội chủ nhà thắng trên sân\n\n{ENTRIES[0][1]}\n\n{ENTRIES[1][1]}\n\n{tail}"
    assert read_plain(text).paragraphs == (ENTRIES[0][1], ENTRIES[1][1])
