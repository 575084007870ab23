"""`hanoi ingest --pairs`: a new article, and the pair that it changed."""

from __future__ import annotations

import json
from pathlib import Path

from tests.conftest import Hanoi

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
    assert b"fee: failed -> passed, because of fee.md" in done.stderr
    (tmp_path / "status.csv").write_text(STATUS, "utf-8")
    done = fresh_hanoi("ingest", "--status", str(tmp_path / "status.csv"), "--pairs", str(pairs))
    assert b"signed: 0 -> 1 (new: VN)" in done.stderr, done.stderr


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
