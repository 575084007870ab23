"""Whose words: on every surface a quote is its outlet's, and a sentence of ours is nobody else's."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from bot.answer import Answer
from bot.byline import SUMMARY
from bot.chat import ask, retrieve
from bot.llm.evidence import gather
from bot.llm.prompt import messages
from ingest.run import ingest
from tests.ui.surfaces import IDS, shown
from ui import export
from ui.answering import Answerer
from ui.cli import cli
from ui.opening import open_answerer
from ui.page.turns import Turn, dump, load
from ui.server import create_app
from ui.settings import Settings
from vectorstore.embedder import Embedder
from vectorstore.index import Index
from vectorstore.retriever import HanoiRetriever
from vectorstore.types import OURSELVES, Article, Language

OUTLET, OTHER = "Zephyr Gazette", "Kestrel Tribune"
BRIEF = f"""---
title: "Lanterns at the ceremony"
published: 2025-11-02
based_on:
  - publisher: {OUTLET}
    title: "Their own headline"
    url: https://zephyr.example/lanterns?a=1
    published: 2025-10-27
---

Four hundred paper lanterns were hung in the hall for the signing ceremony of the Hanoi Convention.
The lanterns were made in Hoi An by a family workshop.
"""
NEWS = f"""---
title: "Drums at the ceremony"
publisher: {OTHER}
url: https://kestrel.example/drums
published: 2025-10-26
---

Ninety bronze drums were played in the yard before the signing ceremony of the Hanoi Convention.
The drums came from a museum in Thanh Hoa.
"""
ASKED = {
    "brief": "How many paper lanterns were hung for the ceremony?",
    "source": "How many bronze drums were played?",
}
# What stands before the source of a brief, everywhere.
LABELS = re.compile(r"summary, after|của chúng tôi, theo|based on|dựa trên", re.IGNORECASE)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Path:
    """One brief and one newspaper's article."""
    folder = tmp_path_factory.mktemp("voices")
    (folder / "in").mkdir()
    (folder / "in" / "lanterns.md").write_text(BRIEF, encoding="utf-8")
    (folder / "in" / "drums.md").write_text(NEWS, encoding="utf-8")
    report = ingest([str(folder / "in")], folder / "home", embedder)
    assert [o.status for o in report.outcomes] == ["added", "added"]
    return folder / "home"


@pytest.fixture(scope="module")
def index(house: Path, embedder: Embedder) -> Iterator[Index]:
    opened = Index.open(house, embedder)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def settings(house: Path, models: Path) -> Settings:
    return Settings(house, models, rate="100000/minute")


@pytest.fixture(scope="module")
def answerer(settings: Settings) -> Iterator[Answerer]:
    opened = open_answerer(settings)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def client(settings: Settings, answerer: Answerer) -> TestClient:
    return TestClient(create_app(settings, answerer), raise_server_exceptions=False)


def said(text: str) -> str:
    """Without tags, as it is read."""
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def credited(outlet: str, surface: str) -> list[str]:
    """Where *outlet* is named without being called the source of a summary of ours."""
    text, found = said(surface), []
    for match in re.finditer(re.escape(outlet), text):
        before = text[max(0, match.start() - 60) : match.start()]
        if not LABELS.search(before):
            found.append(text[max(0, match.start() - 60) : match.end() + 30])
    return found


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_surface_credits_an_outlet_with_our_words(index: Index, language: Language) -> None:
    answer = ask(ASKED["brief"], index)
    (cited,) = [c for c in answer.citations if "lanterns were hung" in c.quote]
    assert (cited.voice, cited.publisher, cited.url, answer.voice) == ("brief", OURSELVES, None, "brief")
    articles = [a for a in (index.article(c.article_id) for c in answer.citations) if a]
    for name, surface in shown(answer, language, articles).items():
        assert credited(OUTLET, surface) == [], name
        assert (
            "lanterns were hung" in said(surface).replace(" paper lanterns", " lanterns") or name == "bibtex"
        )
        assert not re.search(r"[“\"„«]\s*Four hundred", said(surface)), name
        assert (
            "#:~:text=" not in surface
            or "zephyr" not in surface.partition("#:~:text=")[0].rpartition("href")[2]
        )


def test_a_brief_is_no_quotation_to_a_machine(index: Index) -> None:
    answer = ask(ASKED["brief"], index)
    articles = [a for a in (index.article(c.article_id) for c in answer.citations) if a]
    only = Answer(answer.question, answer.text, True, "en", citations=answer.citations[:1])
    cards = shown(only, "en", articles)["cards"]
    assert "blockquote" not in cards
    assert 'class="ok"' not in cards
    assert "Checked word for word" not in cards
    assert 'href="https://zephyr.example/lanterns?a=1"' in cards.replace("&amp;", "&")
    assert "based on:" in cards
    assert re.search(r"^   Four hundred", shown(only, "en", articles)["markdown"], re.M)
    record = export.bibtex(only)
    assert f"author = {{{{{OURSELVES}}}}}" in record
    assert "publisher =" not in record
    assert "url =" not in record
    assert re.search(rf"note = {{Summary based on: {OUTLET}, 27 October 2025", record)


def test_a_quote_stays_a_quote(index: Index) -> None:
    answer = ask(ASKED["source"], index)
    cited = answer.citations[0]
    assert (cited.voice, cited.publisher, cited.based_on) == ("source", OTHER, ())
    articles = [a for a in (index.article(c.article_id) for c in answer.citations) if a]
    surfaces = shown(answer, "en", articles)
    assert f"“{cited.quote}” — {OTHER}, 26 October 2025" in answer.text
    assert '<blockquote class="words"' in surfaces["cards"]
    assert "Checked word for word" in surfaces["cards"]
    assert "https://kestrel.example/drums#:~:text=" in surfaces["cards"]
    assert f"publisher = {{{OTHER}}}" in surfaces["bibtex"]
    assert f"> {cited.quote}" in surfaces["markdown"]


def test_programs_are_told_whose_words_they_get(client: TestClient, index: Index) -> None:
    body = client.post("/api/ask?render=html", json={"question": ASKED["brief"]}).json()
    (cited,) = [c for c in body["citations"] if "lanterns were hung" in c["quote"]]
    assert (body["voice"], cited["voice"], cited["publisher"], cited["url"]) == (
        "brief",
        "brief",
        OURSELVES,
        None,
    )
    assert cited["based_on"] == [
        {
            "publisher": OUTLET,
            "title": "Their own headline",
            "url": "https://zephyr.example/lanterns?a=1",
            "published": "2025-10-27",
        }
    ]
    assert credited(OUTLET, body["html"]) == []
    assert credited(OUTLET, body["text"]) == []
    headers = {"Accept": "text/event-stream"}
    streamed = client.post("/api/ask", json={"question": ASKED["brief"]}, headers=headers).text
    words = "".join(
        json.loads(line[6:]).get("text", "")
        for line in streamed.splitlines()
        if line.startswith('data: {"text"')
    )
    assert credited(OUTLET, words) == []
    documents = HanoiRetriever(index=index, k=2).invoke(ASKED["brief"])
    voices = {d.metadata["voice"]: d.metadata for d in documents}
    assert (voices["brief"]["publisher"], voices["brief"]["url"]) == (OURSELVES, None)
    assert voices["brief"]["based_on"][0]["publisher"] == OUTLET
    assert voices["source"]["publisher"] == OTHER


def test_a_model_is_told_that_a_brief_is_no_newspapers_words(index: Index) -> None:
    answer = ask(ASKED["brief"], index)
    for language in ("vi", "en"):
        evidence = gather(answer, retrieve(ASKED["brief"], index), 4_000)
        told = messages(ASKED["brief"], evidence, language, today=date(2026, 1, 1))
        assert credited(OUTLET, told[1].text) == []
        assert SUMMARY[language] in told[0].text
        assert SUMMARY[language] in told[1].text


def test_pages_name_a_brief_as_ours(client: TestClient, index: Index) -> None:
    of = {a.voice: a for a in index.articles()}
    for language in ("vi", "en"):
        page = client.get(f"/articles/{of['brief'].id}?lang={language}&start=0&end=20").text
        assert credited(OUTLET, re.sub(r"<head>.*?</head>", "", page, flags=re.S)) == []
        assert "#:~:text=" not in page
        assert "https://zephyr.example/lanterns?a=1" in page
        listed = client.get(f"/articles?lang={language}").text
        assert credited(OUTLET, re.sub(r"<select.*?</select>", "", listed, flags=re.S)) == []
        assert SUMMARY[language] in listed.lower()
    assert "#:~:text=" in client.get(f"/articles/{of['source'].id}?lang=en&start=0&end=20").text


def test_the_command_lists_a_brief_as_ours(house: Path, models: Path) -> None:
    env = {"HANOI_HOME": str(house), "HANOI_MODELS": str(models)}
    listed = CliRunner().invoke(cli, ["list"], env=env).output
    assert f"our summary, after {OUTLET}: Lanterns" in listed
    assert f"{OTHER}: Drums" in listed
    rows = {r["voice"]: r for r in json.loads(CliRunner().invoke(cli, ["list", "--json"], env=env).stdout)}
    assert (rows["brief"]["publisher"], rows["brief"]["based_on"][0]["publisher"]) == (OURSELVES, OUTLET)


def test_a_file_is_no_newspaper() -> None:
    from samples import FIRST, cite

    from bot.byline import quoted

    nobody = Article(
        **{f: getattr(FIRST, f) for f in ("id", "title", "source", "language", "text", "published")}
    )
    told = cite(1, nobody, "Sau hai ngày đã có 72 nước ký.", "72 nước")
    assert "one.md" not in quoted(told, "vi")
    assert f"— {nobody.title}, 26/10/2025" in quoted(told, "vi")


def test_a_stored_turn_without_a_voice_is_left_out(index: Index) -> None:
    kept = json.loads(json.dumps(dump((Turn("q", answer=ask(ASKED["brief"], index)),), IDS)))
    assert len(load(kept, IDS)) == 1
    del kept[0]["answer"]["citations"][0]["voice"]
    assert load(kept, IDS) == ()
