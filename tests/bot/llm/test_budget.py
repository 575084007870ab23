"""Tokens of a day, counted across threads and restarts; replies kept."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.llm import budget as module
from bot.llm.budget import Budget
from bot.llm.cache import Cache, Key


def test_no_more_is_given_than_the_day_has(tmp_path: Path) -> None:
    budgets = [Budget(1_000, tmp_path / "tokens.sqlite") for _ in range(4)]  # as of four processes
    with ThreadPoolExecutor(8) as pool:
        given = list(pool.map(lambda n: budgets[n % 4].reserve(30), range(100)))
    assert sum(given) == 33
    assert budgets[0].spent() == 990


def test_what_was_not_used_comes_back(tmp_path: Path) -> None:
    budget = Budget(1_000, tmp_path / "tokens.sqlite")
    assert budget.reserve(900)
    assert not budget.reserve(200)
    budget.settle(900, 100)
    assert budget.reserve(200)
    assert Budget(1_000, tmp_path / "tokens.sqlite").spent() == 300


def test_a_new_day_begins_at_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    budget = Budget(100, tmp_path / "tokens.sqlite")
    monkeypatch.setattr(module, "_today", lambda: "2026-01-01")
    assert budget.reserve(100)
    assert not budget.reserve(1)
    monkeypatch.setattr(module, "_today", lambda: "2026-01-02")
    assert budget.reserve(100)


def key(question: str) -> Key:
    return Key(question, (), None, "build", "model")


def test_the_reply_unused_for_longest_goes_first() -> None:
    cache = Cache(kept=2)
    cache.put(key("a"), "A")
    cache.put(key("b"), "B")
    assert cache.get(key("a")) == "A"
    cache.put(key("c"), "C")
    assert [cache.get(key(q)) for q in "abc"] == ["A", None, "C"]


def test_another_build_or_model_is_another_question() -> None:
    cache = Cache()
    cache.put(key("a"), "A")
    assert cache.get(Key("a", (), None, "other", "model")) is None
    assert cache.get(Key("a", (), None, "build", "other")) is None
    assert cache.get(Key("a", ("before",), None, "build", "model")) is None
