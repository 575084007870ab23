"""The filters that are set, each as a chip: on the question they applied to, and above the box where they can be removed."""

from __future__ import annotations

from ui.markup import clean, esc
from ui.strings import day, words
from vectorstore.types import Filters, Language


def chips(filters: Filters, language: Language, *, removable: bool = False) -> str:
    """ "" without filters; *removable*: with a way to unset each, and a warning of a range that holds no day."""
    say = words(language)
    named = {
        "since": day(filters.since, language),
        "until": day(filters.until, language),
        "as_of": day(filters.as_of, language),
        "outlet": filters.publisher or "",
        "article_language": _language(filters.language, language),
    }
    shown = [
        (name, f"{say[name]}: {value}" if name != "article_language" else value)
        for name, value in named.items()
        if value
    ]
    if not shown:
        return ""
    items = "".join(
        f"<li>{_removal(name, text, filters, language) if removable else esc(text)}</li>"
        for name, text in shown
    )
    if removable and len(shown) > 1:
        items += f'<li><button type="button" data-act="unset" data-name="all">{esc(say["unset_all"])}</button></li>'
    label, warning = esc(say["filters"]), _warning(filters, language) if removable else ""
    return clean(f'<ul class="chips" aria-label="{label}">{items}</ul>{warning}')


# The field of each filter that can be taken away; the others are called as their field.
_FIELDS = {"outlet": "publisher", "article_language": "language"}


def _removal(name: str, text: str, filters: Filters, language: Language) -> str:
    """A button; static/page.js puts its value into the address, so that a reload keeps it."""
    value = getattr(filters, _FIELDS.get(name, name))
    hint = esc(words(language)["unset"].format(filter=text))
    return (
        f'<button type="button" data-act="unset" data-name="{name}" data-value="{esc(value)}" title="{hint}">{esc(text)}'
        f' <span aria-hidden="true">×</span><span class="sr">({esc(words(language)["unset_short"])})</span></button>'
    )


def _language(chosen: Language | None, language: Language) -> str:
    say = words(language)
    return "" if chosen is None else say["vietnamese" if chosen == "vi" else "english"]


def _warning(filters: Filters, language: Language) -> str:
    """ISO days compare as text."""
    if not (filters.since and filters.until and filters.since > filters.until):
        return ""
    return f'<p class="flag" role="alert">{esc(words(language)["range_empty"])}</p>'
