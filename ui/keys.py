"""The owner's optional token for the API and password for everything else."""

from __future__ import annotations

import base64
import hmac

from starlette.datastructures import Headers

from ui.doors import not_here
from ui.limits import RateLimit
from ui.refusal import Refused
from ui.settings import Settings

# A load balancer asks these without a password, and they say nothing but yes or no.
_OPEN = frozenset({"/healthz", "/readyz"})
# For the owner alone, by a password of its own; without one they are not there.
OWNERS = frozenset({"/explain", "/explain.json"})


async def check_keys(path: str, headers: Headers, settings: Settings, limit: RateLimit, key: str) -> None:
    """Raise `Refused` unless the request carries what its path needs.

    With 401; after too many wrong ones from one address (*key*) with 429, also for the right one: otherwise who
    guesses learns from the refusal's kind which one it is.
    """
    if path in OWNERS and settings.owner_password is None:
        raise not_here()
    if not _is_locked(path, settings):
        return
    guesses = "authorization" in headers
    if guesses:
        await limit.check("guess", key)
    try:
        _check(path, headers, settings)
    except Refused:
        if guesses:
            await limit.count("guess", key)
        raise


def _is_locked(path: str, settings: Settings) -> bool:
    if path in OWNERS:
        return True
    return path not in _OPEN and (settings.api_token is not None or settings.page_password is not None)


def _check(path: str, headers: Headers, settings: Settings) -> None:
    by_token = path == "/metrics" or path.startswith("/api/")
    if path in OWNERS:
        _check_password(headers, settings.owner_password, "This page is the owner's.")
    elif by_token and settings.api_token is not None:
        if not _same(_credentials(headers, "bearer"), settings.api_token):
            raise _unauthorised("Bearer", "The API needs the owner's token: Authorization: Bearer ...")
    elif settings.page_password is not None:
        _check_password(headers, settings.page_password, "This page needs a password.")


def _check_password(headers: Headers, wanted: str | None, message: str) -> None:
    _, _, password = _decoded(_credentials(headers, "basic")).partition(":")
    if wanted is None or not _same(password, wanted):
        raise _unauthorised('Basic realm="Hanoi", charset="UTF-8"', message)


def _credentials(headers: Headers, scheme: str) -> str:
    kind, _, rest = headers.get("authorization", "").partition(" ")
    return rest.strip() if kind.lower() == scheme else ""


def _decoded(basic: str) -> str:
    try:
        return base64.b64decode(basic, validate=True).decode()
    except ValueError:  # also what base64 and UTF-8 raise
        return ""


def _same(given: str, wanted: str) -> bool:
    """In a time that does not tell how much of it was right."""
    return hmac.compare_digest(given.encode(), wanted.encode())


def _unauthorised(scheme: str, message: str) -> Refused:
    refused = Refused(401, "unauthorised", message)
    refused.headers = {**(refused.headers or {}), "WWW-Authenticate": scheme}
    return refused
