"""Which sites may speak to us: our own, and the exact origins the owner listed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers

from ui.refusal import Refused

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


def allowed_origin(headers: Headers, listed: Collection[str]) -> str | None:
    """The request's Origin when the owner listed it, else None."""
    origin = headers.get("origin")
    return origin if origin in listed else None


def site_id(headers: Headers, sites: Mapping[str, str]) -> str:
    """The public id of the listed site that asks, "own" for our own pages, "none" for programs.

    From the Origin, which a browser lets no page choose; a program may claim any, as it could any id.
    """
    origin = headers.get("origin")
    if origin is None:
        return "own" if headers.get("sec-fetch-site") == "same-origin" else "none"
    return sites.get(origin, "own")  # any other was refused by `check_origin`


def check_origin(method: str, headers: Headers, listed: Collection[str]) -> None:
    """Refuse a request that another site's page makes a browser send; raises `Refused`.

    Programs send no Origin and no Sec-Fetch-Site, and pass.
    """
    origin = headers.get("origin")
    if method in _SAFE or origin in listed:
        return
    if origin is None:
        foreign = headers.get("sec-fetch-site", "none") not in ("none", "same-origin")
    else:
        foreign = not _same_host(origin, headers.get("host", ""))
    if foreign:
        raise Refused(403, "foreign_origin", "This site may not use the chatbot. Its owner can allow it.")


def _same_host(origin: str, host: str) -> bool:
    """Whether both name one host and port; the scheme is the proxy's business."""
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    default = _DEFAULT_PORTS.get(parts.scheme)
    if default is None:  # "null", file:, extensions
        return False
    return parts.netloc.removesuffix(default).lower() == host.removesuffix(default).lower()
