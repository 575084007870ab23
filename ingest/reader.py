"""The child of `sandbox`: requests on standard input, one JSON line an answer on standard output."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
from datetime import date
from pathlib import Path
from typing import Any

from .draft import to_article
from .errors import IngestProblem, NotArticles, Rejected
from .formats import Raw, parse
from .publishers import Publishers, publishers
from .sandbox import MEMORY_LIMIT

# The parent stops a slow child long before; this is for a child whose parent was killed. Seconds.
ORPHAN_LIMIT_S = 60


def main() -> None:
    """Answer until standard input ends."""
    settings = json.loads(sys.argv[1])
    outlets = publishers(Path(settings["home"]) / "publishers.toml")
    today = date.fromisoformat(settings["today"])
    # Libraries may print; what they print is not an answer.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    _limit_memory()
    answers.write(b"ready\n")
    answers.flush()
    while head := sys.stdin.buffer.readline():
        fields = json.loads(head)
        data = sys.stdin.buffer.read(fields.pop("size"))
        _die_after(ORPHAN_LIMIT_S)
        answers.write(json.dumps(answer_to(fields, data, today, outlets)).encode() + b"\n")
        answers.flush()
        _die_after(0)


def answer_to(fields: dict[str, Any], data: bytes, today: date, outlets: Publishers) -> dict[str, Any]:
    """`{"article": ..., "note": ...}`, `{"entries": [...]}` or `{"rejected": reason}`, whatever the bytes are."""
    try:
        return _answer(fields, data, today, outlets)
    except NotArticles as error:
        return {"rejected": str(error), "other": True}
    except (Rejected, IngestProblem) as error:
        return {"rejected": str(error)}
    except MemoryError:
        return {"rejected": f"it needs more than {MEMORY_LIMIT // 2**20} MB to read"}
    except RecursionError:
        return {"rejected": "it is nested too deeply to read"}
    except Exception as error:
        # A parser's stumble over hostile bytes is a refusal, not a crash.
        return {"rejected": f"it cannot be read ({type(error).__name__}); it is damaged or hostile"}


def _answer(fields: dict[str, Any], data: bytes, today: date, outlets: Publishers) -> dict[str, Any]:
    if "feed" in fields:
        from .feeds import entries_in

        return {"entries": [(e.link, e.record) for e in entries_in(fields["kind"], data, fields["feed"])]}
    is_treaty = fields.pop("treaty", False)
    raw = Raw(data=data, **fields)
    if is_treaty:
        from .treaty import treaty_articles

        return {"articles": [a.to_json() for a in treaty_articles(raw, today, outlets)]}
    draft = parse(raw, today)
    note = f"converted from {draft.converted} to Unicode" if draft.converted else ""
    return {"article": to_article(draft, raw.source, raw.origin, today, outlets).to_json(), "note": note}


def _die_after(seconds: int) -> None:
    """Let the system end this process, whatever it is busy with; 0 calls it off."""
    if hasattr(signal, "alarm"):  # not on Windows
        signal.alarm(seconds)


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows: only time is limited there
        return
    with contextlib.suppress(ValueError, OSError):  # macOS does not know this limit
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))


if __name__ == "__main__":
    main()
