"""The build's SQLite file: articles as they were, passages with their borders, and where their rows are."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from .types import Article, Passage, Sentence

FILE = "index.sqlite"


def create(path: Path) -> sqlite3.Connection:
    """A new file with empty tables."""
    connection = sqlite3.connect(path)
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


def add_passages(connection: sqlite3.Connection, passages: Iterable[tuple[int, Passage]]) -> None:
    """(article number, passage), rows in the order given."""
    first = 0
    for row, (number, passage) in enumerate(passages):
        sentences = json.dumps([[s.start, s.end, int(s.heading)] for s in passage.sentences])
        connection.execute(
            "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (row, passage.id, number, passage.position, passage.start, passage.end, sentences, first),
        )
        first += len(passage.sentences)


def open_readonly(path: Path) -> sqlite3.Connection:
    """The file of a finished build: it never changes, so many threads may read it at once."""
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
    )


def read_articles(connection: sqlite3.Connection) -> list[Article]:
    """All articles, in the order of their numbers."""
    rows = connection.execute("SELECT record FROM articles ORDER BY number")
    return [Article.from_json(json.loads(record)) for (record,) in rows]


def read_passage(connection: sqlite3.Connection, row: int) -> tuple[str, Passage]:
    """(article id, passage) of one row."""
    article, position, start, end, borders = connection.execute(
        "SELECT a.id, p.position, p.start, p.stop, p.sentences FROM passages p "
        "JOIN articles a ON a.number = p.article WHERE p.row = ?",
        (row,),
    ).fetchone()
    sentences = tuple(Sentence(a, b, bool(heading)) for a, b, heading in json.loads(borders))
    return article, Passage(article, position, start, end, sentences)
