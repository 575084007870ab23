"""A page that a browser saved with all its parts in one file (MHTML) -> Draft, by its main part."""

from __future__ import annotations

import email.message
import email.policy
from datetime import date
from email import message_from_bytes

from .draft import Draft
from .errors import Rejected
from .page import read_page

# In order: what Chrome names the page's address by, and older browsers.
_ADDRESS = ("Snapshot-Content-Location", "Content-Location")


def read_mhtml(raw: bytes, today: date, url: str | None = None) -> Draft:
    """The article of the page. Raises `Rejected`; the day of saving is no day of publication."""
    # The plain policy parses no header further than it must: headers of hostile files are long.
    message = message_from_bytes(raw, policy=email.policy.compat32)
    page = next(
        (p for p in message.walk() if p.get_content_type() in ("text/html", "application/xhtml+xml")), None
    )
    if page is None:
        raise Rejected("it is a saved page without its text; open it and save it as HTML")
    if any("truncated" in str(d) or "StartBoundaryNotFound" in type(d).__name__ for d in message.defects) or (
        message.is_multipart()
        and any(type(d).__name__ == "CloseBoundaryNotFoundDefect" for d in message.defects)
    ):
        raise Rejected("it is cut short; save the page again")
    address = next(
        (a for part in (message, page) for n in _ADDRESS if (a := _word(part, n)).startswith("http")), None
    )
    return read_page(_html(page), today, url or address)


def _word(part: email.message.Message, name: str) -> str:
    return "".join(str(part.get(name) or "").split())


def _html(page: email.message.Message) -> bytes:
    """The page in UTF-8: its header, not the page, may be all that names its encoding."""
    data = page.get_payload(decode=True)
    if not isinstance(data, bytes):
        raise Rejected("its page cannot be decoded; open it and save it as HTML")
    try:
        return data.decode(page.get_content_charset("")).encode()
    except (LookupError, UnicodeDecodeError):
        return data
