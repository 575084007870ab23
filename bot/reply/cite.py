"""Turn a chosen sentence into a citation: verbatim, with its neighbours; and cut what is shown of a long one."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answer import Citation
from vectorstore.sentences import split
from vectorstore.types import Article, Provision, Sentence

# Longer sentences are shown from one clause border to another; the card has them whole. Characters, as in issue 18.
MOST_SHOWN = 250
# A shorter piece of a sentence says too little ("Sharing pictures, often called ..."): one more clause is shown.
LEAST_SHOWN = 120
# A sentence that begins so speaks of the one before it.
_PRONOUN = re.compile(
    r"^[\"“‘(]*(?:Đồng chí|Ông|Bà|Anh|Chị|Họ|Đây|Điều đó|Điều này|Đó|Việc này|Nó|Người này|Sự kiện này|Theo đó|Trong đó"
    r"|Qua đó|Tại đây|Con số này|He|She|It|They|This|That|These|Those|There)(?!\w)(?! Nguyễn| Phạm| Trần| Lê)"
)
# A numbered paragraph of a treaty, and an item of one.
NUMBERED = re.compile(r"^(\d{1,2})\.\s", re.MULTILINE)
_ITEM = re.compile(r"^\(?([a-zđ]{1,3})\)\s")
_OPEN, _CLOSE = "“«", "”»"
_BORDER = re.compile(r"[,;:–—]\s+|\s[-–]\s|\)\s+")


@functools.lru_cache(maxsize=256)
def sentences_of(text: str) -> tuple[Sentence, ...]:
    """An article's sentences, kept for the articles that are quoted most."""
    return tuple(split(text))


class Misquoted(Exception):
    """A quote is not what stands in its article: a fault of ours, never shown."""


def cite(
    article: Article,
    sentence: Sentence,
    number: int,
    marks: Sequence[tuple[int, int]] = (),
    until: Sentence | None = None,
) -> Citation:
    """The citation of one sentence, or of all from *sentence* to *until*; two when one cannot stand alone.

    *marks* are offsets in the article. Raises `Misquoted` when the text is not the article's.
    """
    around = sentences_of(article.text)
    first = _place(article, around, sentence)
    first, last = (first, _place(article, around, until)) if until else _whole(article.text, around, first)
    return checked(_citation(article, around, first, last, number, marks), article)


def _whole(text: str, around: Sequence[Sentence], at: int) -> tuple[int, int]:
    """The first and the last sentence to be quoted for the one *at* this place."""
    if _runs_on(text, around, at):
        return at, at + 1
    return (at - 1, at) if _speaks_of_the_one_before(text, around, at) else (at, at)


def _citation(
    article: Article,
    around: Sequence[Sentence],
    first: int,
    last: int,
    number: int,
    marks: Sequence[tuple[int, int]],
) -> Citation:
    start, end = around[first].start, around[last].end
    before, after = around[max(0, first - 1)], around[min(len(around) - 1, last + 1)]
    return Citation(
        number=number,
        article_id=article.id,
        title=article.title,
        publisher=article.publisher,
        published=article.published,
        published_how=article.published_how,
        url=article.url,
        source=article.source,
        quote=article.text[start:end],
        start=start,
        end=end,
        context_start=before.start,
        context_end=after.end,
        context=article.text[before.start : after.end],
        marks=tuple(marks),
        voice=article.voice,
        based_on=article.based_on,
        provision=provision_at(article, start),
    )


def provision_at(article: Article, start: int) -> Provision | None:
    """Of a treaty's own text: its article, with the numbered paragraph and item that *start* stands in."""
    if article.provision is None:
        return None
    line = article.text.find("\n", start)
    before = article.text[: len(article.text) if line < 0 else line]
    numbers = list(NUMBERED.finditer(before))
    item = _ITEM.search(before[before.rfind("\n") + 1 :])
    paragraph = numbers[-1][1] if numbers else ""
    if item:
        paragraph = f"{paragraph} ({item[1]})".strip()
    return replace(article.provision, paragraph=paragraph)


def checked(citation: Citation, article: Article) -> Citation:
    """*citation* itself when it is verbatim; else `Misquoted`."""
    if article.text[citation.start : citation.end] != citation.quote or not citation.quote:
        raise Misquoted(f"{article.id} {citation.start}-{citation.end}")
    return citation


def shown(citation: Citation) -> str:
    """What is shown of the quote: whole up to 250 characters a sentence, else the clauses around its marks, with "..."."""
    quote = citation.quote
    if len(quote) <= MOST_SHOWN * len(split(quote)):
        return " ".join(quote.split())
    marks = [(a - citation.start, b - citation.start) for a, b in citation.marks]
    inside = [(a, b) for a, b in marks if 0 <= a < b <= len(quote)]
    first, last = inside[0] if inside else (0, 1)
    borders = [0, *(m.end() for m in _BORDER.finditer(quote)), len(quote)]
    start = max(b for b in borders if b <= first)
    end = min(b for b in borders if b >= last)
    start, end = _widened(borders, start, end)
    head, tail = "..." if start else "", "..." if end < len(quote) else ""
    return f"{head}{' '.join(quote[start:end].split()).rstrip(',;:–—- ')}{tail}"


def _widened(borders: Sequence[int], start: int, end: int) -> tuple[int, int]:
    """As many whole clauses as have room, those behind first; one clause is kept however long it is."""
    while True:
        behind = next((b for b in borders if b > end), None)
        before = next((b for b in reversed(borders) if b < start), None)
        if behind is not None and (behind - start <= MOST_SHOWN or end - start < LEAST_SHOWN):
            end = behind
        elif before is not None and end - before <= MOST_SHOWN:
            start = before
        else:
            return start, end


def neighbour(article: Article, sentence: Sentence, step: int) -> Sentence | None:
    """The sentence *step* places on (-1: before) in the same paragraph; None when there is none."""
    around = sentences_of(article.text)
    at = _place(article, around, sentence) + step
    if not 0 <= at < len(around) or around[at].heading:
        return None
    pair = (sentence, around[at]) if step > 0 else (around[at], sentence)
    return around[at] if _same_paragraph(article.text, *pair) else None


def _place(article: Article, around: Sequence[Sentence], sentence: Sentence) -> int:
    at = next((n for n, s in enumerate(around) if s.start <= sentence.start < s.end), None)
    if at is None:
        raise Misquoted(f"{article.id} {sentence.start}-{sentence.end}")
    return at


def _runs_on(text: str, sentences: Sequence[Sentence], at: int) -> bool:
    said = text[sentences[at].start : sentences[at].end]
    if at + 1 >= len(sentences) or _level(said) <= 0:
        return False
    following = text[sentences[at + 1].start : sentences[at + 1].end]
    return _level(following) < 0 and _same_paragraph(text, sentences[at], sentences[at + 1])


def _level(said: str) -> int:
    return sum(said.count(c) for c in _OPEN) - sum(said.count(c) for c in _CLOSE)


def _speaks_of_the_one_before(text: str, sentences: Sequence[Sentence], at: int) -> bool:
    said = text[sentences[at].start : sentences[at].end]
    return at > 0 and bool(_PRONOUN.match(said)) and _same_paragraph(text, sentences[at - 1], sentences[at])


def _same_paragraph(text: str, before: Sentence, after: Sentence) -> bool:
    return "\n" not in text[before.end : after.start]
