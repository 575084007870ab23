"""The child of `sandbox`: requests on standard input, one JSON line an answer on standard output."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from vectorstore.types import Article

from .draft import to_article
from .errors import IngestProblem, Rejected
from .formats import Raw, parse
from .publishers import Publishers, publishers
from .sandbox import MEMORY_LIMIT


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
    while (request := _next(sys.stdin.buffer)) is not None:
        answers.write(json.dumps(answer_to(request, today, outlets)).encode() + b"\n")
        answers.flush()


def answer_to(raw: Raw, today: date, outlets: Publishers) -> dict[str, Any]:
    """`{"article": ...}` or `{"rejected": reason}`, whatever the bytes are."""
    try:
        article: Article = to_article(parse(raw, today), raw.source, raw.origin, today, outlets)
    except Rejected as error:
        return {"rejected": str(error)}
    except MemoryError:
        return {"rejected": f"it needs more than {MEMORY_LIMIT // 2**20} MB to read"}
    except RecursionError:
        return {"rejected": "it is nested too deeply to read"}
    except IngestProblem as error:
        return {"rejected": str(error)}
    except Exception as error:
        return {"rejected": f"it cannot be read ({type(error).__name__}); it is damaged or hostile"}
    return {"article": article.to_json()}


def _next(stream: BinaryIO) -> Raw | None:
    head = stream.readline()
    if not head:
        return None
    fields = json.loads(head)
    size = fields.pop("size")
    return Raw(data=stream.read(size), **fields)


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows: only time is limited there
        return
    with contextlib.suppress(ValueError, OSError):  # macOS does not know this limit
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))


if __name__ == "__main__":
    main()
