"""A language model, as little of it as the bot knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol


class ModelProblem(Exception):
    """A language model cannot be used; the message says what to do."""


class ModelFailed(ModelProblem):
    """The model gave no words, or stopped in the middle; somebody else must answer."""


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of what a model is told."""

    role: Literal["system", "user"]
    text: str


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one reply, as its provider counts them."""

    tokens_in: int
    tokens_out: int

    @property
    def total(self) -> int:
        """What counts against a day's cap."""
        return self.tokens_in + self.tokens_out


class ChatModel(Protocol):
    """Anything that turns messages into text, piece by piece."""

    @property
    def name(self) -> str:
        """As the owner named it, without keys."""

    def stream(self, messages: Sequence[Message]) -> Iterator[str | Usage]:
        """The model's words as they come, and what they cost when it says so.

        Raises `ModelFailed` when they stop coming. Closing the iterator ends the request.
        """
