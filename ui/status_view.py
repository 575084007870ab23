"""/status as HTML: the count against forty, the table searched, filtered and sorted by the server, the plot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from bot.status import say
from ui.document import Sheet, heading
from ui.markup import clean, esc, safe_url
from ui.status_plot import plot
from ui.strings import day
from vectorstore.status.names import name_of, names, plain, regions
from vectorstore.status.table import NEEDED, UNNAMED, Party, Table
from vectorstore.status.when import When

SORTS = ("party", "signed", "ratified", "region")
MAX_SEARCH = 100


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the visitor asked the table for; what cannot be is dropped."""

    search: str = ""
    region: str = ""
    did: str = ""  # "ratify": only those that are bound
    sort: str = "party"


def wanted(query: Mapping[str, str]) -> Wanted:
    """From the address."""
    region, did, sort = (query.get(name, "") for name in ("region", "did", "sort"))
    return Wanted(
        " ".join(query.get("q", "").split())[:MAX_SEARCH],
        region if region in regions() else "",
        did if did == "ratify" else "",
        sort if sort in SORTS else "party",
    )


def status_html(table: Table, want: Wanted, page: Sheet, base: str) -> str:
    """The whole page below its header; *base* is the site's own address, for the badge's line."""
    say_ = page.say
    if not table:
        none = clean(f"<p>{esc(say_['status_none'])}</p>")
        return f'<div class="plain">{heading(say_["nav_status"])}{none}</div>'
    shown = found(table, want, page)
    count = clean(f'<p class="from" role="status">{esc(say_["status_found"].format(n=len(shown)))}</p>')
    listed = clean(_listed(shown, want, page))
    return (
        f'<div class="plain wide">{heading(say_["status_title"], _summary(table, page))}{clean(_bar(table, page))}'
        f"{clean(plot(table, page.language))}{_form(want, page)}{count}{listed}{clean(_take(page))}{_badge(page, base)}</div>"
    )


def found(table: Table, want: Wanted, page: Sheet) -> list[Party]:
    """The rows that fit, in the order asked for."""
    term = plain(want.search)
    rows = [
        p for p in table.parties if want.region in ("", p.region) and _did(p, want) and _named(p, term, page)
    ]
    by_name = sorted(rows, key=lambda p: (p.code == UNNAMED, plain(_name(p, page))))
    if want.sort == "region":
        return sorted(by_name, key=lambda p: p.region)
    if want.sort in ("signed", "ratified"):
        return sorted(by_name, key=lambda p: _key(p.signed if want.sort == "signed" else p.bound))
    return by_name


def summary(table: Table, page: Sheet) -> str:
    """ "77 signed; 3 of the 40 instruments needed are there, as of 26 September 2026"."""
    return page.say["status_summary"].format(
        signed=table.count("sign"),
        bound=table.instruments(),
        needed=NEEDED,
        day=day(table.as_of.isoformat(), page.language),
    )


def _summary(table: Table, page: Sheet) -> str:
    return esc(summary(table, page))


def _bar(table: Table, page: Sheet) -> str:
    """How far it is to forty, as a drawing beside the sentence."""
    width = 100 * min(1.0, table.instruments() / NEEDED)
    told = page.say["status_missing"].format(n=table.missing())
    return (
        '<p class="gauge"><svg viewBox="0 0 100 4" aria-hidden="true" focusable="false">'
        f'<path class="whole" d="M0 2 L100 2"></path><path class="part" d="M0 2 L{width:.1f} 2"></path></svg>'
        f"<span>{esc(told)}</span></p>"
    )


def _did(party: Party, want: Wanted) -> bool:
    return want.did == "" or (party.bound is not None and not party.bound.doubtful)


def _named(party: Party, term: str, page: Sheet) -> bool:
    if not term:
        return True
    called = [] if party.code == UNNAMED else [plain(n) for n in names(party.code)]
    return any(f" {term}" in f" {name}" for name in [*called, plain(_name(party, page)), plain(party.note)])


def _name(party: Party, page: Sheet) -> str:
    return page.say["status_unnamed"] if party.code == UNNAMED else name_of(party.code, page.language)


def _key(when: When | None) -> tuple[bool, str]:
    return when is None, when.last.isoformat() if when else ""


def _when(when: When | None, page: Sheet) -> str:
    if when is None:
        return "—"
    shown = say.at(when, page.language)
    return f"{shown} ({page.say['status_doubtful']})" if when.doubtful else shown


def _listed(rows: Sequence[Party], want: Wanted, page: Sheet) -> str:
    heads = "".join(_head(key, want, page) for key in SORTS[:3]) + _head("region", want, page)
    heads += f'<th scope="col">{esc(page.say["col_source"])}</th>'
    body = "".join(_row(p, page) for p in rows)
    return f'<div class="scroll"><table class="parties"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>'


def _head(key: str, want: Wanted, page: Sheet) -> str:
    values = {"lang": page.language, "q": want.search, "region": want.region, "did": want.did, "sort": key}
    href = "status?" + urlencode({k: v for k, v in values.items() if v})
    mark = " ▾" if want.sort == key else ""
    return f'<th scope="col"><a href="{esc(href)}">{esc(page.say[f"status_col_{key}"])}{mark}</a></th>'


def _row(party: Party, page: Sheet) -> str:
    region = regions()[party.region].called(page.language) if party.region in regions() else "—"
    url = safe_url(party.url)
    read = f"{page.say['true_on']} {day(party.as_of.last.isoformat(), page.language)}"
    source = f'<a href="{esc(url)}" target="_blank">{esc(party.source)}</a>' if url else esc(party.source)
    cells = (
        esc(_name(party, page)),
        esc(_when(party.signed, page)),
        esc(_when(party.bound, page)),
        esc(region),
    )
    note = f"<br><small>{esc(party.note)}</small>" if party.note and page.language == "en" else ""
    return f"<tr>{''.join(f'<td>{c}</td>' for c in cells)}<td>{source}, {esc(read)}{note}</td></tr>"


def _form(want: Wanted, page: Sheet) -> str:
    """A form that works without script; every value in it is escaped here."""
    say_ = page.say
    groups = [("", say_["status_all_regions"]), *((k, g.called(page.language)) for k, g in regions().items())]
    acts = [("", say_["status_all"]), ("ratify", say_["status_only_bound"])]
    order = [(s, say_[f"status_col_{s}"]) for s in SORTS]
    return (
        '<form class="find" role="search" action="status" method="get">'
        f'<input type="hidden" name="lang" value="{page.language}"><label>{esc(say_["status_search"])}'
        f'<input type="search" name="q" maxlength="{MAX_SEARCH}" value="{esc(want.search)}"></label>'
        + _select("region", say_["status_col_region"], groups, want.region)
        + _select("did", say_["status_did"], acts, want.did)
        + _select("sort", say_["sort"], order, want.sort)
        + f'<button type="submit">{esc(say_["apply"])}</button></form>'
    )


def _select(name: str, label: str, options: Sequence[tuple[str, str]], chosen: str) -> str:
    listed = "".join(
        f'<option value="{esc(value)}"{" selected" if value == chosen else ""}>{esc(text)}</option>'
        for value, text in options
    )
    return f'<label>{esc(label)}<select name="{name}">{listed}</select></label>'


def _take(page: Sheet) -> str:
    say_ = page.say
    links = " · ".join(
        f'<a href="{name}">{label}</a>'
        for name, label in (
            ("status.csv", "CSV"),
            ("status.json", "JSON"),
            (f"changes.xml?lang={page.language}", "Atom"),
        )
    )
    return f"<p>{esc(say_['status_take'])}: {links}. {esc(say_['status_how'])}</p>"


def _badge(page: Sheet, base: str) -> str:
    """The badge, and the one line that puts it on another site."""
    address = f"{base}/status/badge.svg?lang={page.language}"
    line = f'<a href="{base}/status"><img src="{address}" alt="{page.say["status_title"]}" height="24"></a>'
    shown = (
        f'<img src="status/badge.svg?lang={page.language}" alt="{esc(page.say["status_title"])}" height="24">'
    )
    return f'<h2>{esc(page.say["status_badge"])}</h2><p>{shown}</p><pre class="tag" tabindex="0">{esc(line)}</pre>'
