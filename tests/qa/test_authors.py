"""Whose words, over every pair: a sentence of ours is nobody else's on any surface."""

from __future__ import annotations

import re
from pathlib import Path

from bot.evaluate.pairfiles import read
from bot.evaluate.run import System
from tests.ui.surfaces import shown
from vectorstore.index import Index
from vectorstore.types import OURSELVES

HERE = Path(__file__).parent


def test_over_every_pair_no_brief_has_another_author(starter_index: Index, starter_system: System) -> None:
    pairs = read([HERE / f"{name}.jsonl" for name in ("starter", "fresh", "asked")])
    briefs = 0
    for pair in pairs:
        answer = starter_system.ask(pair)
        texts = [a for a in (starter_index.article(c.article_id) for c in answer.citations) if a]
        surfaces = shown(answer, answer.language, texts)
        for c in answer.citations:
            assert (c.voice, c.publisher, c.url) == ("brief", OURSELVES, None), pair.id
            assert c.based_on, pair.id
            briefs += 1
            assert f"“{' '.join(c.quote.split())}”" not in answer.text, pair.id
        assert "#:~:text=" not in "".join(surfaces.values()), pair.id
        assert "blockquote" not in surfaces["panel"] + surfaces["api html"], pair.id
        assert not re.search(r"^  publisher = ", surfaces["bibtex"], re.M), pair.id
    assert briefs > len(pairs) // 2
