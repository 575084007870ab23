"""Example questions that the current index really answers: each is asked before it is offered."""

from __future__ import annotations

import math
import threading
import time
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from bot.answer import Answer
from ui.answering import Answerer
from ui.ours import by_ourselves
from ui.question import check
from ui.strings import LANGUAGES
from vectorstore.errors import IndexProblem
from vectorstore.text import tokens
from vectorstore.types import Article, Language

# Most of ours: four at the start, and after an answer the three nearest to it.
WANTED = 12
# Below this the reader itself calls an answer uncertain, and an example should show it at its best.
SURE = 0.5

# After the index could not be searched, as when a Chroma server is away, they are asked again, but not by every visitor.
AGAIN_S = 30.0

Said = tuple[str, int] | None


@dataclass(frozen=True, slots=True)
class Example:
    """A question, and the quote that answers it."""

    question: str
    said: Said


@dataclass(frozen=True, slots=True)
class _Known:
    """What was found out for one build."""

    articles: Sequence[Article]
    examples: tuple[Example, ...]
    until: float = math.inf  # monotonic; finite when asking was cut short


class Examples:
    """Asks our candidate questions once a build and remembers those that were answered."""

    def __init__(self, answerer: Answerer) -> None:
        self._answerer = answerer
        self._known: dict[Language, _Known] = {}
        self._lock = threading.Lock()

    def answered(self, language: Language) -> tuple[Example, ...]:
        """At most `WANTED` of our questions in *language*, in their order; the first call asks them."""
        articles = self.articles()
        with self._lock:
            known = self._known.get(language)
            if known is None or known.articles != articles or time.monotonic() > known.until:
                known = self._known[language] = self._ask(articles, language)
        return known.examples

    def ready(self, language: Language) -> tuple[Example, ...]:
        """Those that are known by now; never waits."""
        known = self._known.get(language)
        return known.examples if known else ()

    def warm(self) -> None:
        """Ask them in a thread of its own, so that no visitor waits; the server does it as it starts."""

        def ask() -> None:
            for language in LANGUAGES:
                self.answered(language)

        threading.Thread(target=ask, name="examples", daemon=True).start()

    def articles(self) -> Sequence[Article]:
        """Those of the current index; none while it cannot be read."""
        try:
            return self._answerer.articles()
        except IndexProblem:
            return ()

    def following(self, answers: Sequence[Answer], language: Language, most: int = 3) -> tuple[str, ...]:
        """Those nearest to the last answer whose own has not been shown yet, in whatever words it was asked for.

        Never waits: an answer is not held back until its suggestions are known.
        """
        before = {_said(answer) for answer in answers}
        fresh = [example.question for example in self.ready(language) if example.said not in before]
        return tuple(_nearest(answers[-1], fresh)[:most]) if answers else tuple(fresh[:most])

    def _ask(self, articles: Sequence[Article], language: Language) -> _Known:
        good: list[Example] = []
        for question in candidates(language) if articles else ():
            if len(good) == WANTED:
                break
            try:
                with by_ourselves():
                    *_, last = self._answerer.stream_asked(check(question, use_model=False))
            except Exception:  # a page without examples is better than none; asking will say what is wrong
                return _Known(articles, tuple(good), time.monotonic() + AGAIN_S)
            if isinstance(last, Answer) and last.found and not last.hedged and last.confidence >= SURE:
                good.append(Example(question, _said(last)))
        return _Known(articles, tuple(good))


def _said(answer: Answer) -> Said:
    """The article and the place of the first quote."""
    return next(((c.article_id, c.start) for c in answer.citations), None)


def _nearest(answer: Answer, questions: Sequence[str]) -> list[str]:
    """In the order of the words they share with the answer; one that many of them hold says little."""
    told = set(_words(" ".join([answer.question, answer.text, *(c.context for c in answer.citations)])))
    each = [set(_words(question)) for question in questions]
    common = Counter(word for some in each for word in some)
    weight = [sum(1 / common[word] for word in some & told) for some in each]
    order = sorted(range(len(questions)), key=lambda n: -weight[n])  # stable: the plainest first
    return [questions[n] for n in order]


def _words(text: str) -> list[str]:
    return [word.casefold() for word in tokens(text)]


def candidates(language: Language) -> tuple[str, ...]:
    """Our own questions about the subject, the plainest first."""
    table: dict[str, list[str]] = tomllib.loads(
        files("ui.page").joinpath("questions.toml").read_text("utf-8")
    )
    return tuple(table[language])
