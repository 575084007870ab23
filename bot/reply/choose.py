"""Which sentences are quoted: the one that answers, and another only when it adds something."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

from bot.question.value import Part
from bot.reading.value import Judged, Reading
from bot.reading.verdict import ALONE
from bot.reply.whole_phrases import dates, names, quantities
from vectorstore.index import Index
from vectorstore.text import fold, tokens

# A source in the question's language leads when it answers as well; probabilities this close are the same.
AS_WELL = 0.05
# Beside a sure sentence a second quote must be about as likely an answer: this share of its probability, and more
# likely right than wrong. Beside one that is in doubt the next likeliest stands as well.
SECOND_SHARE, SECOND_SURE = 0.7, 0.5
# Sentences whose vectors are this close, or that share this much of the shorter one's words, say the same. Of pairs of
# sentences of one English brief, 5 % are as close and 4 % share as many words (measured on 658 sentences).
SAME_COSINE, SAME_WORDS = 0.94, 0.75


def quotable(part: Part, reading: Reading) -> list[Judged]:
    """Sentences that may be quoted, the likeliest first; among equals those in the question's language."""
    found = [j for j in reading.sentences if not j.sentence.heading]
    if not found:
        return []
    best = max(j.probability for j in found)
    leading = [j for j in found if j.probability >= best - AS_WELL]
    leading.sort(key=lambda j: j.article.language != part.language)
    kept = set(map(id, leading))
    return leading + [j for j in found if id(j) not in kept]


def with_second(chosen: list[Judged], found: Sequence[Judged], index: Index, most: int = 2) -> list[Judged]:
    """*chosen* and those of *found* that are as likely and add something, *most* in all.

    Where none of *chosen* is sure, the next likeliest that says something else, as it may be the answer.
    """
    first = max((j.probability for j in chosen), default=0.0)
    if first < ALONE:
        others = (j for j in found if not any(_again(j, other, index) for other in chosen))
        return [*chosen, *itertools.islice(others, most - len(chosen))]
    for judged in found:
        if len(chosen) >= most or judged.probability < max(SECOND_SURE, SECOND_SHARE * first):
            break
        if adds(judged, chosen, index):
            chosen = [*chosen, judged]
    return chosen


def adds(judged: Judged, chosen: Sequence[Judged], index: Index) -> bool:
    """Whether a sentence says something that the chosen ones do not: not the same again, and a fact of its own.

    Against a sentence of the other language only figures and days count: names are written otherwise there, and
    vectors do not tell a translation (cosine .86 in the median) from a neighbour of it (.82).
    """
    if any(_again(judged, other, index) for other in chosen):
        return False
    own = facts(judged)
    for other in chosen:
        own -= facts(other)
        if other.article.language != judged.article.language:
            own -= named(judged)
    return bool(own)


def _again(judged: Judged, other: Judged, index: Index) -> bool:
    """Whether it says what the other one says, without a figure or a day of its own."""
    return says_the_same(judged, other, index) and figured(judged) <= figured(other)


def says_the_same(one: Judged, other: Judged, index: Index) -> bool:
    """By the sentences' words or their vectors."""
    if one.article.id == other.article.id and one.sentence.start == other.sentence.start:
        return True
    if contained(one.text, other.text) >= SAME_WORDS:
        return True
    vectors = index.sentence_vectors([(one.hit.row, one.place), (other.hit.row, other.place)])
    return float(np.dot(vectors[0], vectors[1])) >= SAME_COSINE


def contained(one: str, other: str) -> float:
    """0..1: the share of the shorter text's words that the longer one has."""
    a, b = ({fold(w) for w in tokens(text)} for text in (one, other))
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def facts(judged: Judged) -> set[str]:
    """The figures, days and names of a sentence."""
    return figured(judged) | named(judged)


def figured(judged: Judged) -> set[str]:
    """The figures and days of a sentence."""
    text, language = judged.text, judged.article.language
    figures = {f"{q.value:g}" for q in quantities(text, language)}
    return figures | {f"{m.year or ''}-{m.month or ''}-{m.day or ''}" for _, m in dates(text, language)}


def named(judged: Judged) -> set[str]:
    """The names in a sentence, folded."""
    return {fold(judged.text[a:b]).lower() for a, b in names(judged.text)}
