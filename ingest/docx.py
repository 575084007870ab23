"""A Word file -> Draft: paragraphs, headings, lists and rows of tables in their order, footnotes behind the text.

mammoth reads the file; what was struck out, comments, pictures and what stands on every page are left out.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from xml.parsers.expat import ExpatError

import mammoth

from .clean import clean
from .draft import Draft
from .errors import Rejected
from .html_blocks import blocks_of
from .html_tree import Page, drop, load, words
from .mojibake import mended

# Word's own names of styles are the same in every language.
_STYLES = "p[style-name='Title'] => h1.title:fresh\np[style-name='Subtitle'] => p:fresh"


def read_docx(raw: bytes) -> Draft:
    """The text of a Word file. Raises `Rejected`."""
    page = _page(raw)
    tree = page.tree
    headings = [words(h) for h in tree.iter("h1")]
    blocks = [mended(block.text) for block in blocks_of(tree)]
    # A headline stands at the top; a heading further down is one of the text's own.
    title = next((h for h in headings[:1] if h and h in blocks[:3]), "")
    found = clean("\n\n".join(blocks), title)
    if not found.paragraphs:
        raise Rejected("there is no text in it; of a scan give the text as .txt")
    return replace(found.draft(), converted=page.converted)


def _page(raw: bytes) -> Page:
    try:
        said = mammoth.convert_to_html(
            io.BytesIO(raw),
            style_map=_STYLES,
            convert_image=mammoth.images.img_element(lambda _: {}),
            external_file_access=False,
        ).value
    except (
        zipfile.BadZipFile,
        KeyError,
        ExpatError,
        ValueError,
        TypeError,
        AttributeError,
        OSError,
    ) as error:
        raise Rejected("it is a damaged Word file; open it and save it again") from error
    page = load(f"<html><body>{said or '<p></p>'}</body></html>".encode())
    for back in list(page.tree.xpath("//a[starts-with(@href, '#') and contains(@href, 'note-ref')]")):
        if not any(c.isalnum() for c in words(back)):
            drop(back)  # the arrow from a note to its place
    return page
