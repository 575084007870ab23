"""Open the model that an owner named, through LangChain: `openai:gpt-4.1-mini`, `ollama:qwen3:8b`.

Keys come from the variables that the providers' own packages read (OPENAI_API_KEY and so on); none passes
through here, and no message of a provider is repeated, since some repeat the key.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.language_model import Message, ModelFailed, ModelProblem, Usage

if TYPE_CHECKING:
    from langchain.chat_models import BaseChatModel

# Ten sentences with their markers are some 600 Vietnamese tokens; the rest is room for a verbose model.
MAX_REPLY_TOKENS = 900
_NO_KEY = "none"
# Why a reply ended: the names that OpenAI and Google, Anthropic, and Ollama have for it, and what a whole reply says.
_ENDED = ("finish_reason", "stop_reason", "done_reason")
_WHOLE = frozenset(("stop", "STOP", "end_turn", "stop_sequence"))


@dataclass(frozen=True, slots=True)
class Provider:
    """How one provider's package names what we set."""

    package: str  # to import
    extra: str  # of our distribution
    key: str | None  # the environment variable that its package reads
    tokens: str = "max_tokens"
    retries: int | None = 0  # None: it has no such setting


PROVIDERS = {
    "openai": Provider("langchain_openai", "openai", "OPENAI_API_KEY"),
    "anthropic": Provider("langchain_anthropic", "anthropic", "ANTHROPIC_API_KEY"),
    # Its 0 means "as Google likes"; 1 is one attempt (langchain_google_genai, `max_retries`).
    "google_genai": Provider("langchain_google_genai", "google-genai", "GOOGLE_API_KEY", retries=1),
    "ollama": Provider("langchain_ollama", "ollama", None, tokens="num_predict", retries=None),
}


class UnknownProvider(ModelProblem):
    """The name is not `provider:model`, or nobody here knows the provider."""

    def __init__(self, name: str) -> None:
        known = ", ".join(PROVIDERS)
        super().__init__(
            f"{name[:60]!r} names no language model. Write provider:model, for example openai:gpt-4.1-mini; "
            f"providers: {known}. Another server that speaks OpenAI's protocol: openai:its-model, with its "
            "address in HANOI_LLM_BASE_URL."
        )


class MissingProvider(ModelProblem):
    """The provider's package is not installed."""

    def __init__(self, name: str, provider: Provider) -> None:
        super().__init__(
            f"The language model {name[:60]!r} needs a package that is not installed. "
            f"Run: pip install 'hanoi-convention-bot[{provider.extra}]'"
        )


class CannotOpen(ModelProblem):
    """The package refused its settings, most often for want of a key."""

    def __init__(self, name: str, provider: Provider, kind: str) -> None:
        hint = f"Is {provider.key} set?" if provider.key else "Is its server's address right?"
        super().__init__(f"The language model {name[:60]!r} cannot be opened ({kind}). {hint}")


class LangChainModel:
    """A LangChain chat model behind our protocol."""

    def __init__(self, name: str, model: BaseChatModel) -> None:
        self.name = name
        self._model = model

    def stream(self, messages: Sequence[Message]) -> Iterator[str | Usage]:
        """Words, then tokens; whatever the provider raises becomes `ModelFailed`."""
        ended: str | None = None
        turns = [("human" if m.role == "user" else m.role, m.text) for m in messages]
        try:
            for chunk in self._model.stream(turns):
                if text := chunk.text:
                    yield str(text)
                ended = next(
                    (chunk.response_metadata[k] for k in _ENDED if chunk.response_metadata.get(k)), ended
                )
                if used := chunk.usage_metadata:
                    yield Usage(used["input_tokens"], used["output_tokens"])
        except Exception as error:  # every package has its own family, and none shares a parent
            raise ModelFailed(f"{self.name} failed: {_kind(error)}") from None
        # A line that was cut and a reply that came to its end look alike but for this word.
        if ended not in _WHOLE:
            raise ModelFailed(f"{self.name} broke off ({ended or 'no end'}).")


def open_model(name: str, base_url: str | None, timeout_s: float) -> LangChainModel:
    """The model *name*; each of its reads ends within *timeout_s*.

    Raises `UnknownProvider`, `MissingProvider`, `CannotOpen`.
    """
    kind, _, model = name.partition(":")
    provider = PROVIDERS.get(kind)
    if provider is None or not model:
        raise UnknownProvider(name)
    if importlib.util.find_spec(provider.package) is None:
        raise MissingProvider(name, provider)
    from langchain.chat_models import init_chat_model

    settings = _settings(kind, provider, base_url, timeout_s)
    # A server of one's own mostly wants no key, and the clients insist on one: then it gets a word that is none.
    if base_url and provider.key and not os.environ.get(provider.key):
        settings["api_key"] = _NO_KEY
    try:
        return LangChainModel(name, init_chat_model(model, model_provider=kind, **settings))
    except Exception as error:
        raise CannotOpen(name, provider, type(error).__name__) from None


def _settings(kind: str, provider: Provider, base_url: str | None, timeout_s: float) -> dict[str, Any]:
    settings: dict[str, Any] = {"temperature": 0, provider.tokens: MAX_REPLY_TOKENS}
    if provider.retries is not None:
        settings |= {"max_retries": provider.retries, "timeout": timeout_s}
    else:
        settings["client_kwargs"] = {"timeout": timeout_s}
    if kind == "openai":
        settings["stream_usage"] = True
    if base_url:
        settings["base_url"] = base_url
    return settings


def _kind(error: Exception) -> str:
    """The kind of an error, and its HTTP status where there is one: never its words, which may hold a key."""
    status = getattr(error, "status_code", None)
    return f"{type(error).__name__} {status}" if isinstance(status, int) else type(error).__name__
