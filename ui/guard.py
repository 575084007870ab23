"""The outermost layer of the server: every request enters here and every response leaves here.

In: origin, keys, size, rate. Out: security headers, CORS, a request id, one log
line, metrics. Whatever goes wrong inside becomes a JSON refusal without a trace.
"""

from __future__ import annotations

import logging
import re
import secrets
import time
from contextlib import nullcontext
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.body import MAX_BODY_BYTES, capped, declared, drain, too_large
from ui.client import client_key, is_https
from ui.doors import scope_path
from ui.forwarded import without_claims
from ui.headers import secure, share_with
from ui.keys import check_keys
from ui.limits import RateLimit
from ui.logs import event
from ui.metrics import Metrics, route_of
from ui.origin import allowed_origin, check_host, check_origin, site_id
from ui.reading import site_of
from ui.refusal import Refused, refused
from ui.settings import Settings
from ui.tracing import Tracing, finish

if TYPE_CHECKING:
    from opentelemetry.trace import Span

# The widget's scripts and fonts: a tag with an integrity hash, and every font, is read with CORS.
_FILES = re.compile(r"/own/|/widget(?:-core)?\.js\Z|/status/badge\.svg\Z")
_UNCOUNTED = re.compile(
    rf"{_FILES.pattern}|/(?:assets|static|svelte)/|/(?:healthz|readyz|metrics|favicon\.ico)\Z"
)
_PAGE_EVENTS = re.compile(r"/gradio_api/(?:queue/join|call/.*)|/api/opinion")
# What is made for one visitor at one address; a shared cache would hand it to the next.
_MADE = ("text/html", "application/json")
# An hour, so that a widget asks permission once a visit. Browsers cap it at two hours or more.
_PREFLIGHT_S = 3600


def _counted_as(method: str, path: str) -> str | None:
    """Under which limit a request falls; files cost nothing, and watchers ask for health all day."""
    if _UNCOUNTED.match(path):
        return None
    if (method == "POST" and path == "/api/ask") or path == "/ask" or path.startswith("/answers/"):
        return "ask"
    return "page" if method == "POST" and _PAGE_EVENTS.fullmatch(path) else "view"


class Guard:
    """ASGI middleware; must be the first that is added, so that nothing is outside of it."""

    def __init__(
        self,
        app: ASGIApp,
        settings: Settings,
        limit: RateLimit,
        metrics: Metrics,
        tracing: Tracing | None = None,
    ) -> None:
        self._app = app
        self._settings = settings
        self._limit = limit
        self._metrics = metrics
        self._tracing = tracing
        self._sites = {o: settings.site_ids.get(o, site_of(o)) for o in settings.embed_origins}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            else:  # we have no WebSocket; a close before the accept is a 403
                await send({"type": "websocket.close", "code": 1008})
            return
        with self._tracing.request(scope["method"]) if self._tracing else nullcontext() as span:
            scope = without_claims(scope, self._settings.trusted_proxies)
            await self._serve(_Visit(self, scope, send, span), scope, receive)

    async def _serve(self, visit: _Visit, scope: Scope, receive: Receive) -> None:
        try:
            response = await self._enter(scope, receive)
            if response is not None:
                await response(scope, receive, visit.send)
            else:
                await self._app(scope, capped(receive), visit.send)
        except Exception as error:
            await visit.fail(error, receive)
        finally:
            visit.leave()

    async def _enter(self, scope: Scope, receive: Receive) -> Response | None:
        """A response when the request ends here; raises `Refused`."""
        path, headers, settings = scope_path(scope), Headers(scope=scope), self._settings
        check_host(headers, settings.hosts)
        if scope["method"] == "OPTIONS":
            return self._preflight(path, headers)
        if declared(scope) > MAX_BODY_BYTES:
            await drain(receive)
            raise too_large()
        check_origin(scope["method"], headers, self._sites)
        key = client_key(scope, settings.trusted_proxies)
        await check_keys(path, headers, settings, self._limit, key)
        what = _counted_as(scope["method"], path)
        if what is not None:
            await self._limit.count(what, key)
        if what == "ask" and headers.get("origin") in self._sites:  # after the address: who asks too often
            await self._limit.count("site", site_id(headers, self._sites))  # takes nothing from the site
        return None

    def _preflight(self, path: str, headers: Headers) -> Response:
        if allowed_origin(headers, self._sites) is None or not path.startswith("/api/"):
            raise Refused(403, "foreign_origin", "This site may not use the chatbot. Its owner can allow it.")
        return Response(status_code=204)

    def dress(self, scope: Scope, message: Message, request_id: str) -> None:
        """Put the headers on a response that starts."""
        path, asked = scope_path(scope), Headers(scope=scope)
        headers = MutableHeaders(scope=message)
        https = is_https(scope, self._settings.trusted_proxies)
        secure(headers, self._settings.embed_origins, https=https, shared=bool(_FILES.match(path)))
        headers["X-Request-Id"] = request_id
        origin = allowed_origin(asked, self._sites)
        if headers.get("content-type", "").startswith(_MADE):
            headers.setdefault("Cache-Control", "private, no-cache")
        if _FILES.match(path):
            share_with(headers, origin)
        if not path.startswith("/api/"):
            return
        headers.setdefault("Cache-Control", "no-store")
        share_with(headers, origin)
        if origin is not None and scope["method"] == "OPTIONS":
            headers["Access-Control-Allow-Methods"] = "POST"
            headers["Access-Control-Allow-Headers"] = "Accept, Content-Type, Authorization"
            headers["Access-Control-Max-Age"] = str(_PREFLIGHT_S)

    def note(self, scope: Scope, request_id: str, status: int, seconds: float, span: Span | None) -> None:
        """One log line, the metrics and the span of a finished request."""
        path = scope_path(scope)
        route = route_of(path)
        self._metrics.request(path, status, seconds)
        if span is not None:
            finish(span, scope["method"], route, status, request_id)
        if route == "/api/ask" and scope["method"] == "POST" and status != 403:
            self._metrics.site(site_id(Headers(scope=scope), self._sites), status)
        if route not in ("/healthz", "/readyz", "/metrics", "other"):  # a watcher asks these all day
            event(
                "request", id=request_id, method=scope["method"], route=route, status=status,
                ms=round(seconds * 1000, 1),
            )  # fmt: skip


class _Visit:
    """One request on its way through the guard: what was sent, and how it ended."""

    def __init__(self, guard: Guard, scope: Scope, send: Send, span: Span | None) -> None:
        self._guard, self._scope, self._send, self._span = guard, scope, send, span
        self._id = secrets.token_hex(8)
        self._began = time.perf_counter()
        self._status = 0  # until a response starts
        scope.setdefault("state", {})["request_id"] = self._id

    async def send(self, message: Message) -> None:
        """Pass on, dressed."""
        if message["type"] == "http.response.start":
            self._status = message["status"]
            self._guard.dress(self._scope, message, self._id)
        await self._send(message)

    async def fail(self, error: Exception, receive: Receive) -> None:
        """Answer for an error, unless an answer has begun."""
        refusal = refused(error)
        if refusal.status_code >= 500:
            event("failed", logging.ERROR, trace=refusal.status_code == 500, id=self._id, error=refusal.code)
        if not self._status:
            await refusal.response()(self._scope, receive, self.send)

    def leave(self) -> None:
        """The end, also when the visitor left first (status 499, as nginx logs it)."""
        seconds = time.perf_counter() - self._began
        self._guard.note(self._scope, self._id, self._status or 499, seconds, self._span)
