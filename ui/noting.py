"""What is noted of every answer and every thumb: metrics, a log line, the opinion itself."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from typing import Any

from bot.answer import Answer
from ui.feedback import Opinions
from ui.gaps.store import Gaps
from ui.logs import event
from ui.metrics import Metrics
from ui.ours import asked_by_ourselves
from ui.settings import Settings
from ui.tracing import Tracing


def noting(settings: Settings, metrics: Metrics, tracing: Tracing | None = None) -> Callable[[Answer], None]:
    """Metrics, spans, gaps and one log line an answer, by whichever door; its question only if the owner says so."""
    gaps = Gaps.of(settings.home, settings.gaps, settings.gaps_days)

    def note(answer: Answer) -> None:
        metrics.answer(answer)
        if tracing is not None:
            tracing.answer(answer)
        if not asked_by_ourselves():
            _note_gap(gaps, answer)
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


def _note_gap(gaps: Gaps, answer: Answer) -> None:
    """A full disk or a broken file costs the owner a count, and the visitor nothing."""
    try:
        gaps.note(answer)
    except (sqlite3.Error, OSError) as error:
        event("gap not kept", logging.WARNING, error=type(error).__name__)


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
