"""The day of publication is right or unknown."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.published import publication_day

TODAY = date(2026, 11, 21)
REST = "Ban tổ chức cho biết công tác chuẩn bị đã hoàn tất và các bên cùng phối hợp chặt chẽ."


def day(
    *paragraphs: str, stated: str | None = None, today: date = TODAY, day_first: bool = True
) -> str | None:
    return publication_day(stated, [*paragraphs, REST], today, day_first=day_first)[0]


@pytest.mark.parametrize(
    ("paragraphs", "iso"),
    [
        pytest.param(
            ("Sáng 3/5, thư viện mở cửa.", "Từ tháng 1/2024 đến nay việc xây dựng tiến triển tốt."),
            "2024-05-03",
            id="since then until now",
        ),
        pytest.param(
            ("Chiều 3/5, thư viện mở cửa.", "Trước đó, ngày 28/4/2024, công trình được nghiệm thu."),
            "2024-05-03",
            id="a near day with its year",
        ),
        pytest.param(
            ("Ngày 3/5, thư viện mở cửa.", "Đầu tháng 4/2024, sách đã được chuyển đến."),
            "2024-05-03",
            id="a near month with its year",
        ),
        pytest.param(
            ("Ngày 3/5, thư viện mở cửa.", "Năm 2024, thành phố dự kiến mở thêm hai thư viện."),
            "2024-05-03",
            id="plans for this year",
        ),
        pytest.param(("Sáng 3/5/2024, thư viện mở cửa.",), "2024-05-03", id="the whole day in the lead"),
        pytest.param(
            ("Chiều 26/10, sau lễ mở ký Công ước, ban tổ chức họp báo.",),
            "2025-10-26",
            id="the Convention's own days",
        ),
        pytest.param(
            ("Sáng 20/10, các bên họp.", "Lễ mở ký Công ước diễn ra từ ngày 25-26/10 tại Hà Nội."),
            "2025-10-20",
            id="days before the signing",
        ),
        pytest.param(
            ("HANOI, Oct. 24 (VNA) - Delegations arrived.", "The signing ceremony is on 25-26 October 2025."),
            "2025-10-24",
            id="an English dateline",
        ),
        pytest.param(
            ("Ngày 3/1, thư viện mở cửa.", "Ngày 20/12/2023, công trình được nghiệm thu."),
            "2024-01-03",
            id="across new year",
        ),
    ],
)
def test_infers(paragraphs: tuple[str, ...], iso: str) -> None:
    assert day(*paragraphs) == iso


@pytest.mark.parametrize(
    "paragraphs",
    [
        pytest.param(("Sáng 3/5, thư viện mở cửa.",), id="no year anywhere"),
        pytest.param(("Sáng 3/5, thư viện mở cửa.", "Dự án bắt đầu từ năm 2019."), id="only an old year"),
        pytest.param(
            ("Chiều 13/10, các bên họp.", "Công ước được thông qua ngày 24/12/2024."),
            id="an event later than that year's day",
        ),
        pytest.param(("Ngày 24/12/2024, Đại hội đồng thông qua Công ước.",), id="a past event in the lead"),
        pytest.param(("Ngày 27 tháng 1 năm 1967, ba phi hành gia qua đời.",), id="an encyclopedia"),
        pytest.param(("Lễ mở ký sẽ diễn ra vào ngày 25/10/2025 tại Hà Nội.",), id="an event ahead"),
        pytest.param(("Ngày 25/10, hội nghị kỷ niệm một năm sau lễ mở ký Công ước.",), id="an anniversary"),
        pytest.param(
            ("Thư viện phục vụ 24/7, có 118/118 phòng đọc.", "Năm 2024, dự kiến mở thêm."), id="ratios"
        ),
        pytest.param(("",), id="nothing"),
    ],
)
def test_rather_unknown_than_wrong(paragraphs: tuple[str, ...]) -> None:
    assert day(*paragraphs) is None


def test_nothing_after_the_day_of_ingestion_is_believed() -> None:
    assert day(stated="2026-11-22") is None
    assert day("Sáng 3/5/2024, thư viện mở cửa.", today=date(2024, 5, 2)) is None


def test_a_stated_day_wins() -> None:
    assert publication_day("2025-10-23", ["Sáng 3/5/2024, thư viện mở cửa."], TODAY) == (
        "2025-10-23",
        "stated",
    )


def test_figures_that_could_be_swapped_need_a_known_order() -> None:
    assert day(stated="07/10/2025") == "2025-10-07"
    assert day(stated="07/10/2025", day_first=False) is None
    assert day(stated="27/10/2025", day_first=False) == "2025-10-27"
