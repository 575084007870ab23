"""Why a pair came out otherwise: what differs between the runs, and what proves to be it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.answer import Answer
from bot.evaluate import baseline
from bot.evaluate.after import changed, lines
from bot.evaluate.cause import Circumstances, causes
from bot.evaluate.made import Made, code_sum, made_by
from bot.evaluate.pairs import Pair
from bot.evaluate.run import About
from bot.reading.opening import reader_of
from tests.bot.evaluate.conftest import QUOTES, RunWith, answer_with
from vectorstore.index import Index

MADE = Made("c1", "r1", {"vi-a.md": "1", "vi-b.md": "1"})
WAS = Circumstances("b1", "m1", "reader", "1.0", MADE)


def corpus(**sums: str) -> Circumstances:
    held = {name.replace("_", "-") + ".md": told for name, told in sums.items()}
    return replace(WAS, build="b2", made=replace(MADE, corpus=held))


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (corpus(vi_a="2", vi_b="1"), ("its article changed: vi-a.md",)),
        (corpus(vi_b="1"), ("its article is gone: vi-a.md",)),
        (corpus(vi_a="1", vi_b="1", vi_n="1"), ("its article is new: vi-n.md",)),
        (corpus(vi_a="1", vi_b="2", vi_x="1"), ("other articles changed (1 changed, 1 new)",)),
        (replace(WAS, build="b2"), ("the index was built otherwise",)),
        (replace(WAS, made=replace(MADE, code="c2")), ("the code changed",)),
        (replace(WAS, made=replace(MADE, reader="r2")), ("the reader's model changed",)),
        (replace(WAS, model="m2", mode="llm"), ("the embedding model changed", "another mode: reader then, llm now")),
        (replace(WAS, made=Made()), ("perhaps the code: what was run then is not recorded",)),
        (WAS, ("nothing that is recorded: the pair itself was changed",)),
    ],
)  # fmt: skip
def test_what_differs_is_named_and_nothing_else(now: Circumstances, told: tuple[str, ...]) -> None:
    cited = ["vi-a.md", *(["vi-n.md"] if "vi-n.md" in now.made.corpus else [])]
    assert causes(WAS, now, cited) == told


def test_what_is_the_same_version_with_other_code_is_the_code() -> None:
    now = replace(
        corpus(vi_a="2", vi_b="1"), made=replace(MADE, code="c2", corpus={"vi-a.md": "2", "vi-b.md": "1"})
    )
    assert causes(WAS, now, ["vi-a.md"]) == ("its article changed: vi-a.md", "the code changed")


def test_a_baseline_keeps_and_gives_the_cause(run_with: RunWith, tmp_path: Path) -> None:
    agreed = baseline.of(run_with(about=About("b1", "m1", 3, made=MADE)))
    baseline.save(tmp_path / "b.json", agreed)
    loaded = baseline.load(tmp_path / "b.json")
    assert loaded == agreed
    assert '\n  "vi-b.md": "1"' in (tmp_path / "b.json").read_text("utf-8")  # a line an article
    now = About("b2", "m1", 3, made=replace(MADE, corpus={"vi-a.md": "2", "vi-b.md": "1"}))
    (lost,) = baseline.compare(run_with({"p2": ""}, now), loaded).lost
    assert lost.why == ("its article changed: vi-a.md",)


def test_sums_are_of_what_is_there(starter_index: Index) -> None:
    made = made_by(starter_index, reader_of(starter_index))
    assert made.code == code_sum()
    assert len(made.code) == len(made.reader) == 8
    assert set(made.corpus) >= {a.source for a in starter_index.articles()} | {"status.csv"}


def citing(*sources: str) -> Answer:
    """A wrong answer to p2 from *sources*."""
    answer = answer_with("Có 72 nước ký.")
    (cited,) = answer.citations
    cites = tuple(replace(cited, number=n, source=source) for n, source in enumerate(sources, 1))
    return replace(answer, citations=cites)


def grown(*sources: str) -> About:
    return About("b2", made=replace(MADE, corpus={**MADE.corpus, **dict.fromkeys(sources, "1")}))


WAS_RUN = About("b1", made=MADE)


def test_the_article_without_which_the_answer_is_as_before_is_the_cause(
    run_with: RunWith, starter_index: Index
) -> None:
    new, beside = starter_index.articles()[:2]
    before = run_with(about=WAS_RUN)
    after = run_with({"p2": citing(beside.source, new.source)}, grown(beside.source, new.source))
    asked: list[tuple[str, ...]] = []

    def ask(pair: Pair, without: tuple[str, ...]) -> Answer:
        asked.append(without)
        return answer_with(QUOTES["p2"] if new.id in without else "")

    (found,) = changed(before, after, starter_index, ask)
    assert (found.articles, found.sure) == ((new.source,), True)
    assert asked == [(beside.id,), (new.id,)]
    told = list(lines((found,), 3))
    assert told == [
        f"p2: passed -> failed, because of {new.source}",
        "3 pairs asked before and after: 1 lost, 0 won, 0 otherwise changed",
    ]
    (other,) = changed(before, after, starter_index, lambda pair, ids: answer_with(""))
    assert not other.sure
    assert "probably" in other.line


def test_the_only_source_that_differs_is_the_cause_and_nothing_is_asked(
    run_with: RunWith, starter_index: Index
) -> None:
    def ask(pair: Pair, without: tuple[str, ...]) -> Answer:
        raise AssertionError(pair, without)

    for now in (grown("status.csv"), About("b2", made=replace(MADE, corpus={"vi-a.md": "1"}))):
        (found,) = changed(run_with(about=WAS_RUN), run_with({"p2": ""}, now), starter_index, ask)
        assert (found.articles, found.sure) in ((("status.csv",), True), (("vi-b.md",), True))


def test_the_same_words_from_elsewhere_are_not_the_answer_of_before(
    run_with: RunWith, starter_index: Index
) -> None:
    new, beside = starter_index.articles()[:2]
    other = citing(beside.source, new.source)
    before = run_with({"p2": replace(other, citations=other.citations[:1])}, WAS_RUN)
    after = run_with({"p2": other}, grown(beside.source, new.source))
    (found,) = changed(before, after, starter_index, lambda pair, ids: other)
    assert (found.change.what, found.sure) == (("quote", "source"), False)
