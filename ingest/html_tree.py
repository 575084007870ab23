"""A page's bytes -> a tree without what is no text: scripts, styles, buttons, pictures."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from html import unescape

from lxml import etree, html
from lxml.html import HtmlElement

from .decode import decode
from .errors import Rejected
from .html_blocks import BLOCKS, Block, blocks_of
from .html_boxes import is_hidden
from .html_legacy import in_unicode
from .legacy import is_suspect
from .shapes import is_furniture

_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,20})|<\?xml[^>]{0,100}encoding=["']([\w-]{2,20})""",
    re.I,
)
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")
# What XML cannot hold and no reader sees: a control character stands for the space it was typed as.
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]"
    r"|&#(?:x0{0,6}(?:[0-8bcef]|1[0-9a-f]|d[89a-f][0-9a-f]{2})|0{0,6}(?:[0-8]|1[124-9]|2\d|3[01]));",
    re.I,
)
# Seen as nothing: soft hyphens and spaces without width.
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]|&shy;|&ZeroWidthSpace;")
_DROP = (
    "script style noscript template svg iframe button select input textarea object embed canvas dialog video audio map "
    "math del s strike rt rp amp-ad amp-sidebar amp-iframe amp-consent amp-social-share amp-analytics amp-audio amp-video amp-list"
).split()  # fmt: skip
# Of these the words stay where they stand inside a sentence.
_IN_SENTENCE = frozenset({"button"})
# Words inside lines that are for reading machines only are few; a page that fades its lines in hides them all. Share.
_HIDDEN_SHARE = 0.2
_STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.I)
# So many links, and this share of its characters, make an element inside a line a list of links.
_LINKS, _LINKED = 3, 0.8


@dataclass(frozen=True, slots=True)
class Page:
    """A page ready to be read."""

    head: HtmlElement  # the tree as it came, for its records
    tree: HtmlElement  # without scripts and the like
    blocks: list[Block]  # of `tree`, in reading order
    converted: str = ""  # the encoding of before Unicode that its letters were in


def load(raw: bytes) -> Page:
    """Parse and prune. Raises `Rejected` when it is no page."""
    match = _CHARSET.search(raw[:4096])
    declared = next((g.decode("ascii") for g in match.groups() if g), None) if match else None
    text = _CONTROL.sub(" ", _XML_HEAD.sub("", decode(raw, declared, page=True)))
    whole, old = None, ""
    if is_suspect(_plain(text)):  # one of its letters looks like a soft hyphen
        whole = _parsed(text)
        old = in_unicode(whole)
    if whole is None or not old:
        whole = _parsed(_UNSEEN.sub("", text))
    tree = copy.deepcopy(whole)
    prune(tree)
    return Page(whole, tree, blocks_of(tree), old)


_ESCAPED = re.compile(r"\\u00([0-9a-f]{2})", re.I)


def _plain(text: str) -> str:
    """*text* with what HTML and JSON write as numbers."""
    return _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), unescape(text))


def _parsed(text: str) -> HtmlElement:
    try:
        return html.document_fromstring(text)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise Rejected("it is not HTML") from error


def prune(tree: HtmlElement) -> None:
    """Take out, in place, what is no text, and what its writer struck out."""
    etree.strip_tags(tree, etree.Comment, etree.ProcessingInstruction, "font", "center", "big")
    struck = [
        e for e in tree.iter("span", "u", "b", "i", "em", "strong", "a") if _STRUCK.search(e.get("style", ""))
    ]
    for element in struck:
        drop(element)
    for element in list(tree.iter(*_DROP)):
        if not (element.tag in _IN_SENTENCE and _is_in_sentence(element)):
            drop(element)
    hidden = [e for e in tree.iter() if isinstance(e.tag, str) and e.tag not in BLOCKS and is_hidden(e)]
    if sum(len(words(e)) for e in hidden) <= _HIDDEN_SHARE * len(words(tree)):
        for element in hidden:
            drop(element)
    for element in list(tree.iter("span", "small", "sup", "b", "i")):
        if len(element.findall(".//a")) >= _LINKS and _is_list_of_links(element):
            drop(element)
    for link in list(tree.iterfind(".//figcaption//a")):
        if is_furniture(words(link)):
            drop(link)


def _is_list_of_links(element: HtmlElement) -> bool:
    """A pop-up inside a line: links one after the other, with hardly a word between them."""
    said, parent = words(element), element.getparent()
    linked = sum(len(words(link)) for link in element.iter("a"))
    return linked >= _LINKED * len(said) and parent is not None and len(said) < len(words(parent))


def _is_in_sentence(element: HtmlElement) -> bool:
    """Whether words stand on both sides of it, in the same element."""
    before, parent = element.getprevious(), element.getparent()
    said = before.tail if before is not None else parent.text if parent is not None else ""
    return bool((said or "").strip()) and bool((element.tail or "").strip())


def drop(element: HtmlElement) -> None:
    """Remove an element but keep the text behind it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def words(element: HtmlElement) -> str:
    """An element's text on one line."""
    return " ".join("".join(element.itertext()).split())
