"""Text as scraped from a page -> Draft."""

from __future__ import annotations

from .clean import clean
from .draft import Draft


def read_plain(text: str) -> Draft:
    """The article in a page's text, without the page's noise."""
    found = clean(text)
    return found.draft()
