"""The conversation and the source panel as HTML."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from bot.answer import Answer, Nearest
from ui import export
from ui.cards import Place, checked, near
from ui.markup import clean, esc
from ui.page.chips import chips
from ui.page.turns import Turn, Turns
from ui.render import answer_html, partial_html, sources_html
from ui.strings import words
from vectorstore.types import Article, Language

# Beside the greeting; as many as the examples beside them.
NEWEST = 4
# Our own drawings on a grid of 24; "bad" is "good" turned round by the style sheet.
_THUMB = "M7 11v9H4v-9h3l4-8c1.7 0 2.5 1.2 2.2 2.8L12.600 9H19a2 2 0 0 1 2 2.300l-1.200 7a2 2 0 0 1-2 1.700H7"
_ICONS = {
    "good": _THUMB,
    "bad": _THUMB,
    "retry": "M20 11a8 8 0 1 0-2.300 6.300M20 5v6h-6",
    "edit": "M4 20l1-4L16 5l3 3L8 19zM13 8l3 3",
}


def transcript(
    turns: Turns,
    language: Language,
    following: Sequence[str] = (),
    address: Callable[[Turn], str] = lambda turn: "",
) -> str:
    """Every turn with the *address* where it can be shared; after the last what can be asked *following* it.

    A log is a live region: a screen reader reads what is added once it is no longer busy.
    """
    say = words(language)
    busy = "true" if turns and turns[-1].working else "false"
    last = len(turns) - 1
    body = "".join(_turn(turn, i, language, address(turn), last=i == last) for i, turn in enumerate(turns))
    more = "" if not turns or turns[-1].working else suggestions(say["next"], following)
    return f'<div role="log" aria-label="{esc(say["log"])}" aria-busy="{busy}">{body}</div>{more}'


def panel(turns: Turns, language: Language, articles: Sequence[Article]) -> str:
    """The sources of every turn; the newest ones are visible, a [n] of an older turn brings its own back."""
    if not turns and articles:
        return _newest(articles, language)
    say = words(language)
    shown = max((i for i, turn in enumerate(turns) if turn.answer and turn.answer.citations), default=None)
    if shown is not None and shown != len(turns) - 1:
        shown = None  # the newest answer has no source: an older one's must not stand beside it
    parts = [f'<h2 id="sources-title">{esc(say["sources"])}</h2>']
    if shown is None:
        none = say["sources_none_here" if turns else "sources_none"]
        parts.append(f'<p class="empty">{esc(none)}</p>')
    for i, turn in enumerate(turns):
        if turn.answer and turn.answer.citations:
            parts.append(_sources(turn.answer, i, language, articles, hidden=i != shown))
    return f'<section aria-labelledby="sources-title">{"".join(parts)}</section>'


def _newest(articles: Sequence[Article], language: Language) -> str:
    """Before the first question: what came in last, in the visitor's language where there is any."""
    say, place = words(language), Place(language)
    dated = sorted((a for a in articles if a.published), key=lambda a: a.published or "", reverse=True)
    mine = [a for a in dated if a.language == language] or dated
    items = "".join(near(Nearest.of(a), place) for a in mine[:NEWEST])
    every = f'<p class="every"><a href="articles?lang={language}">{esc(say["all_articles"])}</a></p>'
    title = f'<h2 id="sources-title">{esc(say["newest_articles"])}</h2>'
    return clean(
        f'<section class="newest" aria-labelledby="sources-title">{title}<ul class="near">{items}</ul>{every}</section>'
    )


def suggestions(label: str, questions: Sequence[str]) -> str:
    """Questions as buttons; "" without any."""
    if not questions:
        return ""
    buttons = "".join(
        f'<li><button type="button" data-act="ask" data-question="{esc(q)}">{esc(q)}</button></li>'
        for q in questions
    )
    return clean(f'<div class="try"><p class="label">{esc(label)}</p><ul>{buttons}</ul></div>')


def _sources(answer: Answer, i: int, language: Language, articles: Sequence[Article], *, hidden: bool) -> str:
    place = Place(language, f"t{i}")
    heading = esc(words(language)["sources_of"].format(question=answer.question))
    inner = sources_html(answer, place, checked(answer, articles))
    state = " hidden" if hidden else ""
    return f'<div class="of" data-turn="{i}"{state}><p class="label">{heading}</p>{inner}</div>'


def _turn(turn: Turn, i: int, language: Language, address: str, *, last: bool) -> str:
    say = words(language)
    asked = f'<h2 class="asked" id="t{i}-q" tabindex="-1"><span class="sr">{esc(say["you"])}: </span>{esc(turn.question)}</h2>'
    tools = "" if turn.working else _tools(turn, i, language, address, last=last)
    tongue = f' lang="{turn.answer.language}"' if turn.answer and turn.answer.language != language else ""
    return (
        f'<section class="turn" id="t{i}" aria-labelledby="t{i}-q">{clean(asked)}{chips(turn.filters, language)}'
        f'<div class="answer"{tongue}>{_said(turn, i, language)}</div>{tools}</section>'
    )


def _said(turn: Turn, i: int, language: Language) -> str:
    say = words(language)
    if turn.answer:
        return answer_html(turn.answer, Place(language, f"t{i}"))
    if turn.error:
        failed = f'<p class="flag failed">{esc(say["failed"])}</p><p>{esc(turn.error)}</p>'
        return clean(failed)
    if turn.early:
        return _early(turn, turn.early, i, language)
    note = say["stopped"] if turn.stopped else "" if turn.partial else say["working"]
    return partial_html(turn.partial) + (f'<p class="note">{esc(note)}</p>' if note else "")


def _early(turn: Turn, early: Answer, i: int, language: Language) -> str:
    """What a language model has said so far, above what the articles say word for word."""
    say = words(language)
    note = say["stopped"] if turn.stopped else say["writing"]
    return (
        partial_html(turn.partial)
        + f'<p class="note">{esc(note)}</p>'
        + answer_html(early, Place(language, f"t{i}"))
    )


def _tools(turn: Turn, i: int, language: Language, address: str, *, last: bool) -> str:
    """Copy, link, thumbs, and for the last turn ask again and edit."""
    say = words(language)
    parts = []
    if turn.answer:
        parts += [
            _copies(turn.answer, i, language),
            _link(turn, i, language, address),
            _thumbs(turn, i, language),
        ]
    if last:
        parts += [_button("retry", i, say["retry"]), _button("edit", i, say["edit"])]
    return clean(f'<div class="tools" aria-live="off">{"".join(parts)}</div>')


def _copies(answer: Answer, i: int, language: Language) -> str:
    say = words(language)
    forms = {
        "copy_markdown": export.markdown(answer, language),
        "copy_plain": export.plain(answer, language),
        "copy_bibtex": export.bibtex(answer),
    }
    items = "".join(
        f'<button type="button" data-copy="t{i}-{name}">{esc(say[name])}</button>'
        f'<pre hidden id="t{i}-{name}" class="{name}">{esc(text)}</pre>'
        for name, text in forms.items()
        if text
    )
    return f'<details class="copies"><summary>{esc(say["copy"])}</summary><div>{items}</div></details>'


def _link(turn: Turn, i: int, language: Language, address: str) -> str:
    """To the answer as it was given; where none is kept, to the question."""
    say = words(language)
    if address:
        told = "" if turn.shared is None else say["shared_told" if turn.shared else "shared_not"]
        note = f'<span class="note" role="status">{esc(told)}</span>' if told else ""
        return (
            f'<a class="permalink" data-act="share" data-turn="{i}" href="{esc(address)}?lang={language}"'
            f' title="{esc(say["shared_title"])}">{esc(say["permalink"])}</a>{note}'
        )
    chosen = {
        "q": turn.question,
        "lang": language,
        "from": turn.filters.since,
        "to": turn.filters.until,
        "as_of": turn.filters.as_of,
        "outlet": turn.filters.publisher,
        "in": turn.filters.language,
    }
    query = urlencode({key: value for key, value in chosen.items() if value})
    title = esc(say["permalink_title"])
    return f'<a class="permalink" href="?{esc(query)}" title="{title}">{esc(say["permalink"])}</a>'


def _thumbs(turn: Turn, i: int, language: Language) -> str:
    say = words(language)
    good = _button("good", i, say["good"], pressed=turn.liked is True)
    bad = _button("bad", i, say["bad"], pressed=turn.liked is False)
    thanks = "" if turn.liked is None else f'<span class="note" role="status">{esc(say["thanks"])}</span>'
    return good + bad + thanks


def _button(act: str, i: int, label: str, *, pressed: bool | None = None) -> str:
    state = "" if pressed is None else f' aria-pressed="{str(pressed).lower()}"'
    icon = (
        f'<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="{_ICONS[act]}"></path></svg>'
    )
    return (
        f'<button type="button" class="icon {act}" data-act="{act}" data-turn="{i}"{state} title="{esc(label)}">'
        f'{icon}<span class="sr">{esc(label)}</span></button>'
    )
