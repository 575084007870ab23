"""An id names an answer that this server gave, and nothing else."""

from __future__ import annotations

import json
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import FOUND, REFUSED

from bot.answer import Answer
from ui.answer_id import KEY_FILE, LENGTH, AnswerIds
from ui.answer_record import answer_from
from ui.page.turns import Turn, dump, load
from ui.question import MAX_OUTLET, MAX_QUESTION
from vectorstore.types import Filters

IDS = AnswerIds(b"k" * 32)


def test_an_id_is_short_and_the_same_however_long_it_took_and_wherever_it_was_kept() -> None:
    found = IDS.id_of(FOUND)
    assert len(found) == LENGTH
    assert IDS.id_of(replace(FOUND, took_ms={"total": 9.0})) == found
    back = answer_from(json.loads(json.dumps(FOUND.to_json()).replace("72.0", "72")))
    assert IDS.given(found)
    assert IDS.names(found, back)
    assert not IDS.names(found, REFUSED)


@pytest.mark.parametrize("name", [f.name for f in fields(Answer) if f.name not in ("took_ms", "voice")])
def test_no_field_of_an_answer_can_be_changed(name: str) -> None:
    value = getattr(FOUND, name)
    other: object = "changed"
    if isinstance(value, bool):
        other = not value
    elif isinstance(value, float):
        other = value + 1
    elif isinstance(value, tuple):
        other = value[1:] if value else ("changed",)
    assert not IDS.names(IDS.id_of(FOUND), replace(FOUND, **{name: other}))


def test_another_key_knows_none_of_them() -> None:
    assert not AnswerIds(b"l" * 32).given(IDS.id_of(FOUND))


@given(at=st.integers(0, LENGTH - 1), character=st.characters(codec="utf-8"))
def test_an_id_with_one_other_character_is_none(at: int, character: str) -> None:
    found = IDS.id_of(FOUND)
    other = found[:at] + character + found[at + 1 :]
    assert IDS.given(other) == IDS.names(other, FOUND) == (other == found)


@given(st.one_of(st.text(max_size=60), st.none(), st.integers(), st.binary(max_size=60), st.lists(st.none())))
def test_anything_else_is_no_id(sent: object) -> None:
    assert not IDS.given(sent)
    assert not IDS.names(sent, FOUND)


def test_a_home_keeps_its_key_for_its_owner_only_and_all_who_begin_at_once_share_it(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(lambda _: AnswerIds.of(tmp_path / "home").id_of(FOUND), range(16)))
    assert len(made) == 1
    assert [path.name for path in (tmp_path / "home").iterdir()] == [KEY_FILE]
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "home" / KEY_FILE).stat().st_mode) == 0o600


def test_a_key_that_was_cut_is_not_used(tmp_path: Path) -> None:
    (tmp_path / KEY_FILE).write_bytes(b"")
    assert not AnswerIds(b"").given(AnswerIds.of(tmp_path).id_of(FOUND))


FORGED = Turn("q" * MAX_QUESTION, answer=replace(FOUND, text="x" * 400_000))


@pytest.mark.parametrize(
    "turn",
    [
        pytest.param(FORGED, id="a text of 400,000 characters"),
        pytest.param(replace(FORGED, answer=replace(FOUND, build="forged")), id="another build"),
        pytest.param(Turn("q" * 100_000, error="e"), id="a question of 100,000 characters"),
        pytest.param(Turn("q", error="e" * 100_000), id="an error as long"),
        pytest.param(Turn("q", partial="p" * 100_000, stopped=True), id="words as long"),
        pytest.param(Turn("q", Filters(publisher="p" * (MAX_OUTLET + 1)), error="e"), id="a long outlet"),
        pytest.param(Turn("q", Filters(publisher=["p"]), error="e"), id="a list for an outlet"),  # type: ignore[arg-type]
        pytest.param(Turn("q", error="e", liked="yes"), id="a thumb that is none"),  # type: ignore[arg-type]
    ],
)
def test_a_forged_turn_is_left_out(turn: Turn) -> None:
    stored = json.loads(json.dumps(dump((turn,), AnswerIds(b"f" * 32))))
    assert load(stored, IDS) == ()


def test_a_turn_that_claims_the_id_of_another_answer_is_left_out() -> None:
    stored = json.loads(json.dumps(dump((Turn("a", answer=FOUND), Turn("b", answer=REFUSED)), IDS)))
    assert len(load(stored, IDS)) == 2
    stored[0]["id"], stored[1]["id"] = stored[1]["id"], stored[0]["id"]
    assert load(stored, IDS) == ()
