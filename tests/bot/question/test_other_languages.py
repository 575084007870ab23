"""A text in a language that is never asked in may be in the index, and must not break an answer."""

from __future__ import annotations

import pytest

from bot.question.numbers import numbers
from bot.question.utterance import utterance


@pytest.mark.parametrize("language", ["fr", "pcm", "zh", "", "en"])
def test_its_figures_are_read(language: str) -> None:
    said = utterance("La Convention a 71 articles.", language)  # type: ignore[arg-type]
    assert [said.words[n.first].text for n in numbers(said)] == ["71"]
