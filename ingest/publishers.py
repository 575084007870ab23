"""Names of outlets: one for all their hosts and spellings."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from urllib.parse import urlsplit

from vectorstore.text import nfc

from .errors import IngestProblem
from .noise import bare


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher as it is shown, and what it is called elsewhere."""

    name: str
    hosts: tuple[str, ...]
    spellings: tuple[str, ...]
    agency: bool = False  # others reprint it


class Publishers:
    """Finds the outlet of a name or a host; the owner's own list comes before ours."""

    def __init__(self, outlets: tuple[Outlet, ...]) -> None:
        self._by_host: dict[str, str] = {}
        self._by_name: dict[str, str] = {}
        self._agencies = {outlet.name for outlet in outlets if outlet.agency}
        for outlet in outlets:
            for host in outlet.hosts:
                self._by_host.setdefault(host.lower(), outlet.name)
            for spelling in (outlet.name, *outlet.spellings):
                self._by_name.setdefault(bare(spelling), outlet.name)

    def of_host(self, host: str) -> str:
        """The outlet of a host or its nearest known parent; an unknown host without "www."."""
        return self.known_host(host) or host.lower().rstrip(".").removeprefix("www.")

    def known_host(self, host: str) -> str:
        """The outlet of a host or its nearest known parent, "" when it is in no list."""
        labels = host.lower().rstrip(".").split(".")
        names = (self._by_host.get(".".join(labels[cut:])) for cut in range(len(labels) - 1))
        return next(filter(None, names), "")

    def of_name(self, name: str) -> str:
        """The outlet called so, else the host's, else the name as it stands."""
        name = " ".join(name.split())
        known = self._by_name.get(bare(name))
        if known:
            return known
        return self.of_host(name) if "." in name and " " not in name else name

    def of_url(self, url: str | None) -> str:
        """The outlet of an address, "" without one."""
        host = urlsplit(url).hostname if url else None
        return self.of_host(host) if host else ""

    def knows(self, name: str) -> bool:
        """Whether a name or a spelling of it is in the lists."""
        return bare(name) in self._by_name

    def is_agency(self, name: str) -> bool:
        """Whether others reprint this outlet rather than the reverse."""
        return name in self._agencies


def publishers(own: Path | None = None) -> Publishers:
    """Our list, after the owner's file when there is one. Raises `IngestProblem` when theirs is broken."""
    if own is None:
        return _packaged()
    theirs = _outlets(own.read_text("utf-8", "replace"), own) if own.is_file() else ()
    return Publishers((*theirs, *_ours()))


@functools.cache
def _packaged() -> Publishers:
    return Publishers(_ours())


@functools.cache
def _ours() -> tuple[Outlet, ...]:
    return _outlets(resources.files("ingest").joinpath("data/publishers.toml").read_text("utf-8"), None)


def _outlets(text: str, path: Path | None) -> tuple[Outlet, ...]:
    try:
        return tuple(
            Outlet(
                r["name"], tuple(r.get("hosts", ())), tuple(r.get("spellings", ())), r.get("agency", False)
            )
            for r in tomllib.loads(nfc(text)).get("outlet", [])
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        raise IngestProblem(
            f"The list of outlets {path} cannot be read ({error}). Mend it or move it away."
        ) from error
