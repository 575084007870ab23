"""An Answer as text for a terminal: the answer, then each source with its date and how it is known.

Control characters are dropped first: an article may hold escape sequences, and a
terminal obeys them.
"""

from __future__ import annotations

import re

from bot.answer import Answer, Citation, Nearest
from bot.byline import place, whose
from ui.export import about
from ui.strings import day, words
from vectorstore.types import Language

# Everything in Unicode's Cc but newline, and the bidirectional overrides, which reorder what is read.
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")


def plain(text: str) -> str:
    """Without anything that a terminal would obey."""
    return _CONTROL.sub(" ", text)


def as_text(answer: Answer) -> str:
    """The whole answer as plain lines, without a trailing newline."""
    say = words(answer.language)
    blocks = [answer.text.strip()]
    blocks += [_citation(citation, answer) for citation in answer.citations]
    if not answer.found and answer.nearest:
        near = [_nearest(item, answer.language) for item in answer.nearest]
        blocks.append("\n".join([f"{say['nearest']}:", *near]))
    return plain("\n\n".join(blocks))


def _citation(citation: Citation, answer: Answer) -> str:
    head = f"[{citation.number}] "
    lines = [_source(citation, answer.language)]
    if citation.others:
        lines[0] += f" · {words(answer.language)['others'].format(n=citation.others)}"
    if " ".join(citation.quote.split()) not in answer.text:
        lines.insert(0, citation.quote if citation.voice == "brief" else f"“{citation.quote}”")
    if citation.translation:
        lines.append(f"{words(answer.language)['machine_translation']} {citation.translation}")
    return head + f"\n{' ' * len(head)}".join([*lines, *_places(citation, answer.language)])


def _source(item: Citation | Nearest, language: Language) -> str:
    say = words(language)
    when = day(item.published, language) or say["undated"]
    if item.voice == "brief":
        when = f"{say['true_on']} {when}" if item.published else when
        return " · ".join((whose(item, language), when, item.title))
    how = f" ({say['inferred']})" if item.published and item.published_how == "inferred" else ""
    where = place(item.provision, language) if isinstance(item, Citation) else ""
    return " · ".join(part for part in (where, item.publisher, when + how, item.title) if part)


def _places(item: Citation | Nearest, language: Language) -> list[str]:
    """Where it can be read: its address or file; of a brief, its sources."""
    if not item.based_on:
        return [item.url or item.source]
    say = words(language)["based_on"]
    return [f"{say}: {about(basis, language)}" for basis in item.based_on]


def _nearest(nearest: Nearest, language: Language) -> str:
    return "\n    ".join((f"  - {_source(nearest, language)}", *_places(nearest, language)))
