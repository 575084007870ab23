"""Tables, lists in JSON and feeds: one article a row or an entry, and none lost without a word."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from form_samples import PARAGRAPHS, TITLE, page
from library_samples import TODAY, HashEmbedder

from ingest.archive import Archive
from ingest.draft import Draft
from ingest.errors import NotArticles, Rejected
from ingest.feeds import Entry, entries_in
from ingest.formats import Left, Place, Raw, parse, read_bytes, read_entries
from ingest.run import ingest
from vectorstore.types import Article

TEXT = "\n\n".join(PARAGRAPHS)
OTHER = "Cây cầu dài hai cây số được khánh thành sau bốn năm thi công liên tục, nối hai quận ở hai bờ sông phía bắc."
HTML = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)


def read(kind: str, data: bytes) -> list[Raw | Left]:
    return list(read_bytes(kind, data, Place(f"a{kind}", f"a{kind}", "")))


def draft(record: dict[str, object]) -> Draft:
    return parse(Raw(".jsonl", json.dumps(record).encode(), "a.jsonl#1", ""), TODAY)


def cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


@pytest.mark.parametrize("between", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
def test_a_table_is_read_as_spreadsheets_save_it(between: str, encoding: str) -> None:
    heading = between.join(("Headline", "Publish Date", "Content", "Link", "Source_Name"))
    row = between.join(map(cell, (TITLE, "05/03/2024", TEXT, "https://x.example/1", "VnExpress")))
    row = _apart(row) if encoding == "cp1258" else row
    (raw,) = read(".tsv" if between == "\t" else ".csv", f"{heading}\r\n{row}\r\n".encode(encoding))
    assert isinstance(raw, Raw)
    found = parse(raw, TODAY)
    assert (found.title, found.paragraphs, found.outlet) == (TITLE, PARAGRAPHS, "VnExpress")
    assert (found.published, raw.source.partition("#")[2]) == ("2024-03-05", "https://x.example/1")


def _apart(text: str) -> str:
    """Letters as windows-1258 has them: a letter with its shape, then its tone."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    out = []
    for c in text:
        parts = unicodedata.normalize("NFD", c)
        tone = "".join(p for p in parts if p in tones)
        out.append(unicodedata.normalize("NFC", "".join(p for p in parts if p not in tones)) + tone)
    return "".join(out)


def test_a_row_that_does_not_fit_is_refused_alone() -> None:
    table = f"title,text\nMột,{cell(TEXT)}\nHai,có dấu phẩy, không có ngoặc\n\nBa,{cell(OTHER)}\n"
    first, second, third = read(".csv", table.encode())
    assert isinstance(first, Raw)
    assert isinstance(second, Left)
    assert "cells, the heading 2" in second.why
    assert isinstance(third, Raw)
    assert parse(third, TODAY).paragraphs == (OTHER,)


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        pytest.param("country,signed\nBrazil,yes\n", "none of its columns", id="no texts"),
        pytest.param("", "empty", id="empty"),
        pytest.param(
            "title,text\na,b\n" + '"' + "x" * 3_000_000, "quote that is not closed", id="an open quote"
        ),
    ],
)
def test_other_tables_are_refused(table: str, reason: str) -> None:
    with pytest.raises(Rejected, match=reason):
        read(".csv", table.encode())


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({"Headline": TITLE, "Body": TEXT, "pubDate": "Fri, 03 May 2024 08:00:00 +0700"}, "2024-05-03"),
        (
            {"title": {"rendered": TITLE}, "content": {"rendered": HTML}, "date": "2024-05-03T08:00:00"},
            "2024-05-03",
        ),
        ({"page_content": TEXT, "metadata": {"title": TITLE, "date": 1714700000}}, "2024-05-03"),
        ({"name": TITLE, "fullText": list(PARAGRAPHS), "publish_date": "1714700000000"}, "2024-05-03"),
        ({"Tiêu đề": TITLE, "Nội dung": TEXT, "Ngày đăng": "05/03/2024"}, "2024-03-05"),
        ({"title": TITLE, "html": page()}, "2024-05-03"),
        ({"title": TITLE, "html": page(), "date": "2024-05-04"}, "2024-05-04"),
        ({"title": TITLE, "text": TEXT, "date": {"$date": "2024-05-03T01:00:00Z"}}, "2024-05-03"),
        ({"title": TITLE, "text": HTML.replace("<", "&lt;"), "created_at": "2024-05-03"}, None),
    ],
)
def test_records_of_many_makers(record: dict[str, object], said: str | None) -> None:
    found = draft(record)
    assert (found.title, found.paragraphs, found.published) == (TITLE, PARAGRAPHS, said)


@pytest.mark.parametrize(
    ("record", "outlet", "url"),
    [
        ({"text": OTHER, "source": {"id": "x", "name": "VnExpress"}}, "VnExpress", None),
        ({"text": OTHER, "source": "crawler"}, "", None),
        ({"text": OTHER, "source": "https://x.example/1"}, "", "https://x.example/1"),
        (
            {"text": OTHER, "publisher": {"name": "A &amp; B"}, "link": "https://x.example/2"},
            "A & B",
            "https://x.example/2",
        ),
        ({"text": OTHER, "source": "vnexpress.net", "url": "/relative"}, "vnexpress.net", None),
    ],
)
def test_who_published_it(record: dict[str, object], outlet: str, url: str | None) -> None:
    found = draft(record)
    assert (found.outlet, found.url) == (outlet, url)


def test_a_text_that_a_service_cut_is_refused() -> None:
    with pytest.raises(Rejected, match="cut short"):
        draft({"title": TITLE, "content": f"{OTHER[:80]}… [+1234 chars]"})


def test_a_line_too_long_does_not_take_the_others_with_it() -> None:
    lines = [
        json.dumps({"id": 1, "text": OTHER}),
        '{"text": "' + "x" * 2_500_000 + '"}',
        json.dumps({"id": 3, "text": TEXT}),
    ]
    found = read(".jsonl", "\n".join(lines).encode())
    assert [part.source for part in found] == ["a.jsonl#1", "a.jsonl#2", "a.jsonl#3"]
    assert isinstance(found[1], Left)


def of(kind: str, data: bytes) -> list[Raw | Left]:
    raw = Raw(kind, data, f"a{kind}", "")
    return list(read_entries(raw, entries_in(kind, data, "")))


@pytest.mark.parametrize(
    "value",
    [
        [{"url": "https://x.example/1", "title": TITLE, "text": TEXT}],
        {"version": "1.1", "items": [{"url": "https://x.example/1", "title": TITLE, "content_html": HTML}]},
        {"status": "ok", "response": {"results": [{"id": "https://x.example/1", "headline": TITLE, "body": TEXT}]}},
        {"url": "https://x.example/1", "title": TITLE, "articleBody": TEXT},
    ],
    ids=["a list", "JSON Feed", "a service", "one record"],
)  # fmt: skip
def test_lists_in_json(value: object) -> None:
    (raw,) = of(".json", json.dumps(value).encode())
    assert isinstance(raw, Raw)
    assert raw.source == "a.json#https://x.example/1"
    assert (parse(raw, TODAY).title, parse(raw, TODAY).paragraphs) == (TITLE, PARAGRAPHS)


def test_a_list_loses_no_entry() -> None:
    entries = [
        {"title": "A", "text": TEXT},
        {"title": "B", "text": ""},
        7,
        {"title": "C", "url": "https://x.example/c"},
    ]
    found = of(".json", json.dumps(entries).encode())
    assert len(found) == len(entries)
    assert isinstance(found[-1], Left)
    assert "1 of its entries are addresses only" in found[-1].why


@pytest.mark.parametrize("value", [{"name": "a package", "version": "1"}, [], [1, 2], "text", {"items": []}])
def test_other_json_is_refused(value: object) -> None:
    with pytest.raises(NotArticles, match="no list of articles"):
        of(".json", json.dumps(value).encode())


RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Tin</title><item><title>{TITLE}</title>
<link>http://news.example/thu-vien</link><pubDate>Fri, 03 May 2024 01:00:00 +0000</pubDate><dc:creator>Lan Mai</dc:creator>
<description>Mở rồi.</description><content:encoded><![CDATA[{HTML}<p>The post <a href="x">{TITLE}</a> appeared first on
<a href="y">Tin</a>.</p>]]></content:encoded></item><item><title>Teaser</title><link>http://news.example/teaser</link>
<content:encoded><![CDATA[<p>{OTHER} […]</p>]]></content:encoded></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>{TITLE}</title><link href="http://news.example/thu-vien"/>
<published>2024-05-03T01:00:00Z</published><author><name>Lan Mai</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{HTML}</div></content></entry></feed>"""


@pytest.mark.parametrize("feed", [RSS, ATOM], ids=["RSS", "Atom"])
def test_a_feed_that_holds_its_texts(feed: str) -> None:
    raw = of(".xml", feed.encode())[0]
    assert isinstance(raw, Raw)
    found = parse(raw, TODAY)
    assert (found.title, found.paragraphs, found.author) == (TITLE, PARAGRAPHS, "Lan Mai")
    assert (found.published, found.url) == ("2024-05-03", "http://news.example/thu-vien")


def test_a_teaser_is_no_article() -> None:
    assert entries_in(".xml", RSS.encode(), "")[1] == Entry("http://news.example/teaser")


def test_in_a_folder_other_data_is_left_out_with_a_line(tmp_path: Path, quick: HashEmbedder) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.json").write_text('{"version": 1}')
    (folder / "b.csv").write_text("country,signed\nBrazil,yes\n")
    (folder / "c.xml").write_text("<urlset><url><loc>https://x.example/1</loc></url></urlset>")
    (folder / "d.json").write_text(json.dumps([{"id": "x", "title": TITLE, "text": TEXT}]))
    report = ingest([str(folder)], tmp_path / "home", quick)
    assert [(o.source, o.status) for o in report.outcomes] == [
        ("a.json", "skipped"), ("b.csv", "skipped"), ("c.xml", "skipped"), ("d.json#x", "added"),
    ]  # fmt: skip
    assert "sitemap's own address" in report.outcomes[2].reason
    asked = ingest([str(folder / "a.json")], tmp_path / "home", quick)
    assert asked.outcomes[0].status == "rejected"
    (article,) = Archive(tmp_path / "home").load().values()
    assert isinstance(article, Article)
    assert article.text == TEXT
