"""One name for all the hosts and spellings of an outlet."""

from __future__ import annotations

from pathlib import Path

import pytest
from library_samples import TODAY

from ingest.formats import Raw, parse
from ingest.identity import canonical_url
from ingest.publishers import publishers


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("TTO", "Tuổi Trẻ"),
        ("tuoi tre online", "Tuổi Trẻ"),
        ("QĐND", "Báo Quân đội nhân dân"),
        ("Chinhphu.vn", "Báo điện tử Chính phủ"),
        ("baoquocte.vn", "Báo Thế giới và Việt Nam"),
        ("en.vietnamplus.vn", "VietnamPlus"),
        ("www.unknown-paper.vn", "unknown-paper.vn"),
        ("A New Paper", "A New Paper"),
    ],
)
def test_names(said: str, name: str) -> None:
    assert publishers().of_name(said) == name


def test_hosts_of_addresses() -> None:
    assert publishers().of_url("https://special.nhandan.vn/x") == "Báo Nhân Dân"
    assert publishers().of_url("https://fakenhandan.vn/x") == "fakenhandan.vn"
    assert publishers().of_url(None) == ""


def test_the_owners_list_comes_first(tmp_path: Path) -> None:
    own = tmp_path / "publishers.toml"
    own.write_text('[[outlet]]\nname = "Our Paper"\nhosts = ["nhandan.vn", "paper.example"]\nagency = true\n')
    mine = publishers(own)
    assert mine.of_host("nhandan.vn") == mine.of_host("a.paper.example") == "Our Paper"
    assert mine.is_agency("Our Paper")
    assert mine.of_host("ngaynay.vn") == "Ngày Nay"


def test_a_known_host_is_surer_than_a_slogan() -> None:
    page = (
        '<html><head><title>A</title><meta property="og:site_name" content="Tin nhanh, tin nóng">'
        '<link rel="canonical" href="https://tuoitre.vn/a-1.htm"></head><body><h1>Tiêu đề của bài</h1>'
        "<p>Một đoạn văn đủ dài để là một bài viết trên báo, nói về thư viện mới bên hồ của thành phố.</p></body></html>"
    )
    draft = parse(Raw(".html", page.encode(), "a.html", ""), TODAY)
    assert publishers().of_name(draft.outlet) == "Tuổi Trẻ"


@pytest.mark.parametrize(
    "url",
    [
        "http://www.news.example/a/b.html",
        "https://news.example/a/b.html?utm_source=x&fbclid=y",
        "https://m.news.example/a/b.html#top",
        "https://news.example/a/b.html/amp",
        "https://NEWS.example/a/b.html/",
    ],
)
def test_one_page_has_one_address(url: str) -> None:
    assert canonical_url(url) == "https://news.example/a/b.html"
