"""The Atom feed of figures that changed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree
from starlette.testclient import TestClient

from ui.changes_feed import feed
from ui.document import Sheet
from vectorstore.index import Index
from vectorstore.status.changes import between, changes
from vectorstore.status.table import Party, Table
from vectorstore.status.when import when

NS = {"a": "http://www.w3.org/2005/Atom"}
PAGE = Sheet("en", "", "", "")


def party(code: str, signed: str | None, bound: str | None = None) -> Party:
    return Party(
        code,
        "Asia",
        when(signed) if signed else None,
        when(bound) if bound else None,
        "UNTC <&>",
        when("2026-09-26"),
    )


TABLE = Table((party("VN", "2025-10-25"), party("LA", "2025-10-25"), party("QA", "2026-02-01", "2026-03-01")))


def entries(xml: bytes) -> list[tuple[str, str]]:
    root = etree.fromstring(xml)
    return [
        (e.findtext("a:title", None, NS), e.findtext("a:content", None, NS))
        for e in root.iterfind("a:entry", NS)
    ]


def test_each_change_says_what_it_was_and_whose_it_is() -> None:
    (bound, later, first) = entries(feed(TABLE, None, PAGE, "https://x.example"))
    assert bound[0] == "Instruments deposited: 0 → 1 (1 March 2026)"
    assert later == ("Signed: 2 → 3 (1 February 2026)", "Qatar — UNTC <&>")
    assert first[0] == "Signed: 0 → 2 (25 October 2025)"
    assert len(first[1].splitlines()) == 2


def test_one_figure_alone() -> None:
    assert len(entries(feed(TABLE, "ratify", PAGE, "https://x.example"))) == 1
    assert len(entries(feed(TABLE, "nonsense", PAGE, "https://x.example"))) == 3


def test_a_corrected_figure_keeps_its_id_and_is_updated() -> None:
    def told(table: Table) -> dict[str, tuple[str, str]]:
        root = etree.fromstring(feed(table, "sign", PAGE, "https://x.example:8443"))
        return {
            e.findtext("a:id", "", NS): (e.findtext("a:updated", "", NS), e.findtext("a:title", "", NS))
            for e in root.iterfind("a:entry", NS)
        }

    late = replace(party("FJ", "2025-10-26"), as_of=when("2026-10-02"))
    before, after = told(TABLE), told(Table((*TABLE.parties, late)))
    assert before.keys() < after.keys()
    key = "tag:x.example,2025-10-25:status/sign/2026-02-01"
    assert before[key] == ("2026-09-26T00:00:00Z", "Signed: 2 → 3 (1 February 2026)")
    assert after[key] == ("2026-10-02T00:00:00Z", "Signed: 3 → 4 (1 February 2026)")


def test_without_a_table_it_is_an_empty_feed() -> None:
    assert entries(feed(Table(), None, PAGE, "https://x.example")) == []


def test_two_tables() -> None:
    assert list(between(TABLE, TABLE)) == []
    assert next(iter(between(Table(), TABLE))).startswith("signed: 0 -> 3 (new: LA, QA, VN)")
    assert list(between(TABLE, Table(TABLE.parties[1:]))) == ["signed: 3 -> 2 (gone: VN)"]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_it_is_served_and_its_last_counts_are_the_tables(
    client: TestClient, starter_index: Index, language: str
) -> None:
    response = client.get(f"/changes.xml?lang={language}")
    assert response.headers["content-type"].startswith("application/atom+xml")
    table = starter_index.status
    newest = {c.act: c.now for c in reversed(changes(table))}
    assert newest == {"sign": table.count("sign"), "ratify": table.count("ratify")}
    titles = [title for title, _ in entries(response.content)]
    assert any(f"→ {table.count('sign')}" in title for title in titles)
    assert "changes.xml" in client.get("/status").text
