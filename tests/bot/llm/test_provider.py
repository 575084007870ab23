"""Which model is opened, and what is said when it cannot be."""

from __future__ import annotations

import importlib.util
import tomllib
from pathlib import Path

import pytest

from bot.language_model import ModelProblem
from bot.llm.provider import PROVIDERS, CannotOpen, MissingProvider, UnknownProvider, open_model

PROJECT = Path(__file__).resolve().parents[3] / "pyproject.toml"


@pytest.mark.parametrize(
    "name", ["", "gpt-4", "openai", "openai:", ":x", "unheard:of", "x" * 500, "openai :x"]
)
def test_what_names_no_model_is_refused_with_an_example(name: str) -> None:
    with pytest.raises(UnknownProvider, match="openai:gpt"):
        open_model(name, None, 1.0)


def test_a_missing_package_is_named_with_its_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    for kind, provider in PROVIDERS.items():
        with pytest.raises(MissingProvider) as refused:
            open_model(f"{kind}:some-model", None, 1.0)
        assert f"pip install 'hanoi-convention-bot[{provider.extra}]'" in str(refused.value)


def test_every_provider_has_an_extra_with_its_package() -> None:
    extras = tomllib.loads(PROJECT.read_text("utf-8"))["project"]["optional-dependencies"]
    for provider in PROVIDERS.values():
        package = provider.package.replace("_", "-")
        assert any(line.startswith(package) for line in extras[provider.extra])


def test_a_missing_key_is_named_by_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(CannotOpen, match="OPENAI_API_KEY"):
        open_model("openai:gpt-4.1-mini", None, 1.0)


def test_a_server_of_ones_own_needs_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    assert open_model("openai:mine", "http://127.0.0.1:9/v1", 1.0).name == "openai:mine"


def test_a_key_is_never_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret\nwith a line break")
    try:
        shown = repr(open_model("openai:mine", None, 1.0))
    except ModelProblem as error:
        shown = str(error)
    assert "secret" not in shown
