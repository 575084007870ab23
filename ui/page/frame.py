"""What stands around the conversation: header, greeting and footer, as HTML."""

from __future__ import annotations

from collections.abc import Sequence

from ui.markup import clean, esc
from ui.page.transcript import suggestions
from ui.strings import day, number, words
from vectorstore import clock
from vectorstore.clock import age_days
from vectorstore.types import Article, Language

# A star inside a speech bubble; drawn for this project.
_MARK = (
    '<svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">'
    '<path class="bubble" d="M16 3C8.3 3 2 8.1 2 14.5c0 3.6 2 6.8 5.200 8.900L6 29l6.300-3.400c1.200.200'
    ' 2.400.400 3.700.400 7.700 0 14-5.100 14-11.500S23.700 3 16 3z"></path>'
    '<path class="star" d="M16 7.500l1.900 4.700 5 .300-3.900 3.200 1.300 4.900L16 17.900l-4.300 2.700'
    ' 1.300-4.900-3.900-3.200 5-.300z"></path></svg>'
)
PAGES = (
    ("nav_chat", "./"),
    ("nav_status", "status"),
    ("nav_articles", "articles"),
    ("nav_about", "about"),
    ("nav_privacy", "privacy"),
)


def header(language: Language, here: str = "nav_chat", base: str = "", *, other: str = "") -> str:
    """Name, pages and the language switch; *other*: this page in the other language."""
    say = words(language)
    second: Language = "en" if language == "vi" else "vi"
    links = "".join(_page(key, f"{base}{path}", language, current=key == here) for key, path in PAGES)
    switch = (
        f'<a class="switch" href="{esc(other or f"?lang={second}")}" lang="{second}" hreflang="{second}">'
    )
    return clean(
        f'<div class="top"><div class="brand">{_MARK}<h1>{esc(say["title"])}</h1></div>'
        f'<div class="links" role="navigation" aria-label="{esc(say["nav"])}">{links}</div>'
        f"{switch}{esc(say['other_language'])}</a></div>"
    )


def greeting(
    articles: Sequence[Article],
    language: Language,
    model_name: str | None,
    examples: Sequence[str],
    stale_days: int | None = None,
) -> str:
    """What it knows, how it answers, and what to try."""
    say = words(language)
    newest = max((article.published for article in articles if article.published), default=None)
    if not articles:
        hello = say["greeting_empty"]
    elif newest:
        hello = say["greeting"].format(what=held(articles, language), newest=day(newest, language))
    else:
        hello = say["greeting_undated"].format(what=held(articles, language))
    age = age_days(newest, clock.today())
    old = say["stale"].format(n=age) if age and stale_days and age > stale_days else ""
    notice = f'<p class="stale" role="note">{esc(old)}</p>' if old else ""
    return clean(
        f'<div class="hello"><p>{esc(hello)}</p>{notice}<p class="mode">{esc(mode(language, model_name))}</p></div>'
    ) + suggestions(say["examples"], examples)


def undoing(language: Language) -> str:
    """The way back to the conversation that was just put away."""
    label = esc(words(language)["undo"])
    return clean(f'<p class="undo"><button type="button" data-act="undo">{label}</button></p>')


def held(articles: Sequence[Article], language: Language) -> str:
    """How many articles and how many summaries of ours it answers from."""
    say = words(language)
    briefs = sum(article.voice == "brief" for article in articles)
    ours = say["from_briefs"].format(n=number(briefs, language))
    theirs = say["from_articles"].format(n=number(len(articles) - briefs, language))
    if not briefs:
        return theirs
    return say["from_both"].format(briefs=ours, articles=theirs) if briefs < len(articles) else ours


def mode(language: Language, model_name: str | None) -> str:
    """Who words the answers."""
    say = words(language)
    return say["mode_llm"].format(model=model_name) if model_name else say["mode_reader"]


def footer(language: Language, model_name: str | None) -> str:
    """Who words the answers, under every conversation."""
    say = words(language)
    link = f'<a href="widget?lang={language}">{esc(say["nav_widget"])}</a>'
    return clean(f'<p class="foot"><span class="mode">{esc(mode(language, model_name))}</span> {link}</p>')


def _page(key: str, path: str, language: Language, *, current: bool) -> str:
    state = ' aria-current="page"' if current else ""
    return f'<a href="{esc(path)}?lang={language}"{state}>{esc(words(language)[key])}</a>'
