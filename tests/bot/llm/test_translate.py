"""Quotes in another language than the question: translated beside the original, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot import chat
from bot.llm.answer import ask
from bot.llm.speaker import Speaker
from bot.llm.translate import faithful
from tests.bot.llm.scripted import Fixed, Script, cites, is_judging, is_translating, verdicts
from tests.conftest import REPOSITORY, Hanoi
from vectorstore.embedder import Embedder
from vectorstore.index import Index

QUESTION = "How many delegates came to the Hanoi signing ceremony?"
Make = Callable[..., Speaker]


@pytest.fixture(scope="module")
def vietnamese_only(
    tmp_path_factory: pytest.TempPathFactory, models: Path, embedder: Embedder
) -> Iterator[Index]:
    """An index of one Vietnamese brief, so that English questions are answered from it."""
    home = tmp_path_factory.mktemp("vi") / "home"
    done = Hanoi(home, models)("ingest", str(REPOSITORY / "ingest" / "corpus" / "vi-results.md"))
    assert done.returncode == 0, done.stderr.decode()
    index = Index.open(home, embedder)
    yield index
    index.close()


def translates(translation: str) -> Script:
    """A model that answers, finds everything supported, and translates so."""
    script = cites("More than 2,500 delegates came to Hanoi [N].", holds="2.500")
    main = script.reply
    script.reply = lambda told: f"{verdicts(told)}\nT1: {translation}" if is_judging(told) else main(told)
    return script


FAITHFUL = (
    "More than 2,500 delegates came to the signing of the Hanoi Convention on 25 and 26 October 2025, beyond the"
    " organisers' forecast."
)


def test_a_faithful_translation_stands_beside_the_quote(speaker_for: Make, vietnamese_only: Index) -> None:
    script = translates(FAITHFUL)
    answer = ask(QUESTION, vietnamese_only, model=speaker_for(script))
    assert answer.mode == "llm"
    assert answer.citations[0].translation == FAITHFUL
    assert "2.500" in answer.citations[0].quote
    assert len(script.requests) == 2  # judged and translated at once
    assert is_translating(script.requests[1])


@pytest.mark.parametrize(
    "translation",
    [
        FAITHFUL.replace("2,500", "2,600"),
        FAITHFUL.replace("More than", "Almost"),
        FAITHFUL.replace("26 October", "27 October"),
        FAITHFUL.replace(" on 25 and 26 October 2025", ""),
        FAITHFUL.replace("delegates", "Russian delegates"),
        FAITHFUL + " See https://evil.example/",
        FAITHFUL + " " + FAITHFUL + " " + FAITHFUL,
        "Hơn 2.500 đại biểu dự lễ mở ký Công ước Hà Nội trong hai ngày 25 và 26/10/2025.",
        "",
    ],
)
def test_another_one_is_not_shown(translation: str, speaker_for: Make, vietnamese_only: Index) -> None:
    answer = ask(QUESTION, vietnamese_only, model=speaker_for(translates(translation)))
    assert answer.mode == "llm"
    assert answer.citations[0].translation is None


def test_quotes_in_the_questions_language_are_not_sent(speaker_for: Make, starter_index: Index) -> None:
    script = cites("More than 2,500 delegates came to the Hanoi signing ceremony [N].")
    ask(QUESTION, starter_index, model=speaker_for(script))
    assert script.requests
    assert not any(map(is_translating, script.requests))


def test_a_model_that_fails_is_not_asked_to_translate(speaker_for: Make, vietnamese_only: Index) -> None:
    script = Script(status=500)
    answer = ask(QUESTION, vietnamese_only, model=speaker_for(script))
    assert answer.mode == "reader"
    assert not any(map(is_translating, script.requests))


def test_vietnamese_translations_are_checked_alike(starter_index: Index) -> None:
    reader = chat.ask(QUESTION, starter_index)
    quote = "By the afternoon of 25 October 2025 the number of countries that had signed was given as 65."
    citation = replace(reader.citations[0], quote=quote, published="2025-10-26", context=quote)
    good = "Đến chiều 25/10/2025, số nước đã ký được thông báo là 65."
    assert faithful(good, citation, "vi", None)
    for bad in (
        good.replace("65", "72"),
        good.replace("25/10", "26/10"),
        good.replace("số nước", "số nước Nga"),
    ):
        assert not faithful(bad, citation, "vi", None)
    assert not faithful(good, citation, "vi", Fixed(-9.0))
