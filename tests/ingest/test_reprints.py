"""Copies of one text join their original; reports of one event do not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from library_samples import ONE, HashEmbedder, article_of

from ingest import sketches
from ingest.archive import Archive
from ingest.publishers import publishers
from ingest.reprints import originals
from ingest.run import ingest
from ingest.sketches import Sketches
from vectorstore.types import Article

TEXT = (
    "Cây cầu dài gần hai cây số nối hai bờ sông chính thức thông xe sau bốn năm thi công, giúp người dân "
    "phía đông bớt nửa giờ đi lại.\n\nTrước đây, mỗi ngày có khoảng 12.000 lượt người phải chờ phà, vào giờ cao "
    "điểm có khi mất hơn một tiếng.\n\nTổng kinh phí của dự án là 1.800 tỷ đồng, trong đó một phần ba là vốn vay."
)
OTHER = (
    "Sau bốn năm chờ đợi, người dân hai bờ sông đã có cầu mới để đi lại.\n\nLễ thông xe diễn ra trong sáng nay "
    "với hàng trăm người tham dự, nhiều em nhỏ cầm cờ hoa đứng dọc lối lên cầu.\n\nDự án có tổng kinh phí 1.800 "
    "tỷ đồng."
)


def article(name: str, text: str = TEXT, publisher: str = "", published: str | None = None) -> Article:
    return Article(
        id=name,
        title="Cầu mới",
        source=name,
        language="vi",
        text=text,
        publisher=publisher,
        published=published,
    )


def grouped(*articles: Article) -> dict[str, str | None]:
    return originals({a.id: a for a in articles}, publishers())


def test_the_earliest_copy_is_the_original() -> None:
    late, early = article("a", published="2024-08-20"), article("b", published="2024-08-19")
    assert grouped(late, early, article("c")) == {"a": "b", "b": None, "c": "b"}


def test_an_agencys_copy_comes_before_earlier_ones() -> None:
    agency = article("b", publisher="TTXVN", published="2024-08-20")
    assert grouped(article("a", published="2024-08-19"), agency) == {"a": "b", "b": None}


def test_a_shortened_copy_is_a_copy() -> None:
    shortened = TEXT.rsplit(",", 1)[0] + "."
    assert grouped(article("a", published="2024-08-19"), article("b", shortened)) == {"a": None, "b": "a"}


def test_another_report_of_the_event_is_none() -> None:
    assert set(grouped(article("a"), article("b", OTHER)).values()) == {None}


def test_order_does_not_matter() -> None:
    articles = [article(n, TEXT + f"\n\nNguồn {n}.", published="2024-08-19") for n in "abcd"]
    assert grouped(*articles) == grouped(*reversed(articles))


def test_the_real_articles_are_all_originals(shared_articles: Path) -> None:
    real = [article_of(path) for path in sorted(shared_articles.glob("*.txt"))]
    found = originals({a.source: Article(**{**a.to_json(), "id": a.source}) for a in real}, publishers())
    assert set(found.values()) == {None}


@pytest.mark.parametrize("again", [1, 2])
def test_a_copy_is_reported_and_stays_grouped(tmp_path: Path, quick: HashEmbedder, again: int) -> None:
    folder, home = tmp_path / "articles", tmp_path / "home"
    folder.mkdir()
    (folder / "a.txt").write_text(ONE, encoding="utf-8")
    (folder / "b.txt").write_text(ONE.replace("Sáng 3/5/2024", "Sáng 4/5/2024"), encoding="utf-8")
    report = ingest([str(folder)], home, quick)
    assert [o.status for o in report.outcomes] == ["added", "reprint"]
    for _ in range(again):
        report = ingest([str(folder)], home, quick)
        assert [o.status for o in report.outcomes] == ["unchanged", "unchanged"]
    by_source = {a.source: a for a in Archive(home).load().values()}
    assert by_source["b.txt"].group == by_source["a.txt"].id
    (folder / "a.txt").unlink()
    ingest([str(folder)], home, quick, prune=True)
    assert [a.group for a in Archive(home).load().values()] == [None]


@pytest.mark.parametrize("damage", [None, b"", b"PK\x03\x04 no zip", "other"])
def test_sketches_are_kept_and_a_damaged_file_costs_time_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes | str | None
) -> None:
    texts: list[str] = []
    original = sketches.shingles
    monkeypatch.setattr(sketches, "shingles", lambda a: (texts.append(a.id), original(a))[1])
    known = {a.id: a for a in (article("a", published="2024-08-19"), article("b", OTHER))}
    first = Sketches(tmp_path)
    assert set(originals(known, publishers(), first).values()) == {None}
    first.save(known.values())
    assert texts == ["a", "b"]
    path = tmp_path / "sketches.npz"
    if damage == "other":
        np.savez(
            path, made_by=np.array("other"), digests=np.array(["x"]), values=np.zeros((1, 128), np.uint32)
        )
    elif damage is not None:
        path.write_bytes(damage)
    texts.clear()
    known["c"] = article("c", TEXT + " Hết.")
    assert originals(known, publishers(), Sketches(tmp_path)) == {"a": None, "b": None, "c": "a"}
    assert texts == (["c"] if damage is None else ["a", "b", "c"])
