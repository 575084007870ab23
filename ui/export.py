"""An answer to take along: Markdown, plain text and BibTeX, each with its references."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answer import Answer, Citation
from bot.byline import place, sentence, whose
from ui.markup import safe_url
from ui.strings import day, words
from vectorstore.types import Basis, Language

# Markdown's own marks (CommonMark 0.31, 2.4) that could turn a title into a link or markup.
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|!~])")
_BIBTEX = str.maketrans({char: f"\\{char}" for char in "{}%&#$_"} | {"\\": r"\textbackslash{}"})


def markdown(answer: Answer, language: Language) -> str:
    """Question as a heading, the text, and numbered references with the quotes."""
    lines = [f"## {_md(_one_line(answer.question))}", "", _md(answer.text)]
    if answer.citations:
        lines += ["", f"### {words(language)['references']}", ""]
    for citation in answer.citations:
        mark = "" if citation.voice == "brief" else "> "
        lines += [
            f"{citation.number}. {_md_source(citation, language)}",
            f"   {mark}{_md(_one_line(citation.quote))}",
        ]
    return "\n".join(lines) + "\n"


def plain(answer: Answer, language: Language) -> str:
    """Text and references without markup."""
    lines = [_one_line(answer.question), "", answer.text]
    if answer.citations:
        lines += ["", f"{words(language)['references']}:"]
    for citation in answer.citations:
        said = _one_line(citation.quote)
        said = said if citation.voice == "brief" else f"“{said}”"
        lines.append(
            f"[{citation.number}] {said} {_source(citation, language)}{_address(citation, language)}"
        )
    return "\n".join(lines) + "\n"


def bibtex(answer: Answer) -> str:
    """One @misc entry an article, its key made of the publisher, the date and the number."""
    first: dict[str, Citation] = {}
    for citation in answer.citations:
        first.setdefault(citation.article_id, citation)
    return "\n".join(_entry(citation) for citation in first.values())


def _entry(citation: Citation) -> str:
    stem = re.sub(r"[^a-z0-9]", "", citation.publisher.lower()) or "article"
    ours = citation.voice == "brief"
    url = safe_url(citation.url) or ""
    sources = "; ".join(about(basis, "en") for basis in citation.based_on)
    note = (
        f"Summary based on: {sources}" if sources else "Summary" if ours else "" if url else citation.source
    )
    fields = {
        "author": f"{{{_bib(citation.publisher)}}}" if ours else "",
        "title": f"{{{_bib(citation.title)}}}",
        "publisher": "" if ours else _bib(citation.publisher),
        "date": citation.published or "",
        "url": url,
        "note": _bib(note),
    }
    body = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{stem}{(citation.published or '').replace('-', '')}n{citation.number},\n{body}}}\n"


def about(basis: Basis, language: Language) -> str:
    """A source of a brief in one line: publisher, day, title, address."""
    parts = (basis.publisher, day(basis.published, language), basis.title, safe_url(basis.url))
    return ", ".join(_one_line(part) for part in parts if part)


def _md_source(citation: Citation, language: Language) -> str:
    if citation.voice == "brief":
        based = "; ".join(
            _md_link(b.title, b.url, about(replace(b, url=None), language)) for b in citation.based_on
        )
        tail = f". {sentence(words(language)['based_on'])}: {based}" if based else ""
        return f"{_md(citation.title)}. {_md(_where(citation, language))}{tail}"
    return f"{_md_link(citation.title, citation.url, citation.title)}. {_md(_where(citation, language))}"


def _md_link(title: str, address: str | None, shown: str) -> str:
    url = safe_url(address)
    text = _md(_one_line(shown or title))
    return f"[{text}](<{url.replace('<', '%3C').replace('>', '%3E')}>)" if url else text


def _source(citation: Citation, language: Language) -> str:
    return f"{_one_line(citation.title)}. {_where(citation, language)}"


def _where(citation: Citation, language: Language) -> str:
    say = words(language)
    when = day(citation.published, language) or say["undated"]
    if citation.voice == "brief":
        shown = f"{say['true_on']} {when}" if citation.published else when
        return f"{sentence(whose(citation, language))}, {shown}"
    how = f" ({say['inferred']})" if citation.published and citation.published_how == "inferred" else ""
    where = place(citation.provision, language)
    return (
        f"{', '.join(p for p in (where, citation.publisher) if p) or say['unknown_publisher']}, {when}{how}"
    )


def _address(citation: Citation, language: Language) -> str:
    if citation.voice == "brief":
        return "".join(f". {words(language)['based_on']}: {about(b, language)}" for b in citation.based_on)
    url = safe_url(citation.url)
    return f" {url}" if url else ""


def _md(text: str) -> str:
    """Escaped, but for the [n] that lead to the references."""
    escaped = _MARKDOWN.sub(r"\\\1", text)
    return re.sub(r"\\\[(\d{1,3})\\\]", r"[\1]", escaped)


def _bib(text: str) -> str:
    return _one_line(text).translate(_BIBTEX)


def _one_line(text: str) -> str:
    return " ".join(text.split())
