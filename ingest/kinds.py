"""What a file is: by its first bytes before its name, and what to do with what is not read."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from .errors import Rejected

TEXT_KINDS = (".txt", ".text", ".md", ".markdown")
PAGE_KINDS = (".html", ".htm", ".xhtml")
# One article a line or a row.
LINE_KINDS = (".jsonl", ".ndjson", ".csv", ".tsv")
# Several articles in one, told apart by the reader's own process.
LIST_KINDS = (".json", ".xml", ".rss", ".atom", ".epub")
# What servers and savers confuse.
_MARKUP = (*PAGE_KINDS, ".xml", ".rss", ".atom")
PACKED_KINDS = (".gz", ".zip")
# Pages as servers sent them.
WEB_KINDS = (".warc", ".wacz")
# File types read, by the end of the name.
KINDS = (
    *TEXT_KINDS,
    *PAGE_KINDS,
    ".mhtml",
    ".mht",
    ".pdf",
    ".docx",
    *LINE_KINDS,
    *LIST_KINDS,
    *PACKED_KINDS,
    *WEB_KINDS,
)
# So many first bytes tell a file. A page may begin with a long comment.
START = 2048

# Names of file types that are not read, and the remedy.
_REMEDIES = (
    ((".doc", ".odt", ".rtf", ".pages", ".wps"), "save it as .docx, .txt or .pdf"),
    ((".xls", ".xlsx", ".xlsm", ".ods", ".numbers"), "save the sheet as .csv"),
    ((".ppt", ".pptx", ".odp", ".key"), "save it as .pdf"),
    ((".webarchive", ".eml", ".msg"), "save the page or the message as .html or .pdf"),
    ((".mobi", ".azw3"), "save it as .epub"),
    ((".arc",), "make it a .warc, with warcio for example"),
    ((".tar", ".tgz", ".rar", ".7z", ".bz2", ".xz", ".zst"), "unpack it and name the folder"),
)
_INSTEAD = {name: remedy for names, remedy in _REMEDIES for name in names}
# First bytes of what is often renamed, what it is and the remedy.
_FOREIGN = (
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel document", "save it as .docx, .txt or .pdf; a sheet as .csv"),
    (b"{\\rtf", "an RTF document", _INSTEAD[".rtf"]),
    (b"\x89PNG", "a picture", "give the text it shows as .txt"),
    (b"\xff\xd8\xff", "a picture", "give the text it shows as .txt"),
    (b"GIF8", "a picture", "give the text it shows as .txt"),
    (b"bplist00", "a page saved by Safari", _INSTEAD[".webarchive"]),
    (b"Rar!", "a packed folder", _INSTEAD[".rar"]),
    (b"7z\xbc\xaf\x27\x1c", "a packed folder", _INSTEAD[".7z"]),
    (b"BZh", "a packed file", _INSTEAD[".bz2"]),
    (b"\xfd7zXZ", "a packed file", _INSTEAD[".xz"]),
    (b"\x28\xb5\x2f\xfd", "a packed file", _INSTEAD[".zst"]),
)
_PAGE = (b"<!doctype html", b"<html")
# With what a page begins whose head was lost; a text may begin so too, and is told by its name.
_TAGS = re.compile(
    rb"<(?:head|body|title|meta|link|script|style|base|main|article|section|header|div|table|h1|p|a|br)[\s>/]"
)
_OPENING = re.compile(rb"(?:<!--.*?-->|<\?xml[^>]*\?>|<!doctype[^>]*>|\s)+", re.DOTALL)
_MAIL = re.compile(rb"^(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*content-type:\s*multipart/related", re.I)
_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf|urlset|sitemapindex)[\s>]")
# Where a tar names itself. Bytes from its beginning.
_TAR_AT = 257


def suffix(name: str) -> str:
    """The end of a name, lower case."""
    return PurePosixPath(name).suffix.lower()


def kind_of(name: str, start: bytes) -> str:
    """One of `KINDS`, or the name's own ending when it is none of them.

    Bytes that only one type begins with count before the name; those that a text may begin with only count when
    the name says nothing.
    """
    named = suffix(name)
    marked = _marked(start)
    if marked and not (marked == ".zip" and named in _INSTEAD):
        return marked
    if named in _MARKUP:
        return _seeming(start) or named
    return named if named in KINDS or _foreign(start) else _seeming(start) or named


def kind_at(path: Path) -> str:
    """The kind of the file at *path*; one that cannot be opened is what its name says."""
    try:
        if not path.is_file():
            return path.suffix.lower()
        with path.open("rb") as file:
            return kind_of(path.name, file.read(START))
    except OSError:
        return path.suffix.lower()


def check(start: bytes) -> None:
    """Raises `Rejected` for what only its name makes an article."""
    if found := _foreign(start):
        what, remedy = found
        raise Rejected(f"it is {what}, whatever its name says; {remedy}")


def not_read(name: str) -> str:
    """Why a file of this name is not read, and what to do instead."""
    kind = suffix(name)
    remedy = _INSTEAD.get(kind, f"we read {', '.join(KINDS)}; call a text .txt")
    return f"`{kind or name}` is not a type of file we read: {remedy}"


def _foreign(start: bytes) -> tuple[str, str] | None:
    if start[_TAR_AT : _TAR_AT + 5] == b"ustar":
        return "a packed folder (tar)", _INSTEAD[".tar"]
    return next(((what, remedy) for mark, what, remedy in _FOREIGN if start.startswith(mark)), None)


def _marked(start: bytes) -> str:
    if start.startswith(b"PK\x03\x04"):
        return ".zip"
    if start.startswith(b"\x1f\x8b"):
        return ".gz"
    if start.startswith(b"WARC/"):
        return ".warc"
    begun = _plain(start)
    if begun.startswith(b"%pdf"):
        return ".pdf"
    return ".html" if begun.startswith(_PAGE) else ".mhtml" if _MAIL.match(begun) else ""


def _seeming(start: bytes) -> str:
    """What a file of an unknown name begins like."""
    begun = _plain(start)
    opening = _OPENING.match(begun)
    inner = begun[opening.end() :] if opening else begun
    if inner.startswith(_PAGE) or _TAGS.match(inner) or begun.startswith(b"<!--"):
        return ".html"
    return ".xml" if _FEED.match(inner) else ""


def _plain(start: bytes) -> bytes:
    """Lower case, without a byte order mark and the zeros of UTF-16."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start[2:].replace(b"\x00", b"")
    return start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
