"""The values that cross package borders: articles, passages and hits.

All are frozen; every offset counts characters of `Article.text`, which is NFC.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, Self

Language = Literal["vi", "en"]
PublishedHow = Literal["stated", "metadata", "inferred", "unknown"]
Kind = Literal["news", "brief", "legal"]
# Whose words: an outlet's or institution's own, to be quoted, or ours, told after others.
Voice = Literal["source", "brief"]
# Who wrote a brief that names nobody.
OURSELVES = "Hanoi Convention chatbot"


@dataclass(frozen=True, slots=True)
class Caption:
    """A picture's caption: it helps to find its surroundings and is never quoted."""

    text: str
    at: int  # the character of Article.text that it stood before


@dataclass(frozen=True, slots=True)
class Basis:
    """A source that a brief retells: never its author."""

    publisher: str
    title: str
    url: str | None = None
    published: str | None = None  # ISO date


@dataclass(frozen=True, slots=True)
class Provision:
    """An article of a treaty, or a paragraph of one."""

    number: int
    chapter: str = ""  # "Chapter 2. Criminalization"; "" when the text has none
    paragraph: str = ""  # "1", "1 (a)"; "" of the whole article


@dataclass(frozen=True, slots=True)
class Article:
    """One dated text as it is kept in the archive, without its page's noise."""

    id: str
    title: str
    source: str  # file name below the folder that was ingested, or the address
    language: Language  # another language's two letters, unknown to the type, are kept but never asked in
    text: str  # NFC; paragraphs parted by one blank line
    publisher: str = ""  # "" when nobody knows
    author: str | None = None
    url: str | None = None
    published: str | None = None  # ISO date; of a brief, the day as of which it is true
    published_how: PublishedHow = "unknown"
    updated: str | None = None  # ISO date
    kind: Kind = "news"
    voice: Voice = "source"
    based_on: tuple[Basis, ...] = ()  # of a brief, the most important first
    provision: Provision | None = None  # of a treaty's own text
    captions: tuple[Caption, ...] = ()
    origin: str = ""  # the folder, feed or address it was ingested from; scopes `--prune`
    group: str | None = None  # id of the article this one reprints
    sha256: str = ""  # of the text, filled in when empty
    added_at: str = ""  # ISO time, UTC

    def __post_init__(self) -> None:
        if not self.sha256:
            digest = hashlib.sha256(self.text.encode()).hexdigest()
            object.__setattr__(self, "sha256", digest)

    def to_json(self) -> dict[str, Any]:
        """As plain values, in the order of the fields."""
        return asdict(self)

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Self:
        """The reverse of `to_json`; raises TypeError or KeyError on another shape.

        A brief kept before briefs named their sources is taken for our words after what it names.
        """
        if "voice" not in record and (record.get("kind") == "brief" or _is_of_starter(record)):
            record = _as_brief(record)
        captions = tuple(Caption(**c) for c in record.get("captions", ()))
        based_on = tuple(Basis(**b) for b in record.get("based_on", ()))
        provision = Provision(**record["provision"]) if record.get("provision") else None
        return cls(**{**record, "captions": captions, "based_on": based_on, "provision": provision})

    @property
    def names(self) -> tuple[str, ...]:
        """Under which outlets it is found: its own, or those that a brief retells."""
        return tuple(dict.fromkeys(n for n in (self.publisher, *(b.publisher for b in self.based_on)) if n))


def _is_of_starter(record: Mapping[str, Any]) -> bool:
    """Whether it was taken in from the starter corpus, of which a part was once kept as legal texts."""
    return str(record.get("origin", "")).replace("\\", "/").endswith("/ingest/corpus")


def _as_brief(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """An old record whose `publisher` and `url` are those of its source."""
    source = Basis(record.get("publisher") or "", record["title"], record.get("url"), record.get("published"))
    ours = {"kind": "brief", "voice": "brief", "publisher": OURSELVES, "author": None, "url": None}
    return {**record, **ours, "based_on": (asdict(source),) if source.publisher or source.url else ()}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence's place in its article."""

    start: int
    end: int
    heading: bool = False  # a sub-heading: found, never quoted


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences from one article: the smallest thing we retrieve."""

    article_id: str
    position: int  # 0-based, in reading order
    start: int
    end: int
    sentences: tuple[Sentence, ...]

    @property
    def id(self) -> str:
        """Stable across runs, so writing the same article twice changes nothing."""
        return f"{self.article_id}:{self.position:04d}"


@dataclass(frozen=True, slots=True)
class Filters:
    """Which articles may answer. All dates are ISO dates and inclusive."""

    since: str | None = None
    until: str | None = None
    as_of: str | None = None  # nothing published later is known; articles without a date are left out
    publisher: str | None = None
    language: Language | None = None
    without: tuple[str, ...] = ()  # ids of articles left out
    only: tuple[str, ...] = ()  # ids of articles that alone may answer; () for all


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question, with what each way of searching thought of it."""

    row: int  # the passage's place in the build
    passage: Passage
    article: Article
    score: float  # fused, 0..1 over the candidates
    cosine: float  # of the passage, -1..1
    lexical: float  # BM25 as a share of the question's maximum, 0..1
    sentence_cosines: tuple[float, ...]  # one a sentence of the passage
    ranks: Mapping[str, int] = field(default_factory=dict)  # way of searching -> 1-based rank
    # How well the question's words are met, 0 within a language (`vectorstore.tokens`): of the passage, and of
    # each of its sentences.
    alignment: float = 0.0
    met_elsewhere: float = 0.0  # how much better they are met in all such passages found than in this one
    alignments: tuple[float, ...] = ()
