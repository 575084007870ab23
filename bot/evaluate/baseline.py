"""What the answers were when somebody last agreed to them, and what differs now.

A baseline is written on purpose only (`hanoi eval bless`). It keeps what a
person needs to see what changed: the verdict, the words, the quotes with their
sources and dates, and which index, model and version gave them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from bot.answer import Answer
from bot.evaluate.cause import Circumstances, causes, source_of
from bot.evaluate.made import UNKNOWN, Made
from bot.evaluate.pairs import BrokenPairs
from bot.evaluate.run import Outcome, Results

FORMAT = 1
# What a change is called, and the field of `Kept` in which it shows.
_PARTS = {
    "verdict": "passed",
    "found": "found",
    "answer": "text",
    "quote": "quotes",
    "source": "sources",
    "question": "question",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """One pair as it was, or is."""

    question: str
    passed: bool
    found: bool
    text: str
    quotes: tuple[str, ...]
    sources: tuple[str, ...]  # "source, date", one a quote
    confidence: float


@dataclass(frozen=True, slots=True)
class Baseline:
    """A blessed run."""

    build: str  # the index's fingerprint
    model: str
    articles: int
    version: str
    mode: str
    pairs: Mapping[str, Kept]
    made: Made = UNKNOWN

    @property
    def circumstances(self) -> Circumstances:
        """What gave it."""
        return Circumstances(self.build, self.model, self.mode, self.version, self.made)

    def only(self, ids: Iterable[str]) -> Baseline:
        """What it holds of some pairs."""
        return replace(self, pairs={name: self.pairs[name] for name in ids if name in self.pairs})


@dataclass(frozen=True, slots=True)
class Change:
    """A pair whose outcome differs from the baseline's."""

    id: str
    was: Kept
    now: Kept
    what: tuple[str, ...]  # words of `_PARTS`
    why: tuple[str, ...] = ()  # possible causes, in words (`bot.evaluate.cause`); () when nothing differs


@dataclass(frozen=True, slots=True)
class Comparison:
    """What got worse, what got better, what merely differs."""

    lost: tuple[Change, ...]  # passed then, fails now
    won: tuple[Change, ...]
    changed: tuple[Change, ...]  # the same verdict, other words or sources
    new: tuple[str, ...]  # ids the baseline does not know
    gone: tuple[str, ...]  # ids it knows and that were not asked
    other: tuple[str, ...]  # how the circumstances differ, in words
    tolerance: int

    @property
    def worse(self) -> bool:
        """Whether more was lost than was agreed to."""
        return len(self.lost) > self.tolerance


def of(results: Results) -> Baseline:
    """The run as a baseline."""
    system = results.about
    kept = {o.pair.id: keep(o) for o in results.outcomes}
    return Baseline(
        system.build, system.model, system.articles, our_version(), system.mode, kept, system.made
    )


def keep(outcome: Outcome) -> Kept:
    """What is compared of one outcome; times are left out."""
    answer = outcome.answer
    quotes, sources = quoted(answer)
    return Kept(
        question=outcome.pair.question,
        passed=outcome.passed,
        found=answer.found,
        text=answer.text,
        quotes=quotes,
        sources=sources,
        confidence=round(answer.confidence, 4),
    )


def quoted(answer: Answer) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Its quotes, and "source, date" of each."""
    quotes = tuple(c.quote for c in answer.citations)
    return quotes, tuple(f"{c.source}, {c.published or 'no date'}" for c in answer.citations)


def our_version() -> str:
    """Of the installed distribution."""
    try:
        return version("hanoi-convention-bot")
    except PackageNotFoundError:  # run from a checkout that was never installed
        return "not installed"


def save(path: Path, baseline: Baseline) -> None:
    """Write it with one line a pair, so that a version control diff names the pairs."""
    head = {"format": FORMAT, **{k: v for k, v in asdict(baseline).items() if k not in ("pairs", "made")}}
    lines = [
        f"  {json.dumps(name, ensure_ascii=False)}: {json.dumps(asdict(kept), ensure_ascii=False)}"
        for name, kept in sorted(baseline.pairs.items())
    ]
    text = json.dumps(head, ensure_ascii=False)[:-1] + _made(baseline.made)
    text += ', "pairs": {\n' + ",\n".join(lines) + "\n}}\n"
    path.write_text(text, encoding="utf-8")


def _made(made: Made) -> str:
    """A line an article."""
    if made == UNKNOWN:
        return ""
    head = json.dumps({"code": made.code, "reader": made.reader})[:-1]
    lines = [f"  {json.dumps(k, ensure_ascii=False)}: {json.dumps(v)}" for k, v in made.corpus.items()]
    return f', "made": {head}, "corpus": {{\n' + ",\n".join(lines) + "\n}}"


def load(path: Path) -> Baseline:
    """Read what `save` wrote; raises `BrokenPairs`, saying how to make one."""
    try:
        record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if record.pop("format") != FORMAT:
            raise ValueError("another version wrote it")
        pairs = {name: _kept(kept) for name, kept in record.pop("pairs").items()}
        made = Made.from_json(record.pop("made", {}))
        return Baseline(**record, pairs=pairs, made=made)
    except OSError as error:
        what = f"cannot be read ({error.strerror})"
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        what = f"is no baseline ({' '.join(str(error).split()) or type(error).__name__})"
    raise BrokenPairs((f"{path}: {what}; write one with `hanoi eval bless PAIRS --baseline {path}`",))


def _kept(record: Mapping[str, Any]) -> Kept:
    return Kept(**{**record, "quotes": tuple(record["quotes"]), "sources": tuple(record["sources"])})


def compare(results: Results, baseline: Baseline, tolerance: int = 0) -> Comparison:
    """Pair by pair; *tolerance* is how many pairs may be lost."""
    now = of(results)
    both = [name for name in now.pairs if name in baseline.pairs]
    changes = [_change(name, baseline, now) for name in both]
    return Comparison(
        lost=tuple(c for c in changes if c.was.passed and not c.now.passed),
        won=tuple(c for c in changes if c.now.passed and not c.was.passed),
        changed=tuple(c for c in changes if c.what and c.was.passed == c.now.passed),
        new=tuple(name for name in now.pairs if name not in baseline.pairs),
        gone=tuple(name for name in baseline.pairs if name not in now.pairs),
        other=_circumstances(baseline, now),
        tolerance=tolerance,
    )


def _change(name: str, then: Baseline, today: Baseline) -> Change:
    was, now = then.pairs[name], today.pairs[name]
    what = tuple(word for word, part in _PARTS.items() if getattr(was, part) != getattr(now, part))
    cited = [source_of(told) for told in (*was.sources, *now.sources)]
    return Change(
        name, was, now, what, causes(then.circumstances, today.circumstances, cited) if what else ()
    )


def _circumstances(was: Baseline, now: Baseline) -> tuple[str, ...]:
    looked_at: Sequence[tuple[str, object, object]] = (
        ("index", f"{was.build} of {was.articles} articles", f"{now.build} of {now.articles} articles"),
        ("embedding model", was.model, now.model),
        ("version", was.version, now.version),
        ("mode", was.mode, now.mode),
    )
    return tuple(f"other {name}: {a} then, {b} now" for name, a, b in looked_at if a != b)
