"""/owner: the pause as one button, for whoever knows HANOI_OWNER_TOKEN."""

from __future__ import annotations

import hmac
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from ui.client import client_key
from ui.document import Sheet, heading, respond, sheet
from ui.limits import RateLimit
from ui.markup import clean, esc
from ui.pausing import Pause
from ui.settings import Settings


def router(settings: Settings, limit: RateLimit) -> APIRouter:
    """The page and what its button sends; no schema names them."""
    pages, switch = APIRouter(include_in_schema=False), Pause(settings.home)

    @pages.get("/owner", response_class=HTMLResponse)
    def look(request: Request) -> HTMLResponse:
        return _page(sheet(request, ""), settings, switch)

    @pages.post("/owner", response_class=HTMLResponse)
    async def press(request: Request) -> HTMLResponse:
        page, sent = sheet(request, ""), parse_qs((await request.body()).decode("utf-8", "replace"))
        given, wanted = sent.get("token", [""])[0], settings.owner_token
        key = client_key(request.scope, settings.trusted_proxies)
        await limit.check("guess", key)
        if wanted is None or not hmac.compare_digest(given.encode(), wanted.encode()):
            await limit.count("guess", key)
            return _page(page, settings, switch, page.say["owner_wrong"], 403)
        try:
            switch.set(sent.get("do") == ["pause"])
        except OSError:
            return _page(page, settings, switch, page.say["owner_failed"], 500)
        return _page(page, settings, switch)

    return pages


def _page(page: Sheet, settings: Settings, switch: Pause, wrong: str = "", status: int = 200) -> HTMLResponse:
    say, on = page.say, switch.on()
    state = clean(f'<p role="status">{esc(say["owner_paused" if on else "owner_running"])}</p>')
    trouble = clean(f'<p class="flag failed" role="alert">{esc(wrong)}</p>') if wrong else ""
    button = (
        f'<form class="find" action="owner?lang={page.language}" method="post"><label>{esc(say["owner_token"])}'
        '<input type="password" name="token" autocomplete="current-password" required></label>'
        f'<button name="do" value="{"resume" if on else "pause"}">'
        f"{esc(say['owner_resume' if on else 'owner_pause'])}</button></form>"
    )
    none = clean(f"<p>{esc(say['owner_none'])}</p>")
    body = heading(say["owner_title"]) + state + trouble + (button if settings.owner_token else none)
    response = respond(page, say["owner_title"], f'<div class="plain">{body}</div>', status=status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
