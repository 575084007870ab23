"""A language model ready to be asked: with its limits on time and tokens, and its memory of replies."""

from __future__ import annotations

import contextlib
import logging
import sqlite3
import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace

from bot.language_model import ChatModel, Message, ModelFailed, Usage
from bot.llm.budget import Budget
from bot.llm.cache import Cache, Key
from bot.llm.evidence import tokens_of
from bot.llm.meaning import Meaning
from bot.llm.prompt import most_tokens
from bot.llm.waiting import Limits, patient

_LOG = logging.getLogger("hanoi.llm")


@dataclass(slots=True)
class Spent:
    """What one reply took, filled in while it is read."""

    first_ms: float | None = None  # until the model's first word
    tokens_in: int = 0
    tokens_out: int = 0
    cached: bool = False
    whole: bool = False  # the reply came to its end

    def took(self) -> dict[str, float]:
        """For `Answer.took_ms`; tokens are numbers of tokens."""
        first = {} if self.first_ms is None else {"model_first": round(self.first_ms, 2)}
        return first | {"tokens_in": self.tokens_in, "tokens_out": self.tokens_out}


# Tokens, reply included: what the smallest models that serve on one's own machine hold.
CONTEXT = 8_192


@dataclass(frozen=True, slots=True)
class Speaker:
    """What `bot.llm.answer.ask` takes as its *model*; safe to share between threads."""

    model: ChatModel
    limits: Limits = field(default_factory=Limits)
    budget: Budget | None = None  # None: as many tokens as it likes
    cache: Cache = field(default_factory=Cache)
    context: int = CONTEXT  # tokens that the model holds, reply included
    judge: ChatModel | None = None  # judges what was written; None: the model itself
    judged: bool = True  # False: only the local reader judges
    meaning: Meaning = field(default_factory=Meaning)

    @property
    def name(self) -> str:
        """As the owner named the model."""
        return self.model.name

    def pieces(self, told: Sequence[Message], key: Key, spent: Spent) -> Iterator[str]:
        """The model's words, from memory or from the model; "" while waiting; none when it fails.

        A failure is logged by its kind. What came before it was said and stays said.
        """
        reply = self.cache.get(key)
        if reply is not None:
            spent.cached = spent.whole = True
            yield reply
            return
        reserved = most_tokens(told)
        if not self._affords(reserved):
            return
        said: list[str] = []
        try:
            yield from self._heard(told, said, spent)
            spent.whole = True
        except ModelFailed as error:
            _LOG.warning("%s Quotes answer instead.", error)
        finally:
            self._settle(told, "".join(said), reserved, spent)

    def reply(self, told: Sequence[Message], key: Key, spent: Spent) -> Generator[str, None, str]:
        """All the model says at once, or "" when it fails or breaks off; yields "" while waiting."""
        said: list[str] = []
        for piece in self.pieces(told, key, spent):
            if piece:
                said.append(piece)
            else:
                yield ""
        if not spent.whole:
            return ""
        text = "".join(said)
        if text.strip() and not spent.cached:
            self.cache.put(key, text)
        return text

    def lines(self, told: Sequence[Message], key: Key, spent: Spent) -> Iterator[str]:
        """The reply line by line, a broken-off last line left out; yields "" while waiting."""
        said: list[str] = []
        rest = ""
        for piece in self.pieces(told, key, spent):
            if not piece:
                yield ""
                continue
            said.append(piece)
            *lines, rest = (rest + piece).split("\n")
            yield from (line for line in lines if line.strip())
        if spent.whole:
            if rest.strip():
                yield rest
            if said and not spent.cached:
                self.cache.put(key, "".join(said))

    def as_judge(self) -> Speaker:
        """The same limits and budget, with the model that judges."""
        return replace(self, model=self.judge) if self.judge else self

    def within(self, spent_s: float, share: float = 1.0) -> Speaker:
        """The same with what is left of its time after *spent_s*, or only a *share* of it."""
        left_s = max(0.0, self.limits.total_s - spent_s) * share
        return replace(self, limits=Limits(min(self.limits.first_s, left_s), left_s))

    def _affords(self, tokens: int) -> bool:
        try:
            if self.budget is None or self.budget.reserve(tokens):
                return True
            _LOG.warning(
                "The language model's tokens of today are spent; quotes answer until tomorrow (UTC)."
            )
        except sqlite3.Error as error:
            _LOG.warning(
                "Tokens cannot be counted (%s: %s), so none are spent.",
                error,
                self.budget and self.budget.path,
            )
        return False

    def _heard(self, told: Sequence[Message], said: list[str], spent: Spent) -> Iterator[str]:
        began = time.perf_counter()
        for piece in patient(self.model, told, self.limits):
            if isinstance(piece, Usage):
                spent.tokens_in += piece.tokens_in
                spent.tokens_out += piece.tokens_out
                continue
            if piece and spent.first_ms is None:
                spent.first_ms = (time.perf_counter() - began) * 1000
            said.append(piece)
            yield piece

    def _settle(self, told: Sequence[Message], said: str, reserved: int, spent: Spent) -> None:
        """Count what was used; guessed from the texts when the model does not say."""
        if said or spent.whole:
            spent.tokens_in = spent.tokens_in or sum(tokens_of(m.text) for m in told)
            spent.tokens_out = spent.tokens_out or (tokens_of(said) if said else 0)
        with contextlib.suppress(sqlite3.Error):  # then the whole reservation counts as spent
            if self.budget:
                self.budget.settle(reserved, spent.tokens_in + spent.tokens_out)
