"""What the bot says: an answer whose every statement is quoted from a dated article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, Self

from vectorstore.types import Article, Basis, Language, Provision, PublishedHow, Voice

Modifier = Literal["firm", "about", "over", "under"]
Mode = Literal["reader", "llm"]
# What is said first of a yes-or-no question; "unsaid": no sentence states or denies exactly that.
YesNo = Literal["yes", "no", "not_yet", "differ", "unsaid"]

# The `article_id` of what is told from the table of parties instead of from an article.
STATUS = "status"

# Why there is no answer; the words for each are in `bot/reply/missing.py`.
Reason = Literal[
    "not_in_articles",
    "off_subject",
    "after_newest",
    "forecast",
    "false_premise",
    "not_a_question",
    "small_talk",
]


@dataclass(frozen=True, slots=True)
class Citation:
    """`article.text[start:end] == quote`, checked when it is made.

    A verbatim quote where `voice` is "source"; a sentence of ours, told after `based_on`, where it is "brief".
    """

    number: int  # 1-based, the n of [n]
    article_id: str
    title: str
    publisher: str  # whose words they are
    published: str | None  # ISO date; of a brief, the day as of which it is true
    published_how: PublishedHow
    url: str | None  # None for a brief: its sources' are in `based_on`
    source: str
    quote: str  # one sentence, two at most
    start: int
    end: int
    context_start: int  # with its neighbours
    context_end: int
    context: str  # article.text[context_start:context_end]
    marks: tuple[tuple[int, int], ...] = ()  # the short answer's characters, offsets in the article
    others: int = 0  # how many other outlets carry the same text
    translation: str | None = None  # by a language model, of a quote in another language than the question
    voice: Voice = "source"
    based_on: tuple[Basis, ...] = ()  # of a brief, the most important first
    provision: Provision | None = None  # of a treaty's own text, with the paragraph that the quote begins in


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity at a date."""

    value: float
    unit: str
    modifier: Modifier
    as_of: str | None  # ISO date
    citation: int  # number of the citation that holds it


@dataclass(frozen=True, slots=True)
class Nearest:
    """A dated article close to a question that got no answer."""

    article_id: str
    title: str
    publisher: str
    published: str | None
    published_how: PublishedHow
    url: str | None
    source: str
    voice: Voice = "source"
    based_on: tuple[Basis, ...] = ()

    @classmethod
    def of(cls, article: Article) -> Self:
        """What is told of *article*."""
        a = article
        return cls(
            a.id, a.title, a.publisher, a.published, a.published_how, a.url, a.source, a.voice, a.based_on
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, or why there is none. Times apart, the same index and question give the same bytes."""

    question: str
    text: str  # plain text with [n] markers
    found: bool
    language: Language
    mode: Mode = "reader"
    reason: Reason | None = None  # when not found
    short: str | None = None  # the figure, date, name or place asked for, as it stands in the first quote
    hedged: bool = False  # found, but said with care
    citations: tuple[Citation, ...] = ()
    timeline: tuple[Figure, ...] = ()
    nearest: tuple[Nearest, ...] = ()
    left_out: tuple[str, ...] = ()  # what a language model said and could not be verified
    missing: str | None = (
        None  # what a language model says the articles do not tell of what was asked; None: nothing
    )
    build: str = ""
    confidence: float = 0.0  # 0..1: how sure that what is quoted answers (`bot.reader`)
    took_ms: Mapping[str, float] = field(default_factory=dict)  # by step, and "total"
    verdict: YesNo | None = None  # of a yes-or-no question
    voice: Voice | None = (
        None  # of its citations, always worked out: "brief" when any is one; None without any
    )

    @property
    def from_table(self) -> bool:
        """Whether it is told from the table of parties: sentences that nobody has to word again."""
        return any(c.article_id == STATUS for c in self.citations)

    def __post_init__(self) -> None:
        voices = {c.voice for c in self.citations}
        object.__setattr__(self, "voice", "brief" if "brief" in voices else "source" if voices else None)

    def to_json(self) -> dict[str, Any]:
        """As plain values, in the order of the fields."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Quotes:
    """The reader's answer, on its way before a language model's words: what is shown until those are there."""

    answer: Answer
