"""A refusal over HTTP: always JSON, always one sentence, never a stack trace."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from ui.answering import RETRY_AFTER_S, Closing, Overloaded, TooSlow
from ui.pausing import Paused
from ui.question import BadQuestion
from vectorstore.errors import IndexProblem

NO_INDEX = "The articles cannot be searched at the moment. Please try again later."
# A reindex of some hundred articles takes about half a minute.
INDEX_RETRY_S = 30
# What the visitor sees when nobody foresaw it; the log has the rest under the request's id.
UNEXPECTED = "Something went wrong on our side. Please try again."


class Refused(HTTPException):
    """Carries its status, a code for programs and a sentence for people.

    It is an HTTPException because FastAPI lets only those through while it reads a body.
    """

    def __init__(self, status: int, code: str, message: str, retry_after_s: int | None = None) -> None:
        headers = {"Cache-Control": "no-store"}
        if retry_after_s is not None:
            headers["Retry-After"] = str(retry_after_s)
        super().__init__(status, message, headers)
        self.code = code
        self.retry_after_s = retry_after_s

    def __str__(self) -> str:
        return self.detail

    def as_json(self) -> dict[str, object]:
        """The body, and the data of an `error` event."""
        body: dict[str, object] = {"error": self.code, "message": self.detail}
        if self.retry_after_s is not None:
            body["retry_after"] = self.retry_after_s
        return body

    def response(self) -> Response:
        """With Retry-After when coming back helps."""
        return JSONResponse(self.as_json(), self.status_code, self.headers)


def refused(error: Exception) -> Refused:
    """The refusal for an error of ours; anything else becomes a 500 that says nothing about itself."""
    match error:
        case Refused():
            found = error
        case BadQuestion():
            found = Refused(422, "bad_question", str(error))
        case Overloaded():
            found = Refused(503, "overloaded", str(error), RETRY_AFTER_S)
        case Paused():
            found = Refused(503, "paused", str(error))
        case Closing():
            found = Refused(503, "closing", str(error), RETRY_AFTER_S)
        case TooSlow():
            found = Refused(504, "too_slow", str(error))
        case IndexProblem():  # its message names folders and commands: for the owner's log
            found = Refused(503, "index", NO_INDEX, INDEX_RETRY_S)
        case _:
            found = Refused(500, "unexpected", UNEXPECTED)
    return found
