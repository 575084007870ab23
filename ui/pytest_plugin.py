"""A pytest plugin: `pytest --hanoi-qa pairs.jsonl` makes one test a pair.

The index is opened once a run, as `hanoi` would open it: by the settings, but for
`--hanoi-home` and `--hanoi-embedder`. Nothing of ours is imported unless the option
is given.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from bot.evaluate.baseline import Kept
    from bot.evaluate.pairs import Pair
    from bot.evaluate.run import Outcome, System

_SYSTEM = pytest.StashKey["System"]()
_BASELINE = pytest.StashKey["Mapping[str, Kept]"]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("hanoi", "question-answer pairs for the Hanoi Convention chatbot")

    def option(name: str, metavar: str, help_: str) -> None:
        group.addoption(name, metavar=metavar, help=help_)

    option("--hanoi-home", "DIR", "where the index is; else HANOI_HOME")
    option("--hanoi-embedder", "MODEL", "the embedding model the index was built with; else HANOI_EMBEDDER")
    option("--hanoi-baseline", "FILE", "a blessed run: what failed there may fail, what is lost shows how")
    files = "run the pairs of FILE (.jsonl, .yaml or .csv), one test a pair; may be repeated"
    group.addoption("--hanoi-qa", action="append", default=[], metavar="FILE", help=files)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Let the pairs be all that is collected, unless other paths were named."""
    paths = [str(path) for path in _given(config)]
    if missing := [path for path in paths if not Path(path).is_file()]:
        raise pytest.UsageError(f"--hanoi-qa: no such file: {', '.join(missing)}")
    if paths:
        named = config.args_source is pytest.Config.ArgsSource.ARGS
        config.args[:] = [*(config.args if named else []), *paths]


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> PairsFile | None:
    """Only files given by the option are pairs; a .yaml lying about is not."""
    given = file_path.resolve() in _given(parent.config)
    return PairsFile.from_parent(parent, path=file_path) if given else None


def _given(config: pytest.Config) -> list[Path]:
    return [Path(name).resolve() for name in config.getoption("--hanoi-qa")]


class PairsFile(pytest.File):
    """A pairs file, collected as one test a pair."""

    def collect(self) -> Iterator[PairTest]:
        from bot.evaluate.pairfiles import read
        from bot.evaluate.pairs import BrokenPairs

        try:
            pairs = read([self.path])
        except BrokenPairs as error:
            raise self.CollectError(str(error)) from None
        for pair in (pair for pair in pairs if not pair.candidate):
            yield PairTest.from_parent(self, name=f"{pair.id}-{pair.lang}-{pair.kind}", pair=pair)


class PairFailed(Exception):
    """The answer does not hold what its pair asks for."""

    def __init__(self, outcome: Outcome, was: str | None) -> None:
        self.outcome, self.was = outcome, was
        super().__init__(outcome.pair.id)


class PairTest(pytest.Item):
    """One pair."""

    def __init__(self, *, pair: Pair, **rest: object) -> None:
        super().__init__(**rest)  # type: ignore[arg-type]  # pytest hands its own arguments through
        self.pair = pair

    def runtest(self) -> None:
        from bot.evaluate.run import one

        outcome = one(self.pair, _system(self.config))
        if outcome.passed:
            return
        kept = _baseline(self.config).get(self.pair.id)
        if kept is not None and not kept.passed:
            pytest.xfail("it failed in the baseline too")
        raise PairFailed(outcome, kept.text if kept else None)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
        from bot.evaluate.explain import why

        if isinstance(excinfo.value, PairFailed):
            return why(excinfo.value.outcome, excinfo.value.was)
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, int | None, str]:
        line = int(self.pair.place.rpartition(":")[2]) - 1
        return self.path, line, f"{self.pair.id}: {self.pair.question}"


def _system(config: pytest.Config) -> System:
    if _SYSTEM not in config.stash:
        config.stash[_SYSTEM] = _open(config.getoption("--hanoi-home"), config.getoption("--hanoi-embedder"))
    return config.stash[_SYSTEM]


def _open(home: str | None, embedder: str | None) -> System:
    from ui.opening import explain, open_system
    from ui.settings import BadSetting, Settings
    from vectorstore.errors import IndexProblem

    named = {"HANOI_HOME": home, "HANOI_EMBEDDER": embedder}
    try:
        return open_system(Settings.from_env(os.environ | {k: v for k, v in named.items() if v}))
    except (BadSetting, IndexProblem) as error:
        pytest.exit(f"--hanoi-qa: {error}", returncode=explain(error).code)


def _baseline(config: pytest.Config) -> Mapping[str, Kept]:
    """What was agreed to, by the id of the pair; nothing without the option."""
    from bot.evaluate import baseline

    name = config.getoption("--hanoi-baseline")
    if name and _BASELINE not in config.stash:
        config.stash[_BASELINE] = baseline.load(Path(name)).pairs
    return config.stash.get(_BASELINE, {})
