"""Why a pair's result changed between two runs: its articles, other articles, the model or the code.

What is the same in both runs is no cause. Where several things differ all are named: only `hanoi ingest --pairs`,
which asks before and after with one code and one model, knows better.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.evaluate.made import UNKNOWN, Made


@dataclass(frozen=True, slots=True)
class Circumstances:
    """One of the two runs."""

    build: str
    model: str  # the embedding model
    mode: str
    version: str
    made: Made = UNKNOWN


def causes(was: Circumstances, now: Circumstances, cited: Sequence[str]) -> tuple[str, ...]:
    """Each possible cause in words; *cited* are the sources that the pair's answers cited, then or now."""
    return (*_articles(was, now, cited), *_model(was, now), *_code(was, now)) or (
        "nothing that is recorded: the pair itself was changed",
    )


def _articles(was: Circumstances, now: Circumstances, cited: Sequence[str]) -> Iterator[str]:
    before, after = was.made.corpus, now.made.corpus
    if was.build == now.build:
        return
    if not before or not after:
        yield "the corpus changed"  # an earlier version kept no more than its fingerprint
        return
    mine = [source for source in dict.fromkeys(cited) if before.get(source) != after.get(source)]
    yield from (f"its article {_how(source, was, now)}: {source}" for source in mine)
    if not mine and before != after:
        counted = [_how(s, was, now) for s in {**before, **after} if before.get(s) != after.get(s)]
        told = ", ".join(
            f"{counted.count(how)} {how}" for how in ("changed", "is new", "is gone") if how in counted
        )
        yield f"other articles changed ({told.replace(' is ', ' ')})"
    elif not mine:
        yield "the index was built otherwise"


def _how(source: str, was: Circumstances, now: Circumstances) -> str:
    if source not in was.made.corpus:
        return "is new"
    return "changed" if source in now.made.corpus else "is gone"


def _model(was: Circumstances, now: Circumstances) -> Iterator[str]:
    if was.model != now.model:
        yield "the embedding model changed"
    if was.mode != now.mode:
        yield f"another mode: {was.mode} then, {now.mode} now"
    if was.made.reader and now.made.reader and was.made.reader != now.made.reader:
        yield "the reader's model changed"


def _code(was: Circumstances, now: Circumstances) -> Iterator[str]:
    known = was.made.code and now.made.code
    if was.made.code != now.made.code if known else was.version != now.version:
        yield "the code changed"
    elif not known:
        yield "perhaps the code: what was run then is not recorded"


def source_of(cited: str) -> str:
    """The source of "source, date"."""
    return cited.rpartition(", ")[0]
