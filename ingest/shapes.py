"""What a single line looks like: a sentence, a title, a button, a picture's name, a person's name."""

from __future__ import annotations

import re

from .noise import bare, noise, plain

# Sub-headings and titles are shorter; what is longer and has no end mark is a paragraph or a run of links.
TITLE_MAX = 200
# Captions are shorter; a longer line that names a photographer is a paragraph.
CAPTION_MAX = 320
# A line that names its source (not its photographer) is a caption only when short: one sentence.
_SOURCED_MAX = 200
# A name with rank and outlet fits; a sub-heading of five words would too, so names are read only where bylines stand.
_BYLINE_MAX = 60
_MENU_MAX = 60

# Behind the last mark an agency may sign: "... next year. — VNS".
_END = re.compile(r"[.!?…:;][\"'”’»)\]]*$|[.!?…][\"'”’»)]*\s*[-–—]{1,2}\s?[A-Z][\w/+.&]{1,20}$")
_QUOTED = re.compile(r"[\"”’»]$")
_CUT = re.compile(r"(?:\s(?:\.\.\.|…)|\[(?:\.\.\.|…)\])\s*$")
_IMAGE = re.compile(
    r"^\S[^\n]{0,150}\.(?:jpe?g|png|webp|gif|svg|bmp|avif|heic|tiff?)(?:\?\S*)?$", re.IGNORECASE
)
_PLAYER = re.compile(
    r"^(?:[-–]?\d{1,2}:\d{2}(?::\d{2})?(?:\s*/\s*\d{1,2}:\d{2}(?::\d{2})?)?|\d(?:[.,]\d+)?x|\d{1,3}%)$"
)
_BULLET = re.compile(r"^[•·▪○●◦‣*]\s")
_HOST = re.compile(
    r"(?<![\w-])(?<![a-z0-9-]\.)(?:[a-z0-9-]{1,63}+\.)+(?:vn|com|net|org|info|asia|tv|uk|eu|int|gov|edu)\b",
    re.IGNORECASE,
)
# "Name (interviewed)", "Name (compiled)".
_ROLE = re.compile(
    r"(?:(?<!\s)\s+)?\((?:thực hiện|ghi|lược ghi|tổng hợp|dịch|biên dịch|lược dịch|theo [^()]{2,40})\)$",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"[^\W\d_][^:.!?]{0,18}:\s+([^\W\d_A-ZÀ-ÝĐ].*)$")
# So many words behind a label say something.
_SAID_MIN = 9
# And so many a clause of its own.
_CLAUSE_MIN = 5
# Of a line that asks to be followed: whom it speaks to, and for whom. Folded, lower case.
_TO_YOU = re.compile(r"\b(?:ban|chung toi|bao|you|your|us|our|we)\b")
# "Name (TTXVN)": for whom.
_AGENCY = re.compile(r"(?:(?<!\s)\s+)?\([A-ZĐ]{2,8}\)$")
_COUNT = re.compile(r"(?:(?<!\s)\s+)?\(\d+\)$")
_NUMBERED = re.compile(r"(?:(?<!\s)\s+)?[-–—]\s*(?:ảnh|hình|photo|picture)\s*\d+\.?$", re.IGNORECASE)
_JOINERS = frozenset({"-", "–", "—", "/", "|", "&", "và", "and", "of", "de", ","})


def ends_sentence(text: str) -> bool:
    """Whether the line closes with an end mark, quotes and brackets aside."""
    return _END.search(text) is not None


def is_prose(text: str) -> bool:
    """A paragraph: it ends as sentences do, or is too long for a title."""
    return (ends_sentence(text) and not is_cut(text)) or len(text) > TITLE_MAX


def is_cut(text: str) -> bool:
    """A teaser shortened by its page: it ends in " ..." or "[…]"."""
    return _CUT.search(text) is not None


def is_title(text: str) -> bool:
    """Could be a headline or a sub-heading."""
    return not ends_sentence(text) and len(text) <= TITLE_MAX


def is_image_name(text: str) -> bool:
    """A picture's file name standing alone."""
    return _IMAGE.match(text) is not None and len(text.split()) <= 4


def is_credited(text: str) -> bool:
    """A caption: it names the picture's maker."""
    words = plain(text) if len(text) <= CAPTION_MAX and not is_labelled_sentence(text) else ""
    if noise().credit.search(words):
        return True
    return len(text) <= _SOURCED_MAX and noise().source.search(words) is not None


def is_labelled_sentence(text: str) -> bool:
    """Whether a line that begins with a label goes on as a sentence: "Video: a craftsman at work is what they see."

    A title, a name and an outlet begin with a capital, and only a sentence ends with a stop.
    """
    match = _LABELLED.match(text)
    return match is not None and text.endswith((".", ".”", '."')) and len(match.group(1).split()) >= _SAID_MIN


def is_tail_heading(text: str) -> bool:
    """Opens a list of other articles; "Bình luận (0)" counts them."""
    return len(text) <= _MENU_MAX and bare(_COUNT.sub("", text)) in noise().tail_headings


def is_button(text: str) -> bool:
    """Says to read what stands above it."""
    return bare(text) in noise().buttons


def repeats(text: str, title: str) -> bool:
    """Whether a line is the title again, as a picture's text: "Title - Photo 1."."""
    return bool(title) and bare(_NUMBERED.sub("", text)) == bare(title)


def is_furniture(text: str) -> bool:
    """A button, a player, a banner or a link: never part of an article, wherever it stands."""
    words = plain(text) if len(text) <= TITLE_MAX else ""
    if is_labelled_sentence(text):
        return False
    return (
        bare(words) in noise().controls
        or not any(c.isalnum() for c in text)
        or _PLAYER.match(text) is not None
        or is_image_name(text)
        or is_follow(text)
        or (len(text) <= noise().banner_max and words.startswith(noise().banners))
        or words.lstrip("*•- ").startswith(noise().pointers)
    )


def is_follow(text: str) -> bool:
    """Asks to be followed on a channel."""
    words = plain(text) if len(text) <= noise().banner_max else ""
    if not words.startswith(noise().follow) or _tells_of_others(text, words):
        return False
    return any(c in words for c in noise().channels) or (
        _HOST.search(text) is not None and not ends_sentence(text)
    )


def _tells_of_others(text: str, words: str) -> bool:
    """Whether a line that begins so is a sentence: behind a comma others act, and nobody is spoken to."""
    behind = words.partition(",")[2].split()
    return text.endswith(".") and len(behind) >= _CLAUSE_MIN and _TO_YOU.search(words) is None


def hosts_in(text: str) -> list[str]:
    """Site names in a line, lower case."""
    return [match.group().lower() for match in _HOST.finditer(text)]


def is_menu(text: str) -> bool:
    """Too short for a paragraph and without an end mark; above the body this is furniture."""
    return not ends_sentence(text) and (len(text) <= _MENU_MAX or _BULLET.match(text) is not None)


def without_controls(text: str) -> str:
    """A short line without the buttons that ran into it: "PV In bài viết" -> "PV"."""
    if len(text) > _MENU_MAX:
        return text
    for control in sorted((c for c in noise().controls if " " in c), key=len, reverse=True):
        words = plain(text)
        if words.endswith(" " + control):
            text = text[: -len(control)].rstrip(" |-–•")
        elif words.startswith(control + " "):
            text = text[len(control) :].lstrip(" |-–•")
    return text


def author_in(text: str) -> str | None:
    """The name in a byline ("By A. Name", "Nguyễn Văn A", "PV"), None when the line is no byline."""
    line = _AGENCY.sub("", _ROLE.sub("", without_controls(text)))
    words = plain(line) if len(line) <= _BYLINE_MAX else ""
    if words in noise().unnamed_authors:
        return line
    borrowed = words.startswith(noise().borrowed_prefixes)
    if not line or len(line) > _BYLINE_MAX or ends_sentence(line) or borrowed:
        return None
    prefix = next((p for p in noise().author_prefixes if words.startswith(p)), "")
    name = line[len(prefix) :].strip(" :")
    return name if _is_name(name, least=1 if prefix else 2) else None


def is_byline(text: str) -> bool:
    """Surely a byline: "By ...", "Tin, ảnh: ...", or the word for an unnamed reporter."""
    words = plain(text) if len(text) <= _BYLINE_MAX else ""
    return words in noise().unnamed_authors or words.startswith(noise().author_prefixes)


def _is_name(text: str, least: int) -> bool:
    words = [w for w in re.split(r"\s+|(?=[,/|])|(?<=[,/|])", text) if w]
    names = [w for w in words if w not in _JOINERS]
    return (
        least <= len(names) <= 7
        and not any(c.isdigit() for c in text)
        and all(w[0].isupper() for w in names)
        and not any(c in text for c in '“”"?!:;%')
    )
