"""Reading and writing pairs: three forms, and a line for everything that is wrong."""

from __future__ import annotations

import csv
import json
import os
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.evaluate.pairfiles import read, write
from bot.evaluate.pairs import BrokenPairs, Pair, parse

GOOD = {"id": "a1", "lang": "vi", "question": "Ai ký?", "answerable": True}
SCHEMA = json.loads(files("bot.evaluate").joinpath("pair.schema.json").read_text(encoding="utf-8"))

_ROWS = "id,lang,answerable,question,must_contain\na1,vi,{},{},{}\n"


def line(**changes: object) -> str:
    return json.dumps({**GOOD, **changes}, ensure_ascii=False)


def without(name: str) -> str:
    return json.dumps({k: v for k, v in GOOD.items() if k != name})


@pytest.mark.parametrize(
    ("name", "content", "where", "what"),
    [
        pytest.param("p.jsonl", line() + "\n{oops\n", ":2:", "is not JSON", id="not JSON"),
        pytest.param("p.jsonl", "[1, 2]\n", ":1:", "not a list", id="not an object"),
        pytest.param("p.jsonl", without("id"), ":1: id:", "is missing", id="no id"),
        pytest.param("p.jsonl", line(question=" "), ":1: question:", "is empty", id="empty question"),
        pytest.param("p.jsonl", line(must_contains=[["x"]]), "must_contains:", "must_contain was", id="slip"),
        pytest.param(
            "p.jsonl", line(must_contain=["72"]), "must_contain:", "list of alternatives", id="flat"
        ),
        pytest.param("p.jsonl", line(must_contain=[[]]), "must_contain:", "no alternative", id="empty group"),
        pytest.param("p.jsonl", line(must_contain=[[72]]), "must_contain:", "not a number", id="number"),
        pytest.param("p.jsonl", line(date="26/10/2025"), "date:", "YYYY-MM-DD", id="date the other way"),
        pytest.param("p.jsonl", line(date="2025-02-30"), "date:", "YYYY-MM-DD", id="no such day"),
        pytest.param("p.jsonl", line(as_of=20251026), "as_of:", "YYYY-MM-DD", id="as of a number"),
        pytest.param(
            "p.jsonl", line(answerable="yes"), "answerable:", "true, false or null", id="answerable"
        ),
        pytest.param("p.jsonl", line(yes="no"), "yes:", "true, false or null", id="a verdict in words"),
        pytest.param("p.jsonl", line(lead="72"), "lead:", "list of texts", id="a lead outside a list"),
        pytest.param("p.jsonl", line(history="Ai?"), "history:", "list of texts", id="history is a text"),
        pytest.param("p.jsonl", line() + "\n" + line(), ":2: id:", "p.jsonl:1", id="the same id twice"),
        pytest.param("p.jsonl", "\n\n", "p.jsonl:", "holds no pair", id="nothing in it"),
        pytest.param("p.jsonl", b"\xff\xfe\x00", "p.jsonl:", "not UTF-8", id="not UTF-8"),
        pytest.param("p.txt", line(), "p.txt:", "unknown ending", id="unknown ending"),
        pytest.param("p.yaml", "- id: [\n", ":2:", "is not YAML", id="not YAML"),
        pytest.param("p.yaml", "id: a\nlang: vi\n", ":1:", "list of pairs", id="YAML without a list"),
        pytest.param("p.yaml", "- !!python/object:os.system {}\n", ":1:", "is not YAML", id="YAML with code"),
        pytest.param(
            "p.jsonl", line(**{"Must contain": []}), "Must contain:", "must_contain was", id="heading"
        ),
        pytest.param(
            "p.jsonl", line(kind="a\x1b[31m"), "kind:", "control character", id="a kind that steers"
        ),
        pytest.param("p.jsonl", line(priority="urgent"), "priority:", "high, normal, low", id="priority"),
        pytest.param("p.csv", "name,lang\na1,vi\n", ":1:", "no column id", id="no column id"),
        pytest.param("p.csv", "id,Id\na,b\n", ":1:", "column id twice", id="a column twice"),
        pytest.param("p.csv", "id,lang,\na,vi,lost\n", ":2:", "without a name", id="a nameless column"),
        pytest.param("p.csv", "id,lang\na,vi,lost\n", ":2:", "number of cells", id="a cell too many"),
        pytest.param("p.xlsx", "PK", "p.xlsx:", "save the sheet as CSV UTF-8", id="a workbook"),
        pytest.param("p.csv", "id,lang\na1\n", ":2:", "number of cells", id="a cell short"),
        pytest.param("p.csv", 'id,lang\n"a1,vi\n', ":", "is not CSV", id="an open quote"),
        pytest.param("p.csv", "id|lang\na1|vi\n", ":1:", "commas, semicolons or tabs", id="parted otherwise"),
        pytest.param("p.csv", _ROWS.format("", "Ai?", "72"), ":2: answerable:", "is missing", id="no word"),
        pytest.param(
            "p.csv", _ROWS.format("true", "#NAME?", "72"), ":2:", "a formula that failed", id="lost"
        ),
        pytest.param(
            "p.csv", _ROWS.format("true", "Ai?", '"6\n7"'), ":2:", "line break", id="lines in a cell"
        ),
        pytest.param("p.tsv", "id\tlang\na1\n", ":2:", "number of cells", id="tabs, a cell short"),
        pytest.param(
            "p.jsonl", line().replace("Ai", r"\ud800"), "question:", "half a character", id="half a sign"
        ),
        pytest.param(
            "p.jsonl",
            line(must_contain=[["7"]]).replace("7", r"\udc00"),
            "half a character",
            "must_contain:",
            id="half",
        ),
    ],
)
def test_a_broken_file_is_one_line_that_says_where(
    tmp_path: Path, name: str, content: str | bytes, where: str, what: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(BrokenPairs) as broken:
        read([path])
    (problem,) = broken.value.problems
    assert str(path) in problem
    assert where in problem
    assert what in problem
    assert "\n" not in problem


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BrokenPairs, match=r"gone\.jsonl: cannot be read"):
        read([tmp_path / "gone.jsonl"])


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "p.jsonl"
    path.write_text("\n".join([line(date="x", history=3), line(id="a2", answerable=1)]), encoding="utf-8")
    with pytest.raises(BrokenPairs) as broken:
        read([path])
    assert len(broken.value.problems) == 3


def test_an_id_is_unique_over_all_files(tmp_path: Path) -> None:
    one, two = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    one.write_text(line(), encoding="utf-8")
    two.write_text(line(), encoding="utf-8")
    with pytest.raises(BrokenPairs, match=r"two\.jsonl:1: id: 'a1' is already used at .*one\.jsonl:1"):
        read([one, two])


def test_a_field_of_the_owners_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "p.jsonl"
    path.write_text(line(note="asked by a visitor"), encoding="utf-8")
    assert read([path])[0].question == "Ai ký?"


def test_an_unquoted_yaml_date_is_a_date(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    path.write_text(
        "- {id: a, lang: vi, question: Ai ký, answerable: true, date: 2025-10-26}", encoding="utf-8"
    )
    (pair,) = read([path])
    assert (pair.date, pair.place) == ("2025-10-26", f"{path}:1")


def test_a_csv_written_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text(
        "id,lang,question,answerable,must_contain,source_any\n"
        'a1,vi,"Bao nhiêu nước, lúc nào?",true,65 | sixty-five ; 72,vi-a.md | en-a.md\n',
        encoding="utf-8-sig",
    )
    (pair,) = read([path])
    assert pair.must_contain == (("65", "sixty-five"), ("72",))
    assert pair.source_any == ("vi-a.md", "en-a.md")
    assert pair.place.endswith(":2")


_HEADS = "id{0}lang{0}question{0}answerable{0}must_contain"
_ROW = 'a1{0}vi{0}"Ai, ký?"{0}true{0}"65 | sáu lăm ; 72"'
_SHEET = _HEADS + "\n" + _ROW + "\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(_SHEET.format(",").replace("must_contain", "Must contain"), id="capitals"),
        pytest.param(_SHEET.format(";").replace("must_contain", "must-contain"), id="semicolons"),
        pytest.param(_SHEET.format("\t").replace("true", "TRUE"), id="tabs"),
        pytest.param("sep=;\r\n" + _SHEET.format(";").replace("\n", "\r\n"), id="a line that names it"),
        pytest.param(f"{_HEADS},,\n,,,,,,\n{_ROW},,\n,,,,,,,,\n".format(","), id="blank rows and columns"),
        pytest.param(f"{_HEADS},kind,yes,priority\n{_ROW},,,\n".format(","), id="optional cells left empty"),
        pytest.param(f";;;;;\n\n{_SHEET}".format(";"), id="blank rows before the headings"),
        pytest.param(_SHEET.format(";").replace("true", "WAHR"), id="truth in German"),
        pytest.param(_SHEET.format(",").replace("true", "ĐÚNG"), id="truth in Vietnamese"),
        pytest.param(_SHEET.format(",").replace("\n", "\r"), id="a bare CR ends a line"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_sheet_as_programs_save_it(tmp_path: Path, text: str, encoding: str) -> None:
    path = tmp_path / ("p.tsv" if "\t" in text else "p.csv")
    path.write_bytes(text.encode(encoding))
    (pair,) = read([path])
    assert (pair.question, pair.answerable) == ("Ai, ký?", True)
    assert pair.must_contain == (("65", "sáu lăm"), ("72",))


def test_a_file_whose_name_is_no_text_can_stand_in_every_report(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"c\xe2u.jsonl")
    path.write_text(line(), "utf-8")
    told = list[str]()
    (pair,) = read([path], told.append)
    assert pair.place.encode().endswith(rb"c\udce2u.jsonl:1")
    path.write_text(line(note="mine"), "utf-8")
    read([path], told.append)
    assert told[0].encode()


@pytest.mark.parametrize(
    ("written_as", "day"),
    [("2025/10/6", "2025-10-06"), ("2025.10.26", "2025-10-26"), ("2025-10-26 00:00:00", "2025-10-26")],
)
def test_a_day_with_the_year_first_means_the_same_everywhere(
    tmp_path: Path, written_as: str, day: str
) -> None:
    path = tmp_path / "p.csv"
    path.write_text(f"id,lang,question,answerable,date\na,vi,Ai?,true,{written_as}\n", "utf-8")
    assert read([path])[0].date == day


def test_a_sheet_of_what_visitors_asked_runs_no_formula(tmp_path: Path) -> None:
    asked = (
        '=HYPERLINK("http://x.example")',
        "+84 nghĩa là gì?",
        "@SUM(A1)",
        "-1?",
        "'=1",
        "#NAME?",
        "'#N/A",
    )
    pairs = [Pair(f"-{n}", "vi", question, True, "=k") for n, question in enumerate(asked)]
    write(tmp_path / "p.csv", pairs)
    cells = [cell for row in csv.reader((tmp_path / "p.csv").read_text("utf-8").splitlines()) for cell in row]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@")]
    assert list(read([tmp_path / "p.csv"])) == pairs


def test_a_column_that_is_no_field_is_told(tmp_path: Path) -> None:
    path, told = tmp_path / "p.csv", list[str]()
    path.write_text("id,lang,question,answerable,must include,Note\na,vi,Ai?,true,72,x\n", "utf-8")
    read([path], told.append)
    assert told == [f"{path}: no field of a pair, left alone: must include, Note"]


words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=12
).filter(lambda text: text.strip() == text and text.strip("\ufeff") == text)
days = st.none() | st.dates().map(lambda day: day.isoformat())
lists = st.lists(words, max_size=3).map(tuple)
pair_values = st.builds(
    Pair, words, words, words, st.sampled_from([True, False, None]), words, lists,
    st.lists(st.lists(words, min_size=1, max_size=3).map(tuple), max_size=3).map(tuple), lists, lists, days, days, lists,
    st.sampled_from([(), (True,), (False,), (None,)]), st.booleans(), st.just(()), lists,
    st.sampled_from([None, "high", "low"]), days, st.none() | words,
)  # fmt: skip


@pytest.mark.parametrize("ending", ["jsonl", "yaml", "csv", "tsv"])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
@given(pairs=st.lists(pair_values, min_size=1, max_size=3, unique_by=lambda pair: pair.id))
def test_what_is_written_is_read_again(tmp_path: Path, ending: str, pairs: list[Pair]) -> None:
    path = tmp_path / f"p.{ending}"
    write(path, pairs)
    assert list(read([path])) == pairs


@settings(deadline=None)
@given(
    record=st.fixed_dictionaries(
        {},
        optional={
            "id": st.just("a") | st.just("") | st.integers(),
            "lang": st.just("vi") | st.none(),
            "question": st.just("Ai?") | st.just(" "),
            "answerable": st.sampled_from([True, False, None, "true", 1]),
            "history": st.sampled_from([[], ["a"], [""], [1], "a"]),
            "must_contain": st.sampled_from([[], [["a"]], [[]], ["a"], [[1]]]),
            "source_any": st.sampled_from([[], ["a"], None]),
            "candidate": st.sampled_from([True, False, None]),
            "date": st.sampled_from([None, "2025-10-26", "2025", 5]),
            "tags": st.sampled_from([[], ["a"], [""], ["a\x1bb"], "a"]),
            "priority": st.sampled_from(["high", "urgent", 1]),
            "kind": st.sampled_from(["a b", "a\x1b[31m", ""]),
        },
    )
)
def test_the_schema_agrees_with_the_reader(record: dict[str, object]) -> None:
    pair, problems = parse(record, "p:1")
    valid = jsonschema.Draft202012Validator(SCHEMA).is_valid(record)
    assert (pair is not None) is valid
    assert bool(problems) is not valid
