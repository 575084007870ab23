"""`benchmarks.peers`: what peers quote is in the articles, and no peer is helped or hindered by how it is measured."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.peer_systems import SYSTEMS, Given, refusing
from benchmarks.peers import Run, _run, fitted, measured, most_memory_mb, with_lead
from bot.answer import Answer
from bot.evaluate.checks import judge
from bot.evaluate.pairs import Pair
from tests.bot.evaluate.conftest import ARTICLE, PAIRS, answer_with
from vectorstore.index import Index

HAS = Pair("o", "en", "When was the Hanoi Convention opened for signature?", True, must_contain=(("25",),))
article_of = {"a1": ARTICLE}.get


@pytest.mark.parametrize("name", ["LangChain, retrieve and quote", "BM25, first sentence"])
@pytest.mark.parametrize("as_of", [None, "2025-11-01"])
def test_peers_quote_word_for_word_and_know_nothing_later(
    home: Path,
    models: Path,
    starter_index: Index,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    as_of: str | None,
) -> None:
    monkeypatch.setenv("HANOI_MODELS", str(models))
    given = SYSTEMS[name](home)(replace(HAS, as_of=as_of))
    assert given.answer.citations
    checks = judge(HAS, given.answer, starter_index.article)
    assert (checks.verbatim, checks.found) == (True, True)
    assert all(c.published and (not as_of or c.published <= as_of) for c in given.answer.citations)


def test_the_threshold_is_the_one_with_which_most_pairs_pass() -> None:
    right, _, off = PAIRS
    given = [Given(answer_with("Có 72 nước ký."), 0.8), Given(answer_with("Có 72 nước ký."), 0.3)]
    assert fitted([right, off], given, article_of) == 0.8
    assert refusing(given[1], 0.8, off).found is False
    assert fitted([right], given[:1], article_of) == float("-inf")  # nothing to refuse: never refuse


def test_figures() -> None:
    answers = [answer_with("Có 72 nước ký."), answer_with("Có 72 nước ký."), answer_with("")]
    run = Run(tuple(Given(a, 1.0) for a in answers), 1.0, (0.1, 0.2, 0.3), 50)
    row = measured("x", run, PAIRS, answers, article_of, range(3))
    assert (row.complete, row.at_once, row.lead, row.refused) == ((1, 2), (1, 2), (1, 2), (1, 1))
    assert (row.median_s, row.memory_mb) == (0.2, 50)


def test_the_first_sentence_stands_for_a_lead_only_where_there_is_none() -> None:
    answer = answer_with("Có 72 nước ký. Ông <b>An</b> dự lễ ký.")
    assert with_lead(answer).short == "Có 72 nước ký."
    assert with_lead(replace(answer, short="72")).short == "72"
    assert with_lead(Answer("?", "no", False, "en")).short is None


def test_a_system_that_is_not_installed_is_left_out_and_a_fault_of_ours_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lacking(module: str) -> None:
        def open_it(home: Path) -> None:
            raise ModuleNotFoundError(name=module)

        monkeypatch.setitem(SYSTEMS, "cairn-assistant", open_it)  # type: ignore[arg-type]

    lacking("cairn.config")
    assert _run("cairn-assistant", tmp_path, (HAS,)) is None
    lacking("bot.gone")
    with pytest.raises(ModuleNotFoundError):
        _run("cairn-assistant", tmp_path, (HAS,))


def test_a_system_s_memory_is_its_own_however_much_its_parent_held() -> None:
    held = b"\x01" * 600_000_000
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        child = pool.submit(most_memory_mb).result()
    assert most_memory_mb() > len(held) // 2**20 > child
