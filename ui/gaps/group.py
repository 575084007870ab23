"""Questions grouped by meaning: what one more article would answer together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.question import lexicon
from bot.question.utterance import utterance
from vectorstore.index import Index
from vectorstore.text import fold

Embed = Callable[[str], npt.NDArray[np.float32]]

# Cosine distance up to which groups join, on average. On 415 questions of tests/qa (marked, unmarked and English),
# with the Convention's name left out, it made 317 groups of at most five, each about one thing; at 0.10 short questions
# of other things began to join, and with the name left in, it put eleven together that only shared it (2026-11-27).
APART = 0.08
# Questions grouped at once: the distances of so many take 36 MB. Those asked least are left out of the groups.
MOST = 3_000


@dataclass(frozen=True, slots=True)
class Wordings:
    """One group: its questions with how often each was asked, the one nearest to all first."""

    questions: tuple[tuple[str, int], ...]

    @property
    def main(self) -> str:
        """The question that stands for the group."""
        return self.questions[0][0]


def grouped(times: Mapping[str, int], embed: Embed) -> tuple[Wordings, ...]:
    """The questions of *times* in groups, those asked most first; spellings that differ in marks and case are one."""
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for question, count in times.items():
        spellings[spelt(question)][question] += count
    kept = sorted(spellings.values(), key=lambda s: -s.total())[:MOST]
    asked = [(spelling.most_common(1)[0][0], spelling.total()) for spelling in kept]
    if not asked:
        return ()
    vectors = np.array([embed(question) for question, _ in asked], dtype=np.float32)
    groups: dict[int, list[int]] = defaultdict(list)
    for n, label in enumerate(_labels(vectors)):
        groups[int(label)].append(n)
    found = [_wordings(members, asked, vectors) for members in groups.values()]
    return tuple(sorted(found, key=lambda g: -sum(count for _, count in g.questions)))


def spelt(question: str) -> str:
    """The same for one question however it is spelt: without marks, case and closing signs."""
    return fold(question).lower().strip(" ?!.")


def embedding(index: Index) -> Embed:
    """Meaning as the index searches it, without the Convention's name, which nearly every question shares."""

    def embed(question: str) -> npt.NDArray[np.float32]:
        query = index.understand(question)
        said = utterance(query.text, query.language)
        named = lexicon.phrases("instruments", query.language).apart(said)
        gone = {n for found in named for n in range(found.first, found.last)}
        rest = " ".join(word.text for n, word in enumerate(said.words) if n not in gone)
        return np.asarray(index.embedder.query(rest or query.text), dtype=np.float32)

    return embed


def _labels(vectors: npt.NDArray[np.float32]) -> Sequence[int]:
    if len(vectors) == 1:
        return (0,)
    from sklearn.cluster import AgglomerativeClustering  # a second to import

    clusters = AgglomerativeClustering(
        n_clusters=None, distance_threshold=APART, metric="cosine", linkage="average"
    )
    labels: Sequence[int] = clusters.fit_predict(vectors)
    return labels


def _wordings(
    members: Sequence[int], asked: Sequence[tuple[str, int]], vectors: npt.NDArray[np.float32]
) -> Wordings:
    """The question nearest to all others of the group first, each counted as often as it was asked; then by count."""
    weights = np.array([asked[n][1] for n in members], dtype=np.float32)
    nearness = vectors[list(members)] @ (vectors[list(members)].T @ weights)
    first = members[int(np.argmax(nearness))]
    rest = sorted((n for n in members if n != first), key=lambda n: -asked[n][1])
    return Wordings(tuple(asked[n] for n in (first, *rest)))
