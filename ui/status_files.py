"""/status and what programs and other sites take of it: CSV, JSON, and a badge of one line."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from ui.changes_feed import ATOM, feed
from ui.document import respond, sheet
from ui.markup import esc
from ui.status_view import status_html, summary, wanted
from vectorstore.status.names import name_of
from vectorstore.status.table import NEEDED, UNNAMED, Party, Table
from vectorstore.status.when import When

# An hour: a badge on a busy site is asked for by every reader, and the table changes by the week.
_KEPT = "public, max-age=3600"
_COLUMNS = "party name_en name_vi region signed ratified instrument source url as_of note".split()
# Of letters of 12 units in a usual sans-serif; a badge a little too wide is better than one cut off.
_LETTER_WIDTH = 6.7


def router(table: Callable[[], Table]) -> APIRouter:
    """The page and the files; *table* gives the current index's."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/status", response_class=HTMLResponse)
    def page(request: Request) -> HTMLResponse:
        shown = sheet(request, "nav_status")
        body = status_html(table(), wanted(request.query_params), shown, str(request.base_url).rstrip("/"))
        return respond(shown, shown.say["status_title"], body)

    @routes.get("/status.csv")
    def as_csv() -> Response:
        headers = {"Content-Disposition": 'attachment; filename="hanoi-convention-status.csv"'}
        return Response(csv_of(table()), media_type="text/csv; charset=utf-8", headers=headers)

    @routes.get("/status.json")
    @routes.get("/api/status")
    def as_json() -> Response:
        return JSONResponse(json_of(table()))

    @routes.get("/status/badge.svg")
    def badge(request: Request) -> Response:
        shown = sheet(request, "nav_status")
        told = table()
        text = summary(told, shown) if told else shown.say["status_none"]
        headers = {"Cache-Control": _KEPT, "Vary": "Accept-Language"}
        return Response(svg_of(text), media_type="image/svg+xml", headers=headers)

    @routes.get("/changes.xml")
    def changed(request: Request) -> Response:
        shown = sheet(request, "nav_status")
        text = feed(table(), request.query_params.get("figure"), shown, str(request.base_url).rstrip("/"))
        headers = {"Cache-Control": _KEPT, "Vary": "Accept-Language"}
        return Response(text, media_type=ATOM, headers=headers)

    return routes


def csv_of(table: Table) -> str:
    """With the columns that `hanoi ingest --status` takes, and the names in both languages."""
    out = io.StringIO()
    writer = csv.DictWriter(out, _COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(_row(p) for p in table.parties)
    return out.getvalue()


def json_of(table: Table) -> dict[str, Any]:
    """Counts as of the table's day, and every row."""
    if not table:
        return {"as_of": None, "signed": 0, "ratified": 0, "instruments": 0, "needed": NEEDED, "parties": []}
    return {
        "as_of": table.as_of.isoformat(),
        "signed": table.count("sign"),
        "ratified": table.count("ratify"),
        "instruments": table.instruments(),  # an organisation's own does not count towards the forty
        "needed": NEEDED,
        "over_time": {
            act: [{"on": when.isoformat(), "count": n} for when, n in table.over_time(act)]
            for act in ("sign", "ratify")
        },
        "parties": [
            {**_row(p), "signed": _span(p.signed), "ratified": _span(p.bound)} for p in table.parties
        ],
    }


def svg_of(text: str) -> str:
    """A badge of one line."""
    width = round(len(text) * _LETTER_WIDTH) + 24
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="24" role="img" aria-label="{esc(text)}">'
        f'<title>{esc(text)}</title><rect width="{width}" height="24" rx="5" fill="#a92b27"/>'
        '<text x="12" y="16.5" fill="#fff" font-family="system-ui, sans-serif" font-size="12">'
        f"{esc(text)}</text></svg>"
    )


def _row(party: Party) -> dict[str, str]:
    named = party.code != UNNAMED
    return {
        "party": party.code,
        "name_en": name_of(party.code, "en") if named else "",
        "name_vi": name_of(party.code, "vi") if named else "",
        "region": party.region,
        "signed": party.signed.said if party.signed else "",
        "ratified": party.bound.said if party.bound else "",
        "instrument": party.instrument if party.bound else "",
        "source": party.source,
        "url": party.url or "",
        "as_of": party.as_of.said,
        "note": party.note,
    }


def _span(when: When | None) -> dict[str, Any] | None:
    if when is None:
        return None
    first = when.first.isoformat() if when.first else None
    return {"said": when.said, "first": first, "last": when.last.isoformat(), "doubtful": when.doubtful}
