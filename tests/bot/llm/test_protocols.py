"""Every provider's own client over real HTTP: words, tokens, and every way to fail."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from bot import chat
from bot.language_model import Message, ModelFailed, Usage
from bot.llm.answer import ask
from bot.llm.provider import PROVIDERS
from bot.llm.speaker import Speaker
from bot.llm.waiting import Limits
from tests.bot.llm.scripted import Script, cites
from vectorstore.index import Index

Make = Callable[..., Speaker]
TOLD = [Message("system", "Only facts."), Message("user", "How many?")]
SAID = "72 parties signed the Hanoi Convention [1]. "
LIMITS = Limits(first_s=1.0, total_s=2.0)
# For answers that must come: a busy machine takes seconds to read.
ROOMY = Limits(first_s=8.0, total_s=20.0)
QUESTION = "How many delegates came to the Hanoi signing ceremony?"


@pytest.fixture(params=sorted(PROVIDERS))
def provider(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Its name; no key is set, as for a server of one's own."""
    for known in PROVIDERS.values():
        if known.key:
            monkeypatch.delenv(known.key, raising=False)
    return str(request.param)


def test_words_come_as_they_are_said_and_tokens_are_counted(provider: str, speaker_for: Make) -> None:
    script = Script(reply=lambda told: SAID * 4, between_s=0.01)
    model = speaker_for(script, LIMITS, None, provider).model
    pieces = list(model.stream(TOLD))
    words = [p for p in pieces if isinstance(p, str)]
    used = [p for p in pieces if isinstance(p, Usage)]
    assert "".join(words) == SAID * 4
    assert len(words) > 10
    assert (sum(u.tokens_in for u in used), sum(u.tokens_out for u in used)) == (
        1_000,
        len(script.pieces([])),
    )
    assert [m["content"] for m in script.requests[0]] == ["Only facts.", "How many?"]


@pytest.mark.parametrize(
    "does",
    [
        pytest.param({"status": 500}, id="500"),
        pytest.param({"status": 401}, id="401"),
        pytest.param({"junk": b""}, id="nothing"),
        pytest.param({"junk": b"\x00\xff" * 2_000}, id="bytes"),
        pytest.param({"junk": b"data: {not json\n\n{not json}\n"}, id="broken JSON"),
        pytest.param({"reply": lambda told: SAID * 4, "cut_after": 4}, id="cut off"),
        pytest.param({"reply": lambda told: SAID * 4, "cut_after": 0}, id="cut off at once"),
    ],
)
def test_a_failure_is_one_kind_of_error_without_the_providers_words(
    does: dict[str, Any], provider: str, speaker_for: Make
) -> None:
    model = speaker_for(Script(**does), LIMITS, None, provider).model
    with pytest.raises(ModelFailed) as failed:
        list(model.stream(TOLD))
    assert str(failed.value).startswith(f"{provider}:scripted ")
    assert "secret" not in str(failed.value)
    assert "API key" not in str(failed.value)


def test_a_model_answers_through_every_provider(
    provider: str, speaker_for: Make, starter_index: Index
) -> None:
    told = chat.ask(QUESTION, starter_index).citations[0].quote.rstrip(".")
    answer = ask(
        QUESTION,
        starter_index,
        model=speaker_for(cites(f"{told} [N]."), ROOMY, None, provider),
    )
    assert answer.text == f"{told} [1]."
    assert answer.took_ms["tokens_in"] == 2_000  # the judge too


@pytest.mark.parametrize(
    "does",
    [
        pytest.param({"before_s": 30.0}, id="silent"),
        pytest.param({"hang_after": 3}, id="stops in a sentence"),
        pytest.param({"between_s": 0.2}, id="slow"),
    ],
)
def test_a_silent_model_leaves_the_readers_answer_in_time(
    does: dict[str, Any], provider: str, speaker_for: Make, starter_index: Index
) -> None:
    chat.ask(QUESTION, starter_index)
    speaker = speaker_for(Script(reply=lambda told: "word " * 50, **does), LIMITS, None, provider)
    began = time.monotonic()
    assert ask(QUESTION, starter_index, model=speaker).mode == "reader"
    assert time.monotonic() - began <= LIMITS.total_s + 1.0


def test_a_refused_request_is_made_twice_and_no_more(
    provider: str, speaker_for: Make, starter_index: Index
) -> None:
    script = Script(status=500)
    ask(QUESTION, starter_index, model=speaker_for(script, ROOMY, None, provider))
    assert len(script.requests) == 2
