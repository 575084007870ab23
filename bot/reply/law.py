"""Questions that ask for an article of the Convention by its number: its own text, when the owner has it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.answer import Citation
from bot.question import lexicon
from bot.question.located import provisions_in
from bot.question.provisions import provisions
from bot.question.utterance import utterance
from bot.question.value import Part
from bot.reply.cite import NUMBERED, checked, cite
from bot.reply.value import Draft, Line
from vectorstore.aliases import expand, names_pattern
from vectorstore.index import Index
from vectorstore.query import Query
from vectorstore.types import Article, Filters, Language, Sentence

# A quote of more than this is a page; the reader view has the rest. Characters.
_MOST = 900
# Among so many passages our own explanation of the article is looked for.
_LOOKED_AT = 20


def law_draft(part: Part, index: Index) -> Draft | None:
    """The provision asked for, quoted, and our explanation behind it; None when that is not asked or not held."""
    chosen = part.filters
    if chosen.publisher or chosen.since or chosen.until or chosen.as_of:
        return None
    asked = _asked(part)
    held = _held(asked[0], part.language, chosen, index) if asked else None
    if asked is None or held is None:
        return None
    first = _quote(held, asked[1])
    if first is None:
        return None
    citations = (first, *_explained(asked[0], part.query, index, chosen))
    lines = tuple(Line("quote", c.quote, (c.number,)) for c in citations)
    return Draft(part, True, lines, citations=citations, confidence=1.0)


def _asked(part: Part) -> tuple[int, int | None] | None:
    """(article, paragraph) when nothing but that is asked: "What does article 16 say?", "nội dung điều 16"."""
    said = utterance(expand(part.text, typed=True), part.language)
    named = provisions(said)
    if part.shape == "yesno" or len(named) != 1 or named[0].provision.level != "article":
        return None
    taken = set(range(named[0].first, named[0].last))
    for name in names_pattern().finditer(said.text):
        taken |= {n for n, w in enumerate(said.words) if name.start() <= w.start < name.end()}
    plain = lexicon.words("law", part.language)
    if any(n not in taken and w.bare not in plain for n, w in enumerate(said.words)):
        return None
    return named[0].provision.number, named[0].provision.paragraph


def _held(number: int, language: Language, filters: Filters, index: Index) -> Article | None:
    """The treaty's own article, in the question's language where there is one."""
    found = [
        a
        for a in index.articles()
        if a.provision and a.provision.number == number and filters.language in (None, a.language)
    ]
    return next((a for a in found if a.language == language), found[0] if found else None)


def _quote(article: Article, paragraph: int | None) -> Citation | None:
    """The whole article when it is short, else the paragraph asked for, else its first; cut between sub-paragraphs."""
    start = article.text.find("\n\n") + 2
    if start < 2 or start >= len(article.text):
        return None
    end = len(article.text)
    marks = [(int(m[1]), m.start()) for m in NUMBERED.finditer(article.text, start)]
    if paragraph is not None:
        at = next((n for n, (number, _) in enumerate(marks) if number == paragraph), None)
        if at is None:
            return None
        start = marks[at][1]
        end = marks[at + 1][1] if at + 1 < len(marks) else end
    elif end - start > _MOST and len(marks) > 1:
        end = marks[1][1]
    if end - start > _MOST:
        end = article.text.rfind("\n\n", start, start + _MOST)
        if end < 0:
            end = article.text.find("\n\n", start)
            end = len(article.text) if end < 0 else end
    end = start + len(article.text[start:end].rstrip())
    return _cited(article, start, end, 1)


def _cited(article: Article, start: int, end: int, number: int) -> Citation:
    one = cite(article, Sentence(start, start + 1), number)
    text = article.text[start:end]
    whole = replace(one, quote=text, start=start, end=end, context_start=start, context_end=end, context=text)
    if whole.provision and len(NUMBERED.findall(text)) > 1:
        whole = replace(whole, provision=replace(whole.provision, paragraph=""))
    return checked(whole, article)


def _explained(number: int, query: Query, index: Index, filters: Filters) -> Iterator[Citation]:
    """The first sentence of a brief of ours that names the article."""
    for hit in index.search(query, _LOOKED_AT, filters):
        if hit.article.voice != "brief":
            continue
        for sentence in hit.passage.sentences:
            text = hit.article.text[sentence.start : sentence.end]
            named = {(p.level, p.number) for p, _ in provisions_in(text, hit.article.language)}
            if ("article", number) in named:
                yield cite(hit.article, sentence, 2)
                return
