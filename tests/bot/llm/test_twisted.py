"""Wrong sentences whose numbers, dates and names all stand in the passage, and true ones in other words."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from bot.llm.ground import Ground, Grounded, ground
from bot.llm.sources import Proof, Source, _proofs
from tests.bot.llm.twisted import twisted
from vectorstore.index import Index
from vectorstore.types import Article, Hit

TRUE = Path(__file__).with_name("told_otherwise.tsv")
# Of each passage and kind so many are tried: 3,300 in all.
OF_EACH_KIND = 15
# Measured 1.3 % (60 % before sentences had to prove each other one by one); CI refuses more than this.
MOST_SHOWN = 0.02
# Of each kind; names exchanged inside names ("Bùi Steering Committee") are nonsense that nobody believes.
MOST_SHOWN_OF_A_KIND = {"names_exchanged": 0.25, "planned_as_done": 0.08, "said_of_another": 0.06}
MOST_SHOWN_OF_OTHERS = 0.03
LEAST_KEPT = 0.95
# Of the briefs' sentences, against the brief in the other language: long ones with names that no table has are held.
LEAST_KEPT_ACROSS = 0.5


@pytest.fixture(scope="module")
def passages(starter_index: Index) -> list[Source]:
    """Every passage of the starter briefs."""
    found = []
    for row in range(starter_index.manifest.passages):
        article_id, passage = starter_index._passage(row)
        article = starter_index.article(article_id)
        assert article
        proofs = _proofs(Hit(row, passage, article, 1.0, 1.0, 1.0, (1.0,) * len(passage.sentences)))
        if proofs:
            found.append(Source(1, article, proofs))
    return found


def against(source: Source) -> Ground:
    return ground([source], source.article.title, [source.text])


def test_twisted_sentences_are_held_back(passages: list[Source]) -> None:
    tried: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    for n, source in enumerate(passages):
        others = [
            o
            for o in passages
            if o.article.id != source.article.id and o.article.language == source.article.language
        ]
        other = others[n * 7 % len(others)]
        check = against(source)
        made = defaultdict(list)
        for wrong in twisted(
            [p.text for p in source.proofs], [p.text for p in other.proofs], source.article.language
        ):
            made[wrong.kind].append(wrong)
        for kind, sentences in made.items():
            random.Random(n).shuffle(sentences)
            tried[kind] += len(sentences[:OF_EACH_KIND])
            shown[kind] += sum(isinstance(check.check(w.text), Grounded) for w in sentences[:OF_EACH_KIND])
    for kind in sorted(tried):
        print(f"{kind:28} {shown[kind]:4} of {tried[kind]:4} shown")
    print(f"{shown.total()} of {tried.total()} twisted sentences shown: {shown.total() / tried.total():.1%}")
    assert tried.total() > 2_000
    assert min(tried.values()) >= 10
    assert shown.total() <= MOST_SHOWN * tried.total()
    for kind, times in tried.items():
        assert shown[kind] <= MOST_SHOWN_OF_A_KIND.get(kind, MOST_SHOWN_OF_OTHERS) * times + 1, kind


def whole(passages: list[Source]) -> dict[str, Source]:
    """Each brief as one source."""
    proofs: dict[str, dict[int, Proof]] = defaultdict(dict)
    articles: dict[str, Article] = {}
    for source in passages:
        articles[source.article.source] = source.article
        proofs[source.article.source] |= {p.sentence.start: p for p in source.proofs}
    return {brief: Source(1, articles[brief], tuple(proofs[brief].values())) for brief in articles}


def test_what_is_told_in_other_words_is_shown(passages: list[Source]) -> None:
    briefs = whole(passages)
    held = []
    lines = [line.split("\t") for line in TRUE.read_text("utf-8").splitlines() if line[0] != "#"]
    for brief, said in lines:
        told = against(briefs[brief]).check(f"{said.rstrip('.')} [1].")
        if not isinstance(told, Grounded):
            held.append((told.why, said))
    kept = 1 - len(held) / len(lines)
    print(f"{kept:.1%} of {len(lines)} true sentences kept; held back: {held}")
    assert kept >= LEAST_KEPT


def test_what_the_other_languages_brief_says_is_mostly_shown(passages: list[Source]) -> None:
    briefs = whole(passages)
    kept: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    for brief, source in briefs.items():
        other = briefs[{"vi": "en", "en": "vi"}[brief[:2]] + brief[2:]]
        check = against(source)
        for proof in other.proofs:
            tried[brief[:2]] += 1
            kept[brief[:2]] += isinstance(check.check(f"{proof.text.rstrip('.')} [1]."), Grounded)
    for language, times in tried.items():
        print(f"{kept[language]} of {times} sentences kept that cite a passage in {language}")
        assert kept[language] >= LEAST_KEPT_ACROSS * times
