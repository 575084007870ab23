"""/changes.xml: an Atom feed (RFC 4287) of the figures of the table of parties that changed.

It is worked out from the table alone, so that every server and every restart says the same. An entry is a figure on
a day; when a later table corrects it, the entry keeps its id and is updated.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from lxml import etree
from lxml.builder import ElementMaker

from ui.document import Sheet
from ui.strings import day
from vectorstore.status.changes import ACTS, Change, changes
from vectorstore.status.names import name_of
from vectorstore.status.table import OPENED, UNNAMED, Party, Table

ATOM = "application/atom+xml; charset=utf-8"
# A reader comes by every day or week; the whole table has fewer changes of a figure than that.
_MOST = 100
_E = ElementMaker(namespace="http://www.w3.org/2005/Atom", nsmap={None: "http://www.w3.org/2005/Atom"})


def feed(table: Table, figure: str | None, page: Sheet, base: str) -> bytes:
    """The feed of one figure ("sign", "ratify"), or of all for anything else; *base* is the site's own address."""
    wanted = [c for c in changes(table) if figure not in ACTS or c.act == figure] if table else []
    of = f"&figure={figure}" if figure in ACTS else ""
    root = _E.feed(
        _E.id(_tag(base, f"status/{figure}" if of else "status")),
        _E.title(page.say["changes_title"]),
        _E.updated(_moment(max((c.known for c in wanted), default=OPENED))),
        _E.author(_E.name(page.say["title"])),
        _E.link(rel="self", href=f"{base}/changes.xml?lang={page.language}{of}"),
        _E.link(rel="alternate", type="text/html", href=f"{base}/status?lang={page.language}"),
        *(_entry(change, page, base) for change in wanted[:_MOST]),
    )
    root.set("{http://www.w3.org/XML/1998/namespace}lang", page.language)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def _entry(change: Change, page: Sheet, base: str) -> etree._Element:
    title = page.say[f"changes_{change.act}"].format(was=change.was, now=change.now)
    told = "\n".join(_lines(change, page))
    return _E.entry(
        _E.id(_tag(base, f"status/{change.act}/{change.on.isoformat()}")),
        _E.title(f"{title} ({day(change.on.isoformat(), page.language)})"),
        _E.published(_moment(change.on)),
        _E.updated(_moment(change.known)),
        _E.link(rel="alternate", type="text/html", href=f"{base}/status?lang={page.language}&sort=signed"),
        _E.content(told, type="text"),
    )


def _lines(change: Change, page: Sheet) -> Iterator[str]:
    """Whose rows, each with its source: why the figure changed."""
    for party in change.parties:
        yield f"{_name(party, page)} — {party.source}" + (f", {party.url}" if party.url else "")


def _name(party: Party, page: Sheet) -> str:
    return page.say["status_unnamed"] if party.code == UNNAMED else name_of(party.code, page.language)


def _tag(base: str, what: str) -> str:
    """A name that stays (RFC 4151), whatever the scheme and port under which it is asked for."""
    return f"tag:{urlsplit(base).hostname or 'localhost'},{OPENED.isoformat()}:{what}"


def _moment(on: date) -> str:
    return f"{on.isoformat()}T00:00:00Z"
