"""The floor: what passed when a person last blessed the answers still passes."""

from __future__ import annotations

from pathlib import Path

from bot.evaluate import baseline
from bot.evaluate.explain import why
from bot.evaluate.pairfiles import read
from bot.evaluate.run import System, evaluate

HERE = Path(__file__).parent


def test_no_pair_is_lost_against_the_blessed_run(starter_system: System) -> None:
    agreed = baseline.load(HERE / "baseline.json")
    pairs = read([HERE / f"{name}.jsonl" for name in ("starter", "fresh", "asked")])
    results = evaluate(pairs, starter_system)
    found = baseline.compare(results, agreed)
    lost = {change.id: change.was.text for change in found.lost}
    said = [why(o, lost[o.pair.id]) for o in results.outcomes if o.pair.id in lost]
    assert not found.worse, "\n\n".join(said)
    assert found.gone == (), "pairs were taken away since the baseline was blessed"
