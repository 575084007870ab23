"""Questions from programs that do not come by `POST /api/ask`: Gradio's API and the MCP tool.

The same token, the same limit and the same checks as there, so that no door is wider than another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection

from bot.answer import Answer
from ui.answering import Answerer
from ui.api import Question
from ui.client import client_key
from ui.keys import check_keys
from ui.limits import RateLimit
from ui.refusal import Refused, refused
from ui.settings import Settings


@dataclass(frozen=True, slots=True)
class Programs:
    """Answers them, or raises `Refused`."""

    answerer: Answerer
    settings: Settings
    limit: RateLimit

    async def ask(self, request: HTTPConnection, fields: dict[str, Any]) -> Answer:
        """The whole answer; *fields* as in the body of `POST /api/ask`."""
        key = client_key(request.scope, self.settings.trusted_proxies)
        await check_keys("/api/ask", request.headers, self.settings, self.limit, key)
        await self.limit.count("ask", key)
        asked = _question(fields).asked()
        try:
            return await run_in_threadpool(self.answerer.ask, asked.question, asked.history, asked.filters)
        except Exception as error:
            raise refused(error) from error


def _question(fields: dict[str, Any]) -> Question:
    try:
        return Question.model_validate(fields)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise Refused(422, "bad_request", f"{where[:100]}: {first['msg']}.") from None
