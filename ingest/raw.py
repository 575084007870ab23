"""An article's bytes before they are read, where they come from, and what of a file could not be read."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .packed import label


@dataclass(frozen=True, slots=True)
class Raw:
    """The bytes of one article and what they are."""

    kind: str  # one of KINDS
    data: bytes
    source: str
    origin: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """A part of a file that could not be read; the others can."""

    source: str
    origin: str
    why: str
    is_other: bool = False  # no article at all, such as a picture among packed pages


@dataclass(frozen=True, slots=True)
class Place:
    """Where bytes come from."""

    name: str  # of the file, for its ending
    source: str
    origin: str
    url: str | None = None
    packed: bool = False  # inside an archive

    def within(self, name: str, *, packed: bool = True) -> Place:
        """The place of a part."""
        return replace(self, name=name, source=f"{self.source}#{label(name)}", packed=packed)
