"""Runs over time, in one SQLite file: what each run was of, its figures, and each pair's outcome."""

from __future__ import annotations

import datetime
import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.evaluate.baseline import our_version
from bot.evaluate.cause import Circumstances, causes, source_of
from bot.evaluate.made import UNKNOWN, Made
from bot.evaluate.metrics import summarise
from bot.evaluate.pairs import BrokenPairs
from bot.evaluate.run import Outcome, Results

# Another run may be writing its rows; that takes milliseconds.
_WAIT_S = 5
_TABLES = (
    """CREATE TABLE IF NOT EXISTS runs (
      id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, build TEXT NOT NULL, model TEXT NOT NULL,
      articles INTEGER NOT NULL, mode TEXT NOT NULL, version TEXT NOT NULL, shares TEXT NOT NULL)""",
    """CREATE TABLE IF NOT EXISTS results (
      run INTEGER NOT NULL REFERENCES runs(id), pair TEXT NOT NULL, passed INTEGER NOT NULL,
      place INTEGER, cited TEXT NOT NULL, PRIMARY KEY (run, pair))""",
    # A corpus is kept once, however many runs were of it.
    """CREATE TABLE IF NOT EXISTS corpora (
      build TEXT NOT NULL, source TEXT NOT NULL, sum TEXT NOT NULL, PRIMARY KEY (build, source))""",
    """CREATE TABLE IF NOT EXISTS made (
      run INTEGER PRIMARY KEY REFERENCES runs(id), code TEXT NOT NULL, reader TEXT NOT NULL)""",
)


@dataclass(frozen=True, slots=True)
class Run:
    """One run; *shares* are (right, of) by the figure's name."""

    id: int
    at: str  # ISO minute, UTC
    build: str
    model: str
    articles: int
    mode: str
    version: str
    shares: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Result:
    """What one pair gave in one run."""

    passed: bool
    rank: int | None
    cited: tuple[str, ...]  # "source, date" of the quotes


@dataclass(frozen=True, slots=True)
class Drift:
    """A pair whose verdict or rank differs between two runs, and what else was different."""

    pair: str
    was: Result
    now: Result
    causes: tuple[str, ...]  # in words (`bot.evaluate.cause`)


class History:
    """The file; raises `BrokenPairs` when it is none of ours or cannot be written."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def keep(self, results: Results) -> int:
        """Write one run whole or not at all; returns its number."""
        about, shares = results.about, summarise(results).total.shares()
        told = json.dumps({name: (share.good, share.of) for name, share in shares.items()})
        at = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%MZ")
        values = (at, about.build, about.model, about.articles, about.mode, our_version(), told)
        with self._open() as db:
            number = db.execute(
                "INSERT INTO runs (at, build, model, articles, mode, version, shares) VALUES (?,?,?,?,?,?,?)",
                values,
            ).lastrowid
            rows = [(number, *_row(outcome)) for outcome in results.outcomes]
            db.executemany("INSERT INTO results VALUES (?,?,?,?,?)", rows)
            made = about.made
            db.execute("INSERT INTO made VALUES (?,?,?)", (number, made.code, made.reader))
            held = [(about.build, source, told) for source, told in made.corpus.items()]
            db.executemany("INSERT OR REPLACE INTO corpora VALUES (?,?,?)", held)
        return number or 0

    def made(self, run: Run) -> Made:
        """The sums that *run* was made with; unknown of a run that an earlier version kept."""
        with self._open() as db:
            row = db.execute("SELECT code, reader FROM made WHERE run = ?", (run.id,)).fetchone()
            held = db.execute("SELECT source, sum FROM corpora WHERE build = ?", (run.build,)).fetchall()
        return Made(row[0], row[1], dict(held)) if row else UNKNOWN

    def runs(self) -> tuple[Run, ...]:
        """Oldest first."""
        with self._open() as db:
            rows = db.execute("SELECT * FROM runs ORDER BY id").fetchall()
        return tuple(_run(row) for row in rows)

    def results(self, run: int) -> dict[str, Result]:
        """By the pair's id."""
        with self._open() as db:
            rows = db.execute("SELECT pair, passed, place, cited FROM results WHERE run = ?", (run,))
            return {r[0]: Result(bool(r[1]), r[2], tuple(json.loads(r[3]))) for r in rows}

    def asked(self) -> dict[int, frozenset[str]]:
        """The ids of the pairs that each run asked, by its number."""
        found: dict[int, set[str]] = {}
        with self._open() as db:
            for run, pair in db.execute("SELECT run, pair FROM results"):
                found.setdefault(run, set()).add(pair)
        return {run: frozenset(pairs) for run, pairs in found.items()}

    def failed(self) -> frozenset[str]:
        """The pairs that failed when they were last asked, in whichever run that was."""
        with self._open() as db:
            rows = db.execute("SELECT pair, passed, max(run) FROM results GROUP BY pair").fetchall()
        return frozenset(name for name, passed, _ in rows if not passed)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            db = sqlite3.connect(self.path, timeout=_WAIT_S)
        except sqlite3.Error as error:
            raise BrokenPairs((f"{self.path}: cannot be opened ({error})",)) from None
        try:
            with db:
                for table in _TABLES:
                    db.execute(table)
                yield db
        except (sqlite3.Error, ValueError, TypeError) as error:
            what = f"{self.path}: cannot be used as a history of runs ({error}); name another file"
            raise BrokenPairs((what,)) from None
        finally:
            db.close()


def _run(row: tuple[Any, ...]) -> Run:
    number, at, build, model, articles, mode, version, told = row
    shares = {name: (good, of) for name, (good, of) in json.loads(told).items()}
    return Run(number, at, build, model, articles, mode, version, shares)


def _row(outcome: Outcome) -> tuple[str, int, int | None, str]:
    cited = [f"{c.source}, {c.published or 'no date'}" for c in outcome.answer.citations]
    return outcome.pair.id, int(outcome.passed), outcome.rank, json.dumps(cited, ensure_ascii=False)


def drift(history: History, was: Run, now: Run) -> tuple[Drift, ...]:
    """The pairs of both runs whose verdict or rank differs, each with what may have caused it."""
    before, after = history.results(was.id), history.results(now.id)
    then, today = (_circumstances(history, run) for run in (was, now))

    def found() -> Iterator[Drift]:
        for name, result in after.items():
            old = before.get(name)
            if old is not None and (old.passed, old.rank) != (result.passed, result.rank):
                cited = [source_of(told) for told in (*old.cited, *result.cited)]
                yield Drift(name, old, result, causes(then, today, cited))

    return tuple(found())


def _circumstances(history: History, run: Run) -> Circumstances:
    return Circumstances(run.build, run.model, run.mode, run.version, history.made(run))
