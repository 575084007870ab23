"""Build the parts from the settings, and turn what can go wrong into one line and an exit code."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from ingest.errors import IngestProblem
from ui.answering import Answerer, Limits, Piece
from ui.errors import BadUsage
from ui.question import Asked
from ui.settings import BadSetting, Settings
from vectorstore.errors import IndexProblem, NoSpace

if TYPE_CHECKING:
    from vectorstore.embedder import Embedder

ANSWERED, UNEXPECTED, BAD_USAGE, INDEX_PROBLEM, NOT_IN_ARTICLES = 0, 1, 2, 3, 4


@dataclass(frozen=True, slots=True)
class Outcome:
    """What to say on stderr and which code to leave with."""

    message: str
    code: int


def explain(error: Exception) -> Outcome:
    """One line about any error; those that nobody foresaw name HANOI_DEBUG."""
    if isinstance(error, BadUsage | IngestProblem):
        return Outcome(str(error), BAD_USAGE)
    if isinstance(error, IndexProblem):
        return Outcome(str(error), INDEX_PROBLEM)
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return Outcome(str(NoSpace(error.filename or "the home")), INDEX_PROBLEM)
    if isinstance(error, PermissionError | IsADirectoryError | NotADirectoryError):
        return Outcome(
            f"{error.strerror}: {error.filename}. Choose another HANOI_HOME or mend its rights.", 2
        )
    kind = type(error).__name__
    said = " ".join(str(error).split())[:300]
    return Outcome(f"Something unexpected: {kind}: {said} (HANOI_DEBUG=1 shows where).", UNEXPECTED)


def open_embedder(settings: Settings) -> Embedder:
    """The configured embedding model; raises `ModelProblem`."""
    from ui.progress import say
    from vectorstore.embedder import load_embedder

    return load_embedder(settings.embedder, settings.models, say)


def open_answerer(settings: Settings, *, use_model: bool = True) -> Answerer:
    """Load the model and the current index; raises `IndexProblem` when there is none to use."""
    from bot import chat
    from vectorstore import places
    from vectorstore.current import Current

    places.current_name(settings.home)  # without an index, nobody waits for a model first
    if use_model and settings.llm is not None:
        open_model(settings)
    current = Current(settings.home, open_embedder(settings))
    current.get()

    def streams(asked: Asked) -> Iterator[Piece]:
        return chat.stream(asked.question, current.get(), history=asked.history, filters=asked.filters)

    limits = Limits(settings.workers, settings.waiting, settings.timeout_s)
    return Answerer(streams, lambda: current.get().articles(), limits)


def open_model(settings: Settings) -> NoReturn:
    """The language model that HANOI_LLM names; raises `BadSetting`, for this version has none."""
    raise BadSetting(
        "HANOI_LLM", settings.llm or "", "this version quotes and needs no language model; unset it"
    )
