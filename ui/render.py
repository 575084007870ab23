"""An Answer as sanitised HTML: the text with its [n], the refusal, the sources.

The chat page, the widget and `POST /api/ask?render=html` all show these pieces;
nothing else turns an answer into HTML.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from bot.answer import Answer
from bot.byline import SUMMARY
from ui.cards import Place, cards, checked, near
from ui.markup import clean, esc
from ui.strings import words
from ui.timeline import dates, figures
from ui.tongue import written
from vectorstore.types import Article

_MARKER = re.compile(r"\[(\d{1,3})\]")
# The short answer in a line of its own; a whole sentence is read as text.
MOST_LEAD = 80  # characters
# The by-line of a brief (`bot.byline`).
_OURS = re.compile(rf" — (?:{'|'.join(SUMMARY.values())})\b(?!.* — (?:{'|'.join(SUMMARY.values())})\b)")
# Stands for a bracket of the article's own while ours become links; no text has it (`Cn`, never assigned).
_THEIRS = "\ufdd0"
_GAP = re.compile(r" \[(?=\d{1,3}\])")  # a number stays with its last word at the end of a line


def answer_html(answer: Answer, place: Place) -> str:
    """The text in paragraphs with a link at each [n]; a refusal with the nearest articles."""
    parts = (_refusal(answer, place), _text(answer, place), _left_out(answer, place), _nearest(answer, place))
    return clean("".join(parts))


def sources_html(answer: Answer, place: Place, verified: Collection[int]) -> str:
    """The cards; before them figures that changed, after them dates that differ. "" without citations."""
    if not answer.citations:
        return ""
    listed = cards(answer.citations, place, verified)
    return clean(figures(answer, place) + listed + dates(answer, place))


def whole_html(answer: Answer, place: Place, articles: Sequence[Article]) -> str:
    """Text and sources in one piece, for a narrow box on somebody else's site."""
    found = sources_html(answer, place, checked(answer, articles))
    return f'<div class="answer" lang="{answer.language}">{answer_html(answer, place)}</div><div class="sources">{found}</div>'


def partial_html(text: str) -> str:
    """Words that are still coming; a [n] is only a link once its citation is known."""
    return clean("".join(f"<p>{_signed(esc(block))}</p>" for block in _blocks(text)))


def _text(answer: Answer, place: Place) -> str:
    known = {citation.number for citation in answer.citations}
    bold = _Bold(answer.short if answer.found else None)
    certain = answer.found and answer.short and not answer.hedged
    seen: set[int] = set()
    parts: list[str] = []
    for block in _blocks(answer.text):
        spoken, ours = _told_apart(block, answer)
        pieces = _MARKER.split(spoken + _GAP.sub("\u00a0[", ours))
        pieces[0::2] = [piece.replace(_THEIRS, "[") for piece in pieces[0::2]]
        html = [bold(pieces[0])]
        for digits, after in zip(pieces[1::2], pieces[2::2], strict=True):
            html.append(_reference(int(digits), known, seen, place) + bold(after))
        leads = not parts and certain and len(block) <= MOST_LEAD
        opening = '<p class="lead">' if leads else "<p>"
        whole = _signed("".join(html), written(spoken, answer.language) if spoken else "")
        parts.append(f"{opening}{whole.removesuffix('.') if leads else whole}</p>")
    return "".join(parts)


def _told_apart(block: str, answer: Answer) -> tuple[str, str]:
    """The quoted words, and what we say of them: a [1] that the article itself prints is no reference of ours."""
    quoted, ends, by = block.rpartition("” — ")
    if not (ends and block.startswith("“")):
        quoted, by = "", block
        for quote in {citation.quote for citation in answer.citations}:
            by = by.replace(quote, quote.replace("[", _THEIRS))
    return quoted.replace("[", _THEIRS) + ends, by


def _signed(html: str, tongue: str = "") -> str:
    """A quoted sentence with its publisher and date set apart; a sentence of ours with whom it is after."""
    quote, ends, by = html.rpartition("” — ")
    if ends and html.startswith("“"):
        quote = f"<span{tongue}>{quote}”</span>" if tongue else f"{quote}”"
        return f'{quote} <span class="by">— {by}</span>'
    if ours := _OURS.search(html):
        return f'{html[: ours.start()]} <span class="by">— {html[ours.start() + 3 :]}</span>'
    return html


def _reference(n: int, known: Collection[int], seen: set[int], place: Place) -> str:
    """A link to card *n*; the first one carries the id that the card leads back to."""
    if n not in known:
        return f"[{n}]"
    anchor = "" if n in seen else f' id="{esc(place.prefix)}-r{n}"'
    seen.add(n)
    card = f"{esc(place.prefix)}-c{n}"
    name = esc(words(place.language)["source_n"].format(n=f"[{n}]"))
    return f'<a class="ref"{anchor} href="#{card}" data-to="{card}" aria-label="{name}">[{n}]</a>'


class _Bold:
    """Escapes text and puts the short answer in bold, the first time it occurs; a sentence may capitalise it."""

    def __init__(self, short: str | None) -> None:
        self._left = short or None

    def __call__(self, text: str) -> str:
        if self._left is None or (found := re.search(re.escape(self._left), text, re.IGNORECASE)) is None:
            return esc(text)
        self._left = None
        before, after = text[: found.start()], text[found.end() :]
        return f"{esc(before)}<strong>{esc(found[0])}</strong>{esc(after)}"


def _refusal(answer: Answer, place: Place) -> str:
    """A label over "I don't know"; small talk is no refusal, and a hedge says so in its own words."""
    if answer.found or answer.reason == "small_talk":
        return ""
    return f'<p class="flag refused">{esc(words(place.language)["refused"])}</p>'


def _left_out(answer: Answer, place: Place) -> str:
    """That a language model said more than its passages; what it said is not repeated."""
    if not answer.left_out:
        return ""
    return f'<p class="note">{esc(words(place.language)["left_out"].format(n=len(answer.left_out)))}</p>'


def _nearest(answer: Answer, place: Place) -> str:
    if answer.found or not answer.nearest:
        return ""
    items = "".join(near(item, place) for item in answer.nearest)
    return f'<p class="label">{esc(words(place.language)["nearest"])}</p><ul class="near">{items}</ul>'


def _blocks(text: str) -> list[str]:
    return [block for block in re.split(r"\n+", text.strip()) if block.strip()]
