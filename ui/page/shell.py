"""The document that Gradio sends, made ours: language, title, styles, and no script but the known ones.

Gradio's page holds inline scripts that differ with the configuration, so their
hashes are taken as the page leaves. Its templates and event handlers are compiled
in the browser, which needs 'unsafe-eval'; inline handlers stay forbidden.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from base64 import b64encode
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, QueryParams
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui import own
from ui.markup import esc
from ui.strings import choose, words
from vectorstore.types import Language

_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_FOREIGN_META = re.compile(r'<meta\s+(?:property="og:|name="twitter:)[^>]*>')
# For installing the page as an app: Gradio names it from the root of the host, whatever path we are under.
_MANIFEST = re.compile(r'<link\s+rel="manifest"[^>]*>')
_HTML = re.compile(r'<html\s+lang="[^"]*"')
_TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
_BODY = re.compile(r"<body[^>]*>")
# A label as Gradio writes it into its configuration. Its own translation knows 33 languages, not Vietnamese.
_LABEL = re.compile(r'"__i18n__\{\\"__type__\\": \\"translation_metadata\\", \\"key\\": \\"(\w+)\\"\}"')
# A script that does not come is over before a deferred one could hear of it (static/asking.js asks for this).
_HEARD = '<script>addEventListener("error",(e)=>{if(e.target.src)window.scriptFailed=true},true)</script>'
PACKING = 6  # gzip's own middle: 38 kB take about a millisecond
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-eval' {hashes}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'self'; "
    "form-action 'self'"
)


class Shell:
    """ASGI: passes everything on, and rewrites the one HTML page."""

    def __init__(self, app: ASGIApp, first: Callable[[Language], str] = lambda language: "") -> None:
        self._app, self._first = app, first

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request; only GET of a path that ends in / can be the page."""
        if scope["type"] == "http" and "/assets/" in scope["path"]:
            await self._app(scope, receive, _kept(send))
            return
        if scope["type"] != "http" or not scope["path"].endswith("/") or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        query = QueryParams(scope["query_string"])
        headers = Headers(scope=scope)
        language = choose(query.get("lang"), headers.get("accept-language"))
        packs = "gzip" in headers.get("accept-encoding", "")
        first = await run_in_threadpool(self._first, language)  # a large archive is sorted for it
        await self._app(scope, receive, _Rewriting(send, language, packs, first))


def _kept(send: Send) -> Send:
    """Gradio's assets have the hash of their bytes in their names, and no word on how long they may be kept."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == 200:
            headers = [(k, v) for k, v in message["headers"] if k.lower() != b"cache-control"]
            message = {**message, "headers": [*headers, (b"cache-control", own.FOR_EVER.encode())]}
        await send(message)

    return sending


class _Rewriting:
    """Holds an HTML response back until it is whole."""

    def __init__(self, send: Send, language: Language, packs: bool, first: str) -> None:
        self._send, self._language, self._packs, self._first = send, language, packs, first
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_html(message):
            self._start = message
        elif self._start is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish(self._start)

    async def _finish(self, start: Message) -> None:
        html = dressed(self._body.decode(), self._language, self._first)
        body = gzip.compress(html.encode(), PACKING) if self._packs else html.encode()
        headers = [(k, v) for k, v in start["headers"] if k.lower() not in (b"content-length", b"vary")]
        headers += [
            (b"content-length", str(len(body)).encode()),
            (b"content-security-policy", policy(html).encode()),
            (b"vary", b"Accept-Language, Accept-Encoding"),
        ]
        if self._packs:
            headers.append((b"content-encoding", b"gzip"))
        await self._send({**start, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})


def dressed(html: str, language: Language, first: str = "") -> str:
    """Our language, title, description and files in place of Gradio's own, and *first* what is seen before it."""
    say = words(language)
    html = _MANIFEST.sub("", _FOREIGN_META.sub("", html))
    html = _HTML.sub(f'<html data-page="chat" data-lang="{language}" lang="{language}"', html, count=1)
    html = _TITLE.sub("", html)
    html = _LABEL.sub(lambda label: json.dumps(say.get(label[1], label[1])), html)
    skip = f'<a class="skip" href="#box" data-to="box">{esc(say["skip"])}</a>'
    html = _BODY.sub(lambda body: body[0] + skip + first, html, count=1)
    asking = f'{_HEARD}<script src="{own.address("asking.js")}" defer></script>'
    return html.replace("</head>", head(say["title"], say["tagline"]) + asking + "</head>", 1)


def head(title: str, description: str, base: str = "", script: str = "page.js") -> str:
    """What every page of ours has in its head; *base* leads to the root of the site."""
    fonts = "".join(
        f'<link rel="preload" as="font" type="font/woff2" crossorigin href="{base}{own.address(name)}">'
        for name in ("be-vietnam-pro-latin-400-normal.woff2", "be-vietnam-pro-vietnamese-400-normal.woff2")
    )
    return (
        f'<title>{esc(title)}</title><meta name="description" content="{esc(description)}">'
        f'<meta property="og:title" content="{esc(title)}"><meta property="og:type" content="website">'
        f'<meta property="og:description" content="{esc(description)}">'
        '<meta name="color-scheme" content="light dark">'
        f'<link rel="icon" type="image/svg+xml" href="{base}{own.address("icon.svg")}">{fonts}'
        f'<link rel="stylesheet" href="{base}{own.address("page.css")}">'
        f'<script src="{base}{own.address(script)}" defer></script>'
    )


def policy(html: str) -> str:
    """The Content-Security-Policy that allows the inline scripts of *html* by their hashes, and no other."""
    digests = (hashlib.sha256(script.encode()).digest() for script in _SCRIPT.findall(html))
    hashes = " ".join(f"'sha256-{b64encode(digest).decode()}'" for digest in digests)
    return _POLICY.format(hashes=hashes)


def _is_html(message: Message) -> bool:
    return Headers(raw=message["headers"]).get("content-type", "").startswith("text/html")
