"""The table of parties: what it refuses, what it counts, what it leaves open."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ingest
from vectorstore.status.names import code_of, name_of
from vectorstore.status.read import BadStatus, extended, table
from vectorstore.status.table import NEEDED, Table
from vectorstore.status.when import When, when

CORPUS = Path(ingest.__file__).parent / "corpus"
HEAD = "party,region,signed,ratified,source,as_of\n"
ROW = "VN,Asia-Pacific,2025-10-25,,A list,2026-03\n"


@pytest.fixture(scope="module")
def own() -> Table:
    """The starter corpus's."""
    files = (CORPUS / "status.csv", CORPUS / "status-counts.csv")
    return table(*(f.read_text(encoding="utf-8") for f in files))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("party,region\nVN,x\n", "line 1: there is no column 'signed'", id="a column missing"),
        pytest.param(HEAD.replace("as_of", "as_of,colour") + ROW, "'colour' is not known", id="a column unknown"),
        pytest.param(HEAD + ROW + "Atlantis,African,2025-10-25,,A,2026\n", "line 3: 'Atlantis' is no country", id="no country"),
        pytest.param(HEAD + ROW + "Việt Nam,Asia-Pacific,2025-10-26,,A,2026-03\n", "VN has a row already, line 2", id="two rows"),
        pytest.param(HEAD + ROW.replace("2025-10-25", "25/10/2025"), "line 2: `signed`: '25/10/2025' is no date", id="no date"),
        pytest.param(HEAD + ROW.replace("2025-10-25", "2025-02-30"), "is no date", id="a day that was not"),
        pytest.param(HEAD + ROW.replace("2025-10-25", "2026-02/2025-01"), "ends before it begins", id="backwards"),
        pytest.param(HEAD + ROW.replace("Asia-Pacific", "Asia"), "'Asia' is no regional group", id="no region"),
        pytest.param(HEAD + "VN,Asia-Pacific,,,A,2026-03\n", "neither signed nor ratified", id="an empty row"),
        pytest.param(HEAD + "VN,Asia-Pacific,2025-10-25,,,2026-03\n", "needs its `source`", id="no source"),
        pytest.param(HEAD + "VN,Asia-Pacific,2025-10-25\n", "it has not 6 values", id="a short row"),
        pytest.param(HEAD + ROW.rstrip() + ",more\n", "it has not 6 values", id="a long row"),
        pytest.param(HEAD + 'VN,"Asia-Pacific,2025\n', "is not CSV", id="an open mark"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line(text: str, says: str) -> None:
    with pytest.raises(BadStatus) as raised:
        table(text, name="mine.csv")
    assert says in str(raised.value)
    assert str(raised.value).startswith("mine.csv, line ")


@pytest.mark.parametrize(
    ("said", "first", "last", "doubtful"),
    [
        ("2025-10-25", date(2025, 10, 25), date(2025, 10, 25), False),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28), False),
        ("2025-10-25/2025-10-26", date(2025, 10, 25), date(2025, 10, 26), False),
        ("../2026-05", None, date(2026, 5, 31), False),
        ("2026-09-24/2026-09-26?", date(2026, 9, 24), date(2026, 9, 26), True),
    ],
)
def test_a_day_may_be_known_in_part(said: str, first: date | None, last: date, doubtful: bool) -> None:
    assert when(said) == When(first, last, doubtful, said)


def test_the_figures_that_were_reported_are_the_tables(own: Table) -> None:
    assert own.count("sign", date(2025, 10, 25)) == 64
    assert own.count("sign", date(2025, 10, 26)) == 72
    assert own.count("sign", date(2026, 1, 31)) == 74
    assert own.count("ratify", date(2026, 5, 31)) == 3
    assert own.missing() == NEEDED - 3
    for report in own.reports:
        sure, most = own.count(report.act, report.on), len(own.perhaps(report.act, report.on))
        assert sure <= report.count <= sure + most, report


def test_every_row_has_its_source_and_day(own: Table) -> None:
    assert len(own.parties) > 75
    assert all(p.source and p.as_of.last <= own.as_of for p in own.parties)
    assert {p.code for p in own.those("ratify")} == {"QA", "AZ", "VN"}
    india = own.party("IN")
    assert india is not None
    assert india.signed is not None
    assert india.signed.doubtful
    assert india not in own.those("sign")
    assert india in own.perhaps("sign")


def test_an_organisation_is_no_fortieth() -> None:
    text = (
        HEAD
        + "EU,Regional organisation,2025-10-25,2026-01-05,A,2026-03\nVN,Asia-Pacific,,2026-01-06,A,2026-03\n"
    )
    told = table(text)
    assert (told.count("ratify"), told.instruments(), told.missing()) == (2, 1, NEEDED - 1)


def test_rows_of_an_owner_take_the_place_of_ours() -> None:
    more = (
        HEAD
        + "Việt Nam,Asia-Pacific,2025-10-25,2026-04-01,Mine,2026-10\nJP,Asia-Pacific,2026-10-02,,Mine,2026-10\n"
    )
    told = table(extended(HEAD + ROW + "LA,Asia-Pacific,2025-10-25,,A,2026-03\n", more, "mine.csv"))
    assert {p.code: p.source for p in told.parties} == {"LA": "A", "VN": "Mine", "JP": "Mine"}


@given(st.dates(date(2025, 10, 1), date(2027, 3, 1)), st.integers(0, 60))
def test_nobody_takes_a_signature_back(own: Table, day: date, later: int) -> None:
    after = day + timedelta(days=later)
    for act in ("sign", "ratify"):
        assert set(own.those(act, day)) <= set(own.those(act, after))
        assert not set(own.those(act, day)) & set(own.perhaps(act, day))


@pytest.mark.parametrize("name", ["VN", "Việt Nam", "viet nam", "Vietnam", "VIETNAM"])
def test_a_country_is_known_by_any_of_its_names(name: str) -> None:
    assert code_of(name) == "VN"


def test_names_are_unicodes_in_both_languages() -> None:
    assert (name_of("DE", "vi"), name_of("DE", "en")) == ("Đức", "Germany")
    assert (code_of("Mỹ"), code_of("Ivory Coast"), code_of("Burma"), code_of("Ý")) == ("US", "CI", "MM", "IT")
    assert code_of("nowhere") is None
