"""`hanoi gaps` as an owner types it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from bot.answer import Answer
from tests.conftest import Hanoi
from ui.gaps.store import Gaps

REFUSED = Answer("Giá vàng hôm nay?", "Không.", False, "vi", reason="not_in_articles")


@pytest.fixture(scope="module")
def mine(home: Path, models: Path, tmp_path_factory: pytest.TempPathFactory) -> Hanoi:
    """The starter home with one question asked in vain."""
    copy = tmp_path_factory.mktemp("gaps") / "home"
    shutil.copytree(home, copy)
    Gaps.of(copy, "texts", 90).note(REFUSED)
    return Hanoi(copy, models, {"HANOI_GAPS": "texts"})


def test_off_says_how_to_turn_it_on(fresh_hanoi: Hanoi) -> None:
    done = fresh_hanoi("gaps")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"HANOI_GAPS=counts" in done.stderr


def test_counts_alone_need_no_index_and_have_no_groups(fresh_hanoi: Hanoi) -> None:
    fresh_hanoi.env["HANOI_GAPS"] = "counts"
    Gaps.of(fresh_hanoi.home, "counts", 90).note(REFUSED)
    done = fresh_hanoi("gaps", "--json")
    told = json.loads(done.stdout)
    assert (done.returncode, told["refused"], told["groups"]) == (0, 1, [])
    assert fresh_hanoi("gaps", "pair", "00000000").returncode == 2


def test_a_group_becomes_a_pair_and_a_reading_list(mine: Hanoi, tmp_path: Path) -> None:
    (group,) = json.loads(mine("gaps", "--json").stdout)["groups"]
    assert (group["question"], group["now"], group["refused"]) == (REFUSED.question, "refused", 1)
    to = str(tmp_path / "c.jsonl")
    assert mine("gaps", "pair", group["id"], "--to", to).returncode == 0
    assert mine("gaps", "pair", group["id"], "--to", to).returncode == 2  # it is there already
    listed = mine("gaps", "reading", group["id"])
    assert REFUSED.question.encode() in listed.stdout
    missing = mine("gaps", "reading", "00000000")
    assert (missing.returncode, b"lists them" in missing.stderr) == (2, True)
    nowhere = mine("gaps", "reading", group["id"], "--to", str(tmp_path / "no" / "such.md"))
    assert (nowhere.returncode, b"Choose another" in nowhere.stderr) == (2, True)


def test_forgetting(mine: Hanoi) -> None:
    assert b"1 questions forgotten" in mine("gaps", "forget").stderr
    assert b"nothing" in mine("gaps").stdout
