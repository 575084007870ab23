"""The list of articles in the index: searched, filtered, sorted, a page at a time."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from ui.cards import origin
from ui.document import Sheet, heading
from ui.markup import clean, esc
from vectorstore.text import fold, nfc
from vectorstore.types import Article

# Two screens of a laptop; the rest is a page further.
PER_PAGE = 30
# Longer searches match nothing that a shorter one does not.
MAX_SEARCH = 200
SORTS = ("newest", "oldest", "outlet")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the visitor asked the list for; anything unusable was dropped and is named in *dropped*."""

    search: str = ""
    since: str | None = None
    until: str | None = None
    outlet: str = ""
    language: str = ""
    sort: str = "newest"
    page: int = 1
    dropped: tuple[str, ...] = ()


def wanted(query: Mapping[str, str]) -> Wanted:
    """From the address."""
    days = {name: query.get(name, "").strip() for name in ("from", "to")}
    good = {name: day for name, day in days.items() if day and _is_day(day)}
    page = query.get("page", "1")
    sort = query.get("sort", "newest")
    return Wanted(
        search=nfc(query.get("q", "")).strip()[:MAX_SEARCH],
        since=good.get("from"),
        until=good.get("to"),
        outlet=query.get("outlet", ""),
        language=query.get("in", ""),
        sort=sort if sort in SORTS else "newest",
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
        dropped=tuple(day for name, day in days.items() if day and name not in good),
    )


def found(articles: Sequence[Article], want: Wanted) -> list[Article]:
    """Those that fit, in the order asked for; undated ones come last and fit no date."""
    terms = fold(want.search).casefold().split()
    kept = [a for a in articles if _fits(a, want) and all(t in _folded(a.title, a.text) for t in terms)]
    if want.sort == "outlet":
        return sorted(kept, key=lambda a: (a.publisher.casefold(), a.published or "", a.id))
    ordered = sorted(kept, key=lambda a: a.published or "", reverse=want.sort == "newest")
    return sorted(ordered, key=lambda a: a.published is None)


def listing(articles: Sequence[Article], want: Wanted, page: Sheet) -> str:
    """Form, count, list and pager as HTML."""
    fitting = found(articles, want)
    pages = max(1, -(-len(fitting) // PER_PAGE))
    at = min(max(1, want.page), pages)
    shown = fitting[(at - 1) * PER_PAGE : at * PER_PAGE]
    say = page.say
    warnings = "".join(f"<p>{esc(say['bad_date'].format(value=day[:40]))}</p>" for day in want.dropped)
    count = say["articles_found"].format(n=len(fitting)) if fitting else say["articles_none"]
    items = "".join(_item(article, page) for article in shown)
    listed = clean(f'{warnings}<p class="from" role="status">{esc(count)}</p><ul class="list">{items}</ul>')
    pager = _pager(want, at, pages, page)
    return f'<div class="plain wide">{heading(say["articles_title"])}{_form(articles, want, page)}{listed}{pager}</div>'


def _fits(article: Article, want: Wanted) -> bool:
    day = article.published
    if want.since and (day is None or day < want.since):
        return False
    if want.until and (day is None or day > want.until):
        return False
    return want.outlet in ("", article.publisher) and want.language in ("", article.language)


def _item(article: Article, page: Sheet) -> str:
    href = f"{page.base}articles/{article.id}?lang={page.language}"
    return (
        f'<li><a href="{esc(href)}" lang="{esc(article.language)}">{esc(article.title)}</a>'
        f'<span class="from">{origin(article, page.language)}</span></li>'
    )


def _form(articles: Sequence[Article], want: Wanted, page: Sheet) -> str:
    """A form that works without script; every value in it is escaped here."""
    say = page.say
    outlets = sorted({a.publisher for a in articles if a.publisher}, key=str.casefold)
    languages = [("", say["all_languages"]), ("vi", say["vietnamese"]), ("en", say["english"])]
    fields = (
        f'<label>{esc(say["search"])}<input type="search" name="q" maxlength="{MAX_SEARCH}" '
        f'value="{esc(want.search)}"></label>'
        + _date("from", say["since"], want.since)
        + _date("to", say["until"], want.until)
        + _select(
            "outlet", say["outlet"], [("", say["all_outlets"]), *((o, o) for o in outlets)], want.outlet
        )
        + _select("in", say["article_language"], languages, want.language)
        + _select("sort", say["sort"], [(s, say[f"sort_{s}"]) for s in SORTS], want.sort)
    )
    return (
        f'<form class="find" role="search" action="articles" method="get">'
        f'<input type="hidden" name="lang" value="{page.language}">{fields}'
        f'<button type="submit">{esc(say["apply"])}</button></form>'
    )


def _date(name: str, label: str, value: str | None) -> str:
    return f'<label>{esc(label)}<input type="date" name="{name}" value="{esc(value or "")}"></label>'


def _select(name: str, label: str, options: Sequence[tuple[str, str]], chosen: str) -> str:
    listed = "".join(
        f'<option value="{esc(value)}"{" selected" if value == chosen else ""}>{esc(text)}</option>'
        for value, text in options
    )
    return f'<label>{esc(label)}<select name="{name}">{listed}</select></label>'


def _pager(want: Wanted, at: int, pages: int, page: Sheet) -> str:
    if pages == 1:
        return ""
    say = page.say
    before = (
        f'<a rel="prev" href="{_address(want, at - 1, page)}">{esc(say["previous_page"])}</a>'
        if at > 1
        else ""
    )
    after = (
        f'<a rel="next" href="{_address(want, at + 1, page)}">{esc(say["next_page"])}</a>'
        if at < pages
        else ""
    )
    middle = esc(say["page_of"].format(page=at, pages=pages))
    return f'<nav class="pager" aria-label="{middle}">{before}<span>{middle}</span>{after}</nav>'


def _address(want: Wanted, number: int, page: Sheet) -> str:
    values = {
        "q": want.search,
        "from": want.since,
        "to": want.until,
        "outlet": want.outlet,
        "in": want.language,
        "sort": want.sort,
        "page": number,
        "lang": page.language,
    }
    return esc("articles?" + urlencode({key: value for key, value in values.items() if value}))


@functools.lru_cache(maxsize=8192)
def _folded(title: str, text: str) -> str:
    """What is searched; folding a whole archive anew at every search would take seconds."""
    return fold(f"{title}\n{text}").casefold()


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
