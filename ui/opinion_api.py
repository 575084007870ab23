"""`POST /api/opinion`: what a visitor of the widget thought of an answer, kept as the page's thumbs are.

The answer is sent back as it came with its HTML, and only one that carries our own id is kept: so nobody puts
words into the owner's list that we never said, and the server need not remember what it answered.
"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict
from starlette.responses import Response

from ui.answer_id import AnswerIds
from ui.answer_record import answer_from
from ui.page.talk import Feedback
from ui.refusal import Refused

# What `ui.api` adds to an Answer for pages that show it.
SHOWN = ("html", "next", "id")


class Opinion(BaseModel):
    """One thumb."""

    model_config = ConfigDict(extra="forbid", strict=True)

    liked: bool
    given: dict[str, Any]


def router(ids: AnswerIds, keep: Feedback) -> APIRouter:
    """The one route; *keep* may fail, and then the visitor is not thanked."""
    api = APIRouter()

    @api.post("/api/opinion", status_code=204)
    def opinion(body: Opinion) -> Response:
        """Keep it; 422 for an answer that is not ours."""
        record = {name: value for name, value in body.given.items() if name not in SHOWN}
        try:
            answer = answer_from(record)
            ours = ids.names(body.given.get("id"), answer)
        except (TypeError, KeyError, ValueError, AttributeError, RecursionError):
            ours = False
        if not ours:
            raise Refused(
                422, "bad_question", "This is no answer of ours. Send it back as it came, with its id."
            )
        keep(answer, body.liked, "")
        return Response(status_code=204)

    return api
