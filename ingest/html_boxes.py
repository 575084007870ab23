"""Which of a page's blocks stand in boxes beside its article: menus, forms, comments, hidden text, captions.

A class name is a hint and no more: what holds a good share of the page's prose is the page, whatever it is called.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from .html_blocks import BLOCKS, Block

# A block that is read and not only looked at: this long, and less than half of it links. Characters.
_PROSE = 60
# What holds more than this share of a page's prose is no box.
_PAGE_SHARE = 0.4
# Comments are prose too, and often more of it than the article.
_COMMENT_SHARE = 0.9
_TAGS = frozenset({"nav", "footer", "aside", "form", "menu"})
_ROLES = frozenset({"navigation", "complementary", "contentinfo", "search", "dialog"})
# Never a box by its name: the article's own parts.
_OWN = frozenset(
    {"html", "body", "main", "article", "p", "h1", "figure", "figcaption", "li", "tr", "dd", "dt"}
)
# "itemComments", "ReadNext": a capital parts the words of a name as a dash does.
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_EDGE = r"(?:$|[\s_-])"
_BOX = re.compile(
    r"(?:^|[\s_-])(?:related|relate|relatednews|lien-?quan|tin-?lien-?quan|relate-?news|shar(?:e|ing)|share-?bar|social|"
    r"comments?|comment-?list|respond|binh-?luan|newsletter|subscri(?:be|ption)|sidebar|advert(?:isement)?|ads?|adsbygoogle|"
    r"banner|bread-?crumbs?|tags?|tag-?(?:list|cloud)|keywords?|author-?(?:box|bio|card|profile)|about-?author|promo(?:tion)?|"
    r"recommend(?:ed|ation)?s?|popular|most-?(?:read|viewed|popular)|trending|doc-?nhieu|audio-?player|player|tts|cookie|"
    r"pay-?wall|foot(?:er)?|nav(?:bar|igation)?|menu|widget|read-?more|see-?also|also-?read|more-?(?:stories|news|on|from)|"
    r"up-?next|pagination|pager|toolbar|tool-?bar|popup|modal|taboola|outbrain|in-?read|box-?(?:tin|news|link)|"
    r"bottom-?info|feedback|sign-?up|rating|reactions?|follow(?:-us)?|copyright|disclaimer|language-?switch\w*|skip-?link|"
    r"print|poll|clock|today|weather|ticker|read-?next)" + _EDGE,
    re.I,
)  # fmt: skip
_COMMENTS = re.compile(r"comment|respond|binh-?luan", re.I)
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)|font-size\s*:\s*0(?:px)?\s*(?:;|$)|"
    r"(?:left|top|text-indent)\s*:\s*-\d{3,}|clip\s*:\s*rect\(\s*[01]|"
    r"(?:^|;)\s*(?:max-)?(?:height|width)\s*:\s*[01]px",
    re.I,
)
_HIDDEN_CLASS = re.compile(
    r"(?:^|[\s_-])(?:visually-?hidden|sr-only|screen-reader(?:-text)?|d-none|is-hidden)" + _EDGE, re.I
)
# What AMP shows only while, or only if, something else cannot be shown.
_STAND_INS = ("placeholder", "fallback", "overflow")
_CAPTION = re.compile(
    r"(?:^|[\s_-])(?:fig-?caption|caption|p?-?caption|photo-?(?:caption|desc\w*|credit)|image-?(?:caption|desc\w*|credit|note)|"
    r"pic_?-?desc|chu-?thich|wp-caption-text|img-?note|media-?caption)" + _EDGE + "|pcaption",
    re.I,
)  # fmt: skip
_POSTED = re.compile(
    r"\b(?:post|entry|article)[-_]?(?:meta(?:data)?|date|info|footer|time)\b|\b(?:date|time)[-_]?posted\b",
    re.I,
)
# Text in a figure without a caption element is its caption when it is short. Characters.
_CAPTION_MAX = 400
_PAGE_PARAGRAPHS = 4


def part_humps(names: str) -> str:
    """Class names with dashes where capitals part their words."""
    return _HUMP.sub("-", names)


def names_of(element: HtmlElement) -> str:
    """Class, id and test name: builds that hash their classes keep the plain name for their tests."""
    return part_humps(" ".join(element.get(name, "") for name in ("class", "id", "data-testid")))


def is_prose(block: Block) -> bool:
    """Whether a block is read as text: long enough, and not made of links."""
    return len(block.text) >= _PROSE and block.linked < 0.5


def is_hidden(element: HtmlElement) -> bool:
    """Whether a page says that an element is not shown."""
    return (
        element.get("hidden") is not None
        or (element.tag == "div" and any(name in element.attrib for name in _STAND_INS))
        or (element.get("aria-hidden") == "true" and element.tag in ("span", "div", "p"))
        or _HIDDEN_STYLE.search(element.get("style", "")) is not None
        or _HIDDEN_CLASS.search(element.get("class", "")) is not None
    )


class Boxes:
    """Tells which blocks of a page stand in a box; kinds of boxes that hold the page itself are none."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self._reasons: dict[HtmlElement, frozenset[str]] = {}
        self._void: set[str] = set()
        self.spare(block for block in blocks if is_prose(block) or block.tag == "tr")

    def spare(self, blocks: Iterable[Block]) -> None:
        """Kinds of boxes that hold a good share of *blocks* are none."""
        held: Counter[str] = Counter()
        total = 0
        for block in blocks:
            total += len(block.text)
            held.update(dict.fromkeys(self._of(block.element), len(block.text)))
        limits = {"comments": _COMMENT_SHARE}
        self._void |= {r for r, n in held.items() if n > total * limits.get(r, _PAGE_SHARE)}

    def why(self, element: HtmlElement) -> str:
        """The kind of box that *element* stands in or is, "" for none."""
        return min(self._of(element) - self._void, default="")

    def _of(self, element: HtmlElement) -> frozenset[str]:
        path: list[HtmlElement] = []
        at: HtmlElement | None = element
        while at is not None and at not in self._reasons:
            path.append(at)
            at = at.getparent()
        known = self._reasons[at] if at is not None else frozenset[str]()
        for one in reversed(path):
            known = self._reasons[one] = known | set(_kinds(one))
        return known


def _kinds(element: HtmlElement) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in ("html", "body"):
        return
    if is_hidden(element):
        yield "hidden"
    if element.tag not in BLOCKS or (element.tag not in ("p", "li") and element.find(".//h1") is not None):
        return
    if element.tag in _TAGS:
        yield element.tag
    if element.get("role", "") in _ROLES:
        yield element.get("role", "")
    if element.tag not in _OWN and (match := _BOX.search(names_of(element))):
        name = match.group().strip(" _-\t\n").lower()
        yield "comments" if _COMMENTS.search(name) else name


def is_posted(block: Block) -> bool:
    """Whether its page calls a block the line that says when and where an entry was posted."""
    return any(_POSTED.search(names_of(e)) for e in (block.element, *list(block.element.iterancestors())[:1]))


def _holds_page(element: HtmlElement) -> bool:
    """Whether an element holds a headline or several paragraphs, and is no caption whatever its class says."""
    return element.find(".//h1") is not None or sum(1 for _ in element.iter("p")) >= _PAGE_PARAGRAPHS


def is_caption(block: Block) -> bool:
    """Whether a block is a picture's caption."""
    for element in (block.element, *block.element.iterancestors()):
        if element.tag == "figcaption":
            return True
        if element.tag == "figure":
            return (
                block.tag != "tr"
                and len(block.text) <= _CAPTION_MAX
                and element.find(".//blockquote") is None
            )
        if element.tag in BLOCKS and _CAPTION.search(element.get("class", "")) and not _holds_page(element):
            return len(block.text) <= _CAPTION_MAX
        if element.tag in ("article", "main", "body"):
            break
    return False
