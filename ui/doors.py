"""Which of Gradio's many routes are open: what its page and its client need, and nothing else.

Left closed, among others: /monitoring, uploads, file and proxy routes, OAuth, the
schema of the framework, recordings and code editing (all in `gradio/routes.py`).
"""

from __future__ import annotations

import re

from starlette.types import ASGIApp, Receive, Scope, Send

from ui.refusal import Refused

# Gradio's session and event names are letters, digits, - and _.
_NAME = r"[A-Za-z0-9_-]{1,100}"
# Gradio asks the disk, which fails at more than 255 bytes; its longest is 65.
_FILE = r"[A-Za-z0-9_./@-]{1,200}"
_READ = re.compile(
    rf"/|/config/?|/theme\.css|/favicon\.ico|/robots\.txt|/(?:assets|static|svelte)/{_FILE}"
    r"|/gradio_api/(?:theme\.css|info/?|app_id/?|startup-events|queue/data"
    rf"|heartbeat/{_NAME}|call/{_NAME}/{_NAME})"
)
_WRITE = re.compile(rf"/gradio_api/(?:queue/join|reset/?|cancel|call/{_NAME})")


class Doors:
    """Gradio's app behind the list."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """404 for everything that is not on the list."""
        if scope["type"] == "http" and not is_open(scope["method"], scope_path(scope)):
            await not_here().response()(scope, receive, send)
            return
        await self._app(scope, receive, send)


def is_open(method: str, path: str) -> bool:
    """Whether Gradio may answer it."""
    if ".." in path:
        return False
    if method in ("GET", "HEAD"):
        return bool(_READ.fullmatch(path))
    return method == "POST" and bool(_WRITE.fullmatch(path))


def scope_path(scope: Scope) -> str:
    """The path below the one that a proxy serves us under."""
    path, root = str(scope["path"]), str(scope.get("root_path", ""))
    return path[len(root) :] if root and path.startswith(root + "/") else path


def not_here() -> Refused:
    """404."""
    return Refused(404, "not_found", "There is nothing at this address.")
