"""HTML from text that nobody vouches for: escaped first, then cleaned again by name.

Everything that articles, questions or models wrote goes through `esc`; every
finished piece goes through `clean`, which keeps only the tags and attributes
that `ui` itself writes. So a mistake in the first step stays harmless.
"""

from __future__ import annotations

from html import escape
from urllib.parse import quote as percent
from urllib.parse import urlsplit

import nh3

_TEXT = (
    "a article aside bdi blockquote button caption cite details div em figcaption figure footer h1 h2 h3 header"
    " li mark ol p pre section small span strong summary sup table tbody td th thead time tr ul"
)
_PICTURE = "svg g path line circle text title"
TEXT_TAGS, PICTURE_TAGS = frozenset(_TEXT.split()), frozenset(_PICTURE.split())
_EVERYWHERE = {"id", "class", "lang", "dir", "role", "tabindex", "hidden", "title"}
_DRAWING = {"viewBox", "d", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "text-anchor", "focusable"}
# Words in a text fragment: the first and last four find the sentence, and survive a changed middle.
FRAGMENT_WORDS = 4


def esc(text: object) -> str:
    """Text for an element or a quoted attribute."""
    return escape(str(text), quote=True)


def clean(html: str) -> str:
    """Only our own tags, attributes and http(s) or relative addresses; links get rel=noopener noreferrer."""
    return nh3.clean(
        html,
        tags=set(TEXT_TAGS | PICTURE_TAGS),
        attributes={
            "*": _EVERYWHERE,
            "a": {"href", "target", "hreflang"},
            "button": {"type"},
            "time": {"datetime"},
            "th": {"scope"},
            **dict.fromkeys(PICTURE_TAGS, _DRAWING),
        },
        generic_attribute_prefixes={"data-", "aria-"},
        url_schemes={"http", "https"},
        link_rel="noopener noreferrer",
    )


def safe_url(url: str | None) -> str | None:
    """*url* when a browser may follow it: http or https with a host, no user name, nothing invisible."""
    if not url or any(char.isspace() or not char.isprintable() for char in url):
        return None
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return None
    return url if usable else None


def at_quote(url: str, quote: str) -> str:
    """*url* opened at *quote* (https://wicg.github.io/scroll-to-text-fragment/)."""
    words = quote.split()
    if not words:
        return url
    if len(words) <= 2 * FRAGMENT_WORDS:
        parts = [" ".join(words)]
    else:
        parts = [" ".join(words[:FRAGMENT_WORDS]), " ".join(words[-FRAGMENT_WORDS:])]
    # The directive's own marks are ',', '-' and '&'; `percent` leaves '-' as it is.
    encoded = ",".join(percent(part, safe="").replace("-", "%2D") for part in parts)
    return f"{url}{'' if '#' in url else '#'}:~:text={encoded}"
