"""Which sites may speak to us: our own, and the exact origins the owner listed.

Our own is whatever name a request says it was sent to. A site that makes its own name point at our address (DNS
rebinding) says that name, and a browser then takes it for us: where this must not be, the owner lists the names.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers

from ui.refusal import Refused

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


def check_host(headers: Headers, names: Collection[str]) -> None:
    """Refuse a request to a name that the owner did not list; without a list all pass. Raises `Refused`.

    Addresses and localhost always pass: no site can make those its own, and watchers ask by them.
    """
    host = headers.get("host", "").lower()
    name = re.sub(r":\d*$", "", host)
    if not names or host in names or name in names or name == "localhost" or _is_address(name):
        return
    raise Refused(421, "wrong_host", "The chatbot is not served under this name. Its owner can allow it.")


def _is_address(name: str) -> bool:
    try:
        ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True


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
