"""Addresses as they may be printed: without what lets somebody in."""

from __future__ import annotations

import re

# "name:password@", wherever an address stands in a text, and whatever is wrong with the rest of it.
_LOGIN = re.compile(r"(?<=://)[^/?#\s@]*(?:@[^/?#\s@]*)*@")
# "?key=...": the names say enough.
_VALUE = re.compile(r"(?<=[?&])([^=&#\s]{1,100})=[^&#\s]*")


def without_login(text: str) -> str:
    """*text* with the logins of its addresses hidden."""
    return _LOGIN.sub("(hidden)@", text)


def shown(text: str) -> str:
    """Also with the values behind their "?" hidden."""
    return _VALUE.sub(r"\1=(hidden)", without_login(text))
