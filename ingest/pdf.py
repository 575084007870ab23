"""A PDF with a text layer -> Draft. A scan holds pictures only and is refused by name."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from dataclasses import replace

import pypdf
from pypdf.errors import PyPdfError

from .clean import clean
from .draft import Draft
from .errors import Rejected
from .mojibake import mended

logging.getLogger("pypdf").setLevel(logging.CRITICAL)
# A statute has some 60 pages; more is a book, and would not be read within the time limit.
MAX_PAGES = 400
# Fewer letters a page than this are stamps and page numbers on a scan.
_LETTERS_A_PAGE = 40
# On lines with single spaces; a run of optional spaces would be tried in every way.
_PAGE_NUMBER = re.compile(r"^(?:page|trang)? ?[-–—]? ?\d{1,4} ?(?:[-–—/]|of)? ?\d{0,4} ?[-–—]?$", re.I)
_ENDED = re.compile(r"[.!?…:;][\"”’»)\]]*$")
_HYPHEN = re.compile(r"(\w)[-\u00ad]$")
# A line this much shorter than the page's usual ends its paragraph. Share of the width.
_SHORT = 0.8


def read_pdf(raw: bytes) -> Draft:
    """The text of a PDF, its lines joined to paragraphs. Raises `Rejected`."""
    pages, record = _read(raw)
    found = clean(mended("\n\n".join(_paragraphs(pages))))
    draft = found.draft()
    return replace(draft, title=_title(record) or draft.title)


def page_texts(raw: bytes) -> list[str]:
    """The text of each page, as it stands. Raises `Rejected`."""
    return [mended(page) for page in _read(raw)[0]]


def _read(raw: bytes) -> tuple[list[str], pypdf.DocumentInformation | None]:
    """The pages' texts and the document's record."""
    try:
        reader = pypdf.PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Rejected("it is a PDF with a password")
        if len(reader.pages) > MAX_PAGES:
            raise Rejected(f"it has {len(reader.pages)} pages; up to {MAX_PAGES} are read")
        pages = [page.extract_text() or "" for page in reader.pages]
        record = reader.metadata
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
    return pages, record


def _title(record: pypdf.DocumentInformation | None) -> str:
    """The document's title, unless a word processor made it up."""
    title = " ".join(str(record.get("/Title") or "").split()) if record else ""
    made_up = re.search(
        r"\.(?:docx?|pdf|indd|qxd|rtf|odt|pptx?)$|^(?:untitled|microsoft word|document\d*|slide)", title, re.I
    )
    return "" if made_up or len(title) < 8 else title


def _paragraphs(pages: list[str]) -> list[str]:
    """Lines joined where a sentence goes on, running heads and page numbers left out."""
    lines = [[" ".join(line.split()) for line in page.splitlines()] for page in pages]
    edges = Counter(line for page in lines for line in {*page[:2], *page[-2:]} if line)
    heads = {line for line, count in edges.items() if count >= 3 and count >= len(pages) / 2}
    kept = [line for page in lines for line in page if line not in heads and not _PAGE_NUMBER.match(line)]
    width = (
        sorted(len(line) for line in kept if line)[int(0.9 * len([x for x in kept if x]))] if any(kept) else 0
    )
    found: list[str] = []
    open_ = False
    for line in kept:
        if not line:
            open_ = False
        elif open_:
            found[-1] = _joined(found[-1], line)
        else:
            found.append(line)
        open_ = (
            bool(line)
            and not (_ENDED.search(line) and len(line) < _SHORT * width)
            and len(line) >= 0.5 * width
        )
    return found


def _joined(before: str, line: str) -> str:
    """Two lines of a paragraph as one; a hyphen between figures ("2026-" "2030") is a range's and stays."""
    if not _HYPHEN.search(before):
        return f"{before} {line}"
    if before[-2].isdigit() and line[:1].isdigit():
        return before + line
    return _HYPHEN.sub(r"\1", before) + line
