"""A run on a terminal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rich.console import Console
from rich.markup import escape as unmarked
from rich.table import Table

from bot.evaluate.baseline import Change, Comparison
from bot.evaluate.difference import marked
from bot.evaluate.explain import missing
from bot.evaluate.metrics import Row, Share, Summary, summarise
from bot.evaluate.run import Outcome, Results

# C0 and C1 but for the line's end, and the overrides that reorder what is read: a terminal obeys them.
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")


def escape(text: str) -> str:
    """As it stands, for a terminal and for rich's markup: a pair's words neither colour a line nor break it."""
    return unmarked(_CONTROL.sub(" ", text))


def show(
    console: Console, results: Results, comparison: Comparison | None = None, reader: Results | None = None
) -> None:
    """Figures, then what failed, then what differs from the baseline.

    *reader*: the same pairs without the language model of *results*, for a table of both.
    """
    summary = summarise(results)
    console.print(_rows("By kind", (*summary.kinds, summary.total)))
    console.print(_rows("By language", summary.languages))
    console.print(_seen("What a reader sees", (*summary.kinds, *summary.languages, summary.total)))
    _refusals(console, summary)
    _retrieval(console, summary)
    console.print(_reliability(summary))
    if reader is not None:
        _modes(console, results, reader)
    for outcome in results.outcomes:
        if not outcome.passed:
            _failure(console, outcome)
    if comparison is not None:
        show_comparison(console, comparison)
    console.print(
        f"{results.passed} of {len(results.outcomes)} passed, {results.took_s:.1f} s "
        f"({results.about.mode}, index {results.about.build} of {results.about.articles} articles)"
    )


def _modes(console: Console, results: Results, reader: Results) -> None:
    """Both ways of answering side by side, and how much of the model was shown."""
    totals = [replace(summarise(run).total, name=run.about.mode) for run in (reader, results)]
    console.print(_rows("By mode", totals))
    answers = [outcome.answer for outcome in results.outcomes]
    spoken = sum(answer.mode == "llm" for answer in answers)
    held = sum(len(answer.left_out) for answer in answers)
    console.print(
        f"The model's words are in {spoken} of {sum(a.found for a in answers)} answers; "
        f"{held} of its sentences were held back"
    )


def _rows(title: str, rows: Sequence[Row]) -> Table:
    table = Table(title=title, title_justify="left")
    for heading in ("", "passed", "95 %", "answered", "refused", "1st quote", "1st two", "ms"):
        table.add_column(heading, justify="left" if not heading else "right")
    for row in rows:
        table.add_row(
            escape(row.name),
            _of(row.passed),
            _between(row.passed),
            *(_of(share) for share in (row.answered, row.refused, row.facts_first, row.facts_two)),
            f"{row.median_ms:.0f}",
        )
    return table


def _seen(title: str, rows: Sequence[Row]) -> Table:
    table = Table(title=title, title_justify="left")
    headings = ("", "complete", "95 %", "lead", "95 %", "verdict", "hedged", "unhedged", "refusals")
    for heading in headings:
        table.add_column(heading, justify="left" if not heading else "right")
    for row in rows:
        sure = (_of(row.complete), _between(row.complete), _of(row.lead), _between(row.lead))
        rest = (row.verdict, row.hedged, row.unhedged, row.refusals)
        table.add_row(escape(row.name), *sure, *(_of(share) for share in rest))
    return table


def _refusals(console: Console, summary: Summary) -> None:
    told = [("near misses", summary.near_misses), ("off-subject questions", summary.off_subject)]
    for name, share in told:
        if share.of:
            console.print(f"Of the {name}, {_of(share)} were refused ({_between(share)})")


def _between(share: Share) -> str:
    return "" if share.interval is None else "{:.0%}-{:.0%}".format(*share.interval)


def _of(share: Share) -> str:
    return f"{share.good}/{share.of}" if share.of else ""


def _retrieval(console: Console, summary: Summary) -> None:
    if found := summary.retrieval:
        console.print(
            f"Retrieval of the source, {found.of} pairs: recall@1 {found.recall_1:.3f}, "
            f"@5 {found.recall_5:.3f}, @10 {found.recall_10:.3f}, "
            f"MRR@10 {found.mrr_10:.3f}, nDCG@10 {found.ndcg_10:.3f}"
        )
    if summary.first_quote is not None:
        console.print(f"Mean length of first quotes: {summary.first_quote:.0f} characters")
    console.print(f"Time of an answer: median {summary.median_ms:.0f} ms, p95 {summary.p95_ms:.0f} ms")


def _reliability(summary: Summary) -> Table:
    table = Table(title="What confidence is worth", title_justify="left")
    for heading in ("confidence", "mean", "right", "share", "95 %"):
        table.add_column(heading, justify="right")
    for band in summary.reliability:
        low, high = band.right.interval or (0.0, 0.0)
        share = band.right.value or 0.0
        confidence = f"{band.low:.1f}-{band.high:.1f}"
        interval = f"{low:.2f}-{high:.2f}"
        table.add_row(confidence, f"{band.said:.2f}", _of(band.right), f"{share:.2f}", interval)
    return table


def _failure(console: Console, outcome: Outcome) -> None:
    pair, answer = outcome.pair, outcome.answer
    said = " ".join(answer.text.split())
    console.print(f"[red]failed[/red] {escape(pair.id)} {escape(pair.question)}")
    console.print(escape(f"       expected {'; '.join(missing(outcome))}"))
    console.print(escape(f"       got {said[:300]}"))


def show_comparison(console: Console, comparison: Comparison) -> None:
    """Losses first, with the words that differ; answers that merely changed are named."""
    for words in comparison.other:
        console.print(f"[yellow]{escape(words)}[/yellow]")
    for name, style, changes in (
        ("lost", "red", comparison.lost),
        ("won", "green", comparison.won),
        ("changed", "yellow", comparison.changed),
    ):
        for change in changes:
            _change(console, f"[{style}]{name}[/{style}]", change)
    for name, ids in (("new", comparison.new), ("not asked", comparison.gone)):
        if ids:
            console.print(escape(f"{name}: {', '.join(ids)}"))
    console.print(
        f"Against the baseline: {len(comparison.lost)} lost (tolerance {comparison.tolerance}), "
        f"{len(comparison.won)} won, {len(comparison.changed)} changed"
    )


def _change(console: Console, head: str, change: Change) -> None:
    console.print(f"{head} {escape(change.id)} {escape(change.now.question)} ({', '.join(change.what)})")
    if change.why:
        console.print(escape(f"       because {'; or '.join(change.why)}"))
    if "verdict" in change.what:  # of the others there may be many; the page shows them all
        was = f"{change.was.text} {' · '.join(change.was.sources)}"
        now = f"{change.now.text} {' · '.join(change.now.sources)}"
        console.print(escape("       " + " ".join(marked(was, now).split())))
