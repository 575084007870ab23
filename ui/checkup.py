"""The checks of `hanoi doctor`: of the machine, of the home, and a question that is really asked."""

from __future__ import annotations

import platform
from collections.abc import Iterator

from ingest.doctor import Finding, examine
from ui.opening import explain, open_answerer
from ui.question import MAX_QUESTION
from ui.settings import Settings
from vectorstore import clock, places
from vectorstore.clock import age_days
from vectorstore.errors import IndexProblem
from vectorstore.manifest import Manifest


def checkup(settings: Settings) -> list[Finding]:
    """All findings, in the order in which they should be mended."""
    return [
        Finding("python", "ok", f"{platform.python_version()} on {platform.system()} {platform.machine()}"),
        *examine(settings.home),
        *_freshness(settings),
        *_question(settings),
    ]


def _freshness(settings: Settings) -> Iterator[Finding]:
    """The newest day in the index, and whether that is long ago."""
    try:
        newest = Manifest.read(places.builds(settings.home) / places.current_name(settings.home)).newest
    except IndexProblem:
        return  # told already
    age = age_days(newest, settings.today or clock.today())
    if age is None:
        yield Finding("freshness", "warning", "no text in the index has a date")
    elif age > settings.stale_days:
        message = f"the newest text is of {newest}, {age} days ago; figures may have changed since"
        yield Finding("freshness", "warning", message, "hanoi ingest PATH_OR_URL  # newer articles")
    else:
        yield Finding("freshness", "ok", f"the newest text is of {newest}")


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
