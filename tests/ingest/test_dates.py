"""Dates in running text, phrase by phrase."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.dates import date_line, find_dates, is_clear

SAID_ON = date(2025, 10, 26)

PHRASES = [
    # A day with its year.
    ("ngày 24/12/2024", "2024-12-24"),
    ("ngày 24-12-2024", "2024-12-24"),
    ("ngày 24.12.2024", "2024-12-24"),
    ("24 / 12 / 2024", "2024-12-24"),
    ("5/1/2026", "2026-01-05"),
    ("ngày 2 tháng 9 năm 2025", "2025-09-02"),
    ("ngày 2 tháng 9, 2025", "2025-09-02"),
    ("2 tháng 9 năm 2025", "2025-09-02"),
    ("Thứ năm, 12 Tháng 9 2024 09:30", "2024-09-12"),
    ("đến 12 tháng 9 2024 người", "--09-12"),
    ("ngày 15 tháng Mười năm 2025", "2025-10-15"),
    ("mùng 3 tháng Giêng năm 2024", "2024-01-03"),
    ("mùng hai tháng chín năm 2023", "2023-09-02"),
    ("2025-10-26", "2025-10-26"),
    ("2025-10-26T18:00:00", "2025-10-26"),
    ("2025/10/26", "2025-10-26"),
    ("October 25, 2025", "2025-10-25"),
    ("Oct. 25, 2025", "2025-10-25"),
    ("Oct 25 2025", "2025-10-25"),
    ("25 October 2025", "2025-10-25"),
    ("25th of October 2025", "2025-10-25"),
    ("25-Oct-2025", "2025-10-25"),
    ("Sept. 3, 2025", "2025-09-03"),
    ("10/25/2025", "2025-10-25"),
    # A day without its year.
    ("Chiều 26/10, ngay sau lễ bế mạc", "--10-26"),
    ("sáng 23/10", "--10-23"),
    ("tối 5/2", "--02-05"),
    ("Ngày 22/9, tại trụ sở", "--09-22"),
    ("tính đến ngày 8/10", "--10-08"),
    ("đến 6/10", "--10-06"),
    ("Trưa ngày 1/1", "--01-01"),
    ("thứ Bảy, 25/10", "--10-25"),
    ("Chủ nhật (26/10)", "--10-26"),
    ("hôm thứ Ba (16/12)", "--12-16"),
    ("rạng sáng 30/4", "--04-30"),
    ("ngày 15 tháng 10", "--10-15"),
    ("ngày 15 tháng Mười Hai", "--12-15"),
    ("HANOI, Oct. 25 (VNA)", "--10-25"),
    ("on October 25th", "--10-25"),
    ("the 13th of October", "--10-13"),
    ("7 June", "--06-07"),
    # Spans.
    ("từ ngày 25-26/10", "--10-25/--10-26"),
    ("ngày 25 và 26/10", "--10-25/--10-26"),
    ("25 và 26/10/2025", "2025-10-25/2025-10-26"),
    ("(25-26/10/2025)", "2025-10-25/2025-10-26"),
    ("ngày 25–26/10/2025", "2025-10-25/2025-10-26"),
    ("từ 25 đến 26 tháng 10 năm 2025", "2025-10-25/2025-10-26"),
    ("từ 30/9 đến 2/10/2025", "2025-09-30/2025-10-02"),
    ("30/9 - 2/10", "--09-30/--10-02"),
    ("28/12 - 3/1/2026", "2025-12-28/2026-01-03"),
    ("từ ngày 14-17/4", "--04-14/--04-17"),
    ("25-26 October 2025", "2025-10-25/2025-10-26"),
    ("25 and 26 October 2025", "2025-10-25/2025-10-26"),
    ("October 25-26, 2025", "2025-10-25/2025-10-26"),
    ("October 25 and 26", "--10-25/--10-26"),
    ("Oct. 25 to 26, 2025", "2025-10-25/2025-10-26"),
    ("September 30 to October 2, 2025", "2025-09-30/2025-10-02"),
    ("30 September to 2 October 2025", "2025-09-30/2025-10-02"),
    ("26-30 Jan 2026", "2026-01-26/2026-01-30"),
    # Months and years.
    ("tháng 12/2024", "2024-12"),
    ("tháng 12 năm 2024", "2024-12"),
    ("tháng 5-2025", "2025-05"),
    ("đầu tháng 10/2025", "2025-10"),
    ("tháng Mười hai năm 2024", "2024-12"),
    ("tháng 10", "--10"),
    ("October 2025", "2025-10"),
    ("in late October, 2025", "2025-10"),
    ("năm 2025", "2025"),
    ("Từ năm 2019", "2019"),
    ("in 2017", "2017"),
    ("since 2019", "2019"),
    # Days from the day of saying.
    ("hôm nay", "2025-10-26"),
    ("chiều nay", "2025-10-26"),
    ("hôm qua", "2025-10-25"),
    ("tối qua", "2025-10-25"),
    ("hôm kia", "2025-10-24"),
    ("ngày mai", "2025-10-27"),
    ("tháng trước", "2025-09"),
    ("tháng này", "2025-10"),
    ("năm ngoái", "2024"),
    ("năm nay", "2025"),
    ("yesterday", "2025-10-25"),
    ("today", "2025-10-26"),
    ("last month", "2025-09"),
    ("next year", "2026"),
    # Typed without marks.
    ("chieu 26/10", "--10-26"),
    ("ngay 24/12/2024", "2024-12-24"),
    ("thang 12/2024", "2024-12"),
    ("ngay 2 thang 9 nam 2025", "2025-09-02"),
    ("hom qua", "2025-10-25"),
    ("nam 2025", "2025"),
]

NO_DATES = [
    "hoạt động 24/7",
    "91/91 công đoàn cơ sở",
    "118/118",
    "hơn 2.500 đại biểu",
    "nhiệm kỳ 2026-2031",
    "năm học 2024 -2025",
    "tỷ lệ 50/50",
    "40.000 cuốn",
    "ngày 31/2",
    "ngày 45/10",
    "tháng 13/2025",
    "2025-13-45",
    "điều 5/1999",
    "version 1.2.2025.7",
    "it may 5 times",
    "Việt Nam 2025",
    "viet nam 2025",
    "từ đó tới nay",
    "tu do toi nay",
    "Việt Nam này",
    "số 12/GP-TTĐT",
    "0:00 / 0:00",
    "Resolution 79/243",
]


def test_the_table_is_as_large_as_promised() -> None:
    assert len(PHRASES) >= 80


@pytest.mark.parametrize(("phrase", "iso"), PHRASES)
def test_reads(phrase: str, iso: str) -> None:
    assert [w.iso for w in find_dates(phrase, SAID_ON)] == [iso]


@pytest.mark.parametrize("phrase", NO_DATES)
def test_is_not_misled_by(phrase: str) -> None:
    assert [w.iso for w in find_dates(phrase, SAID_ON)] == []


@pytest.mark.parametrize("phrase", ["hôm qua", "last month", "năm ngoái"])
def test_relative_days_need_the_day_of_saying(phrase: str) -> None:
    assert find_dates(phrase) == []


def test_places_are_those_of_the_figures() -> None:
    text = "Chiều 26/10, rồi tháng 12/2024"
    assert [text[w.start : w.end] for w in find_dates(text)] == ["26/10", "12/2024"]


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("Thứ Năm, 23/10/2025 10:30 (GMT+7)", "2025-10-23"),
        ("Thứ hai, 19/8/2024, 05:00 (GMT+7)", "2024-08-19"),
        ("07:30 | 20/08/2024", "2024-08-20"),
        ("Ngày đăng: 03/05/2024", "2024-05-03"),
        ("Cập nhật lúc 14h20, 03/05/2024", "2024-05-03"),
        ("Published: 25 Oct 2025, 10:30 AM", "2025-10-25"),
        ("Tuesday, November 5, 2024", "2024-11-05"),
        ("2025-10-23", "2025-10-23"),
        ("(03/03/2025 08:00)", "2025-03-03"),
    ],
)
def test_a_date_line_is_nothing_else(line: str, iso: str) -> None:
    day = date_line(line)
    assert day is not None
    assert day.isoformat() == iso


@pytest.mark.parametrize(
    "line",
    [
        "Sáng 23/10/2025, tại Hà Nội",
        "23/10",
        "tháng 10/2025",
        "Lễ ký ngày 25/10/2025",
        "",
        "25-26/10/2025",
        "x" * 500,
    ],
)
def test_other_lines_are_no_date_lines(line: str) -> None:
    assert date_line(line) is None


def test_swappable_days_are_known_as_such() -> None:
    assert not is_clear("07/10/2025")
    assert is_clear("10/10/2025")
    assert is_clear("25/10/2025")
    assert is_clear("October 7, 2025")
