"""Ingesting: what happens to each item, and that it can be done again."""

from __future__ import annotations

import json
import os
import unicodedata
from pathlib import Path

import pytest
from library_samples import ONE, HashEmbedder

from ingest.archive import Archive
from ingest.errors import IngestProblem, NoArticles, SourceMissing
from ingest.run import ingest, listing, reindex, remove, starter_sources
from vectorstore.errors import Busy
from vectorstore.index import Index
from vectorstore.lock import write_lock


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def statuses(report: object) -> dict[str, str]:
    return {o.source: o.status for o in report.outcomes}  # type: ignore[attr-defined]


def test_a_folder_becomes_articles_and_an_index(articles: Path, home: Path, quick: HashEmbedder) -> None:
    report = ingest([str(articles)], home, quick)
    assert statuses(report) == {"en/library.md": "added", "library.txt": "added"}
    index = Index.open(home, quick)
    by_source = {a.source: a for a in index.articles()}
    assert by_source["library.txt"].published == "2024-05-03"
    assert by_source["en/library.md"].publisher == "Example Gazette"
    assert by_source["en/library.md"].origin == str(articles)
    index.close()


def test_again_nothing_changes_and_nothing_is_embedded(
    articles: Path, home: Path, quick: HashEmbedder
) -> None:
    ingest([str(articles)], home, quick)
    current = (home / "index" / "CURRENT").read_text()
    before = quick.embedded
    report = ingest([str(articles)], home, quick)
    assert set(statuses(report).values()) == {"unchanged"}
    assert (quick.embedded, (home / "index" / "CURRENT").read_text()) == (before, current)
    assert not report.built


def test_an_updated_article_keeps_its_id_and_its_time_of_adding(
    articles: Path, home: Path, quick: HashEmbedder
) -> None:
    ingest([str(articles)], home, quick)
    old = {a.source: a for a in Archive(home).load().values()}["library.txt"]
    (articles / "library.txt").write_text(ONE + "\nTuần đầu có hơn 2.000 lượt bạn đọc.\n", encoding="utf-8")
    report = ingest([str(articles)], home, quick)
    assert statuses(report)["library.txt"] == "updated"
    new = Archive(home).load()[old.id]
    assert new.text.endswith("bạn đọc.")
    assert new.added_at == old.added_at


def test_a_single_file_has_the_id_it_has_in_its_folder(
    articles: Path, home: Path, quick: HashEmbedder
) -> None:
    ingest([str(articles / "library.txt")], home, quick)
    assert statuses(ingest([str(articles)], home, quick))["library.txt"] == "unchanged"


def test_two_folders_may_use_one_name_for_different_texts(
    articles: Path, tmp_path: Path, home: Path, quick: HashEmbedder
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    text = "Cầu mới qua sông\n\nCây cầu dài hai cây số được khánh thành sau bốn năm thi công liên tục.\n"
    (other / "library.txt").write_text(text, encoding="utf-8")
    for _ in range(2):
        ingest([str(articles)], home, quick)
        ingest([str(other)], home, quick)
    found = Archive(home).load().values()
    assert sorted(a.title for a in found if a.source == "library.txt") == [
        "Cầu mới qua sông",
        "Thành phố mở thư viện mới bên hồ",
    ]


def test_prune_forgets_what_is_gone_from_the_folder_only(
    articles: Path, tmp_path: Path, home: Path, quick: HashEmbedder
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "bridge.txt").write_text(ONE.replace("thư viện", "cây cầu"), encoding="utf-8")
    ingest([str(articles), str(other)], home, quick)
    (articles / "library.txt").unlink()
    assert statuses(ingest([str(articles)], home, quick)) == {"en/library.md": "unchanged"}
    assert statuses(ingest([str(articles)], home, quick, prune=True))["library.txt"] == "removed"
    assert sorted(a.source for a in Archive(home).load().values()) == ["bridge.txt", "en/library.md"]


def test_a_dry_run_writes_nothing(articles: Path, home: Path, quick: HashEmbedder) -> None:
    report = ingest([str(articles)], home, quick, dry_run=True)
    assert report.counts == {"added": 2}
    assert not home.exists()


def test_remove_and_list(articles: Path, home: Path, quick: HashEmbedder) -> None:
    ingest([str(articles)], home, quick)
    first, second = listing(home)
    assert (first.article.published, second.article.published) == ("2024-05-04", "2024-05-03")
    assert first.passages >= 1
    remove(home, first.article.id, quick)
    assert [row.article.id for row in listing(home)] == [second.article.id]
    index = Index.open(home, quick)
    assert [a.id for a in index.articles()] == [second.article.id]
    index.close()


def test_reindex_needs_nothing_but_the_archive(articles: Path, home: Path, quick: HashEmbedder) -> None:
    ingest([str(articles)], home, quick)
    (home / "index" / "CURRENT").unlink()
    report = reindex(home, quick)
    assert report.built
    assert report.articles == 2
    Index.open(home, quick).close()


def test_a_lost_index_is_made_again_from_unchanged_articles(
    articles: Path, home: Path, quick: HashEmbedder
) -> None:
    ingest([str(articles)], home, quick)
    (home / "index" / "CURRENT").unlink()
    assert ingest([str(articles)], home, quick).built


def test_a_second_writer_is_refused(articles: Path, home: Path, quick: HashEmbedder) -> None:
    with write_lock(home), pytest.raises(Busy):
        ingest([str(articles)], home, quick)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        pytest.param("a.txt", b"", "empty", id="empty"),
        pytest.param("a.txt", b" \n\t\n\xef\xbb\xbf ", "empty", id="whitespace"),
        pytest.param("a.txt", bytes(range(256)) * 50, "binary", id="binary"),
        pytest.param("a.md", b"---\ntitle: a: b: c\n---\nText.", "front matter", id="broken front matter"),
        pytest.param(
            "a.md", b"---\ntitle: x\npublished: soon\n---\nSome text here.", "published: soon", id="no day"
        ),
        pytest.param("a.md", b"---\ntitle: only\n---\n", "no text", id="front matter alone"),
        pytest.param("a.odt", b"PK\x03\x04", "not a type of file we read: save it as", id="unknown type"),
        pytest.param("a.docx", b"PK\x03\x04" + bytes(900), "a damaged Word file", id="a damaged Word file"),
        pytest.param("a.xml", b"<rss/>", "without entries", id="a feed's file"),
        pytest.param("a.json", b"[]", "no list of articles", id="an empty JSON array"),
        pytest.param("a.pdf", b"", "empty", id="an empty PDF"),
        pytest.param("a.txt", b"PK\x03\x04" + bytes(900), "a damaged Word file", id="a renamed Word file"),
        pytest.param("a.md", b"\xd0\xcf\x11\xe0" + bytes(900), "old Word", id="a renamed old Word file"),
        pytest.param("a.txt", b"\xff\xd8\xff\xe0" + bytes(900), "a picture", id="a renamed picture"),
        pytest.param("a.txt", b"%PDF-1.4 \x00", "damaged PDF", id="a renamed damaged PDF"),
        pytest.param("a.txt", ONE.encode("utf-16-le"), "binary", id="UTF-16 without a mark"),
    ],
)
def test_bad_files_are_rejected_by_name(
    tmp_path: Path, articles: Path, home: Path, quick: HashEmbedder, name: str, content: bytes, reason: str
) -> None:
    bad = tmp_path / name
    bad.write_bytes(content)
    report = ingest([str(bad), str(articles)], home, quick)
    outcome = report.outcomes[0]
    assert (outcome.source, outcome.status) == (name, "rejected")
    assert reason in outcome.reason
    assert "\n" not in outcome.reason
    assert report.articles == 2


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="a superuser may read everything")
@pytest.mark.may_skip
def test_an_unreadable_file_is_rejected(tmp_path: Path, home: Path, quick: HashEmbedder) -> None:
    bad = tmp_path / "a.txt"
    bad.write_text(ONE)
    bad.chmod(0)
    assert "Permission denied" in ingest([str(bad)], home, quick).outcomes[0].reason


def test_other_files_in_a_folder_are_skipped_and_named(
    articles: Path, home: Path, quick: HashEmbedder
) -> None:
    (articles / "photo.jpg").write_bytes(b"\xff\xd8")
    (articles / ".hidden.txt").write_text(ONE)
    (articles / "README.md").write_text("# About these files\n\nThey are about libraries and lakes.\n")
    report = ingest([str(articles)], home, quick)
    assert statuses(report)["photo.jpg"] == "skipped"
    assert statuses(report)["README.md"] == "skipped"
    assert len(report.outcomes) == 4
    assert not report.has_rejected


def test_a_link_out_of_the_folder_is_not_followed(articles: Path, home: Path, quick: HashEmbedder) -> None:
    secret = articles.parent / "secret.txt"
    secret.write_text(ONE)
    (articles / "link.txt").symlink_to(secret)
    outcome = next(o for o in ingest([str(articles)], home, quick).outcomes if o.source == "link.txt")
    assert outcome.status == "skipped"
    assert "outside the folder" in outcome.reason


def test_files_that_begin_like_notes_are_articles(articles: Path, home: Path, quick: HashEmbedder) -> None:
    (articles / "license-plates.txt").write_text(ONE.replace("thư viện", "bảng số xe"))
    assert statuses(ingest([str(articles)], home, quick))["license-plates.txt"] == "added"


def test_prune_forgets_the_last_line_of_a_list(tmp_path: Path, home: Path, quick: HashEmbedder) -> None:
    folder = tmp_path / "lists"
    folder.mkdir()
    (folder / "all.jsonl").write_text(
        '{"title": "Thư viện", "text": "Thư viện mới mở cửa bên hồ cho mọi người."}\n', "utf-8"
    )
    ingest([str(folder)], home, quick)
    (folder / "all.jsonl").write_text("", "utf-8")
    kept = ingest([str(folder)], home, quick)
    assert (kept.articles, kept.outcomes[0].reason[:11]) == (1, "it is empty")
    assert ingest([str(folder)], home, quick, prune=True).articles == 0


def test_prune_forgets_lines_and_the_last_file(tmp_path: Path, home: Path, quick: HashEmbedder) -> None:
    folder = tmp_path / "lists"
    folder.mkdir()
    body = "Thư viện mở cửa từ tám giờ sáng đến chín giờ tối mỗi ngày trong tuần, trừ ngày lễ thứ "
    rows = [
        json.dumps({"title": f"Bài {n}", "text": f"{body}{word}."})
        for n, word in enumerate(("nhất", "nhì", "ba"))
    ]
    path = folder / "ban tin #2.jsonl"
    path.write_text("\n".join(rows))
    assert len(ingest([str(folder)], home, quick).outcomes) == 3
    path.write_text("\n".join(rows[1:]))
    second = ingest([str(folder)], home, quick, prune=True)
    assert [o.status for o in second.outcomes] == ["unchanged", "unchanged", "removed"]
    path.unlink()
    assert [o.status for o in ingest([str(folder)], home, quick, prune=True).outcomes] == [
        "removed",
        "removed",
    ]


@pytest.mark.parametrize("source", ["/no/such/folder", "a\0b", "~nobody-here/x", "x" * 5000])
def test_a_source_that_is_not_there_is_named(home: Path, quick: HashEmbedder, source: str) -> None:
    with pytest.raises(SourceMissing, match="no file or folder"):
        ingest([source], home, quick)


def test_a_folder_without_articles_is_named(tmp_path: Path, home: Path, quick: HashEmbedder) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(NoArticles, match="holds no articles"):
        ingest([str(tmp_path / "empty")], home, quick)


def test_an_owners_broken_list_of_outlets_is_named(articles: Path, home: Path, quick: HashEmbedder) -> None:
    home.mkdir()
    (home / "publishers.toml").write_text("outlet = 3")
    with pytest.raises(IngestProblem, match=r"publishers\.toml"):
        ingest([str(articles)], home, quick)


def test_the_starter_briefs_are_all_articles(home: Path, quick: HashEmbedder) -> None:
    report = ingest(starter_sources(), home, quick, dry_run=True)
    assert set(report.counts) == {"added"}
    assert report.articles >= 30


def test_the_last_article_removed_is_found_no_more(tmp_path: Path, home: Path, quick: HashEmbedder) -> None:
    (tmp_path / "a.txt").write_text(
        "Lễ ký\n\nCó 72 nước đã ký Công ước Hà Nội trong hai ngày.", encoding="utf-8"
    )
    added = ingest([str(tmp_path / "a.txt")], home, quick).outcomes[0].article_id
    assert added is not None
    remove(home, added, quick)
    index = Index.open(home, quick)
    assert index.search(index.understand("bao nhiêu nước đã ký")) == []
    assert index.articles() == ()


@pytest.mark.parametrize("name", ["page.txt", "page.md", "page.html"])
def test_a_page_is_a_page_whatever_it_is_called(
    tmp_path: Path, home: Path, quick: HashEmbedder, name: str
) -> None:
    page = (Path(__file__).parent / "pages" / "headline_daily.html").read_bytes()
    (tmp_path / name).write_bytes(b"\xef\xbb\xbf\n" + page)
    ingest([str(tmp_path / name)], home, quick)
    (article,) = Archive(home).load().values()
    assert "<" not in article.text + article.title
    assert article.published_how == "metadata"


def test_what_a_browser_saved_beside_a_page_is_left_out(
    tmp_path: Path, home: Path, quick: HashEmbedder
) -> None:
    folder = tmp_path / "saved"
    for name in ("A page_files", "notes_files", "A page_files/deeper"):
        (folder / name).mkdir(parents=True)
    page = (Path(__file__).parent / "pages" / "headline_daily.html").read_bytes()
    (folder / "A page.html").write_bytes(page)
    for name in ("A page_files/frame.html", "A page_files/deeper/frame.htm"):
        (folder / name).write_text(
            "<html><body><p>Mua ngay hôm nay để nhận ưu đãi lớn trong tháng này.</p></body></html>"
        )
    (folder / "notes_files" / "library.txt").write_text(ONE)
    assert statuses(ingest([str(folder)], home, quick)) == {
        "A page.html": "added",
        "notes_files/library.txt": "added",
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1258", "nfd", "crlf"])
def test_one_text_in_many_encodings_is_one_article(
    tmp_path: Path, home: Path, quick: HashEmbedder, encoding: str
) -> None:
    def vietnamese(text: str) -> bytes:
        """As windows-1258 writes it: the tone behind its letter."""
        parts = []
        for letter in text:
            apart = unicodedata.normalize("NFD", letter)
            tone = "".join(c for c in apart if c in "\u0300\u0301\u0303\u0309\u0323")
            base = unicodedata.normalize("NFC", "".join(c for c in apart if c not in tone))
            parts.append((base + tone).encode("cp1258"))
        return b"".join(parts)

    made = {"cp1258": vietnamese, "nfd": lambda t: unicodedata.normalize("NFD", t).encode(),
            "crlf": lambda t: t.replace("\n", "\r\n").encode()}  # fmt: skip
    (tmp_path / "a.txt").write_bytes(made.get(encoding, lambda t: t.encode(encoding))(ONE))
    ingest([str(tmp_path / "a.txt")], home, quick)
    (article,) = Archive(home).load().values()
    assert article.text == ONE.split("\n", 2)[2].strip()
    assert article.title == ONE.split("\n")[0]
