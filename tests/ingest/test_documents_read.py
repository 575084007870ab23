"""Word files and pages saved in one file: title, day, text in order; or why not, by name."""

from __future__ import annotations

from pathlib import Path

import pytest
from form_samples import NOTE, PARAGRAPHS, TITLE, page, paragraph, row, saved_page, word_file, zipped
from library_samples import TODAY, article_of

from ingest.errors import Rejected
from ingest.formats import Raw, parse
from ingest.sandbox import Reader

FOOTNOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'


def test_a_word_file_is_read_in_order(tmp_path: Path) -> None:
    struck = "<w:p><w:del><w:r><w:delText>Câu đã xóa khỏi bài.</w:delText></w:r></w:del><w:r><w:t>Bản</w:t></w:r></w:p>"
    noted = paragraph(PARAGRAPHS[0]).replace("</w:p>", f"{FOOTNOTE}</w:p>")
    table = f"<w:tbl>{row('Ngày', 'Giờ mở cửa')}{row('Chủ nhật', 'từ tám giờ sáng')}</w:tbl>"
    body = [paragraph(TITLE, "Title"), paragraph("Ngày 3/5/2024"), noted, paragraph("Giờ mở cửa", "Heading2"), table,
            paragraph(PARAGRAPHS[1]), struck.replace("Bản", PARAGRAPHS[2])]  # fmt: skip
    path = tmp_path / "a.docx"
    path.write_bytes(word_file("".join(body)))
    article = article_of(path)
    assert (article.title, article.published, article.published_how) == (TITLE, "2024-05-03", "stated")
    assert article.text.split("\n\n") == [
        PARAGRAPHS[0],
        "Giờ mở cửa",
        "Ngày Giờ mở cửa",
        "Chủ nhật từ tám giờ sáng",
        PARAGRAPHS[1],
        PARAGRAPHS[2],
        NOTE,
    ]


def test_a_word_file_without_styles_is_read_like_a_text(tmp_path: Path) -> None:
    path = tmp_path / "renamed.txt"  # its bytes count before its name
    path.write_bytes(word_file("".join(map(paragraph, (TITLE, "Thứ Sáu, 03/05/2024 08:15", *PARAGRAPHS)))))
    article = article_of(path)
    assert (article.title, article.published) == (TITLE, "2024-05-03")
    assert article.text == "\n\n".join(PARAGRAPHS)


BOMB = f"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "{"a" * 1000}">{
    "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 20}">' for n in range(8))
}]><x>&i;</x>"""


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(zipped({"word/document.xml": "<w:document"}), "damaged Word file", id="damaged"),
        pytest.param(word_file(""), "no text", id="empty"),
        pytest.param(
            word_file("", {"word/document.xml": BOMB}), "damaged Word|more than|longer than", id="entities"
        ),
    ],
)
def test_other_word_files_are_refused(tmp_path: Path, data: bytes, reason: str) -> None:
    with Reader(tmp_path, TODAY) as reader, pytest.raises(Rejected, match=reason):
        reader.read(Raw(".docx", data, "a.docx", ""))


def test_a_page_saved_in_one_file(tmp_path: Path) -> None:
    path = tmp_path / "trang.mhtml"
    path.write_bytes(saved_page(page()))
    article = article_of(path)
    assert (article.title, article.text) == (TITLE, "\n\n".join(PARAGRAPHS))
    assert (article.published, article.url) == ("2024-05-03", "https://bensong.example/thu-vien-4791234.html")


def test_the_day_of_saving_is_no_day_of_publication() -> None:
    undated = page(day="").replace('<meta property="article:published_time" content="T08:00:00+07:00">', "")
    draft = parse(Raw(".mhtml", saved_page(undated), "a.mhtml", ""), TODAY)
    assert draft.published is None


def test_the_parts_header_names_the_encoding() -> None:
    html = (
        "<html><body><h1>Notes</h1>"
        + f"<p>{'Müller and Peña spoke of the library by the lake. ' * 4}</p>" * 2
    )
    raw = saved_page(html).replace(b"text/html\r\n", b"text/html; charset=utf-8\r\n")
    assert "Müller and Peña" in parse(Raw(".mhtml", raw, "a.mht", ""), TODAY).paragraphs[0]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(saved_page(page())[:1400], "cut short", id="cut"),
        pytest.param(
            saved_page(page()).replace(b"text/html", b"text/plain"), "without its text", id="no page"
        ),
    ],
)
def test_other_saved_pages_are_refused(data: bytes, reason: str) -> None:
    with pytest.raises(Rejected, match=reason):
        parse(Raw(".mhtml", data, "a.mhtml", ""), TODAY)
