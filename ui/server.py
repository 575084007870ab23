"""The web application: our API, health and pages, and Gradio's chat behind a list of open doors."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext
from typing import TYPE_CHECKING, Any

# Before gradio is imported: nothing is sent to anybody, and no hub is asked for anything.
os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Mount, Route

from ui import api, explain_view, opinion_api, own, owner, pages, status_files
from ui.answer_id import AnswerIds
from ui.answering import Answerer
from ui.doors import Doors, not_here
from ui.guard import Guard
from ui.health import Health
from ui.limits import RateLimit
from ui.metrics import CONTENT_TYPE, Metrics
from ui.noting import keeping, noting, noting_failure
from ui.page.examples import Examples
from ui.page.mount import mount
from ui.page.talk import Talk
from ui.pausing import Pause
from ui.programs import Programs
from ui.refusal import Refused
from ui.settings import BadSetting, Settings
from ui.shared import Shared
from ui.tracing import Tracing

if TYPE_CHECKING:
    from ui.mcp_tool import McpTool

# Gradio posts several events for one question: the question, the cards, the thumbs.
_PAGE_EVENTS_A_QUESTION = 4
# The chat page is a dozen requests that are no files, a search among the articles is one.
_VIEWS_A_QUESTION = 20
# Wrong passwords or tokens from one address.
_GUESSES = "10/minute"


def create_app(settings: Settings, answerer: Answerer, tracing: Tracing | None = None) -> FastAPI:
    """Everything that is served, as one ASGI application; *answerer* and *tracing* are closed with it."""
    metrics = Metrics(lambda: answerer.held, lambda: len(answerer.articles()))
    answerer.seen, answerer.failed = noting(settings, metrics, tracing), noting_failure
    answerer.paused = Pause(settings.home).on
    limit = RateLimit(_rates(settings), settings.limits_storage)
    ids, keep = AnswerIds.of(settings.home), keeping(settings, metrics)
    examples, programs = Examples(answerer), Programs(answerer, settings, limit)
    tool = _mcp_tool(programs) if settings.mcp_hosts else None
    app = FastAPI(
        title="Hanoi Convention chatbot",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=_until_closed(answerer, limit, examples, tool, tracing),
    )
    # Not uvicorn's option, which is put before every path: proxies that strip it and those that do not both work.
    app.root_path = settings.root_path
    app.add_middleware(Guard, settings=settings, limit=limit, metrics=metrics, tracing=tracing)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.include_router(
        api.router(answerer, metrics, lambda answer: examples.following([answer], answer.language), ids)
    )
    app.include_router(opinion_api.router(ids, keep))
    app.include_router(pages.router(answerer, settings))
    app.include_router(owner.router(settings, limit))
    app.include_router(explain_view.router(answerer))
    app.include_router(status_files.router(answerer.status))
    app.router.routes += [*Health(answerer).routes, _metrics_route(metrics), own.ROUTE, *own.WIDGET]
    talk = Talk(
        answerer,
        examples,
        keep,
        settings.stale_days,
        Shared(settings.home),
        ids,
    )
    if tool:
        app.router.routes += tool.routes
    _in_a_loop(lambda: mount(app, talk, programs, {RequestValidationError: _invalid, KeyError: _no_event}))
    chat = app.router.routes[-1]
    assert isinstance(chat, Mount)
    chat.app = Doors(chat.app)
    return app


def _in_a_loop(work: Callable[[], None]) -> None:
    """Where no event loop runs, Gradio makes several and closes none (`gradio.utils.safe_get_lock`)."""

    async def inside() -> None:
        work()

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        asyncio.run(inside())
    else:
        work()


def _rates(settings: Settings) -> dict[str, str]:
    count, _, unit = settings.rate.partition("/")
    return {
        "ask": settings.rate,
        "site": settings.site_rate,
        "page": f"{int(count) * _PAGE_EVENTS_A_QUESTION}/{unit}",
        "view": f"{int(count) * _VIEWS_A_QUESTION}/{unit}",
        "guess": _GUESSES,
    }


def _metrics_route(metrics: Metrics) -> Route:
    async def read(request: Request) -> Response:
        return Response(metrics.text(), media_type=CONTENT_TYPE, headers={"Cache-Control": "no-store"})

    return Route("/metrics", read, methods=["GET"])


def _mcp_tool(programs: Programs) -> McpTool:
    try:
        from ui.mcp_tool import mcp_tool
    except ModuleNotFoundError:
        hosts, wanted = (
            " ".join(programs.settings.mcp_hosts),
            'it needs `pip install "hanoi-convention-bot[mcp]"`',
        )
        raise BadSetting("HANOI_MCP_HOSTS", hosts, wanted) from None
    return mcp_tool(programs)


def _until_closed(
    answerer: Answerer,
    limit: RateLimit,
    examples: Examples,
    tool: McpTool | None,
    tracing: Tracing | None,
) -> Any:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        examples.warm()
        async with tool.running() if tool else nullcontext():
            yield
        answerer.close()
        await limit.close()
        if tracing is not None:
            await asyncio.to_thread(tracing.close)

    return lifespan


async def _http(request: Request, error: Exception) -> Response:
    """Any HTTP error as our JSON; a wrong method or path says no more than that."""
    assert isinstance(error, HTTPException)
    if isinstance(error, Refused):
        return error.response()
    if error.status_code == 404:
        return not_here().response()
    refusal = Refused(error.status_code, "bad_request", str(error.detail))
    refusal.headers = {**(error.headers or {}), **(refusal.headers or {})}
    return refusal.response()


async def _no_event(request: Request, error: Exception) -> Response:
    """Gradio looks the number of an event up without asking whether it has one."""
    return Refused(422, "bad_request", "There is no such event on the page.").response()


async def _invalid(request: Request, error: Exception) -> Response:
    """The first thing that is wrong with the request, by the name of its field."""
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"][1:]) or "the body"
    return Refused(422, "bad_request", f"{where[:100]}: {first['msg']}.").response()
