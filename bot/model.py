"""A language model, as little of it as the bot knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of what a model is told."""

    role: Literal["system", "user"]
    text: str


class ChatModel(Protocol):
    """Anything that turns messages into text, piece by piece."""

    @property
    def name(self) -> str:
        """As the owner named it, without keys."""

    def stream(self, messages: Sequence[Message], *, timeout_s: float) -> Iterator[str]:
        """The model's words as they come; raises `ModelFailed` when they stop coming."""
