"""/embed: the chat as a page for an iframe, for sites that allow no script of others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from fastapi import Request
from fastapi.responses import HTMLResponse

from ui import own
from ui.document import POLICY
from ui.markup import esc
from ui.settings import Settings
from ui.strings import choose, words

# Address parameter -> attribute of the widget.
_OPTIONS = {
    "title": "title",
    "greeting": "greeting",
    "examples": "examples",
    "outlet": "outlet",
    "color": "color",
}
_THEMES = ("light", "dark")
# Longer than any title, greeting or list of examples that fits the frame.
MAX_OPTION = 500


def embed_page(settings: Settings) -> Callable[[Request], HTMLResponse]:
    """The handler; its height is told to the owner's origins only."""
    parents = " ".join(settings.embed_origins)

    def embed(request: Request) -> HTMLResponse:
        query = request.query_params
        language = choose(query.get("lang"), request.headers.get("accept-language"))
        chosen = {name: query[key][:MAX_OPTION] for key, name in _OPTIONS.items() if query.get(key)}
        if (day := query.get("as_of")) and _is_day(day):
            chosen["as-of"] = day
        if query.get("theme") in _THEMES:
            chosen["theme"] = query["theme"]
        options = "".join(f' data-{name}="{esc(value)}"' for name, value in chosen.items())
        theme = f' data-theme="{chosen["theme"]}"' if "theme" in chosen else ""
        html = (
            f'<!doctype html><html lang="{language}"{theme}><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>{esc(words(language)['title'])}</title>"
            f'<link rel="icon" type="image/svg+xml" href="{own.address("icon.svg")}">'
            f'<link rel="stylesheet" href="{own.address("embed.css")}">'
            f'<script src="{own.address("widget.js")}" data-manual defer></script>'
            f'<script src="{own.address("embed.js")}" data-parents="{esc(parents)}" defer></script>'
            f"</head><body><main><h1>{esc(words(language)['title'])}</h1>"
            f'<hanoi-chat data-inline data-lang="{language}"{options}></hanoi-chat></main>'
            "</body></html>"
        )
        headers = {"Content-Security-Policy": POLICY, "Vary": "Accept-Language", "Cache-Control": "no-cache"}
        return HTMLResponse(html, headers=headers)

    return embed


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
