"""Markdown, JSONL and PDF."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from pathlib import Path

import pytest
from library_samples import TODAY, HashEmbedder, article_of

from ingest.draft import voiced
from ingest.errors import Rejected
from ingest.formats import Raw, parse
from ingest.run import ingest
from vectorstore.types import Article, Basis

MARKDOWN = """---
title: "Thư viện: mới"
publisher: Ngay Nay
url: https://ngaynay.vn/a
published: 2024-05-04
language: vi
author: Lan
---

# Thư viện: mới

Đoạn đầu có **chữ đậm**, *chữ nghiêng*, `mã` và [một liên kết](https://x.example/a_(b)),
viết trên hai dòng.

![Phòng đọc](a.jpg)

## Giờ mở cửa

- Sáng từ tám giờ;
- Chiều từ một giờ.

> Một lời trích.

<!-- ghi chú --> Dấu 5 * 3 * 2 và snake_case_name còn nguyên.
"""


def test_markdown_becomes_paragraphs(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(MARKDOWN, encoding="utf-8")
    article = article_of(path)
    assert article.text.split("\n\n") == [
        "Đoạn đầu có chữ đậm, chữ nghiêng, mã và một liên kết, viết trên hai dòng.",
        "Giờ mở cửa",
        "Sáng từ tám giờ;",
        "Chiều từ một giờ.",
        "Một lời trích.",
        "Dấu 5 * 3 * 2 và snake_case_name còn nguyên.",
    ]
    assert (article.title, article.publisher, article.author) == ("Thư viện: mới", "Ngày Nay", "Lan")
    assert (article.published, article.published_how, article.kind) == ("2024-05-04", "metadata", "news")
    assert (article.voice, article.based_on) == ("source", ())
    assert [c.text for c in article.captions] == ["Phòng đọc"]
    assert article.text[article.captions[0].at :].startswith("Giờ mở cửa")


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        ("kind: poem", "kind: poem"),
        ("language: fr", "language: fr"),
        ("published: 2024-05", "is not a day"),
        ("title: [a, b]", "not a text"),
        ("- a\n- b", "name: value"),
        ("a: b: c", "near line 2"),
        ("kind: brief", "what it is based on"),
        ("kind: brief\nbased_on: []", "list of sources"),
        ("based_on: VTC News", "list of sources"),
        ("based_on:\n  - VTC News", "source 1 of `based_on`"),
        ("based_on:\n  - publisher: VTC News", "no `title`"),
        ("based_on:\n  - {publisher: A, title: B, link: C}", "`link`"),
        ("based_on:\n  - {publisher: A, title: B, url: vtcnews.vn}", "no address"),
        ("based_on:\n  - {publisher: A, title: B, published: 2025-10}", "not a day"),
        ("kind: news\nbased_on:\n  - {publisher: A, title: B}", "belongs to a brief"),
        ("publisher: A\nbased_on:\n  - {publisher: A, title: B}", "did not write this brief"),
        ("author: Lan\nbased_on:\n  - {publisher: A, title: B}", "our own words"),
    ],
)
def test_wrong_front_matter_is_named(head: str, reason: str) -> None:
    raw = Raw(".md", f"---\n{head}\n---\nMột đoạn văn đủ dài để là bài.".encode(), "a.md", "")
    with pytest.raises(Rejected, match=reason):
        voiced(parse(raw, TODAY))


def test_jsonl_holds_an_article_a_line(tmp_path: Path, quick: HashEmbedder) -> None:
    body = "Thư viện mở cửa từ tám giờ sáng đến chín giờ tối mỗi ngày trong tuần."
    lines = [
        json.dumps(
            {"title": "Một", "text": body, "date": "2024-05-03T18:30:00Z", "url": "https://x.example/1"}
        ),
        "",
        json.dumps({"id": "zwei", "headline": "Hai", "body": body + " Trừ ngày lễ.", "publisher": "Lan"}),
        "{broken",
        json.dumps({"title": "Ba", "text": body, "date": "07/10/2025"}),
        json.dumps(["no", "object"]),
        json.dumps({"title": "nothing"}),
    ]
    path = tmp_path / "news.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    report = ingest([str(path)], tmp_path / "home", quick)
    assert (
        [(o.source.partition("#")[2], o.status) for o in report.outcomes]
        == [
            ("https://x.example/1", "added"),
            ("zwei", "reprint"),
            ("4", "rejected"),
            (
                sha256(body.encode()).hexdigest()[:12],
                "reprint",
            ),  # day and month first: read in Vietnamese text
            ("6", "rejected"),
            (sha256(b"").hexdigest()[:12], "rejected"),
        ]
    )
    again = ingest([str(path)], tmp_path / "home", quick, prune=True)
    assert [o.status for o in again.outcomes][:2] == ["unchanged", "unchanged"]


@pytest.mark.parametrize(
    ("fields", "day"),
    [
        ({"date": 1761393600}, "2025-10-25"),
        ({"publishedAt": 1761393600000}, "2025-10-25"),
        ({"date": "05/10/2025"}, "2025-10-05"),
        ({"date": "3 giờ trước"}, None),
        ({"date": True}, None),
    ],
)
def test_days_of_records_are_right_or_unknown(fields: dict[str, object], day: str | None) -> None:
    body = "Thư viện mở cửa từ tám giờ sáng đến chín giờ tối mỗi ngày trong tuần."
    line = json.dumps({"title": "Một", "articleBody": body, "author": {"name": "Lan"}, **fields})
    draft = parse(Raw(".jsonl", line.encode(), "a.jsonl#1", ""), TODAY)
    assert (draft.published, draft.author, draft.paragraphs) == (day, "Lan", (body,))


def test_html_in_a_record_is_read_as_html() -> None:
    text = "<p>Chính quyền mở thêm hai thư viện trong năm nay.</p><p>Giờ mở: 18 &amp; 21, cả chủ nhật.</p>"
    draft = parse(Raw(".jsonl", json.dumps({"title": "A", "content": text}).encode(), "a.jsonl#1", ""), TODAY)
    assert draft.paragraphs == (
        "Chính quyền mở thêm hai thư viện trong năm nay.",
        "Giờ mở: 18 & 21, cả chủ nhật.",
    )


def pdf_of(pages: list[list[str]]) -> bytes:
    """A PDF of plain lines in Helvetica, one page a list; no lines make a scan."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for lines in pages:
        drawn = " ".join(f"BT /F1 11 Tf 50 {800 - 16 * n} Td ({line}) Tj ET" for n, line in enumerate(lines))
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
        stream = len(objects)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {stream} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    tail = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF"
    return out + head.encode() + tail.encode()


LINES = [
    "Notes on the library by the lake",
    "",
    "The new library by the lake opened on Friday with more than forty",
    "thousand books and a reading room for children, who came in their",
    "hundreds.",
    "Loans are free for three months and cost a small fee afterwards, as the",
    "director explained.",
]


def test_a_pdfs_lines_become_paragraphs(tmp_path: Path) -> None:
    path = tmp_path / "notes.pdf"
    path.write_bytes(pdf_of([[*LINES, "1"], ["The building stood empty for ten years before that.", "2"]]))
    article = article_of(path)
    assert article.title == "Notes on the library by the lake"
    assert article.text.split("\n\n") == [
        "The new library by the lake opened on Friday with more than forty thousand books and a reading room for "
        "children, who came in their hundreds.",
        "Loans are free for three months and cost a small fee afterwards, as the director explained.",
        "The building stood empty for ten years before that.",
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(pdf_of([[], []]), "scanned", id="a scan"),
        pytest.param(pdf_of([LINES])[:300], "damaged|scanned", id="cut off"),
        pytest.param(b"%PDF-1.7\n" + bytes(range(256)), "damaged", id="rubbish"),
    ],
)
def test_other_pdfs_are_refused_by_name(data: bytes, reason: str) -> None:
    with pytest.raises(Rejected, match=reason):
        parse(Raw(".pdf", data, "a.pdf", ""), TODAY)


BRIEF = """---
title: Ours
published: 2026-09-26
based_on:
  - {publisher: vtcnews.vn, title: "Theirs: one", url: "https://vtcnews.vn/a", published: 2025-10-25}
  - {publisher: Treaty Collection, title: Status}
---

Seventy-four parties had signed by January 2026, as the depositary's list then said.
"""


def test_a_brief_is_ours_and_says_after_whom(tmp_path: Path) -> None:
    path = tmp_path / "b.md"
    path.write_text(BRIEF, encoding="utf-8")
    article = article_of(path)
    assert (article.voice, article.kind, article.publisher) == ("brief", "brief", "Hanoi Convention chatbot")
    assert (article.author, article.url, article.published) == (None, None, "2026-09-26")
    assert article.based_on == (
        Basis("VTC News", "Theirs: one", "https://vtcnews.vn/a", "2025-10-25"),
        Basis("Treaty Collection", "Status"),
    )
    assert Article.from_json(json.loads(json.dumps(article.to_json()))) == article


def test_a_record_may_be_a_brief_too() -> None:
    record = {
        "title": "Ours",
        "text": "Một câu đủ dài để là một bài viết ngắn.",
        "based_on": [{"publisher": "A", "title": "B"}],
    }
    told = parse(Raw(".jsonl", json.dumps(record).encode(), "a.jsonl#1", ""), TODAY)
    assert (told.kind, told.based_on) == ("brief", (Basis("A", "B"),))


def test_a_brief_without_its_sources_is_refused_by_its_files_name(
    tmp_path: Path, quick: HashEmbedder
) -> None:
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "unfounded.md"
    path.write_text(re.sub(r"based_on:.*?---", "kind: brief\n---", BRIEF, flags=re.DOTALL), encoding="utf-8")
    report = ingest([str(path)], tmp_path / "home", quick)
    assert [(o.source, o.status) for o in report.outcomes] == [("unfounded.md", "rejected")]
    assert "based_on" in report.outcomes[0].reason
