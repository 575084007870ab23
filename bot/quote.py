"""Turn a chosen sentence into a citation: verbatim, with its neighbours, checked when it is made."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import replace

from vectorstore.sentences import split
from vectorstore.types import Article, Provision, Sentence

from .answer import Citation

# A sentence that begins so speaks of the one before it.
_PRONOUN = re.compile(
    r"^[\"“‘(]*(?:Đồng chí|Ông|Bà|Anh|Chị|Họ|Đây|Điều đó|Điều này|Đó|Việc này|Nó|Người này|Sự kiện này|Theo đó|Trong đó"
    r"|Qua đó|Tại đây|Con số này|He|She|It|They|This|That|These|Those|There)(?!\w)(?! Nguyễn| Phạm| Trần| Lê)"
)
# A numbered paragraph of a treaty, and an item of one.
_NUMBERED = re.compile(r"^(\d{1,2})\.\s", re.MULTILINE)
_ITEM = re.compile(r"^\(?([a-zđ]{1,3})\)\s")
_OPEN, _CLOSE = "“«", "”»"


@functools.lru_cache(maxsize=256)
def _sentences(text: str) -> tuple[Sentence, ...]:
    """An article's sentences, kept for the articles that are quoted most."""
    return tuple(split(text))


class Misquoted(Exception):
    """A quote is not what stands in its article: a fault of ours, never shown."""


def cite(
    article: Article, sentence: Sentence, number: int, marks: Sequence[tuple[int, int]] = ()
) -> Citation:
    """The citation of one sentence; two when a quotation runs on into the next one.

    *marks* are offsets in the article. Raises `Misquoted` when the text is not the article's.
    """
    around = _sentences(article.text)
    at = next((n for n, s in enumerate(around) if s.start <= sentence.start < s.end), None)
    if at is None:
        raise Misquoted(f"{article.id} {sentence.start}-{sentence.end}")
    first = last = at
    if _runs_on(article.text, around, at):
        last += 1
    elif _speaks_of_the_one_before(article.text, around, at):
        first -= 1
    start, end = around[first].start, around[last].end
    before, after = around[max(0, first - 1)], around[min(len(around) - 1, last + 1)]
    citation = Citation(
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
    return checked(citation, article)


def provision_at(article: Article, start: int) -> Provision | None:
    """Of a treaty's own text: its article, with the numbered paragraph and item that *start* stands in."""
    if article.provision is None:
        return None
    line = article.text.find("\n", start)
    before = article.text[: len(article.text) if line < 0 else line]
    numbers = list(_NUMBERED.finditer(before))
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
