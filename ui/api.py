"""`POST /api/ask`: an Answer as JSON, or word by word as server-sent events.

Events: `delta` {"text"} as words come, then `answer` {Answer}, or `error`
{"error", "message", "retry_after"?}; a comment when no word comes at once.
`?render=html` adds "html", sanitised here, for pages that show it as it is, "next", what to ask after it, and
"id", by which `ui.opinion_api` knows it again.
"""

from __future__ import annotations

import json
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from bot.answer import Answer, Quotes
from ui.answer_id import AnswerIds
from ui.answering import Answerer, TooSlow
from ui.cards import Place
from ui.flight import Piece
from ui.inbox import Inbox
from ui.metrics import Metrics
from ui.question import MAX_OUTLET, MAX_QUESTION, MAX_TURN, MAX_TURNS, Asked, check
from ui.refusal import refused
from ui.render import whole_html
from vectorstore.types import Filters

_DAY: Any = Field(None, json_schema_extra={"format": "date"})
_TURNS: Any = Field(
    [], json_schema_extra={"maxItems": MAX_TURNS, "items": {"type": "string", "maxLength": MAX_TURN}}
)
_OUTLET: Any = Field(None, json_schema_extra={"maxLength": MAX_OUTLET})
# A stream begins after so long without a word: the visitor, and every proxy between, learns that it is on its way.
_SILENCE_S = 0.5
# What can be asked after an answer.
Following = Callable[[Answer], Sequence[str]]
Render = Annotated[Literal["html"] | None, Query(description="Add the answer as sanitised HTML.")]


class Question(BaseModel):
    """What a program sends. The limits are only told here; `ui.question` keeps them."""

    model_config = ConfigDict(extra="forbid", strict=True)

    question: str = Field(json_schema_extra={"minLength": 1, "maxLength": MAX_QUESTION})
    history: list[str] = _TURNS
    as_of: str | None = _DAY
    since: str | None = _DAY
    until: str | None = _DAY
    publisher: str | None = _OUTLET
    language: Literal["vi", "en"] | None = None

    def asked(self) -> Asked:
        """Checked; raises `BadQuestion`."""
        filters = Filters(self.since, self.until, self.as_of, self.publisher, self.language)
        return check(self.question, self.history, filters)


class Refusal(BaseModel):
    """The body of every refusal."""

    error: str
    message: str
    retry_after: int | None = None  # seconds


_REFUSALS: dict[int | str, dict[str, Any]] = {
    status: {"model": Refusal} for status in (400, 401, 403, 408, 413, 421, 422, 429, 500, 503, 504)
}
_ANSWERED: dict[int | str, dict[str, Any]] = {200: {"model": Answer, "content": {"text/event-stream": {}}}}


def router(
    answerer: Answerer,
    metrics: Metrics,
    following: Following = lambda answer: (),
    ids: AnswerIds | None = None,
) -> APIRouter:
    """The one route; *following* says what to ask after an answer that is shown, *ids* names it."""
    api = APIRouter()

    @api.post(
        "/api/ask",
        summary="Ask one question",
        response_class=JSONResponse,
        responses=_ANSWERED | _REFUSALS,
    )
    async def ask(body: Question, request: Request, render: Render = None) -> Response:
        """Answer from the articles, or say that they do not answer (`found` is false)."""
        pieces = _pieces(answerer, body.asked(), metrics.first_word)
        first = await anext(pieces)  # a refusal before it keeps its HTTP status
        base = f"{str(request.base_url).rstrip('/')}/" if render else None
        whole = _Whole(answerer, base, following, ids)
        if "text/event-stream" in request.headers.get("accept", ""):
            headers = {"X-Accel-Buffering": "no", "Cache-Control": "no-store"}
            events = _events(first, pieces, whole)
            return StreamingResponse(events, media_type="text/event-stream", headers=headers)
        *_, last = first, *[more async for more in pieces]
        assert isinstance(last[-1], Answer)
        return JSONResponse(whole(last[-1]))

    return api


class _Whole:
    """An Answer as the body of a response."""

    def __init__(
        self, answerer: Answerer, base: str | None, following: Following, ids: AnswerIds | None
    ) -> None:
        self._answerer, self._base, self._following, self._ids = answerer, base, following, ids

    def __call__(self, answer: Answer) -> dict[str, Any]:
        body = answer.to_json()
        if self._base is not None:
            place = Place(answer.language, base=self._base, new_tabs=True)
            body["html"] = whole_html(answer, place, self._answerer.articles())
            body["next"] = list(self._following(answer))
            if self._ids:
                body["id"] = self._ids.id_of(answer)
        return body


async def _pieces(
    answerer: Answerer, asked: Asked, first_word: Callable[[float], None]
) -> AsyncGenerator[list[Piece]]:
    """What the pool's thread delivers, on this loop, as it comes; leaving early cancels the work.

    Nothing (an empty list) comes first when there is no word for a while; *first_word* is told when there is one.
    """
    inbox, began, heard = Inbox(), time.perf_counter(), False
    job = answerer.submit(asked, inbox.deliver)
    left = answerer.timeout_s
    wait = min(_SILENCE_S, left)
    try:
        while True:
            try:
                came = await inbox.take(wait)
            except TimeoutError:
                left -= wait
                if heard or left <= 0:
                    raise TooSlow(answerer.timeout_s) from None
                wait = left
                yield []
                continue
            left = wait = answerer.timeout_s
            pieces = [piece for piece in came if isinstance(piece, str | Quotes | Answer)]
            if pieces:
                if not heard:
                    first_word(time.perf_counter() - began)
                heard = True
                yield pieces
            for end in came:
                if isinstance(end, Exception):
                    raise end
                if end is None:
                    return
    finally:
        job.cancel()


async def _events(first: list[Piece], rest: AsyncGenerator[list[Piece]], whole: _Whole) -> AsyncIterator[str]:
    try:
        yield _events_of(first, whole) if first else ": waiting\n\n"
        async for pieces in rest:
            yield _events_of(pieces, whole)
    except Exception as error:
        yield _event("error", refused(error).as_json())
    finally:
        await rest.aclose()  # the visitor may have left: stop the work now, not at the next collection


def _events_of(pieces: list[Piece], whole: _Whole) -> str:
    return "".join(_event_of(piece, whole) for piece in pieces)


def _event_of(piece: Piece, whole: _Whole) -> str:
    if isinstance(piece, Answer):
        return _event("answer", whole(piece))
    if isinstance(piece, Quotes):
        return _event("quotes", whole(piece.answer))
    return _event("delta", {"text": piece})


def _event(name: str, data: object) -> str:
    """One event; JSON keeps the data on one line."""
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
