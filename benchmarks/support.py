"""How well the reader's support head tells supported claims from others, and the thresholds that follow from it.

Run `python -m benchmarks.support MODELS`, MODELS being the folder of the embedded model. Read are only passages that
training never sees; each claim is read with the sentences it is made of and the one before, as `bot.llm.meaning` has
it: the odds rise as evidence gets shorter. Printed are the shares of supported and of other claims from each threshold on.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot.reading.model import OwnReader
from training.passages import passages
from vectorstore.e5folder import ensure_folder
from vectorstore.tokenizer import load_tokenizer

# Shares of unsupported claims that pass: shown without a judge being asked; shown when there is none.
SURE, ALONE = 0.002, 0.04
# Share of supported claims that no judge can save.
WRONG = 0.001


def main(models: Path) -> None:
    """Print the odds of both kinds, and the thresholds."""
    reader = OwnReader(load_tokenizer(ensure_folder(models)))
    odds: dict[tuple[bool, bool], list[float]] = {}
    for passage in passages():
        if not passage.kept_out:
            continue
        for claim in passage.claims:
            of = odds.setdefault((claim.supported, claim.language != passage.language), [])
            if not claim.by:
                continue  # nothing in the passage that a model would cite
            shown = sorted({n for by in claim.by for n in (by - 1, by) if n >= 0})
            of.append(reader.supports(claim.text, [passage.sentences[n] for n in shown], passage.title))
    for (supported, across), values in sorted(odds.items()):
        quantiles = np.quantile(values, [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]).round(2)
        kind = "supported" if supported else "others"
        print(f"{kind}, {'across' if across else 'within'} languages, {len(values)}: {quantiles}")
    yes, no = (np.array(odds[kind, False] + odds[kind, True]) for kind in (True, False))
    print(f"a supported claim has the higher odds in {(yes[:, None] > no[None, :]).mean():.3f} of all pairs")
    told("sure", float(np.quantile(no, 1 - SURE)), yes, no)
    told("alone", float(np.quantile(no, 1 - ALONE)), yes, no)
    told("wrong", float(np.quantile(yes, WRONG)), yes, no)


def told(name: str, threshold: float, yes: Sequence[float], no: Sequence[float]) -> None:
    """Print one threshold and who passes it."""
    passed = [(np.array(odds) >= threshold).mean() for odds in (yes, no)]
    print(f"{name}: {threshold:.2f} (supported {passed[0]:.1%}, others {passed[1]:.1%})")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
