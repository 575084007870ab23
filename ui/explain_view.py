"""/explain: why an answer is what it is, for the owner (`ui.keys`); the same as JSON for programs."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from bot.steps import Explanation
from ui.answering import Answerer
from ui.document import Sheet, heading, respond, sheet
from ui.markup import clean, esc
from ui.question import MAX_QUESTION, BadQuestion, check
from ui.refusal import Refused
from vectorstore.types import Filters

_NOT_KEPT = {"Cache-Control": "no-store"}


def router(answerer: Answerer) -> APIRouter:
    """Both routes; who may see them is decided before they are reached."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/explain", response_class=HTMLResponse)
    def page(request: Request) -> HTMLResponse:
        shown, status, told = sheet(request, ""), 200, ""
        try:
            found = _explained(request, answerer)
            told = found.text() if found else ""
        except BadQuestion as error:
            status, told = 422, str(error)
        body = f'<div class="plain wide">{_head(shown)}{_form(request, shown)}{_said(told)}</div>'
        response = respond(shown, shown.say["explain_title"], body, status=status)
        response.headers.update(_NOT_KEPT)
        return response

    @routes.get("/explain.json")
    def as_json(request: Request) -> Response:
        found = _explained(request, answerer)
        if found is None:
            raise Refused(422, "bad_question", "Name the question: /explain.json?q=...")
        return JSONResponse(found.record, headers=_NOT_KEPT)

    return routes


def _explained(request: Request, answerer: Answerer) -> Explanation | None:
    """None when nothing is asked; raises `BadQuestion` and what the index raises."""
    query = request.query_params
    if answerer.explain is None or not query.get("q", "").strip():
        return None
    before = tuple(line.strip() for line in query.get("before", "").splitlines() if line.strip())
    return answerer.explain(check(query["q"], before, Filters(as_of=query.get("as_of") or None)))


def _head(page: Sheet) -> str:
    return heading(page.say["explain_title"], esc(page.say["explain_note"]))


def _form(request: Request, page: Sheet) -> str:
    """A form that works without script; every value in it is escaped here."""
    say, query = page.say, request.query_params
    asked, before, day = (esc(query.get(name, "")) for name in ("q", "before", "as_of"))
    return (
        '<form class="find" action="explain" method="get">'
        f'<input type="hidden" name="lang" value="{page.language}">'
        f'<label>{esc(say["explain_question"])}<input name="q" maxlength="{MAX_QUESTION}" value="{asked}"></label>'
        f'<label>{esc(say["explain_before"])}<textarea name="before" rows="2">{before}</textarea></label>'
        f'<label>{esc(say["explain_as_of"])}<input name="as_of" maxlength="10" value="{day}"></label>'
        f'<button type="submit">{esc(say["apply"])}</button></form>'
    )


def _said(told: str) -> str:
    return clean(f"<pre>{esc(told)}</pre>") if told else ""
