"""/answers/ID: a shared answer as it was given, and beside it what has changed since."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse

from bot.answer import Answer
from ui.answering import Answerer
from ui.cards import Place, checked
from ui.document import Sheet, heading, respond, sheet
from ui.markup import clean, esc
from ui.page.chips import chips
from ui.render import answer_html, sources_html
from ui.shared import Kept, Shared
from ui.strings import day
from vectorstore.errors import IndexProblem
from vectorstore.types import Article, Filters

# The parameters of the chat's address, by the field of `Filters`.
_IN_ADDRESS = {"since": "from", "until": "to", "as_of": "as_of", "publisher": "outlet", "language": "in"}


def shared_page(answerer: Answerer, shared: Shared) -> Callable[[Request], HTMLResponse]:
    """The handler; it asks anew, so opening one counts as a question (`ui.guard`)."""

    def show(request: Request) -> HTMLResponse:
        page = sheet(request, "", base="../")
        kept = shared.get(request.path_params["name"])
        if kept is None:
            return _gone(page)
        body = f'<div class="plain asking">{_given(kept, answerer, page)}{_since(kept, answerer, page)}</div>'
        response = respond(page, kept.answer.question[:80], body)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return show


def again(question: str, filters: Filters, page: Sheet) -> str:
    """The chat's address that asks the same."""
    chosen = {short: getattr(filters, name) for name, short in _IN_ADDRESS.items()}
    query = {"q": question, "lang": page.language, **{k: v for k, v in chosen.items() if v}}
    return f"{page.base}?{urlencode(query)}"


def _given(kept: Kept, answerer: Answerer, page: Sheet) -> str:
    answer, place = kept.answer, Place(page.language, base=page.base)
    when = page.say["shared_given"].format(
        day=day(kept.given_on, page.language), newest=day(kept.newest, page.language) or page.say["undated"]
    )
    asked = f'<h1 class="asked"><span class="sr">{esc(page.say["you"])}: </span>{esc(answer.question)}</h1>'
    cards = sources_html(answer, place, checked(answer, _articles(answerer)))
    return (
        f'<section class="turn">{clean(asked)}{chips(kept.filters, page.language)}'
        f'<p class="note">{esc(when)}</p><div class="answer" lang="{answer.language}">{answer_html(answer, place)}'
        f"</div></section>{cards}"
    )


def _since(kept: Kept, answerer: Answerer, page: Sheet) -> str:
    """Asked again now: the same, or the new answer and which articles are new or gone."""
    say, old = page.say, kept.answer
    link = f'<p><a href="{esc(again(old.question, kept.filters, page))}">{esc(say["shared_again"])}</a></p>'
    try:
        now = answerer.ask(old.question, (), kept.filters)
    except Exception:  # what was given is shown whatever happens now
        told = f"<p>{esc(say['shared_unknown'])}</p>"
    else:
        told = _changed(old, now, _articles(answerer), page)
    title = clean(f"<h2>{esc(say['shared_since'])}</h2>")
    return f'<section class="turn since">{title}{told}{clean(link)}</section>'


def _changed(old: Answer, now: Answer, articles: Sequence[Article], page: Sheet) -> str:
    say, there = page.say, {article.id for article in articles}
    gone = [c.title for c in old.citations if there and c.article_id not in there | {"status"}]
    lost = "".join(f"<li>{esc(title)}</li>" for title in dict.fromkeys(gone))
    missing = clean(f"<p>{esc(say['shared_gone'])}</p><ul>{lost}</ul>") if lost else ""
    if (now.text, now.found) == (old.text, old.found):
        return clean(f'<p class="same">{esc(say["shared_same"])}</p>') + missing
    place = Place(page.language, "n", page.base)
    cards = sources_html(now, place, checked(now, articles))
    return (
        clean(f'<p class="differs">{esc(say["shared_differs"])}</p>')
        + f'<div class="answer" lang="{now.language}">{answer_html(now, place)}</div>{cards}{missing}'
    )


def _articles(answerer: Answerer) -> Sequence[Article]:
    try:
        return answerer.articles()
    except IndexProblem:
        return ()


def _gone(page: Sheet) -> HTMLResponse:
    say = page.say
    note = f'<p>{esc(say["shared_none_note"])}</p><p><a href="{page.base}?lang={page.language}">{esc(say["nav_chat"])}</a></p>'
    body = f'<div class="plain">{heading(say["shared_none"])}{clean(note)}</div>'
    return respond(page, say["shared_none"], body, status=404)
