"""Whose words a quote is, of which day and which place: by-lines in the question's language."""

from __future__ import annotations

from bot.answer import Citation, Nearest
from bot.question.lexicon import month_name
from vectorstore.types import Article, Language, Provision

# What stands before the source of a brief; `ui.render` knows a by-line by it.
SUMMARY: dict[Language, str] = {"vi": "tóm lược của chúng tôi", "en": "our summary"}
_AFTER: dict[Language, str] = {"vi": "theo", "en": "after"}
_AND: dict[Language, str] = {"vi": "và", "en": "and"}
_MORE: dict[Language, str] = {"vi": "và {n} nguồn khác", "en": "and {n} other sources"}


def day(iso: str | None, language: Language) -> str:
    """ "26/10/2025", "26 October 2025"; without a date, that nobody knows it."""
    if iso is None:
        return "không rõ ngày" if language == "vi" else "date unknown"
    year, month, number = (int(p) for p in iso.split("-"))
    return f"{number}/{month}/{year}" if language == "vi" else f"{number} {month_name(month)} {year}"


def origin(told: Article | Citation | Nearest, language: Language) -> str:
    """Whose words and of when: "Nhân Dân, 26/10/2025"; "our summary, after Nhân Dân, 26 October 2025"."""
    return f"{whose(told, language)}, {day(told_on(told), language)}"


def whose(told: Article | Citation | Nearest, language: Language) -> str:
    """The outlet; of a brief, that it is ours and after whom. Without an outlet the title: a file's name is none."""
    if told.voice != "brief":
        where = place(getattr(told, "provision", None), language)
        return ", ".join(part for part in (where, told.publisher) if part) or told.title
    others = list(dict.fromkeys(b.publisher or b.title for b in told.based_on))
    if not others:
        return SUMMARY[language]
    more = f" {_AND[language]} {others[1]}" if len(others) == 2 else ""
    if len(others) > 2:
        more = f" {_MORE[language].format(n=len(others) - 1)}"
    return f"{SUMMARY[language]}, {_AFTER[language]} {others[0]}{more}"


def place(provision: Provision | None, language: Language) -> str:
    """ "Article 16, paragraph 1 (a)", "điểm a khoản 1 Điều 16"; "" for what is no treaty's text."""
    if provision is None:
        return ""
    number, _, item = provision.paragraph.partition(" ")
    if not item and number.startswith("("):
        number, item = "", number
    if language == "vi":
        parts = (f"điểm {item.strip('()')}" if item else "", f"khoản {number}" if number else "")
        return " ".join([*filter(None, parts), f"Điều {provision.number}"])
    paragraph = f", paragraph {' '.join(filter(None, (number, item)))}" if provision.paragraph else ""
    return f"Article {provision.number}{paragraph}"


def sentence(text: str) -> str:
    """As it begins a line."""
    return text[:1].upper() + text[1:]


def told_on(told: Article | Citation | Nearest) -> str | None:
    """When it was published; of a brief, its first source, else the day as of which it is true."""
    return told.based_on[0].published or told.published if told.based_on else told.published


def quoted(citation: Citation, language: Language) -> str:
    """A sentence as it stands in an answer, its paragraphs joined: in quotation marks unless it is ours."""
    said = " ".join(citation.quote.split())
    shown = said if citation.voice == "brief" else f"“{said}”"
    return f"{shown} — {origin(citation, language)} [{citation.number}]"
