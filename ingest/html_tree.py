"""A page's bytes -> a tree that holds what a reader sees: no scripts, hidden text, menus or boxes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree, html
from lxml.html import HtmlElement

from .decode import decode
from .errors import Rejected
from .html_loose import join_lines, name_paragraphs, wrap_loose
from .shapes import is_furniture

_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,20})|<\?xml[^>]{0,100}encoding=["']([\w-]{2,20})""",
    re.I,
)
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")
_DROP = ("script", "style", "noscript", "template", "svg", "iframe", "form", "button", "nav", "footer", "aside",
         "select", "input", "textarea", "object", "embed", "canvas", "dialog", "video", "audio", "map",
         "amp-ad", "amp-sidebar", "amp-iframe", "amp-consent", "amp-social-share", "amp-analytics",
         "amp-audio", "amp-video", "amp-list")  # fmt: skip
# What AMP shows only while, or only if, something else cannot be shown.
_STAND_INS = ("placeholder", "fallback", "overflow")
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)|font-size\s*:\s*0|"
    r"(?:left|top|text-indent)\s*:\s*-\d{3,}|clip\s*:\s*rect\(\s*[01]|"
    r"(?:^|;)\s*(?:max-)?(?:height|width)\s*:\s*[01]px",
    re.I,
)
_HIDDEN_CLASS = re.compile(
    r"(?:^|[\s_-])(?:visually-?hidden|sr-only|screen-reader(?:-text)?|d-none|is-hidden)(?:$|[\s_-])", re.I
)
# "itemComments", "ReadNext": a capital parts the words of a name as a dash does.
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
# Words of class and id names that mark boxes beside an article, whole or as parts of names. A pull quote
# says again what the article says.
_BOX = re.compile(
    r"(?:^|[\s_-])(?:related|relate|relatednews|lien-?quan|tin-?lien-?quan|relate-?news|shar(?:e|ing)|share-?bar|social|"
    r"comments?|comment-?list|respond|binh-?luan|newsletter|subscri(?:be|ption)|sidebar|advert(?:isement)?|ads?|adsbygoogle|"
    r"banner|bread-?crumbs?|tags?|tag-?(?:list|cloud)|keywords?|author-?(?:box|bio|card|profile)|about-?author|promo(?:tion)?|"
    r"recommend(?:ed|ation)?s?|popular|most-?(?:read|viewed|popular)|trending|doc-?nhieu|audio-?player|player|tts|cookie|"
    r"pay-?wall|foot(?:er)?|nav(?:bar|igation)?|menu|widget|read-?more|see-?also|also-?read|more-?(?:stories|news|on|from)|"
    r"up-?next|pagination|pager|toolbar|tool-?bar|popup|modal|taboola|outbrain|in-?read|box-?(?:tin|news|link)|"
    r"bottom-?info|feedback|sign-?up|twitter-tweet|instagram-media|tiktok-embed|fb-(?:post|comments)|rating|reactions?|follow(?:-us)?|copyright|disclaimer|language-?switch\w*|skip-?link|print|"
    r"pull-?quote|poll|clock|today|weather|ticker|read-?next)"
    r"(?:$|[\s_-])",
    re.I,
)
_CARD = re.compile(r"(?:^|[\s_-])(?:card|teaser|story|item)(?:$|[\s_-])", re.I)
# A box that holds more than this share of the page's paragraphs is the page.
_PAGE_SHARE = 0.4
_CAPTION_CLASS = re.compile(
    r"(?:^|[\s_-])(?:fig-?caption|caption|p?-?caption|photo-?(?:caption|desc\w*|credit)|image-?(?:caption|desc\w*|credit|note)|"
    r"pic_?-?desc|chu-?thich|wp-caption-text|img-?note|media-?caption)(?:$|[\s_-])|pcaption",
    re.I,
)  # fmt: skip

# "Item 1 of 4", where a gallery counts its pictures.
_COUNTER = re.compile(r"^(?:item|photo|image|slide|ảnh|hình) \d{1,3}(?: of |/| trên )\d{1,3}\s*", re.I)


@dataclass(frozen=True, slots=True)
class Page:
    """A page ready to be read."""

    tree: HtmlElement
    head: HtmlElement  # the tree as it came, for its records
    captions: list[tuple[str, str]] = field(default_factory=list)  # caption, and the paragraph below it


def load(raw: bytes) -> Page:
    """Parse and prune. Raises `Rejected` when it is no page."""
    match = _CHARSET.search(raw[:4096])
    declared = next((g.decode("ascii") for g in match.groups() if g), None) if match else None
    text = _XML_HEAD.sub("", decode(raw, declared)).replace("\x00", "")
    try:
        whole = html.document_fromstring(text)
        tree = html.document_fromstring(text)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise Rejected("it is not HTML") from error
    prune(tree)
    join_lines(tree)
    wrap_loose(tree)
    name_paragraphs(tree)
    return Page(tree, whole, _take_captions(tree))


def prune(tree: HtmlElement) -> None:
    """Take out, in place, what no reader of the article sees or wants."""
    etree.strip_tags(tree, etree.Comment, etree.ProcessingInstruction, "font", "center", "big")
    total = sum(map(_length, tree.iter("p"))) or _length(tree)
    for element in list(tree.iter()):
        if (
            element.getparent() is None
            or not isinstance(element.tag, str)
            or element.tag in ("html", "body", "head")
        ):
            continue
        boxed = (
            _is_box(element)
            and sum(map(_length, element.iter("p"))) <= _PAGE_SHARE * total
            and element.find(".//h1") is None
        )
        if element.tag in _DROP or _is_hidden(element) or _is_banner(element) or boxed:
            drop(element)


def _length(element: HtmlElement) -> int:
    return len("".join(element.itertext()))


def _is_hidden(element: HtmlElement) -> bool:
    return (
        element.get("hidden") is not None
        or (element.tag == "div" and any(name in element.attrib for name in _STAND_INS))
        or (element.get("aria-hidden") == "true" and element.tag in ("span", "div", "p"))
        or _HIDDEN_STYLE.search(element.get("style", "")) is not None
        or _HIDDEN_CLASS.search(element.get("class", "")) is not None
    )


def _is_banner(element: HtmlElement) -> bool:
    """A site's own header: clocks, menus and tickers, on every page the same."""
    return (
        element.tag == "header"
        and next(element.iter("h1", "h2"), None) is None
        and next(element.iterancestors("article", "main"), None) is None
    )


def _is_box(element: HtmlElement) -> bool:
    if element.tag in ("article", "main", "p", "h1", "figure", "figcaption", "img", "time"):
        return False
    role = element.get("role", "")
    # Builds that hash their classes keep the plain name for their tests.
    names = " ".join(element.get(name, "") for name in ("class", "id", "data-testid"))
    names = part_humps(names)
    return (
        role in ("navigation", "complementary", "contentinfo", "search", "dialog")
        or _BOX.search(names) is not None
        or (_CARD.search(names) is not None and _opens_with_link(element))
    )


def _opens_with_link(element: HtmlElement) -> bool:
    """A card whose first words are a link leads to another article."""
    link = next(filter(None, map(words, element.iter("a"))), "")
    return bool(link) and words(element).startswith(link)


def part_humps(names: str) -> str:
    """Class names with dashes where capitals part their words."""
    return _HUMP.sub("-", names)


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


def _take_captions(tree: HtmlElement) -> list[tuple[str, str]]:
    """Take captions out of the tree; with each, the text of the paragraph that follows it."""
    found: list[tuple[HtmlElement, str]] = []
    for element in list(tree.iter("figcaption", "p", "div", "span", "td", "em")):
        named = element.tag == "figcaption" or _CAPTION_CLASS.search(element.get("class", ""))
        inside = any(element in list(other.iterdescendants()) for other, _ in found)
        if not named or inside:
            continue
        for link in list(element.iter("a")):
            if is_furniture(words(link)):
                drop(link)
        text = _COUNTER.sub("", words(element))
        if 0 < len(text) <= 400:
            found.append((element, text))
    below = [(text, _paragraph_after(element)) for element, text in found]
    for element, _ in found:
        drop(element)
    return list(dict(below).items())


def _paragraph_after(element: HtmlElement) -> str:
    for other in element.iterancestors("figure", "table"):
        element = other
        break
    for following in element.xpath("following::p"):
        text = words(following)
        if len(text) > 40 and not _CAPTION_CLASS.search(following.get("class", "")):
            return text
    return ""
