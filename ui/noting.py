"""What is noted of every answer and every thumb: metrics, a log line, the opinion itself."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from bot.answer import Answer
from ui.feedback import Opinions
from ui.logs import event
from ui.metrics import Metrics
from ui.settings import Settings
from ui.tracing import Tracing


def noting(settings: Settings, metrics: Metrics, tracing: Tracing | None = None) -> Callable[[Answer], None]:
    """Metrics, spans and one log line an answer, through whichever door; its question only if the owner says so."""

    def note(answer: Answer) -> None:
        metrics.answer(answer)
        if tracing is not None:
            tracing.answer(answer)
        asked: dict[str, Any] = {"question": answer.question} if settings.log_questions else {}
        event(
            "answer",
            found=answer.found,
            reason=answer.reason,
            language=answer.language,
            mode=answer.mode,
            confidence=answer.confidence,
            ms=answer.took_ms.get("total"),
            build=answer.build,
            **asked,
        )

    return note


def noting_failure(error: Exception) -> None:
    """Where an answer broke off; the visitor is told no more than that it did."""
    event("answer failed", logging.ERROR, trace=True, error=type(error).__name__)


def keeping(settings: Settings, metrics: Metrics) -> Callable[[Answer, bool, str], None]:
    """What the page calls with a thumb, and again with its comment."""
    opinions = Opinions(settings.home)

    def keep(answer: Answer, liked: bool, comment: str) -> None:
        opinions.keep(answer, liked, comment)
        if not comment:  # a comment follows its thumb, which was counted
            metrics.opinion(liked)

    return keep
