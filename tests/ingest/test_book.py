"""E-books: a chapter is an article."""

from __future__ import annotations

from pathlib import Path

import pytest
from form_samples import PARAGRAPHS, TITLE, zipped
from library_samples import TODAY, HashEmbedder

from ingest.archive import Archive
from ingest.errors import Rejected
from ingest.feeds import entries_in
from ingest.formats import Raw
from ingest.run import ingest
from ingest.sandbox import Reader

CONTAINER = """<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="OEBPS/a.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
OPF = """<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">
<metadata><dc:title>Sách về hồ</dc:title><dc:creator>Lan Mai</dc:creator><dc:publisher>Nhà xuất bản Hồ</dc:publisher>
<dc:date opf:event="modification">2026-01-01</dc:date><dc:date>2024-05-03</dc:date></metadata><manifest>
<item id="c" href="cover.xhtml"/><item id="n" href="nav.xhtml" properties="nav"/><item id="two" href="text/hai%20.xhtml"/>
<item id="one" href="text/mot.xhtml"/></manifest>
<spine><itemref idref="c"/><itemref idref="n"/><itemref idref="one"/><itemref idref="two"/></spine></package>"""
BRIDGE = (
    "Cây cầu dài hai cây số được khánh thành sau bốn năm thi công liên tục, nối hai quận ở hai bờ sông phía bắc.",
    "Xe máy qua cầu không mất phí, ô tô trả mười lăm nghìn đồng mỗi lượt, theo quyết định của hội đồng thành phố.",
)


def chapter(title: str, paragraphs: tuple[str, ...]) -> str:
    body = "".join(f"<p>{p}</p>" for p in paragraphs)
    return f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><h1>{title}</h1>{body}</body></html>'


FILES = {
    "mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER, "OEBPS/a.opf": OPF,
    "OEBPS/cover.xhtml": chapter("Sách về hồ", ()), "OEBPS/nav.xhtml": chapter("Mục lục", PARAGRAPHS),
    "OEBPS/text/mot.xhtml": chapter(TITLE, PARAGRAPHS), "OEBPS/text/hai .xhtml": chapter("Cầu mới", BRIDGE),
}  # fmt: skip


def test_chapters_are_articles_in_order(tmp_path: Path, quick: HashEmbedder) -> None:
    path = tmp_path / "book.epub"
    path.write_bytes(zipped(FILES))
    report = ingest([str(path)], tmp_path / "home", quick)
    assert [(o.source, o.status, o.title) for o in report.outcomes] == [
        ("book.epub#OEBPS/text/mot.xhtml", "added", f"{TITLE} – Sách về hồ"),
        ("book.epub#OEBPS/text/hai .xhtml", "added", "Cầu mới – Sách về hồ"),
    ]
    found = {a.source: a for a in Archive(tmp_path / "home").load().values()}
    one = found["book.epub#OEBPS/text/mot.xhtml"]
    assert one.text == "\n\n".join(PARAGRAPHS)
    assert (one.publisher, one.author, one.published) == ("Nhà xuất bản Hồ", "Lan Mai", "2024-05-03")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param({"META-INF/rights.xml": "x"}, "locked", id="locked"),
        pytest.param({"OEBPS/a.opf": "<package"}, "damaged", id="damaged"),
        pytest.param(
            {"OEBPS/a.opf": OPF.replace("text/mot", "../../up")}, "damaged", id="a path that leads out"
        ),
        pytest.param({"OEBPS/a.opf": "<package/>"}, "without text", id="empty"),
        pytest.param({"OEBPS/text/mot.xhtml": "<html>" + " " * 9_000_000}, "MB are packed", id="a bomb"),
    ],
)
def test_other_books_are_refused(tmp_path: Path, change: dict[str, str], reason: str) -> None:
    data = zipped({**FILES, **change})
    with pytest.raises(Rejected, match=reason):
        entries_in(".epub", data, "")
    with Reader(tmp_path, TODAY) as reader, pytest.raises(Rejected, match=reason):
        reader.entries(Raw(".epub", data, "a.epub", ""))
