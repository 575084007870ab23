"""One whole article as it is kept, with the quote that led here marked."""

from __future__ import annotations

from dataclasses import dataclass

from ui.cards import bases, origin
from ui.document import Sheet, heading
from ui.markup import at_quote, clean, esc, safe_url
from ui.strings import day
from vectorstore.types import Article


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of Article.text."""

    start: int
    end: int


def span(start: str | None, end: str | None, length: int) -> Span | None:
    """From the address; None when it names no characters of the text."""
    values = [int(v) if v and v.isascii() and v.isdigit() and len(v) < 9 else -1 for v in (start, end)]
    return Span(*values) if 0 <= values[0] < values[1] <= length else None


def article_html(article: Article, quote: Span | None, page: Sheet, *, back: bool = False) -> str:
    """Title, origin, and the paragraphs; *back*: with the way to the answer that quotes it."""
    label = page.say["sentence_here" if article.voice == "brief" else "quote_here"]
    body = "".join(_paragraphs(article.text, quote, label))
    text = clean(f'<div class="body" lang="{esc(article.language)}">{body}</div>')
    link = f'<p class="back"><a href="{page.base}?lang={page.language}">{esc(page.say["back"])}</a></p>'
    way = clean(link) if back and quote else ""
    tongue = f' lang="{article.language}"'
    note = clean(f'<p class="note">{esc(page.say["brief"])}</p>') if article.voice == "brief" else ""
    return f'<article class="plain">{heading(article.title, _origin(article, quote, page), tongue)}{note}{text}{way}</article>'


def _origin(article: Article, quote: Span | None, page: Sheet) -> str:
    say = page.say
    parts = [origin(article, page.language)]
    if article.author:
        parts.append(f"{esc(say['by'])}: {esc(article.author)}")
    if article.updated:
        parts.append(f"{esc(say['updated'])}: {esc(day(article.updated, page.language))}")
    if article.voice == "brief":
        parts.append(bases(article, page.language))
    elif url := safe_url(article.url):
        there = at_quote(url, article.text[quote.start : quote.end]) if quote else url
        tab = esc(say["new_tab"])
        parts.append(f'<a href="{esc(there)}" target="_blank" title="{tab}">{esc(say["original"])}</a>')
    return " · ".join(part for part in parts if part)


def _paragraphs(text: str, quote: Span | None, label: str) -> list[str]:
    """Each paragraph as <p>; the part of the quote that falls into it as <mark>, the first one as #quote."""
    out: list[str] = []
    at, anchored = 0, False
    for paragraph in text.split("\n\n"):
        start, end = at, at + len(paragraph)
        at = end + 2
        first = max(start, quote.start) if quote else end
        last = min(end, quote.end) if quote else end
        if first >= last:
            out.append(f"<p>{esc(paragraph)}</p>")
            continue
        anchor = "" if anchored else f' id="quote" tabindex="-1" title="{esc(label)}"'
        anchored = True
        marked = f"<mark{anchor}>{esc(text[first:last])}</mark>"
        out.append(f"<p>{esc(text[start:first])}{marked}{esc(text[last:end])}</p>")
    return out
