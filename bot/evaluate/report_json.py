"""A run as one JSON object, and as the lines of RESULTS."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.evaluate.baseline import Comparison, our_version
from bot.evaluate.metrics import summarise
from bot.evaluate.run import Outcome, Results


def as_object(results: Results, comparison: Comparison | None) -> dict[str, Any]:
    """Everything a program may want, without the answers themselves (`--out` has them)."""
    system = results.about
    return {
        "build": system.build,
        "model": system.model,
        "articles": system.articles,
        "mode": system.mode,
        "version": our_version(),
        "took_s": results.took_s,
        "summary": summarise(results).to_json(),
        "failed": [
            {
                "id": o.pair.id,
                "question": o.pair.question,
                "checks": o.checks.failed(),
                "place": o.pair.place,
            }
            for o in results.outcomes
            if not o.passed
        ],
        "comparison": None if comparison is None else {**asdict(comparison), "worse": comparison.worse},
    }


def write_lines(path: Path, outcomes: Sequence[Outcome]) -> None:
    """One line a pair, in the order of the pairs."""
    lines = (json.dumps(o.to_json(), ensure_ascii=False) + "\n" for o in outcomes)
    path.write_text("".join(lines), encoding="utf-8", newline="")
