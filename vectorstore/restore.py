"""Give an unmarked Vietnamese question its marks back: "bao nhieu nuoc da ky" -> "bao nhiêu nước đã ký".

Viterbi over the forms and the word pairs seen in the articles; the words of questions, which news rarely holds, are
seen beforehand (`data/questions.txt`, and the glossary's Vietnamese). A form alone counts by how many words it
follows, not by how often it stands (Kneser and Ney 1995): "bao" is frequent, but only before "nhiêu".
"""

from __future__ import annotations

import math
import sqlite3
from collections import Counter
from collections.abc import Iterable
from importlib.resources import files
from itertools import chain, pairwise
from pathlib import Path

from .aliases import glossary
from .tables import readonly
from .text import fold, is_marked, tokens

_START = "<s>"
# Of a word's probability, how much comes from the word before it (interpolated bigrams).
_FROM_PAIRS = 0.85
# What an unseen form counts, in occurrences.
_UNSEEN = 0.1


def write(connection: sqlite3.Connection, texts: Iterable[str]) -> None:
    """Count the forms and pairs of *texts* into two tables of the build."""
    words: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    asked = files("vectorstore").joinpath("data", "questions.txt").read_text(encoding="utf-8")
    for text in chain(texts, [asked], glossary().values()):
        _count(text, 1, words, pairs)
    _create(connection)
    follows = Counter(second for _, second in pairs)
    forms = ((fold(word), word, times, follows[word]) for word, times in words.items())
    connection.executemany("INSERT INTO forms VALUES (?, ?, ?, ?)", forms)
    connection.executemany("INSERT INTO pairs VALUES (?, ?, ?)", ((*p, times) for p, times in pairs.items()))
    _index(connection)


def update(connection: sqlite3.Connection, earlier: Path, gone: Iterable[str], new: Iterable[str]) -> None:
    """The tables of an *earlier* build without the texts that are *gone* and with the *new* ones."""
    words: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for weight, texts in ((-1, gone), (1, new)):
        for text in texts:
            _count(text, weight, words, pairs)
    _create(connection)
    connection.commit()
    connection.execute("ATTACH ? AS earlier", (readonly(earlier),))
    connection.execute("INSERT INTO forms SELECT * FROM earlier.forms")
    connection.execute("INSERT INTO pairs SELECT * FROM earlier.pairs")
    connection.commit()
    connection.execute("DETACH earlier")
    _index(connection)
    follows: Counter[str] = Counter()
    for (first, second), times in pairs.items():
        if times:
            follows[second] += _add_pair(connection, first, second, times)
    for word, times in words.items():
        _add_form(connection, word, times, follows[word])


def _create(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE forms (folded TEXT, form TEXT, times INTEGER, follows INTEGER)")
    connection.execute("CREATE TABLE pairs (first TEXT, second TEXT, times INTEGER)")


def _index(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE INDEX by_folded ON forms (folded)")
    connection.execute("CREATE INDEX by_pair ON pairs (first, second)")


def _add_pair(connection: sqlite3.Connection, first: str, second: str, times: int) -> int:
    """How many more first words *second* follows: 1, 0 or -1."""
    row = connection.execute(
        "SELECT rowid, times FROM pairs WHERE first = ? AND second = ?", (first, second)
    ).fetchone()
    if row is None:
        connection.execute("INSERT INTO pairs VALUES (?, ?, ?)", (first, second, times))
        return 1
    if row[1] + times:
        connection.execute("UPDATE pairs SET times = ? WHERE rowid = ?", (row[1] + times, row[0]))
        return 0
    connection.execute("DELETE FROM pairs WHERE rowid = ?", (row[0],))
    return -1


def _add_form(connection: sqlite3.Connection, word: str, times: int, follows: int) -> None:
    changed = connection.execute(
        "UPDATE forms SET times = times + ?, follows = follows + ? WHERE folded = ? AND form = ?",
        (times, follows, fold(word), word),
    )
    if not changed.rowcount:
        connection.execute("INSERT INTO forms VALUES (?, ?, ?, ?)", (fold(word), word, times, follows))
    connection.execute("DELETE FROM forms WHERE folded = ? AND form = ? AND times = 0", (fold(word), word))


def _count(text: str, weight: int, words: Counter[str], pairs: Counter[tuple[str, str]]) -> None:
    for line in text.splitlines():
        run = [_START, *tokens(line)]
        for word in run:
            words[word] += weight
        for pair in pairwise(run):
            pairs[pair] += weight


class Restorer:
    """Restores marks by what one build has seen."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        (total,) = connection.execute("SELECT sum(follows) FROM forms").fetchone()
        self._total = float(total or 1)

    def __call__(self, question: str) -> str:
        """The likeliest marked form, in lower case; a word nobody has seen stays as it is."""
        if is_marked(question):
            return question
        paths: dict[str, tuple[float, tuple[str, ...]]] = {_START: (0.0, ())}
        times = {_START: self._times(_START)}
        for word in tokens(question):
            forms = self._forms(word)
            paths = {form: self._best(form, follows, paths, times) for form, (_, follows) in forms.items()}
            times = {form: seen for form, (seen, _) in forms.items()}
        return " ".join(max(paths.values())[1])

    def _best(
        self,
        form: str,
        follows: float,
        paths: dict[str, tuple[float, tuple[str, ...]]],
        times: dict[str, float],
    ) -> tuple[float, tuple[str, ...]]:
        alone = (1 - _FROM_PAIRS) * (follows + _UNSEEN) / self._total
        options = []
        for before, (score, path) in paths.items():
            together = _FROM_PAIRS * self._pair(before, form) / max(times[before], 1.0)
            options.append((score + math.log(together + alone), (*path, form)))
        return max(options)

    def _forms(self, word: str) -> dict[str, tuple[float, float]]:
        """Form -> how often it stands, how many words it follows."""
        rows = self._connection.execute("SELECT form, times, follows FROM forms WHERE folded = ?", (word,))
        return {form: (times, follows) for form, times, follows in rows} or {word: (0.0, 0.0)}

    def _pair(self, first: str, second: str) -> float:
        row = self._connection.execute(
            "SELECT times FROM pairs WHERE first = ? AND second = ?", (first, second)
        ).fetchone()
        return float(row[0]) if row else 0.0

    def _times(self, form: str) -> float:
        row = self._connection.execute("SELECT times FROM forms WHERE form = ? LIMIT 1", (form,)).fetchone()
        return float(row[0]) if row else 0.0
