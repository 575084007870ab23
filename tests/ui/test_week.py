"""A week of an owner: visitors come over HTTP, and everything for owners is used on what they left."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.answer import Answer
from tests.ui.week import ARTICLES, CONTACT, COST, FEE, OWNER, PAPER, SIGNED, STATUS, VISITS, owner_of
from tests.ui.week import Owner as Owning
from ui.answer_record import answer_from
from ui.feedback import Opinions
from ui.shared import Shared
from vectorstore import clock
from vectorstore.embedder import Embedder
from vectorstore.types import Filters

SHARED_AS = "s" * 22


@pytest.fixture
def owner(
    tmp_path: Path, models: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Owning]:
    for place in ("ui.opening", "ui.commands.ingest"):
        monkeypatch.setattr(f"{place}.open_embedder", lambda settings: embedder)
    yield owner_of(tmp_path / "home", models, tmp_path / "desk", monkeypatch)
    clock.fix(None)


def test_a_week(owner: Owning) -> None:
    owner.turn_to(0)
    for name, (title, day, text) in ARTICLES.items():
        owner.write(f"papers/{name}", PAPER.format(title=title, day=day, text=text))
    owner("ingest", owner.folder / "papers", "--status", owner.write("status.csv", STATUS + SIGNED[0]))
    runs, agreed = owner.folder / "runs.sqlite3", owner.folder / "baseline.json"
    owner("eval", "bless", owner.pairs(), "--baseline", agreed)
    owner("eval", owner.pairs(), "--history", runs, "--baseline", agreed, "--min", "complete=1,refused_off=1")
    with owner.serving() as site:
        answers = [visit(site, owner, number) for number in range(7)]
        refused_with_a_way_on(answers)
        left = Shared(owner.settings.home)
        left.keep(SHARED_AS, answers[0][0], Filters(), ())
        Opinions(owner.settings.home).keep(answers[4][0], liked=False, comment="\x1b[2Jno!")
        explained(owner, site)
        group = gap(owner)
        candidate = json.loads((owner.folder / "candidates.jsonl").read_text("utf-8"))
        assert candidate["id"] == f"gap-{group['id']}"
        answered_now(owner, site)
        pair = {**candidate, "candidate": False, "answerable": True, "must_contain": [["45 billion"]]}
        judged(owner, pair, runs, agreed)
    owner.turn_to(20)
    assert "nothing" in owner("gaps", "--days", "30").stdout  # after seven days it is forgotten


def visit(site: httpx.Client, owner: Owning, number: int) -> list[Answer]:
    """Ask what is asked on a day."""
    owner.turn_to(number)
    asked = [site.post("/api/ask", json={"question": question}) for question in VISITS[number]]
    return [answer_from(response.raise_for_status().json()) for response in asked]


def refused_with_a_way_on(answers: list[list[Answer]]) -> None:
    (first, opened), (_, in_vietnamese), (football, _) = answers[:3]
    assert (first.found, first.text.endswith(CONTACT["en"])) == (False, True)
    assert (in_vietnamese.found, in_vietnamese.text.endswith(CONTACT["vi"])) == (False, True)
    assert (opened.found, CONTACT["en"] in opened.text) == (True, False)
    assert (football.found, CONTACT["en"] in football.text) == (False, False)  # no desk of this site knows


def explained(owner: Owning, site: httpx.Client) -> None:
    """The same on the page and on the command line, and closed to everybody else."""
    assert site.get("/explain", params={"q": COST}).status_code == 401
    told = site.get("/explain.json", params={"q": COST}, auth=("me", OWNER)).json()
    typed = json.loads(owner("ask", "--explain", "--json", COST, code=4).stdout)
    assert told["parts"][0]["gates"] == typed["parts"][0]["gates"]
    assert (told["parts"][0]["verdict"], told["answer"]["found"]) == ("refuse", False)
    page = site.get("/explain", params={"q": COST, "lang": "en"}, auth=("me", OWNER)).text
    assert page.count("gate ") >= len(typed["parts"][0]["gates"]) > 0


def gap(owner: Owning) -> dict[str, Any]:
    """The group of what the ceremony cost, its pair and its reading list; returns the group."""
    said = owner("feedback", "--bad").stdout
    assert ("no!" in said, "\x1b" in said) == (True, False)
    told = json.loads(owner("gaps", "--days", "7", "--json").stdout)
    group = next(g for g in told["groups"] if any(w["question"] == COST for w in g["wordings"]))
    assert (group["now"], group["refused"] >= 5, "budget" in group["help"]) == ("refused", True, True)
    assert group["earlier"] + group["later"] == group["refused"] + group["hedged"] + group["disliked"]
    assert (told["from"], told["to"]) == ("2026-09-21", "2026-09-27")
    everything = json.dumps(told)
    assert not any(private in everything for private in ("an@example.vn", "0912"))
    assert "[e-mail]" in everything
    owner("gaps", "pair", group["id"], "--to", owner.folder / "candidates.jsonl")
    listed = owner("gaps", "reading", group["id"]).stdout
    assert (COST in listed, "write me" in listed, "\u202e" in listed) == (True, True, False)
    return dict(group)


def answered_now(owner: Owning, site: httpx.Client) -> None:
    """The article that was missing, and a row more in the table: what they changed, and because of what."""
    before = site.get("/changes.xml").text
    owner.write("papers/fee.md", PAPER.format(title=FEE[0], day=FEE[1], text=FEE[2]))
    table = owner.write("more.csv", STATUS + SIGNED[1])
    sources = (owner.folder / "papers", "--add-status", table)
    done = owner("ingest", *sources, "--pairs", owner.pairs(), "--shared", "--json")
    changes = json.loads(done.stdout)["changes"]
    (saved,) = changes["shared"]
    assert (saved["id"], saved["was"], saved["articles"], saved["sure"]) == (
        SHARED_AS,
        "refused",
        ["fee.md"],
        True,
    )
    (pair,) = changes["pairs"]
    assert (pair["change"]["id"], pair["articles"], pair["sure"]) == ("cost", ["fee.md"], True)
    assert changes["figures"] == ["signed: 1 -> 2 (new: LA)"]
    after = site.get("/changes.xml", params={"lang": "en"}).text
    assert ("Laos" in after or "Lao" in after, after != before) == (True, True)
    assert "45 billion" in site.post("/api/ask", json={"question": COST}).json()["text"]
    told = json.loads(owner("gaps", "--days", "7", "--json").stdout)
    group = next(g for g in told["groups"] if any(w["question"] == COST for w in g["wordings"]))
    assert (group["now"], "by now" in group["help"]) == ("answered", True)


def judged(owner: Owning, pair: dict[str, Any], runs: Path, agreed: Path) -> None:
    """The gap as a pair: a part of the pairs, least shares, gains, causes, history, the page."""
    told = json.loads(owner("eval", owner.pairs(), "--baseline", agreed, "--json").stdout)["comparison"]
    (cost,) = [change for change in told["changed"] if change["id"] == "cost"]
    assert "its article is new: fee.md" in cost["why"]
    wrong = owner.pairs({**pair, "must_contain": [["46 billion"]]})
    assert "4 pairs, 1 that" in owner("eval", "check", wrong, code=1).stderr
    owner("eval", wrong, "--tag", "gap", "--history", runs, "--min", "complete=1", code=1)
    owner("eval", "bless", wrong, "--baseline", agreed)
    right, page = owner.pairs(pair), owner.folder / "report.html"
    assert "1 of 1 passed" in owner("eval", right, "--failed", "--history", runs).stdout
    gained = owner("eval", right, "--baseline", agreed, "--fail-on-gain", code=1)
    assert f"won against the baseline: {pair['id']}" in gained.stderr
    owner("eval", "bless", right, "--baseline", agreed)
    owner("eval", right, "--baseline", agreed, "--fail-on-gain", "--history", runs, "--html", page)
    assert "<svg" in page.read_text("utf-8")
    assert "no pair has the tag" in owner("eval", right, "--tag", "gpa", code=2).stderr
    (line,) = [x for x in owner("eval", "history", runs, "2", "3").stdout.splitlines() if pair["id"] in x]
    assert "failed, rank none -> passed" in line
    owner("eval", "history", runs, "2", "3", "--drift", "0", code=1)
    told = json.loads(owner("eval", right, "--explain", pair["id"], "--json").stdout)
    assert told["explanation"]["parts"][0]["lead"] or told["answer"]["found"]
