"""gzip and ZIP: what is packed is read as if it lay there, within bounds, and nothing is written anywhere."""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import random
import zipfile
from pathlib import Path

import pytest
from form_samples import PARAGRAPHS, TITLE, page, paragraph, word_file, zipped
from library_samples import ONE, HashEmbedder, article_of

from ingest import formats, packed
from ingest.errors import Rejected
from ingest.formats import Left, Place, Raw, read_bytes
from ingest.report import Report
from ingest.run import ingest

PAGE = page().encode()


def outcomes(report: Report) -> list[tuple[str, str]]:
    return [(o.source, o.status) for o in report.outcomes]


def parts(data: bytes, name: str = "a.zip") -> list[Raw | Left]:
    return list(read_bytes(formats.kind_of(name, data[:2048]), data, Place(name, name, "")))


def reason_of(data: bytes, name: str = "a.zip") -> str:
    with pytest.raises(Rejected) as caught:
        parts(data, name)
    return str(caught.value)


def test_a_packed_page(tmp_path: Path) -> None:
    for name in ("trang.html.gz", "trang.gz", "trang.html"):
        path = tmp_path / name
        path.write_bytes(gzip.compress(PAGE))
        article = article_of(path)
        assert (article.title, article.text, article.published) == (
            TITLE,
            "\n\n".join(PARAGRAPHS),
            "2024-05-03",
        )


def test_packed_lines_are_streamed() -> None:
    lines = b"\n".join(json.dumps({"id": n, "text": ONE}).encode() for n in range(3))
    found = parts(gzip.compress(lines), "a.jsonl.gz")
    assert [part.source for part in found] == ["a.jsonl.gz#0", "a.jsonl.gz#1", "a.jsonl.gz#2"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(gzip.compress(PAGE)[:-20], "cut short", id="cut short"),
        pytest.param(gzip.compress(PAGE)[:-6] + b"\x00" * 6, "damaged", id="another sum"),
        pytest.param(gzip.compress(gzip.compress(PAGE)), "inside an archive", id="twice"),
        pytest.param(gzip.compress(zipped({"a.html": PAGE})), "inside an archive", id="a ZIP in it"),
        pytest.param(gzip.compress(b"\x89PNG" + bytes(99)), "not a type|a picture", id="a picture"),
        pytest.param(gzip.compress(b""), "not a type|empty", id="nothing"),
    ],
)
def test_other_gzip_files_are_refused(data: bytes, reason: str) -> None:
    with pytest.raises(Rejected, match=reason):
        parts(data, "a.gz")


def test_what_unpacks_to_too_much_is_refused_early(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "MAX_BYTES", 100_000)
    assert "0 MB" in reason_of(gzip.compress(bytes(9_000_000)), "a.html.gz")
    inner = zipped({"a.html": PAGE, "big.html": b"<html>" + bytes(9_000_000)})
    first, second = parts(inner)
    assert isinstance(first, Raw)
    assert isinstance(second, Left)
    with pytest.raises(Rejected, match="more than"):
        packed.Bounded(io.BytesIO(bytes(1000)), 10).read()


def test_a_zip_of_pages(tmp_path: Path, quick: HashEmbedder) -> None:
    other = (
        "Cây cầu dài hai cây số được khánh thành sau bốn năm thi công liên tục, nối hai quận ở hai bờ sông phía bắc.",
        "Xe máy qua cầu không mất phí, ô tô trả mười lăm nghìn đồng mỗi lượt, theo quyết định của hội đồng thành phố.",
    )
    files = {
        "pages/a.html": PAGE, "pages/b.vnp": page("Cầu mới qua sông thông xe", other, "2024-06-07"),
        "pages/pic.png": b"\x89PNG", "pages/.hidden.html": PAGE, "__MACOSX/pages/._a.html": b"x", "broken.html": "<html>",
        "note.docx": word_file(paragraph("Ghi chú về hồ") + paragraph("Hồ rộng tám héc ta, nước sạch, có bến thuyền và ghế đá.")),
        "list.jsonl": json.dumps({"id": 7, "text": "Bến xe phía nam dời về đường vành đai ba từ tháng mười năm nay."}),
    }  # fmt: skip
    path = tmp_path / "all.zip"
    path.write_bytes(zipped(files))
    report = ingest([str(path)], tmp_path / "home", quick)
    assert outcomes(report) == [
        ("all.zip#broken.html", "rejected"),
        ("all.zip#list.jsonl#7", "added"),
        ("all.zip#note.docx", "added"),
        ("all.zip#pages/a.html", "added"),
        ("all.zip#pages/b.vnp", "added"),
        ("all.zip#pages/pic.png", "skipped"),
    ]
    assert {s for _, s in outcomes(ingest([str(path)], tmp_path / "home", quick))} == {
        "rejected", "unchanged", "skipped",
    }  # fmt: skip
    path.write_bytes(zipped({"pages/a.html": PAGE}))
    pruned = ingest([str(tmp_path)], tmp_path / "home", quick, prune=True)
    assert ("all.zip#pages/b.vnp", "removed") in outcomes(pruned)
    assert ("all.zip#pages/a.html", "unchanged") in outcomes(pruned)


def test_names_that_lead_elsewhere_are_labels_only(tmp_path: Path, quick: HashEmbedder) -> None:
    names = ["../../up.html", "/etc/passwd.html", "C:\\x.html", "a\x1b[2Jb.html", "x#y.html"]
    before = sorted(tmp_path.rglob("*"))
    found = parts(zipped(dict.fromkeys(names, PAGE)))
    assert sorted(part.source for part in found) == [
        "a.zip#C:/x.html", "a.zip#a_[2Jb.html", "a.zip#etc/passwd.html", "a.zip#up.html", "a.zip#x_y.html",
    ]  # fmt: skip
    assert sorted(tmp_path.rglob("*")) == before


def test_archives_in_archives_are_refused_and_the_others_read() -> None:
    inner = zipped({"a.html": PAGE})
    found = parts(zipped({"a.html": PAGE, "b.zip": inner, "c.html.gz": gzip.compress(PAGE)}))
    assert isinstance(found[0], Raw)
    assert all(isinstance(part, Left) and "inside an archive" in part.why for part in found[1:])


def damaged_end(data: bytes) -> bytes:
    at = data.rfind(b"PK\x05\x06")
    return data[: at + 12] + b"\xff\xff\xff\x7f" + data[at + 16 :]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(zipped({"a.html": PAGE})[:-30], "damaged", id="cut short"),
        pytest.param(damaged_end(zipped({"a.html": PAGE})), "more than 10,000", id="a list beyond bounds"),
        pytest.param(zipped({"xl/workbook.xml": "x"}), "save it as .csv", id="a sheet"),
        pytest.param(zipped({"mimetype": "x", "content.xml": "x"}), "save it as .docx", id="OpenDocument"),
    ],
)
def test_other_zips_are_refused_by_name(data: bytes, reason: str) -> None:
    assert reason in reason_of(data)


def test_a_member_with_a_password_or_unusual_packing_is_refused_alone() -> None:
    locked = bytearray(zipped({"a.html": PAGE}))
    at = locked.rfind(b"PK\x01\x02")
    locked[at + 8] |= 1
    (left,) = parts(bytes(locked))
    assert isinstance(left, Left)
    assert "password" in left.why
    (left,) = parts(zipped({"a.html": PAGE}, zipfile.ZIP_LZMA))
    assert isinstance(left, Left)
    assert "unusual" in left.why


def test_any_damage_is_a_refusal() -> None:
    chance = random.Random(20251025)
    whole = [
        zipped({"a.html": PAGE, "b.txt": ONE, "c.jsonl": "{}"}),
        gzip.compress(PAGE),
        word_file(paragraph(ONE)),
    ]
    for _ in range(600):
        data = bytearray(chance.choice(whole))
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(4, len(data))] = chance.randrange(256)
        with contextlib.suppress(Rejected):  # anything else is a fault
            parts(bytes(data))
