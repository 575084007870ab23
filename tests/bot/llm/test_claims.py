"""What is shown of honest sentences and of subtle lies, by kind: the gates on facts alone, and with the local reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import pytest

from bot.grounding.compare import lacking
from bot.llm.meaning import THRESHOLDS, Supporter
from bot.reading.model import FILE, OwnReader
from tests.bot.llm.honest import Labelled, developed, own
from tests.conftest import SHARED
from vectorstore.e5folder import ensure_folder
from vectorstore.tokenizer import load_tokenizer

DEVELOPED = SHARED / "lab" / "llm_loop" / "claims_dev.jsonl"
# Of honest sentences, by the gates on facts: a judge can only take away.
LEAST_KEPT = 0.95


@pytest.fixture(scope="module")
def claims() -> dict[str, list[Labelled]]:
    """Both sets."""
    if not DEVELOPED.is_file():
        pytest.skip("REAL INPUT MISSING: ../shared/lab is not beside the repository")
    return {"dev": list(developed(DEVELOPED)), "own": list(own(SHARED))}


@pytest.fixture(scope="module")
def supporter(models: Path) -> Supporter:
    """The package's own reader."""
    if not files("bot.reading").joinpath(FILE).is_file():
        pytest.skip("the reader's model is not there")
    return OwnReader(load_tokenizer(ensure_folder(models)))


def told(name: str, claims: Sequence[Labelled], shown: Sequence[Labelled]) -> tuple[float, float]:
    """Print what was shown; the shares of the honest sentences and of the lies."""
    shares = []
    for true in (True, False):
        for across in (False, True):
            of = [c for c in claims if c.true is true and c.across is across]
            print(f"{name}: {'honest' if true else 'lies'}, {'across' if across else 'within'} languages: "
                  f"{sum(c in shown for c in of)} of {len(of)} shown")  # fmt: skip
        of = [c for c in claims if c.true is true]
        shares.append(sum(c in shown for c in of) / len(of))
    kinds = Counter(c.kind for c in shown if not c.true)
    print(f"{name}: lies by kind: {dict(kinds)}")
    return shares[0], shares[1]


@pytest.mark.parametrize("name", ["dev", "own"])
def test_the_facts_of_honest_sentences_are_found(name: str, claims: dict[str, list[Labelled]]) -> None:
    shown = [c for c in claims[name] if lacking(c.sentence, c.evidence, c.language) is None]
    honest, _ = told(f"{name}, facts alone", claims[name], shown)
    assert honest >= LEAST_KEPT


@pytest.mark.parametrize("name", ["dev", "own"])
def test_the_local_reader_alone(name: str, claims: dict[str, list[Labelled]], supporter: Supporter) -> None:
    passed = [c for c in claims[name] if lacking(c.sentence, c.evidence, c.language) is None]
    odds = {
        c.id: supporter.supports(c.sentence, [t.text for t in c.evidence], c.evidence[0].title) or 0.0
        for c in passed
    }
    told(f"{name}, no judge", claims[name], [c for c in passed if odds[c.id] >= THRESHOLDS.alone])
    believed = [c for c in passed if odds[c.id] >= THRESHOLDS.wrong]
    told(f"{name}, a judge that believes everything", claims[name], believed)
    unasked = [c for c in passed if odds[c.id] >= THRESHOLDS.sure]
    told(f"{name}, shown without a judge being asked", claims[name], unasked)
