"""The plain pages beside the chat: articles, one article, how it works, privacy, the widget."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from importlib.resources import files

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from ui import own
from ui.answering import Answerer
from ui.articles_view import listing, wanted
from ui.document import Sheet, heading, respond, sheet
from ui.embed import embed_page
from ui.markup import clean, esc
from ui.page.frame import held, mode
from ui.plain_answer import answer_page
from ui.reader_view import article_html, span
from ui.settings import Settings
from ui.shared import Shared
from ui.shared_view import shared_page
from ui.strings import day
from vectorstore.errors import IndexProblem

Handler = Callable[[Request], HTMLResponse]


def router(answerer: Answerer, settings: Settings) -> APIRouter:
    """Every page as a route; none of them is a program's business, so none is in a schema."""
    pages = APIRouter(include_in_schema=False)

    @pages.get("/articles", response_class=HTMLResponse)
    @_readable
    def articles(request: Request) -> HTMLResponse:
        page = sheet(request, "nav_articles")
        body = listing(answerer.articles(), wanted(request.query_params), page)
        return respond(page, page.say["articles_title"], body)

    @pages.get("/articles/{article_id}", response_class=HTMLResponse)
    @_readable
    def article(request: Request) -> HTMLResponse:
        return _article(request, answerer)

    for path, here in (("about", "nav_about"), ("privacy", "nav_privacy"), ("widget", "nav_widget")):
        pages.add_api_route(f"/{path}", _text(path, here, answerer, settings), response_class=HTMLResponse)
    kept = shared_page(answerer, Shared(settings.home))
    pages.add_api_route("/answers/{name}", kept, response_class=HTMLResponse)
    pages.add_api_route("/ask", _readable(answer_page(answerer)), response_class=HTMLResponse)
    pages.add_api_route("/embed", embed_page(settings), response_class=HTMLResponse)
    return pages


def _article(request: Request, answerer: Answerer) -> HTMLResponse:
    page = sheet(request, "nav_articles", base="../")
    wanted_id = request.path_params["article_id"]
    found = next((a for a in answerer.articles() if a.id == wanted_id), None)
    if found is None:
        return _trouble(page, page.say["no_article"], page.say["no_article_note"], 404)
    query = request.query_params
    quote = span(query.get("start"), query.get("end"), len(found.text))
    ours = (
        request.headers.get("sec-fetch-site") == "same-origin"
    )  # from our own chat, which is still as it was
    return respond(page, found.title, article_html(found, quote, page, back=ours))


def _text(path: str, here: str, answerer: Answerer, settings: Settings) -> Handler:
    """A page that we wrote ourselves, with the figures of the current index filled in."""

    @_readable
    def show(request: Request) -> HTMLResponse:
        page = sheet(request, here)
        template = files("ui").joinpath("texts").joinpath(f"{path}.{page.language}.html").read_text("utf-8")
        articles = answerer.articles()
        newest = max((a.published for a in articles if a.published), default=None)
        values = {
            "held": held(articles, page.language),
            "newest": day(newest, page.language) or page.say["undated"],
            "mode": mode(page.language, answerer.model_name),
            "gaps": page.say[f"privacy_gaps_{settings.gaps}"].format(days=settings.gaps_days),
            "widget": own.address("widget.js"),
            "integrity": own.integrity("widget.js"),
            "base": f"{str(request.base_url).rstrip('/')}",
            "origins": ", ".join(settings.embed_origins) or "—",
        }
        body = template
        for key, value in values.items():
            body = body.replace("{{" + key + "}}", esc(value))
        script = "builder.js" if path == "widget" else "page.js"
        return respond(page, page.say[here], f'<div class="plain">{body}</div>', script=script)

    return show


def _readable(handler: Handler) -> Handler:
    """An index that cannot be read is a page that says so."""

    @wraps(handler)
    def shown(request: Request) -> HTMLResponse:
        try:
            return handler(request)
        except IndexProblem:
            deep = request.url.path.rstrip("/").count("/") > 1
            page = sheet(request, "", base="../" if deep else "")
            return _trouble(page, page.say["nothing_to_show"], page.say["error_index"], 503)

    return shown


def _trouble(page: Sheet, title: str, note: str, status: int) -> HTMLResponse:
    link = f'<p><a href="{page.base}articles?lang={page.language}">{esc(page.say["nav_articles"])}</a></p>'
    body = f'<div class="plain">{heading(title)}{clean(f"<p>{esc(note)}</p>{link}")}</div>'
    return respond(page, title, body, status=status)
