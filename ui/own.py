"""Our own files (styles, scripts, fonts, icons) under an address that changes with their bytes.

`own/<version>/<name>` may be kept by browsers for ever; a new version has a new
address. Only the names listed here are served.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from base64 import b64encode
from functools import cache
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

KINDS = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "woff2": "font/woff2",
    "svg": "image/svg+xml",
    "png": "image/png",
    "txt": "text/plain; charset=utf-8",
}
_PACKABLE = frozenset({"css", "js", "svg", "txt"})  # the others are packed already
# Comments and indents are for our readers only: a fifth of what the widget would weigh on somebody else's page.
_FOR_READERS = re.compile(rb"^ *(?://.*\n)?| *(?:// .*$|/\*.*?\*/)", re.MULTILINE)
# A year, the longest that RFC 9111 caches honour in practice.
FOR_EVER = "public, max-age=31536000, immutable"
# Five minutes: a site that did not pin a version has a new one soon after we do.
SOON = "public, max-age=300"


@cache
def names() -> frozenset[str]:
    """All that may be served: no other name reaches the disk, or is remembered."""
    static = files("ui").joinpath("static")
    return frozenset(
        path.name for path in static.iterdir() if path.is_file() and path.name.rpartition(".")[2] in KINDS
    )


def content(name: str) -> bytes | None:
    """The bytes of a static file, or None when there is no such file."""
    return _read(name) if name in names() else None


@cache
def _read(name: str) -> bytes:
    path = files("ui").joinpath("static").joinpath(name)
    if name == "widget-core.js":
        return _FOR_READERS.sub(b"", path.read_bytes())
    if name == "widget.js":  # it loads its other half under that half's own hash
        return _FOR_READERS.sub(b"", path.read_bytes()).replace(
            b"sha384-core", integrity("widget-core.js").encode()
        )
    return path.read_bytes()


@cache
def packed(name: str) -> bytes:
    """The bytes as gzip, made once; the same bytes each time, so the same in every replica."""
    return gzip.compress(content(name) or b"", 9, mtime=0)


@cache
def version() -> str:
    """Twelve hex digits over every static file: 48 bits, enough to tell releases apart."""
    digest = hashlib.sha256()
    for path in sorted(files("ui").joinpath("static").iterdir(), key=lambda p: p.name):
        if path.is_file():
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def address(name: str) -> str:
    """Relative to the root of the site: own/<version>/<name>."""
    return f"own/{version()}/{name}"


def integrity(name: str) -> str:
    """The subresource-integrity value of a static file (W3C SRI, sha384)."""
    return "sha384-" + b64encode(hashlib.sha384(content(name) or b"").digest()).decode()


async def serve(request: Request) -> Response:
    """A static file; under another version than ours it may be kept for a minute only."""
    return _file(request, request.path_params["name"], request.path_params["version"] == version())


async def serve_plain(request: Request) -> Response:
    """The widget under the address that people remember; it changes with every release."""
    return _file(request, request.url.path.rpartition("/")[2], False)


def _file(request: Request, name: str, for_ever: bool) -> Response:
    body, kind = content(name), name.rpartition(".")[2]
    if body is None:
        return PlainTextResponse("There is no such file.", 404)
    headers = {"Cache-Control": FOR_EVER if for_ever else SOON}
    if kind in _PACKABLE:
        headers["Vary"] = "Accept-Encoding"
        if "gzip" in request.headers.get("accept-encoding", ""):
            headers["Content-Encoding"] = "gzip"
            body = packed(name)
    return Response(body, headers=headers, media_type=KINDS[kind])


ROUTE = Route("/own/{version}/{name}", serve, methods=["GET"])
WIDGET = [Route(f"/{name}", serve_plain, methods=["GET"]) for name in ("widget.js", "widget-core.js")]
