"""A PDF with a text layer -> Draft. A scan holds pictures only and is refused by name."""

from __future__ import annotations

import io
import logging
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pypdf
from pypdf.errors import PyPdfError

from .clean import clean
from .decode import LOST
from .draft import Draft
from .errors import Rejected
from .legacy import converted_text
from .mojibake import mended
from .noise import bare
from .pdf_columns import Piece, in_columns, lines_of, pieces_of
from .shapes import TITLE_MAX

logging.getLogger("pypdf").setLevel(logging.CRITICAL)
# A statute has some 60 pages; more is a book, and would not be read within the time limit.
MAX_PAGES = 400
# Fewer letters a page than this are stamps and page numbers on a scan.
_LETTERS_A_PAGE = 40
# On lines with single spaces; a run of optional spaces would be tried in every way.
_PAGE_NUMBER = re.compile(r"^(?:page|trang)? ?[-–—]? ?\d{1,4} ?(?:[-–—/]|of)? ?\d{0,4} ?[-–—]?$", re.I)
_ENDED = re.compile(r"[.!?…:;][\"”’»)\]]*$")
_HYPHEN = re.compile(r"(\w)[-\u00ad\u2010]$")
_FIRST_WORD = re.compile(r"\w+")
_LIGATURE = re.compile("[\ufb00-\ufb06]")
# What a font draws without saying which letter it is.
_SIGN = re.compile("[\x00-\x08\ue000-\uf8ff]+")
_DIGITS = re.compile(r"\d+")
# A head or a foot has up to so many lines, and stands on so many pages at least; of fewer than `_MANY` pages two lines that
# are the same may be text when they end as a sentence does.
_EDGE, _HEADS, _MANY = 3, 2, 5
# A headline is set so much larger than the text, and has so many characters at least.
_TITLE_LINES = 4
_LARGER, _TITLE_MIN = 1.15, 8
# A line this much shorter than the page's usual ends its paragraph. Share of the width.
_SHORT = 0.8


def read_pdf(raw: bytes) -> Draft:
    """The text of a PDF, its lines joined to paragraphs. Raises `Rejected`."""
    pages, recorded, heading = _read(raw)
    text, old = converted_text("\n\f\n".join([recorded, heading, *pages]))
    recorded, heading, *pages = text.split("\n\f\n")
    title = recorded or heading
    pages[:1] = [_untitled(page, title) for page in pages[:1]]
    draft = clean(mended("\n\n".join(_paragraphs(pages))), title).draft()
    return replace(draft, converted=old)


def _untitled(page: str, title: str) -> str:
    """A page without its headline, which may be broken over lines."""
    lines = page.split("\n")
    for n in range(len(lines) if title else 0):
        for end in range(n + 1, min(n + 1 + _TITLE_LINES, len(lines) + 1)):
            if bare(" ".join(" ".join(lines[n:end]).split())) == bare(title):
                return "\n".join([*lines[:n], "", *lines[end:]])
    return page


def page_texts(raw: bytes) -> list[str]:
    """The text of each page, as it stands. Raises `Rejected`."""
    return [mended(page) for page in _read(raw)[0]]


def _read(raw: bytes) -> tuple[list[str], str, str]:
    """The pages' texts, the title in the document's record, and what is set as a headline."""
    try:
        reader = pypdf.PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Rejected("it is a PDF with a password")
        if len(reader.pages) > MAX_PAGES:
            raise Rejected(f"it has {len(reader.pages)} pages; up to {MAX_PAGES} are read")
        drawn = [pieces_of(page) for page in reader.pages]
        pages = [_text_of(text, pieces) for text, pieces in drawn]
        record = reader.metadata
        heading = _heading(drawn[0][1]) if drawn else ""
    except Rejected:
        raise
    except RecursionError as error:
        raise Rejected("it is a PDF nested too deeply to read") from error
    except (
        PyPdfError,
        ValueError,
        TypeError,
        LookupError,
        AttributeError,
        OSError,
        ArithmeticError,
        AssertionError,
        NotImplementedError,
    ) as error:  # whatever a broken file makes pypdf stumble over
        raise Rejected("it is a damaged PDF, or none") from error
    if sum(c.isalpha() for page in pages for c in page) < _LETTERS_A_PAGE * max(1, len(pages)):
        raise Rejected("it is a scanned PDF without a text layer; run it through text recognition first")
    return pages, _title(record, pages[:1]), heading


def _text_of(text: str, pieces: Sequence[Piece]) -> str:
    """A page's text, its columns one after the other, its ligatures as letters."""
    columns = in_columns(pieces)
    text = "\n".join(columns) if columns is not None else text
    return _SIGN.sub(_unread, _LIGATURE.sub(lambda m: unicodedata.normalize("NFKC", m.group()), text))


def _unread(match: re.Match[str]) -> str:
    """Beside a letter a letter is lost; alone it is a bullet."""
    text, (start, end) = match.string, match.span()
    return LOST if text[max(0, start - 1) : start].isalpha() or text[end : end + 1].isalpha() else " "


def _heading(pieces: Sequence[Piece]) -> str:
    """What stands largest on the page, when it is larger than the text and as long as a title."""
    sizes = Counter[float]()
    for piece in pieces:
        sizes[round(piece.size, 1)] += len(piece.text)
    if not sizes or max(sizes) < _LARGER * sizes.most_common(1)[0][0]:
        return ""
    title = " ".join(lines_of([p for p in pieces if round(p.size, 1) == max(sizes)]))
    return title if _TITLE_MIN <= len(title) <= TITLE_MAX else ""


def _title(record: pypdf.DocumentInformation | None, pages: Sequence[str]) -> str:
    """The document's title when it stands on its first page: templates and programs leave other people's there."""
    title = " ".join(str(record.get("/Title") or "").split()) if record else ""
    said = bare(" ".join(" ".join(pages).split()))
    return title if len(title) >= _TITLE_MIN and bare(title) in said else ""


def _paragraphs(pages: list[str]) -> list[str]:
    """Lines joined where a sentence goes on, running heads and page numbers left out."""
    lines = [[" ".join(line.split()) for line in page.splitlines()] for page in pages]
    for edge in (0, -1):
        for _ in range(_EDGE):
            _peel(lines, edge)
    kept = [line for page in lines for line in page if not _PAGE_NUMBER.match(line) or not line]
    whole = " ".join(kept)
    width = (
        sorted(len(line) for line in kept if line)[int(0.9 * len([x for x in kept if x]))] if any(kept) else 0
    )
    found: list[str] = []
    open_ = False
    for line in kept:
        if not line:
            open_ = False
        elif open_:
            found[-1] = _joined(found[-1], line, whole)
        else:
            found.append(line)
        open_ = (
            bool(line)
            and not (_ENDED.search(line) and len(line) < _SHORT * width)
            and len(line) >= 0.5 * width
        )
    return found


def _peel(pages: list[list[str]], edge: int) -> None:
    """Take the outermost line off the pages on which it is their number or what others have there too."""
    for page in pages:
        while page and not page[edge]:
            del page[edge]
    shapes = Counter(_shape(page[edge]) for page in pages if page)
    for page in pages:
        shape = _shape(page[edge]) if page else ""
        common = shapes[shape] >= max(_HEADS, len(pages) / 3) and not (
            len(pages) < _MANY and _ENDED.search(page[edge])
        )
        if page and (_PAGE_NUMBER.match(page[edge]) or common):
            del page[edge]


def _shape(line: str) -> str:
    """The same for heads that differ by a number only."""
    return _DIGITS.sub("#", line.lower())


def _joined(before: str, line: str, whole: str) -> str:
    """Two lines of a paragraph as one. A hyphen stays between figures ("2026-" "2030"), before a capital or a figure, and
    in a word that *whole* writes with one elsewhere."""
    match = _HYPHEN.search(before)
    if not match:
        return f"{before} {line}"
    if before.endswith("\u00ad"):
        return before[:-1] + line
    first = _FIRST_WORD.match(line)
    word = before.rsplit(None, 1)[-1] + (first.group() if first else "")
    if (
        not line[:1].islower()
        or before[-2].isdigit()
        or re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", whole)
    ):
        return before + line
    return before[:-1] + line
