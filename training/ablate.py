"""What each kind of evidence is worth: `python -m training.ablate --model FILE --pairs HOME=PAIRS.jsonl ...`.

The fit of `training.fit` again without each in turn, as a table: how often the likeliest sentence is the right one, and how well
the probability that anything answers tells questions with an answer from those without (AUROC). Cross-fitted, as there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace

import numpy as np

from bot.reading.evidence import Evidence

from .fit import Case, crossed, gathered, options_of
from .measure import auroc

# Each fit is made as often as there are kinds of evidence; fewer folds than the report's.
FOLDS = 5


def without(found: Sequence[Case], column: int) -> list[Case]:
    """The same questions, that evidence 0 in all."""
    made = []
    for case in found:
        evidence = case.evidence.copy()
        evidence[:, column] = 0.0
        made.append(replace(case, evidence=evidence))
    return made


def worth(found: Sequence[Case]) -> tuple[float, float, float, float]:
    """First right and AUROC of the pairs, then both of the reading data's near misses."""
    scored = crossed(found, FOLDS)
    figures = []
    for reading in (False, True):
        group = [s for s in scored if (s[0].group[1] in ("vi", "en")) == reading]
        answerable = np.array([c.answerable for c, _, _ in group])
        right = np.array([bool(c.right[odds.argmax()]) for c, odds, _ in group])
        chance = np.array([p for _, _, p in group])
        figures += [float(right[answerable].mean()), auroc(chance[answerable], chance[~answerable])]
    return figures[0], figures[1], figures[2], figures[3]


def main() -> None:
    """Read, fit without each, print the table."""
    found = gathered(options_of(__doc__).parse_args())
    print("| without | pairs: first right | AUROC | reading data: first right | AUROC |")
    print("|---|---|---|---|---|")
    print(_row("(with all)", worth(found)), flush=True)
    for column, field in enumerate(fields(Evidence)):
        print(_row(f"`{field.name}`", worth(without(found, column))), flush=True)


def _row(name: str, figures: Sequence[float]) -> str:
    return f"| {name} | " + " | ".join(f"{f:.3f}".lstrip("0") for f in figures) + " |"


if __name__ == "__main__":
    main()
