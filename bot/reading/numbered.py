"""Questions about numbered articles and chapters: only what speaks of them answers, and a text titled so comes first."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from bot.question.provisions import provisions
from bot.question.utterance import utterance
from bot.question.value import Part
from bot.reading.value import Judged
from vectorstore.types import Hit, Language

Numbered = tuple[str, int]
# Who asks what a numbered article says is answered by the first sentence of the text that is titled with it: nothing is left to
# doubt but that the title is right.
TITLED = 0.9


@functools.lru_cache(maxsize=4_096)
def numbered(text: str, language: Language) -> frozenset[Numbered]:
    """The articles and chapters that *text* names."""
    found = provisions(utterance(text, language))
    return frozenset((n.provision.level, n.provision.number) for n in found)


def wanted(part: Part) -> list[Numbered]:
    """Those that the question names, in its order."""
    return list(dict.fromkeys((p.level, p.number) for p in part.provisions))


def titled_first(part: Part, hits: Sequence[Hit]) -> list[Hit]:
    """*hits* with the passages of texts titled with a wanted provision first, of each in turn."""
    asked = wanted(part)
    if not asked:
        return list(hits)
    of_each = [[h for h in hits if _is_titled(h, one)] for one in asked]
    first = [h for turn in zip_longest(*of_each) for h in turn if h is not None]
    rows = {h.row for h in first}
    return [*first, *(h for h in hits if h.row not in rows)]


def _is_titled(hit: Hit, one: Numbered) -> bool:
    """Whether the title begins with the provision, not only mentions it."""
    head = hit.article.title.partition(":")[0]
    return one in numbered(head, hit.article.language)


def speaking_of(part: Part, judged: Sequence[Judged]) -> list[Judged]:
    """Those that speak of a wanted provision; what the text titled with it says first answers who asks for all of it."""
    asked = wanted(part)
    if not asked:
        return list(judged)
    kept = [j for j in judged if any(one in _spoken_of(j) for one in asked)]
    if not _asks_all(part):
        return kept
    return [replace(j, probability=max(j.probability, TITLED)) if _opens(j, asked) else j for j in kept]


def _spoken_of(judged: Judged) -> frozenset[Numbered]:
    head = judged.article.title.partition(":")[0]
    language = judged.article.language
    return numbered(head, language) | numbered(judged.text, language)


def _asks_all(part: Part) -> bool:
    """Whether nothing but the provision is asked for: "What does Article 16 say?"."""
    plain = part.kinds <= {"text"} and part.shape in ("fact", "definition", "summary", "comparison")
    return plain and not (part.names or part.countries or part.numbers or part.counted)


def _opens(judged: Judged, asked: Sequence[Numbered]) -> bool:
    first = judged.hit.passage.position == 0 and judged.place == 0
    return first and any(_is_titled(judged.hit, one) for one in asked)
