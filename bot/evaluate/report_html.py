"""A run as one HTML file: figures, and each pair with the answer then and now, differences marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template

from bot.evaluate.baseline import Change, Comparison, Kept, keep
from bot.evaluate.difference import parts
from bot.evaluate.explain import missing
from bot.evaluate.metrics import Row, Share, Summary, summarise
from bot.evaluate.run import Outcome, Results

_STATES = ("passed", "failed", "lost", "won", "changed", "new")


def write(path: Path, results: Results, comparison: Comparison | None = None, runs: str = "") -> None:
    """Write the file; it needs nothing from elsewhere."""
    path.write_text(page(results, comparison, runs), encoding="utf-8", newline="")


def page(results: Results, comparison: Comparison | None = None, runs: str = "") -> str:
    """The whole page; *runs* is HTML about the runs before (`history_plot.section`)."""
    summary, system = summarise(results), results.about
    changes = _changes(comparison)
    template = Template(files("bot.evaluate").joinpath("report.html").read_text(encoding="utf-8"))
    return template.substitute(
        title=f"{results.passed} of {len(results.outcomes)} pairs passed",
        circumstances=escape(
            f"Mode {system.mode} · index {system.build} of {system.articles} articles · {system.model} · "
            f"{results.took_s:.1f} s, an answer {summary.median_ms:.0f} ms in the median"
        ),
        comparison=_comparison(comparison),
        figures=_figures((*summary.kinds, *summary.languages, summary.total)),
        seen=_seen((*summary.kinds, *summary.languages, summary.total)),
        refusals=_refusals(summary),
        retrieval=_retrieval(summary),
        runs=runs,
        reliability=_reliability(summary),
        kinds=_options(row.name for row in summary.kinds),
        languages=_options(row.name for row in summary.languages),
        states=_options(_STATES if comparison else _STATES[:2]),
        pairs="\n".join(_pair(outcome, changes, comparison) for outcome in results.outcomes),
    )


def _changes(comparison: Comparison | None) -> dict[str, tuple[str, Change]]:
    if comparison is None:
        return {}
    lists = (("lost", comparison.lost), ("won", comparison.won), ("changed", comparison.changed))
    return {change.id: (name, change) for name, changes in lists for change in changes}


def _comparison(comparison: Comparison | None) -> str:
    if comparison is None:
        return ""
    tone = "bad" if comparison.worse else "good"
    lines = [
        f"Against the baseline: {len(comparison.lost)} lost (tolerance {comparison.tolerance}), "
        f"{len(comparison.won)} won, {len(comparison.changed)} changed, {len(comparison.new)} new"
    ]
    if comparison.gone:
        lines.append(f"Not asked this time: {', '.join(comparison.gone)}")
    said = "".join(f"<p class={tone}>{escape(line)}</p>" for line in lines)
    return said + "".join(f"<p class=warn>{escape(line)}</p>" for line in comparison.other)


def _figures(rows: Sequence[Row]) -> str:
    head = ("pairs", "passed", "95 %", "answered", "refused", "in 1st quote", "in 1st two", "ms")
    return _table(head, (_figure(row) for row in rows))


def _figure(row: Row) -> tuple[str, ...]:
    shares = (row.answered, row.refused, row.facts_first, row.facts_two)
    passed = _of(row.passed), _interval(row.passed)
    return (row.name, *passed, *(_of(share) for share in shares), f"{row.median_ms:.0f}")


def _seen(rows: Sequence[Row]) -> str:
    head = (
        "pairs",
        "complete",
        "95 %",
        "lead",
        "95 %",
        "verdict",
        "95 %",
        "hedged",
        "95 %",
        "unhedged",
        "95 %",
        "refusals",
        "95 %",
    )
    shares = ((r.complete, r.lead, r.verdict, r.hedged, r.unhedged, r.refusals) for r in rows)
    told = ((cell for share in each for cell in (_of(share), _interval(share))) for each in shares)
    return _table(head, ((row.name, *cells) for row, cells in zip(rows, told, strict=True)))


def _refusals(summary: Summary) -> str:
    told = (("near misses", summary.near_misses), ("off-subject questions", summary.off_subject))
    return " ".join(
        f"Of the {name}, {_of(share)} were refused ({_interval(share)})." for name, share in told if share.of
    )


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    cells = "".join(f"<th scope=col>{escape(name)}</th>" for name in head)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>"


def _of(share: Share) -> str:
    return f"{share.good}/{share.of}" if share.of else ""


def _interval(share: Share) -> str:
    return "" if share.interval is None else "{:.0%}-{:.0%}".format(*share.interval)


def _retrieval(summary: Summary) -> str:
    found = summary.retrieval
    words = [f"95 % of the answers took at most {summary.p95_ms:.0f} ms."]
    if summary.first_quote is not None:
        words.append(f"First quotes have {summary.first_quote:.0f} characters in the mean.")
    if found is not None:
        words.append(
            f"Retrieval of the source over {found.of} pairs: recall@1 {found.recall_1:.3f}, "
            f"@5 {found.recall_5:.3f}, @10 {found.recall_10:.3f}, "
            f"MRR@10 {found.mrr_10:.3f}, nDCG@10 {found.ndcg_10:.3f}."
        )
    return escape(" ".join(words))


def _reliability(summary: Summary) -> str:
    rows = (
        (f"{band.low:.1f}-{band.high:.1f}", f"{band.said:.2f}", _of(band.right), _interval(band.right))
        for band in summary.reliability
    )
    return _table(("confidence", "mean", "right", "95 %"), rows)


def _options(names: Iterable[str]) -> str:
    return "".join(f"<option>{escape(name)}</option>" for name in names)


def _pair(outcome: Outcome, changes: dict[str, tuple[str, Change]], comparison: Comparison | None) -> str:
    pair = outcome.pair
    name, change = changes.get(pair.id, ("", None))
    if comparison and pair.id in comparison.new:
        name = "new"
    verdict = "passed" if outcome.passed else "failed"
    state = f"{verdict} {name}".strip()
    tone = "good" if outcome.passed else "bad"
    note = f" · {name}" + (f": {', '.join(change.what)}" if change else "") if name else ""
    return (
        f'<details data-kind="{escape(pair.kind)}" data-lang="{escape(pair.lang)}" data-state="{state}">'
        f"<summary><b class={tone}>{verdict}</b> <bdi>{escape(pair.question)}</bdi> "
        f"<span class=quiet>{escape(f'{pair.id} · {pair.kind} · {pair.lang}{note}')}</span></summary>"
        f"<div class=inside>{_expected(outcome)}{_sides(outcome, change)}</div></details>"
    )


def _expected(outcome: Outcome) -> str:
    pair = outcome.pair
    lines = [f"asked before: {question}" for question in pair.history]
    lines += [f"as was known on {pair.as_of}"] if pair.as_of else []
    lines += [f"missing: {line}" for line in missing(outcome)] if not outcome.passed else []
    lines.append(f"first passage of a right source: {outcome.rank or 'none retrieved'}")
    return "<ul class=quiet>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"


def _sides(outcome: Outcome, change: Change | None) -> str:
    now = keep(outcome)
    if change is None:
        return f"<div class=sides>{_side('Answer', now, escape(now.text))}</div>"
    was = change.was
    before, after = [], []
    for kind, text in parts(was.text, now.text):
        if kind != "added":
            before.append(f"<del>{escape(text)}</del>" if kind == "gone" else escape(text))
        if kind != "gone":
            after.append(f"<ins>{escape(text)}</ins>" if kind == "added" else escape(text))
    sides = _side("Baseline", was, "".join(before)) + _side("Now", now, "".join(after))
    why = f"<p class=quiet>because {escape('; or '.join(change.why))}</p>" if change.why else ""
    return f"{why}<div class=sides>{sides}</div>"


def _side(title: str, kept: Kept, said: str) -> str:
    verdict = f"{'answered' if kept.found else 'refused'}, confidence {kept.confidence:.2f}"
    quotes = "".join(
        f"<blockquote>{escape(quote)}<br><span class=quiet>{escape(source)}</span></blockquote>"
        for quote, source in zip(kept.quotes, kept.sources, strict=True)
    )
    return f"<div><b>{title}</b> <span class=quiet>{verdict}</span><p class=said>{said}</p>{quotes}</div>"
