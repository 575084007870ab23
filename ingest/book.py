"""An e-book (EPUB) -> its chapters, each an article of its own, in the order of reading."""

from __future__ import annotations

import io
import json
import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from .errors import Rejected
from .html_tree import load
from .packed import Member, Zip

# A long chapter has 200 kB; what is larger is a book in one file. Bytes.
_CHAPTER_BYTES = 5_000_000
# Covers, title pages and imprints have fewer letters and are no articles.
_LETTERS_MIN = 150
_CONTAINER = "META-INF/container.xml"
# What shops that lock their books leave in them.
_LOCKS = ("META-INF/rights.xml", "META-INF/license.lcpl", "META-INF/sinf.xml")
_DAMAGED = "it is a damaged e-book; fetch it again"


def chapters_in(data: bytes) -> Iterator[str]:
    """The chapters as records in JSON. Raises `Rejected` when it is locked, damaged or holds none."""
    archive = Zip(io.BytesIO(data))
    sizes = {m.name: m for m in archive.members()}
    if any(name in sizes for name in _LOCKS):
        raise Rejected("it is locked by the shop that sold it; ask for it without a lock")
    opf_path = next(
        (e.get("full-path") or "" for e in _elements(_xml(archive, sizes, _CONTAINER), "rootfile")), ""
    )
    opf = _xml(archive, sizes, opf_path)
    about = _about(opf)
    items = {e.get("id"): e for e in _elements(opf, "item")}
    found = False
    for number, ref in enumerate(_elements(opf, "itemref"), 1):
        item = items.get(ref.get("idref"))
        if item is None or "nav" in (item.get("properties") or "").split():
            continue
        href = posixpath.normpath(
            posixpath.join(posixpath.dirname(opf_path), unquote(item.get("href") or ""))
        )
        record = _chapter(_bytes(archive, sizes, href), href, number, about)
        if record is not None:
            found = True
            yield json.dumps(record, ensure_ascii=False)
    if not found:
        raise Rejected("it is an e-book without text; of a scan give the text as .txt")


def _chapter(page: bytes, href: str, number: int, about: dict[str, str]) -> dict[str, str] | None:
    """A chapter's record; None for a page that is no chapter."""
    blocks = load(page).blocks
    text = "\n\n".join(block.text for block in blocks)
    if sum(c.isalpha() for c in text) < _LETTERS_MIN:
        return None
    heading = next((b.text for b in blocks[:5] if b.is_heading), "")
    book = about.get("title", "")
    title = " – ".join(filter(None, (heading or f"{number}", book)))
    rest = "\n\n".join(b.text for b in blocks if b.text != heading)
    return {**about, "id": href, "title": title, "text": rest}


def _about(opf: etree._Element) -> dict[str, str]:
    """What the book says of itself; of days only that of publication."""
    names = {"title": "title", "creator": "author", "publisher": "publisher"}
    found: dict[str, str] = {}
    for element in _elements(opf, "*"):
        tag, said = etree.QName(element).localname, " ".join((element.text or "").split())
        if tag in names and said:
            found.setdefault(names[tag], said)
        event = next((v for k, v in element.attrib.items() if str(k).endswith("event")), "publication")
        if tag == "date" and event == "publication" and said:
            found.setdefault("published", said)
    return found


def _elements(root: etree._Element, name: str) -> list[etree._Element]:
    return [e for e in root.iter("{*}" + name) if isinstance(e.tag, str)]


def _xml(archive: Zip, sizes: dict[str, Member], name: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(_bytes(archive, sizes, name), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Rejected(_DAMAGED) from error


def _bytes(archive: Zip, sizes: dict[str, Member], name: str) -> bytes:
    if name not in sizes:
        raise Rejected(_DAMAGED)
    with archive.open(sizes[name], _CHAPTER_BYTES) as file:
        return file.read()
