"""A citation as a card: whose words and of when, title, and the sentence marked among its neighbours.

What an outlet wrote is a quotation, compared with its article; what we wrote is said to be ours, after whom.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from bot.answer import STATUS, Answer, Citation, Nearest
from bot.byline import place, sentence, whose
from ui.markup import at_quote, esc, safe_url
from ui.strings import day, words
from ui.tongue import named, written
from vectorstore.types import Article, Language, PublishedHow


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer is shown: its language, a prefix for ids, and the address of our own pages."""

    language: Language
    prefix: str = "a"  # ids are <prefix>-c1 for card 1 and <prefix>-r1 for the [1] in the text
    base: str = ""  # "" on the chat page; ends in "/"; absolute on somebody else's site
    new_tabs: bool = False  # links to our own pages too open in a new tab


def checked(answer: Answer, articles: Sequence[Article]) -> frozenset[int]:
    """Numbers of the quotes that stand word for word in their article, looked up now; a brief is no quote."""
    quotes = [c for c in answer.citations if c.voice == "source"]
    wanted = {quote.article_id for quote in quotes}
    texts = {article.id: article.text for article in articles if article.id in wanted}
    return frozenset(c.number for c in quotes if texts.get(c.article_id, "")[c.start : c.end] == c.quote)


def card(citation: Citation, place: Place, verified: bool) -> str:
    """One source, with links to the reader view and the original, and back to the text."""
    say = words(place.language)
    me = f"{place.prefix}-c{citation.number}"
    ours = citation.voice == "brief"
    notes = [f'<span class="ok">{esc(say["checked"])}</span>'] if verified and not ours else []
    tag, tongue = (
        "div" if ours else "blockquote",
        written(f"{citation.title} {citation.context}", place.language),
    )
    if citation.others > 0:
        notes.append(f'<span class="more">{esc(say["others"].format(n=citation.others))}</span>')
    return (
        f'<article class="card{" brief" if ours else ""}" id="{esc(me)}" tabindex="-1" aria-labelledby="{esc(me)}-t">'
        f'<p class="from"><span class="num" aria-hidden="true">{citation.number}</span>'
        f"{origin(citation, place.language)}</p>"
        f'<h3 id="{esc(me)}-t"{tongue}>{esc(citation.title)}</h3>'
        f'<{tag} class="words" dir="auto"{tongue}>{marked(citation)}</{tag}>{_translation(citation, place)}'
        f'<p class="notes">{" ".join(notes)}</p>'
        f'<p class="links">{_links(citation, place)}</p></article>'
    )


def _translation(citation: Citation, place: Place) -> str:
    """What a machine made of a quote in another language, named so, beside the quote."""
    if citation.translation is None:
        return ""
    label = esc(words(place.language)["machine_translation"])
    return (
        f'<p class="machine"><small>{label}</small> <span dir="auto">{esc(citation.translation)}</span></p>'
    )


def near(item: Nearest, place: Place) -> str:
    """A dated article that is close, as a list item."""
    tab = _tab(place.new_tabs, words(place.language)["new_tab"])
    href = esc(reader_address(place, item.article_id))
    return (
        f'<li><a href="{href}"{tab}{written(item.title, place.language)}>{esc(item.title)}</a>'
        f'<span class="from">{origin(item, place.language)}</span></li>'
    )


def marked(citation: Citation) -> str:
    """The context with the quote in <mark> and the short answer in <strong>."""
    text, base = citation.context, citation.context_start
    start, end = citation.start - base, citation.end - base
    if not (0 <= start < end <= len(text)) or text[start:end] != citation.quote:
        return f"<mark>{esc(citation.quote)}</mark>"
    inner, at = [], start
    for first, last in sorted((first - base, last - base) for first, last in citation.marks):
        if at <= first < last <= end:
            inner.append(f"{esc(text[at:first])}<strong>{esc(text[first:last])}</strong>")
            at = last
    inner.append(esc(text[at:end]))
    return f"{esc(text[:start])}<mark>{''.join(inner)}</mark>{esc(text[end:])}"


def reader_address(place: Place, article_id: str, start: int | None = None, end: int | None = None) -> str:
    """Our page of the whole article, opened at a quote when there is one."""
    if article_id == STATUS:
        return f"{place.base}status?{urlencode({'lang': place.language})}"
    query: dict[str, str | int] = {"lang": place.language}
    if start is not None and end is not None:
        query |= {"start": start, "end": end}
    anchor = "" if start is None else "#quote"
    return f"{place.base}articles/{article_id}?{urlencode(query)}{anchor}"


def cards(citations: Collection[Citation], place: Place, verified: Collection[int]) -> str:
    """The cards in the order of their numbers."""
    ordered = sorted(citations, key=lambda citation: citation.number)
    return "".join(card(citation, place, citation.number in verified) for citation in ordered)


def dated(published: str | None, how: PublishedHow, language: Language) -> str:
    """The date with how it is known, when that is not plain."""
    say = words(language)
    if published is None:
        return f'<span class="how">{esc(say["undated"])}</span>'
    shown = f'<time datetime="{esc(published)}">{esc(day(published, language))}</time>'
    return shown + (f' <span class="how">({esc(say["inferred"])})</span>' if how == "inferred" else "")


def origin(item: Article | Citation | Nearest, language: Language) -> str:
    """Whose words, and of when; of a brief the day as of which it is true."""
    say = words(language)
    when = dated(item.published, item.published_how, language)
    if item.voice == "brief":
        shown = f"{esc(say['true_on'])} {when}" if item.published else when
        return f'<span class="pub">{esc(sentence(whose(item, language)))}</span> <span class="when">{shown}</span>'
    if at := place(getattr(item, "provision", None), language):
        text = " · ".join(part for part in (sentence(at), item.publisher) if part)
        return f'<span class="pub">{esc(text)}</span> <span class="when">{when}</span>'
    # Where the title stands beside it, a text of nobody's has no other name.
    outlet, tongue = item.publisher or say["unknown_publisher"], named(item.publisher, language)
    return f'<span class="pub"{tongue}>{esc(outlet)}</span> <span class="when">{when}</span>'


def bases(item: Article | Citation | Nearest, language: Language) -> str:
    """What a brief is based on, each source with its date and a link to it; "" for a quote.

    No link leads to a sentence: the source never had ours.
    """
    if not item.based_on:
        return ""
    say = words(language)
    listed = []
    for basis in item.based_on:
        label = ", ".join(part for part in (basis.publisher, day(basis.published, language)) if part)
        url = safe_url(basis.url)
        tab = _tab(True, f"{basis.title} ({say['new_tab']})")
        shown, tongue = esc(label or basis.title), named(label or basis.title, language)
        listed.append(
            f'<a class="orig" href="{esc(url)}" data-at="{esc(url)}"{tab}{tongue}>{shown}</a>'
            if url
            else f"<span{tongue}>{shown}</span>"
        )
    return f'<span class="label">{esc(say["based_on"])}:</span> {" ".join(listed)}'


def _links(citation: Citation, place: Place) -> str:
    say = words(place.language)
    here = esc(reader_address(place, citation.article_id, citation.start, citation.end))
    which = f' <span class="sr">{esc(say["source_n"].format(n=citation.number))}</span>'
    tab = _tab(place.new_tabs, say["new_tab"])
    read = say[
        "read_table"
        if citation.article_id == STATUS
        else "read_brief"
        if citation.voice == "brief"
        else "read_here"
    ]
    links = [f'<a class="read" href="{here}"{tab}>{esc(read)}{which}</a>']
    if citation.voice == "brief":
        links.append(
            f'<span class="based">{bases(citation, place.language)}</span>' if citation.based_on else ""
        )
    elif url := safe_url(citation.url):
        there, tab = esc(at_quote(url, citation.quote)), _tab(True, say["new_tab"])
        links.append(
            f'<a class="orig" href="{there}" data-at="{esc(url)}"{tab}>{esc(say["original"])}{which}</a>'
        )
    back = f"{place.prefix}-r{citation.number}"
    links.append(f'<a class="back" href="#{esc(back)}" data-to="{esc(back)}">{esc(say["back"])}{which}</a>')
    return " ".join(links)


def _tab(new: bool, told: str) -> str:
    return f' target="_blank" title="{esc(told)}"' if new else ""
