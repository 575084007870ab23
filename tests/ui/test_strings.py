from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from ui.strings import choose, day, number, words

UI = Path(__file__).parents[2] / "ui"


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_say_the_same_things_with_the_same_blanks() -> None:
    vi, en = words("vi"), words("en")
    assert vi.keys() == en.keys()
    assert [key for key in vi if fields(vi[key]) != fields(en[key])] == []


def test_the_widget_says_what_the_page_says() -> None:
    from ui import own

    script = (own.content("widget-core.js") or b"").decode()
    for language in ("vi", "en"):
        for key in ("working", "stopped", "send", "stop", "you", "log", "title"):
            assert f'"{words(language)[key]}"' in script, (language, key)


def test_every_sentence_is_used() -> None:
    source = "".join(path.read_text("utf-8") for path in sorted(UI.rglob("*.py")))
    composed = re.compile(
        r"error_|copy_|sort_|status_col_|privacy_gaps_|changes_"
    )  # put together where they are used
    quoted = [key for key in words("vi") if not re.search(rf"[\"' ]{key}[\"' ]", source)]
    assert [key for key in quoted if not composed.match(key)] == []


@pytest.mark.parametrize(
    ("asked", "header", "expected"),
    [
        pytest.param("en", "vi", "en", id="asked for by name"),
        pytest.param(None, "en-US,en;q=0.9,vi;q=0.8", "en", id="first of the header"),
        pytest.param(None, "fr;q=0.9,vi;q=0.5,en;q=0.7", "en", id="heavier of two"),
        pytest.param("xx", "fr", "vi", id="neither spoken"),
        pytest.param(None, "en;q=much", "vi", id="malformed weight"),
        pytest.param(None, None, "vi", id="nothing said"),
    ],
)
def test_chooses(asked: str | None, header: str | None, expected: str) -> None:
    assert choose(asked, header) == expected


def test_dates_and_numbers_are_written_as_people_write_them() -> None:
    assert (day("2025-10-06", "vi"), day("2025-10-06", "en")) == ("6/10/2025", "6 October 2025")
    assert (day(None, "vi"), day("mai", "en")) == ("", "mai")
    assert (number(2500, "vi"), number(2500, "en"), number(1.5, "vi"), number(100, "vi")) == (
        "2.500",
        "2,500",
        "1,5",
        "100",
    )
