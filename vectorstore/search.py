"""Find passages: by meaning (Chroma), by words (BM25, as written and without marks), fused by min-max.

f = a * lexical + (1 - a) * (half the passage's cosine + half its best sentence's), each scaled to 0..1 over
the candidates. Reciprocal-rank fusion throws away how far apart the candidates are, and finds less.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .e5file import Floats
from .lexical import Lexical, with_pairs
from .query import Query
from .text import fold
from .types import Article, Filters

# Share of the lexical side where question and passage are of one language, and where they are not: English
# words hardly occur in Vietnamese text, so there meaning decides.
LEXICAL_SHARE = 0.4
LEXICAL_SHARE_ACROSS = 0.1
# What a whole cosine of alignment adds to the fused score of a passage of another language, chosen on development
# questions (`benchmarks.retrieval` prints recall with and without it).
ALIGNED_SHARE = 4.0
# Candidates from each side before fusion.
CANDIDATES = 100
# Under a filter this many times as many neighbours are asked of Chroma before it is applied.
FILTERED_FACTOR = 10

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Sides:
    """Candidates with what each side thinks of them; all arrays run over the candidates."""

    rows: Rows
    lexical: Floats  # BM25 as a share of the best possible
    cosine: Floats  # of the passage
    best_sentence: Floats  # cosine of its best sentence
    fused: Floats  # 0..1


def lexical_scores(query: Query, plain: Lexical, folded: Lexical) -> tuple[Floats, float]:
    """BM25 of every passage and the best possible of one language; unmarked questions use the form without marks too."""
    written = with_pairs(query.words) + with_pairs(query.translated)
    bare = with_pairs([fold(w) for w in query.words]) + with_pairs([fold(w) for w in query.translated])
    scores = 0.5 * plain.scores(written) + 0.5 * folded.scores(bare)
    runs = [with_pairs([fold(w) for w in run]) for run in (query.words, query.translated)]
    return scores, max(folded.best_possible(run) for run in runs) or 1.0


def fuse(
    rows: Rows, lexical: Floats, cosine: Floats, best_sentence: Floats, same: npt.NDArray[np.bool_]
) -> Sides:
    """Scale each side over the candidates and add them up; *same*: of the question's language."""
    share = np.where(same, LEXICAL_SHARE, LEXICAL_SHARE_ACROSS)
    meaning = 0.5 * _scaled(cosine) + 0.5 * _scaled(best_sentence)
    fused = share * _scaled(lexical) + (1 - share) * meaning
    return Sides(rows, lexical, cosine, best_sentence, fused.astype(np.float32))


def _scaled(values: Floats) -> Floats:
    """0..1 from the worst to the best candidate; all are best when a filter leaves one, or they do not differ."""
    low, high = values.min(), values.max()
    if high - low < 1e-9:
        return np.full_like(values, float(high > 0))
    scaled: Floats = (values - low) / (high - low)
    return scaled


def top(scores: Floats, count: int, allowed: npt.NDArray[np.bool_] | None) -> Rows:
    """Rows of the *count* highest scores above 0, best first, ties by row: always the same."""
    if allowed is not None:
        scores = np.where(allowed, scores, 0)
    count = min(count, len(scores))
    best = np.argpartition(-scores, count - 1)[:count] if count < len(scores) else np.arange(len(scores))
    best = best[scores[best] > 0]
    return best[np.lexsort((best, -scores[best]))].astype(np.int64)


def ranks_of(values: Floats) -> npt.NDArray[np.int64]:
    """1 for the highest value, 2 for the next; equal ones in their order."""
    ranks = np.empty(len(values), np.int64)
    ranks[np.argsort(-values, kind="stable")] = np.arange(1, len(values) + 1)
    return ranks


def admits(filters: Filters, article: Article) -> bool:
    """Whether an article may answer; a date asked for leaves out articles without one."""
    if article.id in filters.without or (filters.only and article.id not in filters.only):
        return False
    published = article.published or ""
    until = min((d for d in (filters.until, filters.as_of) if d), default=None)
    if (filters.since or until) and not published:
        return False
    return (
        (filters.since is None or published >= filters.since)
        and (until is None or published <= until)
        and (filters.publisher is None or _is_of(article, filters.publisher))
        and (filters.language is None or article.language == filters.language)
    )


def _is_of(article: Article, publisher: str) -> bool:
    wanted = fold(publisher).lower()
    return any(wanted in fold(name).lower() for name in article.names)
