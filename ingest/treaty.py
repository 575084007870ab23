"""A treaty's own text -> one article a provision, with its chapter, number, title and paragraphs.

Numbered headings in their order are what makes a treaty recognisable; a table of contents has them too, but nothing
between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from vectorstore.aliases import arabic
from vectorstore.text import nfc
from vectorstore.types import Article, Language, Provision

from .dates import find_dates, whole_days
from .errors import Rejected
from .formats import PAGE_KINDS, Raw
from .language import language_of
from .publishers import Publishers

_ARTICLE = re.compile(
    r"^(?P<word>Article|Điều)\s+(?P<n>\d{1,3})\s*[.:–—-]?\s*(?P<title>\S.*)?$", re.IGNORECASE
)
_CHAPTER = re.compile(
    r"^(?P<word>Chapter|Chương)\s+(?P<n>[IVXLC]+|\d{1,2})\s*[.:–—-]?\s*(?P<title>\S.*)?$", re.IGNORECASE
)
# A numbered paragraph or an item of a list begins a line of its own.
_ITEM = re.compile(r"^(?:\d{1,2}\.|\((?:[a-z]{1,3}|đ)\)|[a-zđ]\))\s+\S")
_CONTENTS = re.compile(r"(?:(?<!\.)\.{3,}|…|(?<!\s)\s)\s*\d{1,3}$")
# Fewer articles in a row are a page that speaks of a treaty.
MIN_ARTICLES = 3
# A title is shorter than this; what is longer is the article's first paragraph.
_TITLE_MAX = 220


@dataclass(frozen=True, slots=True)
class Found:
    """One article of the treaty."""

    number: int
    title: str
    chapter: str
    paragraphs: tuple[str, ...]


def treaty_articles(raw: Raw, today: date, outlets: Publishers) -> list[Article]:
    """Every provision of the treaty in *raw*. Raises `Rejected` when it has no recognisable articles."""
    from .treaty_lines import html_lines, pdf_lines

    if raw.kind == ".pdf":
        lines = pdf_lines(raw.data)
    elif raw.kind in PAGE_KINDS:
        lines = html_lines(raw.data)
    else:
        raise Rejected("a treaty's text is read from a PDF or an HTML page; save it as one")
    lines = [nfc(line) for line in lines]
    found = provisions_in(lines)
    if len(found) < MIN_ARTICLES:
        raise Rejected(
            "no articles of a treaty can be recognised in it: headings such as `Article 1` in a row. "
            "Give the adopted text itself; its official addresses are in docs/corpus.md"
        )
    language = language_of(" ".join(p for f in found for p in f.paragraphs) or "Article")
    adopted = _adopted(lines, today)
    return [_article(f, raw, language, adopted, outlets) for f in found]


def provisions_in(lines: Sequence[str]) -> list[Found]:
    """The longest run of articles numbered 1, 2, 3 ..., the one with most text when there are several."""
    runs: list[list[tuple[int, int]]] = []  # (line, number)
    for at, line in enumerate(lines):
        match = _ARTICLE.match(line)
        if match is None or not _is_heading(match):
            continue
        number = int(match["n"])
        if number == 1:
            runs.append([(at, 1)])
        elif runs and number == runs[-1][-1][1] + 1:
            runs[-1].append((at, number))
    if not runs:
        return []
    runs = [run for run in runs if len(run) >= MIN_ARTICLES] or runs[-1:]
    best = max(runs, key=lambda run: (len(run), run[-1][0] - run[0][0]))
    ends = [at for at, _ in best[1:]] + [_end(lines, best[-1][0])]
    return list(_parts(lines, best, ends))


def _is_heading(match: re.Match[str]) -> bool:
    """Whether a line that begins with an article's number is its heading, and not a sentence that names it."""
    title = match["title"] or ""
    if not title:
        return True
    return title[:1].isupper() and len(title) <= _TITLE_MAX and not title.endswith((".", ";", ",", ":"))


def _end(lines: Sequence[str], start: int) -> int:
    """Where the last article ends: at an annex, or with the text."""
    for at in range(start + 1, len(lines)):
        if re.match(r"^(?:annex|appendix|phụ lục)\b", lines[at], re.IGNORECASE):
            return at
    return len(lines)


def _parts(lines: Sequence[str], heads: Sequence[tuple[int, int]], ends: Sequence[int]) -> Iterator[Found]:
    chapter = _chapter_before(lines, heads[0][0])
    for (at, number), end in zip(heads, ends, strict=True):
        match = _ARTICLE.match(lines[at])
        assert match is not None
        body = list(lines[at + 1 : end])
        following, body = _chapter_in(body)
        title = match["title"] or ""
        if not title and body and not _ITEM.match(body[0]) and len(body[0]) <= _TITLE_MAX:
            title = body.pop(0)
        while title and body and body[0][:1].islower() and not title.endswith("."):
            title = f"{title} {body.pop(0)}"  # a title of two lines goes on in small letters
        yield Found(number, _CONTENTS.sub("", title).strip(), chapter, tuple(_joined(body)))
        chapter = following or chapter


def _chapter_before(lines: Sequence[str], at: int) -> str:
    for start in range(at - 1, max(-1, at - 6), -1):
        if _CHAPTER.match(lines[start]):
            return _chapter(lines[start:at])
    return ""


def _chapter_in(body: list[str]) -> tuple[str, list[str]]:
    """A chapter that begins below an article's last paragraph belongs to the next article."""
    for n, line in enumerate(body):
        match = _CHAPTER.match(line)
        if match and len(body) - n <= 4 and not line.endswith((".", ";", ",")):
            return _chapter(body[n:]), body[:n]
    return "", body


def _chapter(lines: Sequence[str]) -> str:
    match = _CHAPTER.match(lines[0])
    assert match is not None
    number = match["n"] if match["n"].isdigit() else str(arabic(match["n"]))
    word = match["word"].capitalize()
    title = " ".join([match["title"] or "", *lines[1:]]).strip()
    return f"{word} {number}. {title.capitalize() if title.isupper() else title}".rstrip(". ")


def _joined(lines: Sequence[str]) -> Iterator[str]:
    """Lines as paragraphs: a numbered one or an item begins anew, as does what follows an ended sentence."""
    open_ = ""
    for line in lines:
        starts = bool(_ITEM.match(line)) or (open_.endswith((".", ";", ":")) and line[:1].isupper())
        if open_ and starts:
            yield open_
            open_ = ""
        if not open_:
            open_ = line
        else:
            open_ += line if open_.endswith("-") else f" {line}"
    if open_:
        yield open_


def _adopted(lines: Sequence[str], today: date) -> str | None:
    """The day of adoption, when the text says it before its first article or on its last lines."""
    for line in [*lines[:80], *lines[-30:]]:
        if re.search(r"adopted|thông qua|done at|làm tại", line, re.IGNORECASE):
            days = [d for d in whole_days(find_dates(line)) if d <= today]
            if days:
                return days[0].isoformat()
    return None


def _article(found: Found, raw: Raw, language: Language, adopted: str | None, outlets: Publishers) -> Article:
    body = "\n\n".join(found.paragraphs)
    word = "Điều" if language == "vi" else "Article"
    title = f"{word} {found.number}. {found.title}".rstrip(". ")
    article = Article(
        id="",
        title=title,
        source=f"{raw.source}#article-{found.number}",
        language=language,
        text=f"{title}\n\n{body}" if body else title,
        publisher=outlets.of_url(raw.url),
        url=raw.url,
        kind="legal",
        provision=Provision(found.number, found.chapter),
        origin=raw.origin,
    )
    return replace(article, published=adopted, published_how="stated") if adopted else article
