"""/status, its files and the answers: one table, the same counts everywhere."""

from __future__ import annotations

import csv
import io
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.conftest import Hanoi
from ui.page.frame import greeting
from vectorstore import clock
from vectorstore.index import Index
from vectorstore.status.read import table
from vectorstore.types import Article

HEAD = "party,region,signed,ratified,source,as_of\n"


def test_page_files_and_answers_agree(client: TestClient, starter_index: Index) -> None:
    own = starter_index.status
    told = client.get("/api/status").json()
    assert told == client.get("/status.json").json()
    assert (told["signed"], told["ratified"], told["needed"]) == (own.count("sign"), own.count("ratify"), 40)
    assert len(told["parties"]) == len(own.parties)
    taken = client.get("/status.csv").content.decode()
    assert table(taken).parties == own.parties  # what is downloaded can be taken in again
    assert len(list(csv.DictReader(io.StringIO(taken)))) == len(own.parties)
    for language, question in (
        ("en", "How many countries have signed?"),
        ("vi", "Bao nhiêu nước đã ký Công ước?"),
    ):
        page = client.get(f"/status?lang={language}").text
        listed = re.search(r'<table class="parties">.*?</table>', page, re.S)
        assert listed is not None
        assert listed[0].count("<tr>") - 1 == len(own.parties)
        assert str(own.count("sign")) in client.get(f"/status/badge.svg?lang={language}").text
        answer = client.post("/api/ask", json={"question": question}).json()
        assert answer["short"].split()[0] == str(own.count("sign"))
        assert answer["citations"][0]["published"] == own.as_of.isoformat() == told["as_of"]
        assert f">{own.count('sign')}<" in re.sub(r"</?t[dh][^>]*>", "><", page)


def test_the_table_is_searched_filtered_and_sorted(client: TestClient, starter_index: Index) -> None:
    rows = r'<table class="parties">.*?</table>'

    def names(query: str) -> list[str]:
        found = re.search(rows, client.get(f"/status?lang=en&{query}").text, re.S)
        assert found is not None
        return re.findall(r"<tr><td>([^<]+)</td>", found[0])

    assert names("q=viet") == ["Viet Nam"]
    assert names("q=%C3%9Ac") == ["Australia"]  # by its Vietnamese name
    assert names("did=ratify") == ["Azerbaijan", "Qatar", "Viet Nam"]
    african = names("region=African")
    assert len(african) == len(starter_index.status.of("African"))
    assert african == sorted(african, key=str.casefold) or "Côte" in "".join(african)
    assert names("sort=signed")[-1] == "India"
    assert names("region=Nowhere&sort=x&did=y") == names("")
    assert "<script>" not in client.get("/status?q=<script>alert(1)</script>").text.replace("page.js", "")


def test_a_badge_may_stand_on_any_site(client: TestClient) -> None:
    badge = client.get("/status/badge.svg?lang=vi")
    assert badge.headers["content-type"].startswith("image/svg+xml")
    assert badge.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "bên đã ký" in badge.text
    page = client.get("/status?lang=en").text
    assert "/status/badge.svg?lang=en" in page
    assert "&lt;a href=" in page


def test_an_answer_of_the_table_is_ours(client: TestClient) -> None:
    body = client.post("/api/ask?render=html", json={"question": "Which countries have ratified it?"}).json()
    (cited,) = body["citations"]
    assert (cited["voice"], cited["publisher"], cited["article_id"]) == (
        "brief",
        "Hanoi Convention chatbot",
        "status",
    )
    assert cited["based_on"]
    assert "status?lang=en" in body["html"]
    assert "blockquote" not in body["html"]
    assert "our summary, after" in body["text"]


def test_a_day_asked_for_is_kept_to(client: TestClient) -> None:
    question = {"question": "How many countries have signed?", "as_of": "2025-10-26"}
    body = client.post("/api/ask", json=question).json()
    assert body["short"] == "72 parties"
    assert body["citations"][0]["published"] == "2025-10-26"


def test_whoever_asks_for_an_outlet_is_not_told_the_table(client: TestClient) -> None:
    question = {"question": "How many countries have signed?", "language": "en"}
    body = client.post("/api/ask", json=question).json()
    assert "status" not in {c["article_id"] for c in body["citations"]}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (HEAD + "Atlantis,African,2025-10-25,,A,2026-03\n", "line 2: 'Atlantis' is no country"),
        ("party,region\n", "there is no column 'signed'"),
        (HEAD, "holds no party"),
    ],
)
def test_a_bad_table_changes_nothing(hanoi: Hanoi, tmp_path: Path, text: str, says: str) -> None:
    before = (hanoi.home / "index" / "CURRENT").read_text()
    bad = tmp_path / "mine.csv"
    bad.write_text(text, encoding="utf-8")
    done = hanoi("ingest", "--status", str(bad))
    assert done.returncode == 2
    assert says in done.stderr.decode()
    assert (hanoi.home / "index" / "CURRENT").read_text() == before
    assert not (hanoi.home / "status.csv").exists()


def test_an_owner_extends_the_table(home: Path, fresh_hanoi: Hanoi, tmp_path: Path) -> None:
    shutil.copytree(home, fresh_hanoi.home)
    mine = tmp_path / "mine.csv"
    mine.write_text(HEAD + "JP,Asia-Pacific,2026-10-02,,My paper,2026-10\n", encoding="utf-8")
    assert fresh_hanoi("ingest", "--starter", "--add-status", str(mine)).returncode == 0
    told = fresh_hanoi("ask", "Has Japan signed?")
    assert b"Japan signed the Hanoi Convention on 2 October 2026" in told.stdout
    assert fresh_hanoi("ingest", "--status", str(mine)).returncode == 0
    assert (fresh_hanoi.home / "status.csv").read_text(encoding="utf-8").count("\n") == 2


def test_the_greeting_says_when_the_newest_text_is_old() -> None:
    article = Article("a", "T", "a.md", "en", "A sentence.", published="2026-01-01")
    try:
        clock.fix(date(2026, 4, 2))
        assert "91 days old" in greeting([article], "en", None, (), 90)
        assert "days old" not in greeting([article], "en", None, (), 91)
        assert "1 January 2026" in greeting([article], "en", None, (), 90)
    finally:
        clock.fix(None)


def test_the_doctor_says_how_old_the_newest_text_is(hanoi: Hanoi, monkeypatch: pytest.MonkeyPatch) -> None:
    for day, state in (("2040-01-01", "warning"), ("2026-02-20", "ok")):
        told = Hanoi(hanoi.home, hanoi.models, {"HANOI_TODAY": day})("doctor").stdout.decode()
        assert re.search(rf"^{state} +freshness: the newest text is of \d{{4}}", told, re.M), told
