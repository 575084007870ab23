"""One environment variable -> one typed value, or a sentence about what is wrong with it."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from ui.errors import BadUsage
from vectorstore.shown import shown

Nothing = TypeVar("Nothing", int, None)
Word = TypeVar("Word", bound=str)

# Scheme, host and port, lower case, as a browser writes the Origin header (RFC 6454, section 6.1).
_HOST = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_ORIGIN = re.compile(r"https?://(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:]+\])(?::\d{1,5})?")
_SITE = re.compile(r"[A-Za-z0-9._-]{1,40}")
_NAME = re.compile(r"(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:]+\])(?::\d{1,5})?")
_RATE = re.compile(r"[1-9]\d{0,8}/(?:second|minute|hour|day)")
_PATH = re.compile(r"(?:/[A-Za-z0-9._~-]+)+")
_YES = dict.fromkeys(("1", "true", "yes", "on"), True) | dict.fromkeys(("0", "false", "no", "off"), False)
# Shorter ones are guessed: 16 characters of hex are 64 bits.
MIN_SECRET = 16

# An address, a telephone number and hours: about 100 characters.
MAX_LINE = 300


class BadSetting(BadUsage):
    """A setting cannot be used; the message names it and what would do."""

    def __init__(self, name: str, value: str, wanted: str) -> None:
        said = shown(value)
        said = said if len(said) <= 60 else said[:57] + "..."
        super().__init__(f"{name}={said!r} cannot be used: {wanted}.")


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads variables by name; an unset and an empty one are the same."""

    env: Mapping[str, str]

    def text(self, name: str) -> str | None:
        """The value without surrounding blanks, or None."""
        return self.env.get(name, "").strip() or None

    def line(self, name: str) -> str | None:
        """One line that visitors are shown; two sentences fit into `MAX_LINE` characters."""
        value = self.text(name)
        if value is not None and (len(value) > MAX_LINE or not value.isprintable()):
            raise BadSetting(name, value[:MAX_LINE], f"it must be one line of {MAX_LINE} characters at most")
        return value

    def folder(self, name: str) -> Path | None:
        """An absolute path; it need not exist yet, but must not be a file."""
        value = self.text(name)
        if value is None:
            return None
        path = Path(value).expanduser().absolute()
        if path.exists() and not path.is_dir():
            raise BadSetting(name, value, "it must be a folder, and that is a file")
        return path

    def whole(self, name: str, default: Nothing, low: int, high: int) -> int | Nothing:
        """A whole number between *low* and *high*, both allowed."""
        value = self.text(name)
        if value is None:
            return default
        if not value.isascii() or not value.isdigit() or not low <= int(value[:20]) <= high:
            raise BadSetting(name, value, f"it must be a whole number from {low} to {high}")
        return int(value)

    def day(self, name: str) -> date | None:
        """A day such as 2026-12-30."""
        value = self.text(name)
        try:
            return None if value is None else date.fromisoformat(value)
        except ValueError:
            raise BadSetting(name, str(value), "it must be a day such as 2026-12-30") from None

    def yes(self, name: str) -> bool:
        """True for 1, true, yes or on."""
        value = self.text(name) or "no"
        if value.lower() not in _YES:
            raise BadSetting(name, value, "it must be yes or no")
        return _YES[value.lower()]

    def word(self, name: str, words: Sequence[Word]) -> Word:
        """One of *words*, by default the first."""
        value = (self.text(name) or words[0]).lower()
        found = next((word for word in words if word == value), None)
        if found is None:
            raise BadSetting(name, value, f"it must be one of {', '.join(words)}")
        return found

    def secret(self, name: str) -> str | None:
        """A token or password; never shown, not even in the refusal."""
        value = self.text(name)
        if value is not None and (len(value) < MIN_SECRET or not value.isascii()):
            raise BadSetting(name, "(hidden)", f"it must have {MIN_SECRET} ASCII characters or more")
        return value

    def address(self, name: str) -> str | None:
        """An http or https address."""
        value = self.text(name)
        if value is not None and not _is_address(value):
            raise BadSetting(name, value, "it must be an address such as https://models.example/v1")
        return value

    def path(self, name: str) -> str:
        """A URL path such as /chat, or "" at the root."""
        value = (self.text(name) or "").rstrip("/")
        if value and not _PATH.fullmatch(value):
            raise BadSetting(name, value, "it must be a path such as /chat")
        return value

    def rate(self, name: str, default: str) -> str:
        """How many in what time, such as 30/minute."""
        value = self.text(name) or default
        if not _RATE.fullmatch(value):
            raise BadSetting(name, value, "it must be a number per second, minute, hour or day: 30/minute")
        return value

    def sites(self, name: str) -> dict[str, str]:
        """Exact origins parted by commas or blanks, each perhaps with =id -> id; no wildcard.

        Without an id it is the origin's host and port. Several origins may have one id.
        """
        wanted = "it must be exact origins such as https://news.example or https://news.example=news"
        found = {}
        for value in _words(self.text(name)):
            origin, equals, site = value.partition("=")
            if not _ORIGIN.fullmatch(origin) or (equals and not _SITE.fullmatch(site)):
                raise BadSetting(name, value, wanted + ", without a path or *")
            found[origin] = site or site_of(origin)
        return found

    def names(self, name: str) -> tuple[str, ...]:
        """Names as in a Host header, with any port or that one, parted by commas or blanks."""
        found = _words(self.text(name))
        for value in found:
            if not _NAME.fullmatch(value):
                raise BadSetting(name, value, "it must be names such as chat.example or localhost:7860")
        return found

    def hosts(self, name: str) -> tuple[str, ...]:
        """Host names parted by commas or blanks."""
        found = _words(self.text(name))
        for value in found:
            if not _HOST.fullmatch(value):
                raise BadSetting(
                    name, value, "it must be host names such as news.example, without a scheme or path"
                )
        return tuple(value.lower() for value in found)

    def networks(self, name: str) -> tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]:
        """Addresses or networks parted by commas or blanks."""
        wanted = "it must be addresses or networks such as 10.0.0.0/8"
        try:
            return tuple(ipaddress.ip_network(word) for word in _words(self.text(name)))
        except ValueError:
            raise BadSetting(name, self.env[name], wanted) from None


def site_of(origin: str) -> str:
    """The id of a site whose owner gave it none."""
    return origin.partition("://")[2]


def _words(value: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in re.split(r"[,\s]+", value or "") if word))


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False
