"""What a file is: its first bytes count before its name."""

from __future__ import annotations

from pathlib import Path

import pytest
from form_samples import PARAGRAPHS, TITLE, page, zipped
from library_samples import HashEmbedder, article_of

from ingest.kinds import KINDS, kind_of, not_read
from ingest.run import ingest

PAGE = page()


@pytest.mark.parametrize(
    "name",
    ["a", "a.vnp", "a.php", "index.html?id=3", "a.html.1", "a.aspx", "a.doc", "a.txt", "a.xml", "a.HTML"],
)
@pytest.mark.parametrize(
    "start",
    [PAGE.encode(), b"\xef\xbb\xbf\n" + PAGE.encode(), PAGE.encode("utf-16")],
    ids=["plain", "mark", "UTF-16"],
)
def test_a_page_is_one_whatever_its_name(tmp_path: Path, name: str, start: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(start)
    article = article_of(path)
    assert (article.title, article.text) == (TITLE, "\n\n".join(PARAGRAPHS))


@pytest.mark.parametrize(
    "start",
    ["<!-- saved by hand -->\n<head><title>x</title>", "<?xml version='1.0'?>\n<!DOCTYPE html SYSTEM 'x'><html>",
     "<body><p>x", "<meta x>"],
)  # fmt: skip
def test_a_page_without_its_beginning_is_told_where_the_name_says_nothing(start: str) -> None:
    assert kind_of("a.vnp", start.encode()) == ".html"
    assert kind_of("a", start.encode()) == ".html"


@pytest.mark.parametrize(
    ("name", "start", "kind"),
    [
        ("a.md", b"<p align='center'>A badge</p>\n# Title", ".md"),
        ("a.md", b"<!-- note -->\n# Title", ".md"),
        ("a.html", b"<?xml version='1.0'?><rss version='2.0'>", ".xml"),
        ("a", b"<?xml version='1.0'?>\n<urlset xmlns='x'>", ".xml"),
        ("a", b"%PDF-1.7", ".pdf"),
        ("a.py", b"import os", ".py"),
        ("a.xlsx", b"PK\x03\x04", ".xlsx"),
        ("a.docm", b"PK\x03\x04", ".zip"),
        ("a.tar", b"x" * 257 + b"ustar", ".tar"),
    ],
)
def test_other_kinds(name: str, start: bytes, kind: str) -> None:
    assert kind_of(name, start) == kind


@pytest.mark.parametrize(
    "name",
    ["a.doc", "a.odt", "a.rtf", "a.xlsx", "a.ods", "a.pptx", "a.webarchive", "a.eml", "a.mobi", "a.arc", "a.tar",
     "a.rar", "a.7z", "a.xz"],
)  # fmt: skip
def test_what_is_not_read_is_refused_with_a_remedy(name: str) -> None:
    assert name[1:] not in KINDS
    assert any(word in not_read(name) for word in ("save", "unpack", "make"))


def test_files_of_other_kinds_in_a_folder_cost_nothing(tmp_path: Path, quick: HashEmbedder) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.php").write_text(PAGE, encoding="utf-8")
    (folder / "b.xlsx").write_bytes(zipped({"xl/workbook.xml": "x"}))
    (folder / "c.jar").write_bytes(zipped({"META-INF/MANIFEST.MF": "x"}))
    (folder / "d.arc").write_bytes(b"filedesc://")
    report = ingest([str(folder)], tmp_path / "home", quick)
    assert [(o.source, o.status) for o in report.outcomes] == [
        ("a.php", "added"),
        ("b.xlsx", "skipped"),
        ("c.jar#META-INF/MANIFEST.MF", "skipped"),
        ("d.arc", "skipped"),
    ]
