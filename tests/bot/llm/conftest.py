"""A speaker over real HTTP, for every script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from bot.llm.budget import Budget
from bot.llm.provider import open_model
from bot.llm.speaker import Speaker
from bot.llm.waiting import Limits
from tests.bot.llm.scripted import Script, serving

# Roomy: a busy machine may take seconds to read; tests of limits set their own.
QUICK = Limits(first_s=8.0, total_s=20.0)


@pytest.fixture
def speaker_for() -> Iterator[Callable[..., Speaker]]:
    """`speaker_for(script, limits, budget, provider)`: a model that follows the script."""
    with ExitStack() as servers:

        def make(
            script: Script, limits: Limits = QUICK, budget: Budget | None = None, provider: str = "openai"
        ) -> Speaker:
            address = servers.enter_context(serving(script)) + "/v1" * (provider == "openai")
            return Speaker(open_model(f"{provider}:scripted", address, limits.first_s), limits, budget)

        yield make
