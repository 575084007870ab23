"""What the words on the command line stand for: files, one by one, each with its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from vectorstore.types import Article

from .errors import SourceMissing
from .formats import KINDS, PAGE_KINDS, kind_at

# Notes that live beside articles.
_NOTES = frozenset({"readme", "license", "licence", "changelog", "contributing"})


@dataclass(frozen=True, slots=True)
class Item:
    """One file to read."""

    path: Path
    source: str  # relative to the folder given, with "/"; a single file's name
    origin: str  # the absolute folder
    asked: bool = False  # named itself, not found in a folder
    skip: str = ""  # why it is left out, whatever it is

    @property
    def is_known(self) -> bool:
        """Whether it is of a type we read."""
        return not self.skip and kind_at(self.path) in KINDS


def is_address(source: str) -> bool:
    """A page's address rather than a path."""
    return source.lower().startswith(("http://", "https://"))


def items_of(source: str) -> list[Item]:
    """The files of one path, in order of name, folders recursively and hidden ones left out.

    Raises `SourceMissing`. Files of unknown types are listed too: the report names them.
    """
    try:
        path = Path(source).expanduser().resolve()
        if path.is_dir():
            return _below(path)
        found = path.exists()
    except (OSError, ValueError, RuntimeError) as error:  # a NUL, a name too long, an unknown ~user
        raise SourceMissing(source) from error
    if not found:
        raise SourceMissing(source)
    return [Item(path, path.name, str(path.parent), asked=True)]


def is_gone(article: Article) -> bool:
    """Whether the file that an article came from is not there any more; of an address nobody knows."""
    if "://" in article.origin or not article.origin:
        return False
    return not any(
        Path(article.origin, name).exists() for name in (article.source, article.source.partition("#")[0])
    )


def _below(folder: Path) -> list[Item]:
    found = []
    for path in folder.rglob("*"):
        parts = path.relative_to(folder).parts
        hidden = any(part.startswith(".") for part in parts)
        tables = path.suffix == ".csv" and str(folder) in starter_sources()  # of parties
        if not hidden and not tables and not _is_beside(path, folder) and path.is_file():
            found.append(Item(path, "/".join(parts), str(folder), skip=_why_not(path, folder)))
    return sorted(found, key=lambda item: item.source)


def _why_not(path: Path, folder: Path) -> str:
    """Why a file of a folder is left out, "" when it is not."""
    if path.name.lower().partition(".")[0] in _NOTES:
        return "it is a note beside the articles; name the file itself to take it in"
    if path.is_symlink() and not path.resolve().is_relative_to(folder):
        return "it is a link to a file outside the folder; name that file itself to take it in"
    return ""


def _is_beside(path: Path, folder: Path) -> bool:
    """Whether a browser saved it beside a page: scripts, pictures and frames, in a folder named after the page."""
    for parent in path.parents:
        if parent == folder:
            return False
        page = parent.name.removesuffix("_files")
        if page != parent.name and any(parent.with_name(f"{page}{kind}").exists() for kind in PAGE_KINDS):
            return True
    return False


def starter_sources() -> Sequence[str]:
    """The briefs that come with the package, as sources for `ingest`."""
    return (str(resources.files("ingest").joinpath("corpus")),)
