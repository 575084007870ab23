"""Text as scraped from a page -> Draft."""

from __future__ import annotations

import re

from .clean import clean
from .draft import Draft
from .errors import Rejected

_ADDRESS = re.compile(r"https?://\S+", re.I)
# Of the lines.
_LIST_SHARE = 0.5


def read_plain(text: str) -> Draft:
    """The article in a page's text, without the page's noise. Raises `Rejected` when it is a list of addresses."""
    lines = [line for line in text.splitlines() if line.strip()]
    if lines and sum(_ADDRESS.fullmatch(line.strip()) is not None for line in lines) > _LIST_SHARE * len(
        lines
    ):
        raise Rejected("it is a list of addresses; give them to `hanoi ingest` one by one, or as a sitemap")
    return clean(text).draft()
