"""The floor on the five real articles as scraped: 290 questions written without sight of the code.

105 of them have no answer there: details that nobody reports, other years, other people. No answers are kept beside
them, since these quote the articles; what passed is counted.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.evaluate.pairfiles import read
from bot.evaluate.run import evaluate, system_of
from vectorstore.index import Index

# As `hanoi eval tests/qa/articles.jsonl` counts them on an index of the five.
ANSWERED = 142
REFUSED = 84


def test_no_fewer_pass_on_the_real_articles(real_index: Index) -> None:
    pairs = read([Path(__file__).with_name("articles.jsonl")])
    system = replace(system_of(real_index), sources=lambda pair: ())  # retrieval by itself has no floor here
    outcomes = evaluate(pairs, system).outcomes
    assert sum(o.passed for o in outcomes if o.pair.answerable) >= ANSWERED
    assert sum(o.passed for o in outcomes if o.pair.answerable is False) >= REFUSED
