"""The checks of `hanoi doctor`, each with what was found and, when it is bad, what to do."""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ui.answering import Answerer
from ui.opening import explain, open_answerer
from ui.question import MAX_QUESTION
from ui.settings import Settings

# The model takes 0.6 GB once, and a build is written beside the old one.
ENOUGH_GB = 1.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One check."""

    what: str
    fine: bool
    found: str


def checkup(settings: Settings) -> list[Finding]:
    """All checks, in the order in which they depend on each other."""
    checks: dict[str, Callable[[Settings], tuple[bool, str]]] = {
        "python": _python,
        "home": _home,
        "space": _space,
        "archive": _archive,
        "index": _index,
    }
    return [_finding(what, check, settings) for what, check in checks.items()]


def _finding(what: str, check: Callable[[Settings], tuple[bool, str]], settings: Settings) -> Finding:
    try:
        fine, found = check(settings)
    except Exception as error:
        fine, found = False, explain(error).message
    return Finding(what, fine, found)


def _python(settings: Settings) -> tuple[bool, str]:
    return True, f"{platform.python_version()} on {platform.system()} {platform.machine()}"


def _home(settings: Settings) -> tuple[bool, str]:
    place = _existing(settings.home)
    if not os.access(place, os.W_OK):
        return False, f"{place} cannot be written to. Mend its rights or set HANOI_HOME to another folder."
    return True, str(settings.home)


def _space(settings: Settings) -> tuple[bool, str]:
    free_gb = shutil.disk_usage(_existing(settings.home)).free / 1e9
    if free_gb < ENOUGH_GB:
        return False, f"{free_gb:.1f} GB free. Free {ENOUGH_GB:.0f} GB or set HANOI_HOME to another disk."
    return True, f"{free_gb:.0f} GB free"


def _archive(settings: Settings) -> tuple[bool, str]:
    from ingest.archive import Archive

    archive = Archive(settings.home)
    broken = archive.broken()
    if broken:
        return False, " ".join(str(error) for error in broken[:3])
    return True, f"{len(archive.files())} articles"


def _index(settings: Settings) -> tuple[bool, str]:
    """Opened, compared with the archive, and asked a question."""
    from ingest.archive import Archive

    answerer = open_answerer(settings)
    indexed = {article.id: article.sha256 for article in answerer.articles()}
    kept = {article.id: article.sha256 for article in Archive(settings.home).load().values()}
    if indexed != kept:
        changed = len(set(indexed.items()) ^ set(kept.items()))
        return False, f"{changed} articles differ from the archive. Run `hanoi reindex`."
    return True, f"{len(indexed)} articles; a question took {_asked_ms(answerer):.0f} ms"


def _asked_ms(answerer: Answerer) -> float:
    """How long the second question takes: the first one reads files."""
    title = answerer.articles()[0].title[:MAX_QUESTION]
    answerer.ask(title)
    return float(answerer.ask(title).took_ms.get("total", 0.0))


def _existing(folder: Path) -> Path:
    """The folder, or its nearest parent that exists."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder
