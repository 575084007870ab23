"""The rules that mend what trafilatura found, by where blocks stand; docs/ingestion.md says what each is worth."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from lxml.html import HtmlElement

from .html_blocks import HEADINGS, Block
from .html_boxes import is_posted, is_prose
from .html_choice import Choice, plain_words
from .html_labels import drop_labelled, end_at_comments, keep_announced
from .html_tree import words
from .noise import bare
from .shapes import ends_sentence, is_furniture, is_tail_heading
from .walls import is_wall

# A block that is a link to this share leads elsewhere.
_LINKED = 0.7
# Names in a table's first column are shorter than titles. Words.
_TITLE_WORDS = 5
# A shorter quotation may be said twice. Characters.
_QUOTE_MIN = 30
# A last paragraph that leads to a mailbox, a profile or a subscription is no part of the article when it is short.
_CONTACT = re.compile(
    r"^mailto:|^tel:|//(?:[a-z]+\.)?(?:twitter|x|facebook|instagram|threads|tiktok|linkedin)\.com/[^/?#]*/?$|//t\.me/|//zalo\.me/|"
    r"newsletter|subscri|sign-?up|/authors?/|/profile/",
    re.I,
)
_OUTRO_MAX = 300  # characters
# So many links make a list. Links.
_LIST_MIN = 2
# Beside an article of this length a site's words are none of it. Characters.
_ARTICLE_MIN = 300
# So many paragraphs found tell how the article's paragraphs stand, by the elements nearest to them.
_ALIKE, _DEPTH = 3, 4
_CLOCK = re.compile(
    r"^\d{1,2}\s?[:hg]\s?\d{2}(?:\s?(?:am|pm|'))?(?:\s+\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?)?$", re.I
)
# Below its time an entry has a heading at most, then its text. Blocks.
_BELOW_TIME = 2
# What stands inside a list, a table or a quotation.
_PARTS = frozenset("li ul ol dl dt dd tr td th tbody thead table blockquote pre details summary".split())


def drop_headline(choice: Choice) -> None:
    """The title is no paragraph, and nothing above it is the article's."""
    for n, block in enumerate(choice.blocks):
        if n <= choice.head or block.tag == "h1" or bare(block.text) == choice.title:
            choice.kept[n] = False


def drop_boxes(choice: Choice) -> None:
    """What stands in a box beside the article goes, and so do captions."""
    for n, block in enumerate(choice.blocks):
        if choice.kept[n] and (choice.captions[n] or choice.boxes.why(block.element)):
            choice.kept[n] = False


def drop_links(choice: Choice) -> None:
    """A line that is a link leads to another article; the heading above such lines goes with them."""
    gone = [n for n in choice.places() if _leads_away(choice.blocks[n])]
    for n in gone:
        choice.kept[n] = False
    for n in gone:
        above = n - 1
        while above >= 0 and not choice.kept[above]:
            above -= 1
        if above >= 0 and is_tail_heading(choice.blocks[above].text):
            choice.kept[above] = False


def _leads_away(block: Block) -> bool:
    if block.tag == "tr":
        return _is_card(block)
    return block.linked >= _LINKED and not ends_sentence(block.text) and "://" not in block.text


def _is_card(row: Block) -> bool:
    """A row that begins with another story's title, which is a link, beside its picture: a teaser set as a table."""
    link = next((a for a in row.element.iter("a") if words(a)), None)
    title = words(link) if link is not None else ""
    pictured = row.element.find(".//img") is not None
    return pictured and len(title.split()) >= _TITLE_WORDS and row.text.startswith(title)


def end_at_list(choice: Choice) -> None:
    """Behind the heading of a list of other articles, where every paragraph stands below a link, the article ended."""
    places = choice.places()
    for n, block in enumerate(choice.blocks):
        if not (places and places[0] < n <= places[-1] and is_tail_heading(block.text)):
            continue
        behind = range(n + 1, places[-1] + 1)
        linked = [m for m in behind if _leads_away(choice.blocks[m])]
        teasers = {m + 1 for m in linked}
        prose = [m for m in behind if choice.kept[m] and is_prose(choice.blocks[m])]
        if len(linked) >= _LIST_MIN and all(m in teasers for m in prose):
            choice.close(n)
            return


def drop_repeated(choice: Choice) -> None:
    """A page's second copy of a paragraph, and a pull quote that says again what the article says."""
    said = " \n ".join(" ".join(plain_words(choice.blocks[n].text)) for n in choice.places())
    seen: set[str] = set()
    for n in choice.places():
        block = choice.blocks[n]
        words = " ".join(plain_words(block.text))
        again = block.text in seen and block.tag != "tr"
        pulled = len(words) >= _QUOTE_MIN and said.count(words) > 1 and _is_quote(block)
        seen.add(block.text)
        if again or pulled:
            choice.kept[n] = False
        if pulled:  # and who said it
            for m in range(n + 1, min(n + 3, len(choice.blocks))):
                if _quote_of(choice.blocks[m]) is not None and _quote_of(choice.blocks[m]) is _quote_of(
                    block
                ):
                    choice.kept[m] = False


def _quote_of(block: Block) -> HtmlElement | None:
    return next((e for e in (block.element, *block.element.iterancestors()) if e.tag == "blockquote"), None)


def _is_quote(block: Block) -> bool:
    around = (block.element, *block.element.iterancestors())
    return any(e.tag in ("blockquote", "aside") or "quote" in e.get("class", "").lower() for e in around)


def drop_furniture(choice: Choice) -> None:
    """Buttons, labels, headings of lists of other articles, and the site's words to its visitor at either end."""
    places = choice.places()
    ends = [n for n in (*places[:2], *places[-2:]) if len(choice.blocks[n].text) <= _OUTRO_MAX]
    walls = {n for n in ends if is_wall(choice.blocks[n].text)}
    others = sum(len(choice.blocks[n].text) for n in places if n not in walls) >= _ARTICLE_MIN
    for n in places:
        text = choice.blocks[n].text
        if is_furniture(text) or is_tail_heading(text) or (others and n in walls):
            choice.kept[n] = False


def add_alike(choice: Choice) -> None:
    """Prose that stands in the same kind of elements as the prose found, below the same headline, is the article too."""
    known = Counter(_kind(choice.blocks[n]) for n in choice.places() if is_prose(choice.blocks[n]))
    for n in range(choice.head + 1, len(choice.blocks)):
        block = choice.blocks[n]
        if block.tag == "h1":
            return
        if (
            is_prose(block)
            and known[_kind(block)] >= _ALIKE
            and choice.may_add(n)
            and not is_furniture(block.text)
        ):
            choice.kept[n] = True


def _kind(block: Block) -> tuple[str, ...]:
    """A block's tag and those of the elements around it, with their classes."""
    path = [block.element, *block.element.iterancestors()][:_DEPTH]
    return tuple(f"{e.tag!s} {e.get('class', '')}" for e in path)


def fill_gaps(choice: Choice) -> None:
    """Headings, lists, rows and short lines between two blocks of the article, in the same element, belong to it."""
    places = choice.places()
    if not places:
        return
    beside = {_place(choice.blocks[n]) for n in places}
    around = {element for element, _ in beside}
    for n in range(places[0], places[-1]):
        block = choice.blocks[n]
        if not choice.may_add(n) or (is_furniture(block.text) and not _CLOCK.match(block.text)):
            continue
        if block.tag in HEADINGS:
            choice.kept[n] = any(choice.kept[n + 1 : n + 3])
        elif block.tag in _PARTS:
            choice.kept[n] = _place(block)[0] in around
        else:
            choice.kept[n] = _place(block) in beside


def _place(block: Block) -> tuple[HtmlElement, str]:
    """The element that holds a block, its lists and tables aside, and the block's kind in it."""
    around = [block.element, *block.element.iterancestors()]
    holder = next((e for e in around if e.tag not in _PARTS), block.element)
    if holder is block.element and len(around) > 1:
        holder = around[1]
    return holder, block.tag


def close_end(choice: Choice) -> None:
    """At the very end headings head nothing, and what asks to write, to follow or to subscribe is the page's."""
    places = choice.places()
    while len(places) > 1 and _is_outro(choice.blocks[places[-1]]):
        choice.kept[places.pop()] = False


def _is_outro(block: Block) -> bool:
    if block.tag in HEADINGS or block.linked > 0.5:
        return True
    leads = any(map(_CONTACT.search, block.leads_to))
    return len(block.text) <= _OUTRO_MAX and (leads or is_posted(block))


def extend_end(choice: Choice) -> None:
    """A list, a table or a last line that goes on in the same element behind the last block found."""
    places = choice.places()
    if not places:
        return
    for n in range(places[-1] + 1, len(choice.blocks)):
        block, last = choice.blocks[n], choice.blocks[n - 1]
        listed = block.tag in ("li", "tr", "dd", "dt") and (
            last.element.getparent() in list(block.element.iterancestors())[:2]
        )
        goes_on = _kind(block) == _kind(last) and block.element.getparent() is last.element.getparent()
        said = goes_on and ends_sentence(block.text) and not block.linked
        if not (
            (listed or said) and choice.kept[n - 1] and choice.may_add(n) and not is_furniture(block.text)
        ):
            break
        choice.kept[n] = True


def keep_times(choice: Choice) -> None:
    """The times of a live report's entries: several of one kind, each right above what was found."""
    clocks = {n: _kind(b) for n, b in enumerate(choice.blocks) if n > choice.head and _CLOCK.match(b.text)}
    kinds = Counter(clocks.values())
    for n, kind in clocks.items():
        entry = any(choice.kept[n + 1 : n + 1 + _BELOW_TIME]) and n < choice.closed
        if entry and kinds[kind] >= _LIST_MIN and not choice.boxes.why(choice.blocks[n].element):
            choice.kept[n] = True


RULES: list[Callable[[Choice], None]] = [
    drop_headline,
    drop_boxes,
    end_at_comments,
    drop_labelled,
    end_at_list,
    drop_links,
    drop_furniture,
    drop_repeated,
    add_alike,
    fill_gaps,
    close_end,
    extend_end,
    keep_announced,
    keep_times,
]
