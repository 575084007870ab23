"""An answer to take along: Markdown, plain text and BibTeX, each with its references."""

from __future__ import annotations

import re

from bot.answer import Answer, Citation
from ui.markup import safe_url
from ui.strings import day, words
from vectorstore.types import Language

# Markdown's own marks (CommonMark 0.31, 2.4) that could turn a title into a link or markup.
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|!~])")
_BIBTEX = str.maketrans({char: f"\\{char}" for char in "{}%&#$_"} | {"\\": r"\textbackslash{}"})


def markdown(answer: Answer, language: Language) -> str:
    """Question as a heading, the text, and numbered references with the quotes."""
    lines = [f"## {_md(_one_line(answer.question))}", "", _md(answer.text)]
    if answer.citations:
        lines += ["", f"### {words(language)['references']}", ""]
    for citation in answer.citations:
        lines += [
            f"{citation.number}. {_md_source(citation, language)}",
            f"   > {_md(_one_line(citation.quote))}",
        ]
    return "\n".join(lines) + "\n"


def plain(answer: Answer, language: Language) -> str:
    """Text and references without markup."""
    lines = [_one_line(answer.question), "", answer.text]
    if answer.citations:
        lines += ["", f"{words(language)['references']}:"]
    for citation in answer.citations:
        quoted = f"[{citation.number}] “{_one_line(citation.quote)}”"
        lines.append(f"{quoted} {_source(citation, language)}{_address(citation)}")
    return "\n".join(lines) + "\n"


def bibtex(answer: Answer) -> str:
    """One @misc entry an article, its key made of the publisher, the date and the number."""
    first: dict[str, Citation] = {}
    for citation in answer.citations:
        first.setdefault(citation.article_id, citation)
    return "\n".join(_entry(citation) for citation in first.values())


def _entry(citation: Citation) -> str:
    stem = re.sub(r"[^a-z0-9]", "", citation.publisher.lower()) or "article"
    fields = {
        "title": f"{{{_bib(citation.title)}}}",
        "publisher": _bib(citation.publisher),
        "date": citation.published or "",
        "url": safe_url(citation.url) or "",
        "note": _bib(citation.source) if not safe_url(citation.url) else "",
    }
    body = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{stem}{(citation.published or '').replace('-', '')}n{citation.number},\n{body}}}\n"


def _md_source(citation: Citation, language: Language) -> str:
    url = safe_url(citation.url)
    title = _md(citation.title)
    shown = f"[{title}](<{url.replace('<', '%3C').replace('>', '%3E')}>)" if url else title
    return f"{shown}. {_md(_where(citation, language))}"


def _source(citation: Citation, language: Language) -> str:
    return f"{_one_line(citation.title)}. {_where(citation, language)}"


def _where(citation: Citation, language: Language) -> str:
    say = words(language)
    when = day(citation.published, language) or say["undated"]
    how = f" ({say['inferred']})" if citation.published and citation.published_how == "inferred" else ""
    return f"{citation.publisher or say['unknown_publisher']}, {when}{how}"


def _address(citation: Citation) -> str:
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
