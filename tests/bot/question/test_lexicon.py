"""The words of questions are data that can be read."""

from __future__ import annotations

from typing import get_args

import pytest

from bot.question import lexicon
from bot.question.utterance import utterance
from bot.question.value import Act, Kind, Shape
from vectorstore.types import Language

LANGUAGES: tuple[Language, ...] = get_args(Language)


@pytest.mark.parametrize(
    ("kind", "values"), [("acts", get_args(Act)), ("asks", get_args(Kind)), ("shapes", get_args(Shape))]
)
def test_every_value_has_words_in_both_languages(kind: str, values: tuple[str, ...]) -> None:
    entries = lexicon.entries(kind)
    assert set(entries) == set(values) - {"fact"}
    assert all(entry[language] for entry in entries.values() for language in LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_finds_itself(language: Language) -> None:
    for name, entry in lexicon.entries("acts").items():
        for phrase in entry[language]:
            if not set(phrase) & set("|*_().^$!"):
                said = utterance(phrase, language)
                assert name in lexicon.table("acts", language).values(said), phrase


def test_an_act_that_can_be_swapped_has_its_past() -> None:
    assert all(lexicon.past(act) for act in lexicon.verbs("en"))


def test_months_are_unicodes_and_spoken_ones() -> None:
    assert lexicon.month_names()["october"] == lexicon.month_names()["oct"] == 10
    assert lexicon.vietnamese_months()["chín"] == 9
