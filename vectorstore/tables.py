"""The build's SQLite file: articles as they were, passages with their borders, and where their rows are."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .types import Article, Passage, Sentence

FILE = "index.sqlite"


@dataclass(frozen=True, slots=True)
class Stored:
    """A passage as its row holds it."""

    position: int
    start: int
    stop: int
    sentences: str  # JSON: [[start, end, heading], ...]
    count: int  # of sentences


def create(path: Path) -> sqlite3.Connection:
    """A new file with empty tables."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rwc", uri=True)
    connection.execute("CREATE TABLE articles (number INTEGER PRIMARY KEY, id TEXT UNIQUE, record TEXT)")
    connection.execute(
        "CREATE TABLE passages (row INTEGER PRIMARY KEY, id TEXT UNIQUE, article INTEGER, position INTEGER, "
        "start INTEGER, stop INTEGER, sentences TEXT, first_sentence INTEGER)"
    )
    connection.execute("CREATE INDEX by_article ON passages (article)")
    return connection


def add_articles(connection: sqlite3.Connection, articles: Sequence[Article]) -> None:
    """Articles, numbered in the order given."""
    connection.executemany(
        "INSERT INTO articles VALUES (?, ?, ?)",
        ((n, a.id, json.dumps(a.to_json(), ensure_ascii=False)) for n, a in enumerate(articles)),
    )


def stored(passage: Passage) -> Stored:
    """A passage as it is kept."""
    sentences = json.dumps([[s.start, s.end, int(s.heading)] for s in passage.sentences])
    return Stored(passage.position, passage.start, passage.end, sentences, len(passage.sentences))


def add_passages(
    connection: sqlite3.Connection,
    article: str,
    number: int,
    row: int,
    first: int,
    passages: Iterable[Stored],
) -> None:
    """Passages of one article (its id and number), from *row* on; their sentences from *first* on."""
    for at, p in enumerate(passages, row):
        name = Passage(article, p.position, p.start, p.stop, ()).id
        connection.execute(
            "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (at, name, number, p.position, p.start, p.stop, p.sentences, first),
        )
        first += p.count


def open_readonly(path: Path) -> sqlite3.Connection:
    """The file of a finished build: it never changes, so many threads may read it at once."""
    return sqlite3.connect(readonly(path), uri=True, check_same_thread=False)


def readonly(path: Path) -> str:
    """The URI under which a finished build's file is opened."""
    return f"{path.absolute().as_uri()}?mode=ro&immutable=1"


def read_articles(connection: sqlite3.Connection) -> list[Article]:
    """All articles, in the order of their numbers."""
    rows = connection.execute("SELECT record FROM articles ORDER BY number")
    return [Article.from_json(json.loads(record)) for (record,) in rows]


def read_article(connection: sqlite3.Connection, article_id: str) -> Article | None:
    """One article by its id."""
    found = connection.execute("SELECT record FROM articles WHERE id = ?", (article_id,)).fetchone()
    return Article.from_json(json.loads(found[0])) if found else None


def stored_of(connection: sqlite3.Connection, article_id: str) -> list[tuple[int, int, Stored]]:
    """(row, first sentence, passage) of one article, in reading order."""
    rows = connection.execute(
        "SELECT p.row, p.first_sentence, p.position, p.start, p.stop, p.sentences, json_array_length(p.sentences)"
        " FROM passages p JOIN articles a ON a.number = p.article WHERE a.id = ? ORDER BY p.row",
        (article_id,),
    )
    return [(r[0], r[1], Stored(*r[2:])) for r in rows]


def read_passage(connection: sqlite3.Connection, row: int) -> tuple[str, Passage]:
    """(article id, passage) of one row."""
    ((_, _, article, passage),) = read_passages(connection, range(row, row + 1))
    return article, passage


def read_passages(connection: sqlite3.Connection, rows: range) -> Iterator[tuple[int, int, str, Passage]]:
    """(row, article number, article id, passage) of neighbouring rows, in order."""
    found = connection.execute(
        "SELECT p.row, p.article, a.id, p.position, p.start, p.stop, p.sentences FROM passages p "
        "JOIN articles a ON a.number = p.article WHERE p.row >= ? AND p.row < ? ORDER BY p.row",
        (rows.start, rows.stop),
    )
    for row, number, article, position, start, stop, borders in found:
        sentences = tuple(Sentence(a, b, bool(heading)) for a, b, heading in json.loads(borders))
        yield row, number, article, Passage(article, position, start, stop, sentences)
