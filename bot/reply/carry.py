"""Do something with the last answer: shorten it, go on with it, list its sources, sum the conversation up.

What needs a language model (simpler words, a translation) is declined, and what the articles have is offered instead.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.answer import Answer, Citation
from bot.byline import origin, quoted, sentence
from bot.question.value import Action, Quoted, Thread, Turn
from bot.reply.cite import cite, neighbour, sentences_of, shown
from vectorstore.index import Index
from vectorstore.types import Filters, Language

# Asks a question again: its stand-alone form, the turns before it, and filters.
Again = Callable[[str, Thread, Filters], Answer]
# Sentences that "more" adds, and quotes of a summed-up answer.
_MORE, _OF_SUMMARY = 3, 3

_WORDS: dict[str, dict[Language, str]] = {
    "nothing": {"vi": "Chưa có câu trả lời nào trước đó để làm việc này.", "en": "There is no answer before this to do that with."},
    "no_more": {"vi": "Các bài viết đã trích không nói gì thêm.", "en": "The articles quoted say no more about it."},
    "more": {"vi": "Bài viết nói tiếp:", "en": "The article goes on:"},
    "simpler": {
        "vi": "Tôi trích nguyên văn, không diễn đạt lại. Đây là câu ngắn nhất trả lời câu hỏi:",
        "en": "I quote and do not put things in other words. This is the shortest sentence that answers:",
    },
    "translate": {
        "vi": "Tôi không dịch các câu trích. Nguồn tiếng Việt nói:",
        "en": "I do not translate quotes. What sources in English say:",
    },
    "no_translation": {
        "vi": "Tôi không dịch các câu trích, và không có nguồn tiếng Việt nào trả lời câu hỏi này.",
        "en": "I do not translate quotes, and no source in English answers this.",
    },
    "first_question": {"vi": "Câu hỏi đầu tiên của bạn: “{}”", "en": "Your first question: “{}”"},
    "last_question": {"vi": "Câu hỏi trước của bạn: “{}”", "en": "Your last question: “{}”"},
    "no_question": {"vi": "Bạn chưa hỏi câu nào.", "en": "You have not asked anything yet."},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Told:
    """What an earlier turn was answered with."""

    question: str
    short: str | None
    citations: tuple[Citation, ...]


def carried(typed: str, action: Action, thread: Thread, index: Index, again: Again) -> Answer:
    """*action* on the answers of *thread*; a turn whose answer is not known is asked *again*.

    Raises what *again* raises, nothing of its own.
    """
    if action.do == "earlier_question":
        return _said(typed, _earlier(action, thread), action, index, found=bool(thread))
    if action.do == "translate" and thread:
        return _translated(typed, action, thread, index, again)
    wanted = range(len(thread)) if action.whole else range(len(thread))[-1:]
    told = [t for n in wanted if (t := _told(thread[n], thread[:n], index, again)).citations]
    if not told:
        return _said(typed, _WORDS["nothing"][action.language], action, index, found=False)
    if action.do == "summarise":
        return _summed_up(typed, action, told, index)
    return {"more": _more, "sources": _sources}.get(action.do, _shorter)(typed, action, told[-1], index)


def _told(turn: Turn, before: Thread, index: Index, again: Again) -> _Told:
    citations = [c for n, q in enumerate(turn.quotes, 1) if (c := _cited(q, n, index))]
    if citations:
        return _Told(turn.question, turn.short, _numbered(citations))
    if turn.text and not turn.found:
        return _Told(turn.question, None, ())
    answer = again(turn.asked_as or turn.question, () if turn.asked_as else before, Filters())
    return _Told(turn.question, answer.short, answer.citations)


def _cited(said: Quoted, number: int, index: Index) -> Citation | None:
    """The quote of an earlier answer, as it stands in the index now; None when it is gone."""
    article = index.article(said.article_id)
    start = article.text.find(said.quote) if article and said.quote else -1
    if article is None or start < 0:
        return None
    end = start + len(said.quote)
    touched = [s for s in sentences_of(article.text) if s.start < end and start < s.end]
    return cite(article, touched[0], number, until=touched[-1]) if touched else None


def _numbered(citations: Sequence[Citation]) -> tuple[Citation, ...]:
    return tuple(replace(c, number=n) for n, c in enumerate(citations, 1))


def _shorter(typed: str, action: Action, told: _Told, index: Index) -> Answer:
    """The lead alone; without one, and for simpler words, the shortest quote."""
    if told.short and action.do == "shorter":
        text = f"{sentence(told.short)} [1]."
        return _said(typed, text, action, index, told.citations[:1], told.short)
    shortest = replace(min(told.citations, key=lambda c: len(c.quote)), number=1)
    head = [_WORDS["simpler"][action.language]] if action.do == "simpler" else []
    return _said(typed, "\n\n".join([*head, _quote(shortest, action.language)]), action, index, [shortest])


def _more(typed: str, action: Action, told: _Told, index: Index) -> Answer:
    """The sentences behind those quoted, in their paragraphs."""
    added: list[Citation] = []
    known = {(c.article_id, c.start) for c in told.citations}
    for citation in told.citations:
        article = index.article(citation.article_id)
        if article is None:
            continue
        last = [s for s in sentences_of(article.text) if s.start < citation.end][-1]
        following = neighbour(article, last, 1)
        if following and (article.id, following.start) not in known and len(added) < _MORE:
            added.append(cite(article, following, len(added) + 1, until=following))
            known.add((article.id, following.start))
    if not added:
        return _said(typed, _WORDS["no_more"][action.language], action, index, found=False)
    lines = [_WORDS["more"][action.language], *(_quote(c, action.language) for c in added)]
    return _said(typed, "\n\n".join(lines), action, index, added)


def _sources(typed: str, action: Action, told: _Told, index: Index) -> Answer:
    """Title, outlet, day and address of each citation; of a brief, the addresses that it is based on."""
    lines = []
    for c in told.citations:
        addresses = [c.url] if c.url else [b.url for b in c.based_on if b.url]
        lines.append(
            " ".join([f"{c.title} — {origin(c, action.language)} [{c.number}]", *filter(None, addresses)])
        )
    return _said(typed, "\n\n".join(lines), action, index, told.citations)


def _summed_up(typed: str, action: Action, told: Sequence[_Told], index: Index) -> Answer:
    """Of one answer its first quotes; of the conversation one quote a turn, none of them twice."""
    lines: list[str] = []
    kept: list[Citation] = []
    for each in told:
        citations = each.citations[: 1 if action.whole else _OF_SUMMARY]
        new = [c for c in citations if (c.article_id, c.start) not in {(k.article_id, k.start) for k in kept}]
        added = [replace(c, number=len(kept) + n) for n, c in enumerate(new, 1)]
        kept += added
        head = [each.question] if action.whole and added else []
        lead = [f"{sentence(each.short)} [{added[0].number}]."] if each.short and added else []
        lines += [*head, *lead, *(_quote(c, action.language) for c in added)]
    return _said(typed, "\n\n".join(lines), action, index, kept)


def _translated(typed: str, action: Action, thread: Thread, index: Index, again: Again) -> Answer:
    """The question once more, of sources in the language asked for: their words, not ours."""
    into = action.into or action.language
    turn = thread[-1]
    before = () if turn.asked_as else thread[:-1]
    answer = again(turn.asked_as or turn.question, before, Filters(language=into))
    if not answer.found or answer.hedged:
        return _said(typed, _WORDS["no_translation"][into], action, index, found=False)
    lines = [_WORDS["translate"][into], *(_quote(c, into) for c in answer.citations)]
    told = _said(typed, "\n\n".join(lines), action, index, answer.citations)
    return replace(told, language=into)


def _earlier(action: Action, thread: Thread) -> str:
    if not thread or action.turn is None:
        return _WORDS["no_question"][action.language]
    word = "first_question" if action.turn == 0 and len(thread) > 1 else "last_question"
    return _WORDS[word][action.language].format(thread[action.turn].question)


def _quote(citation: Citation, language: Language) -> str:
    return quoted(replace(citation, quote=shown(citation)), language)


def _said(
    typed: str,
    text: str,
    action: Action,
    index: Index,
    citations: Sequence[Citation] = (),
    short: str | None = None,
    found: bool = True,
) -> Answer:
    """What is said of earlier answers; without one, it is small talk, not a refusal."""
    return Answer(
        typed,
        text,
        found and bool(citations),
        action.language,
        reason=None if citations else "small_talk",
        short=short,
        citations=tuple(citations),
        build=index.manifest.build,
        confidence=1.0 if citations else 0.0,
    )
