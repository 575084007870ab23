"""/ask: one question answered as a plain page, for browsers without scripts and lines that never load them."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import Request
from fastapi.responses import HTMLResponse

from ui.answering import Answerer
from ui.cards import Place, checked
from ui.document import Sheet, respond, sheet
from ui.markup import clean, esc
from ui.page.first import question_form
from ui.page.talk import said
from ui.render import answer_html, sources_html


def answer_page(answerer: Answerer) -> Callable[[Request], HTMLResponse]:
    """The handler; asking counts as it does everywhere (`ui.guard`)."""

    def show(request: Request) -> HTMLResponse:
        page = sheet(request, "nav_chat")
        question = request.query_params.get("q", "").strip()
        told = _told(answerer, question, page) if question else ""
        body = f'<div class="plain asking">{told}{question_form(page.language)}</div>'
        response = respond(page, question[:80] or page.say["question"], body)
        response.headers["X-Robots-Tag"] = "noindex"  # what somebody asked is nothing to be found by
        return response

    return show


def _told(answerer: Answerer, question: str, page: Sheet) -> str:
    """The question, and its answer with the sources or why there is none."""
    asked = clean(f'<h1 class="asked"><span class="sr">{esc(page.say["you"])}: </span>{esc(question)}</h1>')
    try:
        answer = answerer.ask(question)
    except Exception as error:  # said as the chat says it; the log has the rest
        failed = (
            f'<p class="flag failed">{esc(page.say["failed"])}</p><p>{esc(said(error, page.language))}</p>'
        )
        return f'<section class="turn">{asked}<div class="answer">{clean(failed)}</div></section>'
    place = Place(page.language)
    found = sources_html(answer, place, checked(answer, answerer.articles()))
    return (
        f'<section class="turn">{asked}<div class="answer" lang="{answer.language}">{answer_html(answer, place)}'
        f"</div></section>{found}"
    )
