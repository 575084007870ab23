"""The real bot on the starter briefs: runs repeat, and what is broken on purpose is lost by name."""

from __future__ import annotations

import functools
import json
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

import bot.chat
import vectorstore.search
from bot.answer import STATUS, Answer
from bot.evaluate import baseline
from bot.evaluate.baseline import Baseline, Comparison
from bot.evaluate.pairfiles import read
from bot.evaluate.pairs import Pair
from bot.evaluate.parallel import evaluate_in
from bot.evaluate.run import Results, System, evaluate, system_of
from bot.language_model import Message, Usage
from bot.llm.speaker import Speaker
from bot.reading.value import Verdict
from ingest.split import passages
from ui.opening import open_system
from ui.settings import Settings
from vectorstore.build import build_index
from vectorstore.embedder import Embedder
from vectorstore.index import Index
from vectorstore.lock import write_lock
from vectorstore.types import Article

# Every third: what changes the bot asks all of them anew, and reading one takes 0.1 s.
PAIRS = read([Path(__file__).parents[2] / "qa" / "starter.jsonl"])[::3]
# A source that pairs cite by its day.
DATED = Counter(source for pair in PAIRS if pair.date for source in pair.source_any).most_common(1)[0][0]
PAIRS_BY_ID = {pair.id: pair for pair in PAIRS}


@pytest.fixture(scope="module")
def system(starter_index: Index) -> System:
    return system_of(starter_index)


@pytest.fixture(scope="module")
def ran(starter_system: System) -> Results:
    return evaluate(PAIRS, starter_system)


@pytest.fixture(scope="module")
def agreed(ran: Results) -> Baseline:
    return baseline.of(ran)


@pytest.fixture
def changed_home(home: Path, tmp_path: Path) -> Path:
    """A copy of the starter home that a test may build anew."""
    copy = tmp_path / "home"
    shutil.copytree(home, copy, ignore=shutil.ignore_patterns("lock"))
    return copy


def rebuilt(home: Path, articles: tuple[Article, ...], embedder: Embedder) -> Iterator[System]:
    with write_lock(home):
        build_index(home, articles, passages, embedder)
    index = Index.open(home, embedder)
    try:
        yield system_of(index)
    finally:
        index.close()


def lost(system: System, agreed: Baseline, pairs: Sequence[Pair] = PAIRS) -> Comparison:
    """The comparison, which must be a failure that names the pairs."""
    results = evaluate(pairs, replace(system, sources=lambda pair: ()))
    found = baseline.compare(results, agreed.only(pair.id for pair in pairs))
    assert found.worse
    assert all(change.id in agreed.pairs for change in found.lost)
    return found


def around(source: str) -> list[Pair]:
    """The pairs that may cite *source*, and every fifth other one."""
    others = [pair for pair in PAIRS if source not in pair.source_any]
    return [pair for pair in PAIRS if source in pair.source_any] + others[::5]


def test_every_pair_can_be_met(starter_index: Index) -> None:
    from bot.evaluate.check import check

    assert check(PAIRS, starter_index.articles()) == []


def test_every_quote_is_verbatim(ran: Results) -> None:
    assert all(outcome.checks.verbatim for outcome in ran.outcomes)


def timeless(results: Results) -> list[str]:
    lines = []
    for outcome in results.outcomes:
        record = outcome.to_json()
        record["answer"].pop("took_ms")
        lines.append(json.dumps(record, ensure_ascii=False))
    return lines


def test_two_runs_are_the_same_bytes_apart_from_times(
    system: System, starter_system: System, home: Path, models: Path
) -> None:
    opener = functools.partial(open_system, Settings(home, models))
    here = evaluate(PAIRS, replace(system, ask=starter_system.ask))
    assert timeless(here) == timeless(evaluate_in(2, PAIRS, opener))


def test_without_the_lexical_side_pairs_are_lost(
    system: System, agreed: Baseline, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectorstore.search, "LEXICAL_SHARE", 0.0)
    monkeypatch.setattr(vectorstore.search, "LEXICAL_SHARE_ACROSS", 0.0)
    lost(system, agreed)


def test_with_another_date_in_one_article_its_pairs_are_lost(
    changed_home: Path, starter_index: Index, embedder: Embedder, agreed: Baseline
) -> None:
    articles = tuple(
        replace(a, published="2025-10-20") if a.source == DATED else a for a in starter_index.articles()
    )
    for system in rebuilt(changed_home, articles, embedder):
        found = lost(system, agreed, around(DATED))
        assert found.other
        assert any(DATED in PAIRS_BY_ID[change.id].source_any for change in found.lost)


def test_with_one_article_removed_its_pairs_are_lost(
    changed_home: Path, starter_index: Index, embedder: Embedder, agreed: Baseline
) -> None:
    removed = "law/vi-article-07.md"
    articles = tuple(a for a in starter_index.articles() if a.source != removed)
    for system in rebuilt(changed_home, articles, embedder):
        found = lost(system, agreed, around(removed))
        assert f"of {len(articles)} articles now" in found.other[0]


def test_with_quotes_a_character_short_every_answer_is_lost(
    starter_system: System, ran: Results, agreed: Baseline
) -> None:
    def shortened(pair: Pair) -> Answer:
        answer = starter_system.ask(pair)
        cut = tuple(replace(c, quote=c.quote[:-1]) for c in answer.citations)
        return replace(answer, citations=cut)

    found = lost(replace(starter_system, ask=shortened), agreed)
    answered = {name for name, kept in agreed.pairs.items() if kept.passed and kept.found}
    # The table of parties is no article that a quote could be held against.
    from_table = {o.pair.id for o in ran.outcomes if any(c.article_id == STATUS for c in o.answer.citations)}
    assert {change.id for change in found.lost} - from_table == answered - from_table


def test_without_refusal_what_must_be_refused_is_lost(
    system: System, agreed: Baseline, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.chat, "judge", lambda *given: Verdict("answer", 1.0))
    found = lost(system, agreed)
    assert any(PAIRS_BY_ID[change.id].answerable is False for change in found.lost)


@dataclass(frozen=True)
class Parrot:
    """A language model that says nothing worth keeping."""

    name: str = "fake:parrot"

    def stream(self, messages: Sequence[Message]) -> Iterator[str | Usage]:
        yield "Xin chào. "
        yield Usage(1, 1)


def test_a_language_model_is_compared_with_the_reader(starter_index: Index, agreed: Baseline) -> None:
    some = [pair for pair in PAIRS if agreed.pairs[pair.id].passed and pair.answerable][:5]
    results = evaluate(some, system_of(starter_index, Speaker(Parrot())))
    assert results.about.mode == "llm"
    found = baseline.compare(results, agreed)
    assert "other mode: reader then, llm now" in found.other
    # Whatever a model says, what is shown as a quote is the article's.
    assert all(outcome.checks.verbatim for outcome in results.outcomes)
