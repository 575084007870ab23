"""A speaker over real HTTP, for every script."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from bot.llm.budget import Budget
from bot.llm.provider import open_model
from bot.llm.speaker import Speaker
from bot.llm.waiting import Limits
from tests.bot.llm.scripted import Script, serving

# Asked for by installing its packages: `pip install --group wire`.
collect_ignore = [] if importlib.util.find_spec("xllamacpp") else ["test_wire.py"]
QUICK = Limits(first_s=1.5, total_s=3.0)


@pytest.fixture
def speaker_for() -> Iterator[Callable[..., Speaker]]:
    """`speaker_for(script, limits=..., budget=...)`: a model that follows the script."""
    with ExitStack() as servers:

        def make(script: Script, limits: Limits = QUICK, budget: Budget | None = None) -> Speaker:
            address = servers.enter_context(serving(script))
            return Speaker(open_model("openai:scripted", address, limits.first_s), limits, budget)

        yield make
