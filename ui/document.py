"""A plain page of ours: one HTML document, no inline script or style, readable without either."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse

from ui.markup import clean, esc
from ui.page.frame import header
from ui.page.shell import head
from ui.strings import choose, words
from vectorstore.types import Language

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'"
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Which page, in which language, and where it is."""

    language: Language
    here: str  # the key of its link in the header
    base: str  # leads to the root of the site: "" or "../"
    other: str  # the same page in the other language

    @property
    def say(self) -> Mapping[str, str]:
        """The interface's sentences."""
        return words(self.language)


def sheet(request: Request, here: str, base: str = "") -> Sheet:
    """From the request's language and address."""
    language = choose(request.query_params.get("lang"), request.headers.get("accept-language"))
    query = {**request.query_params, "lang": "en" if language == "vi" else "vi"}
    return Sheet(language, here, base, f"?{urlencode(query)}")


def respond(
    page: Sheet, title: str, body: str, *, status: int = 200, script: str = "page.js"
) -> HTMLResponse:
    """The document; *body* must be clean already."""
    say, top = page.say, clean_header(page)
    name, tagline = say["title"], say["tagline"]
    html = (
        f'<!doctype html><html lang="{page.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        + head(f"{title} · {name}", tagline, page.base, script)
        + "</head><body>"
        f'<a class="skip" href="#main">{esc(say["skip_content"])}</a><div id="page"><header>{top}</header>'
        f'<main id="main" tabindex="-1">{body}</main></div></body></html>'
    )
    headers = {
        "Content-Security-Policy": POLICY,
        "Vary": "Accept-Language",
        "Content-Language": page.language,
        "Cache-Control": "no-cache",
    }
    return HTMLResponse(html, status, headers)


def clean_header(page: Sheet) -> str:
    """The header with a name that is no heading: the page's own title is its h1."""
    html = header(page.language, page.here, page.base, other=page.other)
    return html.replace("<h1>", '<p class="name">').replace("</h1>", "</p>")


def heading(title: str, under: str = "", tongue: str = "") -> str:
    """The page's title and a line below it, cleaned; *tongue*: the attribute of `ui.tongue`."""
    return clean(f"<h1{tongue}>{esc(title)}</h1>" + (f'<p class="from">{under}</p>' if under else ""))
