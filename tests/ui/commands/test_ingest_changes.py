"""`hanoi ingest --pairs`, `--shared`, `--status`: what changed, and the article that changed it."""

from __future__ import annotations

import json
from pathlib import Path

from bot.chat import ask
from tests.conftest import Hanoi
from ui.shared import Shared
from vectorstore.embedder import Embedder
from vectorstore.index import Index
from vectorstore.types import Filters

COST, OPENED = (
    "How much did the signing ceremony cost?",
    "When was the Hanoi Convention opened for signature?",
)

FEE = """---
title: What the signing ceremony in Hanoi cost
date: 2025-11-03
publisher: Test Gazette
---
The signing ceremony of the Hanoi Convention cost 45 billion dong, the ministry said on 3 November 2025.
"""
DAY = """---
title: When the Hanoi Convention was signed
date: 2025-10-26
publisher: Test Gazette
---
The Hanoi Convention was opened for signature in Hanoi on 25 October 2025. The President of Viet Nam chaired the
ceremony, and the Secretary-General of the United Nations spoke after him about what the treaty is meant to do.
"""
STATUS = "party,region,signed,ratified,source,as_of\nVN,Asia-Pacific,2025-10-25,,UNTC,2025-11-01\n"


def test_the_pair_that_an_article_changed_is_told_with_it(fresh_hanoi: Hanoi, tmp_path: Path) -> None:
    first, second, pairs = tmp_path / "first", tmp_path / "second", tmp_path / "pairs.jsonl"
    for folder, text in ((first, DAY), (second, FEE)):
        folder.mkdir()
        (folder / "a.md" if folder is first else folder / "fee.md").write_text(text, "utf-8")
    pair = {
        "id": "fee",
        "lang": "en",
        "question": "How much did the signing ceremony cost?",
        "answerable": True,
    }
    pairs.write_text(json.dumps({**pair, "must_contain": [["45 billion"]]}) + "\n", "utf-8")
    done = fresh_hanoi("ingest", str(first), "--pairs", str(pairs))
    assert (done.returncode, b"There is no index yet" in done.stderr) == (0, True)
    done = fresh_hanoi("ingest", str(second), "--pairs", str(pairs))
    assert done.returncode == 0, done.stderr
    assert b"fee: failed -> passed, because of fee.md" in done.stdout
    (tmp_path / "status.csv").write_text(STATUS, "utf-8")
    done = fresh_hanoi("ingest", "--status", str(tmp_path / "status.csv"))
    assert done.stdout.endswith(b"signed: 0 -> 1 (new: VN)\n"), done.stderr


def test_a_shared_answer_that_is_another_now_is_told_with_the_article(
    fresh_hanoi: Hanoi, tmp_path: Path, embedder: Embedder
) -> None:
    first, second = tmp_path / "first.md", tmp_path / "second.md"
    first.write_text(DAY, "utf-8")
    second.write_text(FEE, "utf-8")
    assert fresh_hanoi("ingest", str(first)).returncode == 0
    shared, names = Shared(fresh_hanoi.home), {}
    index = Index.open(fresh_hanoi.home, embedder)
    for question, filters in ((COST, Filters()), (COST, Filters(as_of="2025-10-30")), (OPENED, Filters())):
        answer, name = ask(question, index, filters=filters), f"{len(names):022d}"
        shared.keep(name, answer, filters, index.articles())
        names[name] = question
    index.close()
    changes = json.loads(fresh_hanoi("ingest", str(second), "--shared", "--json").stdout)["changes"]
    (change,) = changes["shared"]  # as of October nothing is known of it, and the other day has not changed
    assert (change["id"], change["question"], change["was"]) == (f"{0:022d}", COST, "refused")
    assert "45 billion" in change["now"]
    assert (change["articles"], change["sure"]) == (["second.md"], True)
    assert changes["pairs"] is None
    third = tmp_path / "third.md"
    third.write_text(FEE.replace("45", "52").replace("2025-11-03", "2025-12-09"), "utf-8")
    *_, told, total = fresh_hanoi("ingest", str(third), "--shared").stdout.decode().splitlines()
    was, now = told.removeprefix(f"answers/{0:022d} {COST}: ").split(" -> ")
    assert ("cost 45 billion" in was, "cost 52 billion" in now) == (True, True)
    assert told.endswith(", because of third.md")
    assert total == "3 shared answers asked before and after: 1 are answered otherwise now"


def test_pairs_that_cannot_be_read_stop_it_before_anything_is_taken_in(
    fresh_hanoi: Hanoi, tmp_path: Path
) -> None:
    (tmp_path / "a.md").write_text(DAY, "utf-8")
    (tmp_path / "pairs.jsonl").write_text("{", "utf-8")
    done = fresh_hanoi("ingest", str(tmp_path / "a.md"), "--pairs", str(tmp_path / "pairs.jsonl"))
    assert done.returncode == 2
    assert fresh_hanoi("list").stdout == b""
    both = fresh_hanoi("ingest", str(tmp_path), "--pairs", str(tmp_path / "pairs.jsonl"), "--dry-run")
    assert (both.returncode, b"--dry-run" in both.stderr) == (2, True)
