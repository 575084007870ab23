"""The OpenAPI document of `POST /api/ask`: python -m ui.openapi > docs/openapi.json

The server does not publish it; `tests/test_documents.py` keeps the file true.
"""

from __future__ import annotations

import json
from typing import Any

from fastapi import FastAPI

from ui import api
from ui.answering import Answerer
from ui.metrics import Metrics

_TITLE = "Hanoi Convention chatbot"
# The document's own version: it changes when a program that reads answers must.
_VERSION = "1"


def document() -> dict[str, Any]:
    """OpenAPI 3.1 as plain values."""
    app = FastAPI(title=_TITLE, version=_VERSION)
    answerer = Answerer(lambda asked: iter(()))
    app.include_router(api.router(answerer, Metrics(lambda: 0, lambda: 0)))
    answerer.close()
    return app.openapi()


if __name__ == "__main__":
    print(json.dumps(document(), ensure_ascii=False, indent=1))
