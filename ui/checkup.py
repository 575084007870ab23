"""The checks of `hanoi doctor`: of the machine, of the home, and a question that is really asked."""

from __future__ import annotations

import platform
from collections.abc import Iterator

from ingest.doctor import Finding, examine
from ui.opening import explain, open_answerer
from ui.question import MAX_QUESTION
from ui.settings import Settings


def checkup(settings: Settings) -> list[Finding]:
    """All findings, in the order in which they should be mended."""
    return [
        Finding("python", "ok", f"{platform.python_version()} on {platform.system()} {platform.machine()}"),
        *examine(settings.home),
        *_question(settings),
    ]


def _question(settings: Settings) -> Iterator[Finding]:
    """Asked twice: the first one reads files."""
    try:
        answerer = open_answerer(settings)
        title = answerer.articles()[0].title[:MAX_QUESTION]
        answerer.ask(title)
        took_ms = float(answerer.ask(title).took_ms.get("total", 0.0))
        answerer.close()
    except Exception as error:  # whatever stops a question is what the doctor is asked about
        yield Finding("question", "error", explain(error).message)
    else:
        yield Finding("question", "ok", f"answered in {took_ms:.0f} ms")
