"""Ask every pair and keep what came back, in the order of the pairs."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from bot.answer import Answer, Mode
from bot.evaluate.checks import ArticleOf, Checks, judge
from bot.evaluate.conversations import Thread
from bot.evaluate.made import UNKNOWN, Made, made_by
from bot.evaluate.pairs import Pair
from vectorstore.errors import IndexProblem
from vectorstore.types import Filters

if TYPE_CHECKING:
    from bot.llm.speaker import Speaker
    from vectorstore.index import Index

Progress = Callable[[int], None]
# How far down retrieval is looked at; `rank` is None beyond it.
DEPTH = 20


class PairCrashed(Exception):
    """A question broke the bot; the message says which."""

    def __init__(self, pair: Pair, error: Exception) -> None:
        self.pair, self.error = pair, error
        what = f"{type(error).__name__}: {' '.join(str(error).split())}"
        super().__init__(f"{pair.place} {pair.id} {pair.question!r} broke the bot ({what})")

    def __reduce__(self) -> tuple[type[PairCrashed], tuple[Pair, Exception]]:
        """Two arguments, not the message: it must come back from another process."""
        return PairCrashed, (self.pair, self.error)


@dataclass(frozen=True, slots=True)
class About:
    """What gave the answers; another one is told beside a comparison."""

    build: str = ""  # the index's fingerprint
    model: str = ""  # the embedding model
    articles: int = 0
    mode: Mode = "reader"
    made: Made = UNKNOWN


@dataclass(frozen=True, slots=True)
class System:
    """What is being tested: three questions one can put to it."""

    ask: Callable[[Pair], Answer]
    sources: Callable[[Pair], Sequence[str]]  # sources of the passages retrieved, best first, `DEPTH` at most
    article: ArticleOf
    about: About = About()


@dataclass(frozen=True, slots=True)
class Outcome:
    """One pair, its answer and the verdict."""

    pair: Pair
    answer: Answer
    checks: Checks
    rank: int | None  # 1-based place of the first passage of a right source
    took_ms: float

    @property
    def passed(self) -> bool:
        return self.checks.passed

    def to_json(self) -> dict[str, Any]:
        """A line of RESULTS."""
        return {
            "id": self.pair.id,
            "passed": self.passed,
            "checks": asdict(self.checks),
            "rank": self.rank,
            "kind": self.pair.kind,
            "lang": self.pair.lang,
            "answer": self.answer.to_json(),
        }


@dataclass(frozen=True, slots=True)
class Results:
    """A whole run."""

    outcomes: tuple[Outcome, ...]
    about: About
    took_s: float

    @property
    def passed(self) -> int:
        return sum(outcome.passed for outcome in self.outcomes)


def nothing(done: int) -> None:
    """Hears of progress and says nothing."""


def evaluate(pairs: Sequence[Pair], system: System, progress: Progress = nothing) -> Results:
    """Ask all *pairs*, one after the other; *progress* is told how many are done."""
    return collect((one(pair, system) for pair in pairs), system.about, progress)


def collect(coming: Iterable[Outcome], about: About, progress: Progress) -> Results:
    """The outcomes as they come, timed and counted."""
    began = time.perf_counter()
    outcomes: list[Outcome] = []
    for outcome in coming:
        outcomes.append(outcome)
        progress(len(outcomes))
    return Results(tuple(outcomes), about, time.perf_counter() - began)


def one(pair: Pair, system: System) -> Outcome:
    """Ask one pair. The time is that of the answer alone, without the look at retrieval.

    Raises `IndexProblem` with the words of the one that came, and `PairCrashed` for whatever nobody foresaw.
    """
    began = time.perf_counter()
    try:
        answer = system.ask(pair)
    except IndexProblem as error:
        # Only the message comes whole from another process.
        raise IndexProblem(str(error)) from error
    except Exception as error:
        raise PairCrashed(pair, error) from error
    took_ms = (time.perf_counter() - began) * 1000
    checks = judge(pair, answer, system.article)
    return Outcome(pair, answer, checks, _rank(pair, system) if pair.source_any else None, took_ms)


def _rank(pair: Pair, system: System) -> int | None:
    places = (n for n, source in enumerate(system.sources(pair), 1) if source in pair.source_any)
    return next(places, None)


def system_of(index: Index, model: Speaker | None = None) -> System:
    """The bot on *index*: the reader, or a language model."""
    from bot import chat
    from bot.reading.opening import reader_of

    def ask(pair: Pair) -> Answer:
        filters = Filters(as_of=pair.as_of)
        if model is None:
            turns = thread.before(pair)
            answer = chat.ask(pair.question, index, history=turns or pair.history, filters=filters)
            thread.keep(pair, answer)
            return answer
        from bot.llm import answer as told

        return told.ask(pair.question, index, model=model, history=pair.history, filters=filters)

    thread = Thread(ask)

    def sources(pair: Pair) -> list[str]:
        turns = thread.before(pair) or pair.history
        hits = chat.retrieve(pair.question, index, history=turns, filters=Filters(as_of=pair.as_of), k=DEPTH)
        return [hit.article.source for hit in hits]

    held = index.manifest
    made = made_by(index, reader_of(index))
    about = About(held.build, held.model, held.articles, "llm" if model else "reader", made)
    return System(ask, sources, index.article, about)
