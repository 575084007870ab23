"""Yes or no by plain comparison: only against a value of the same quantity of the same thing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.question.understand import understand
from bot.reply.settled import settled
from tests.bot.reply.corpus import Read, article, index_of, reading
from vectorstore.embedder import Embedder
from vectorstore.index import Index

ARTICLES = (
    article(
        "2026-04-28",
        "The Hanoi Convention has 9 chapters and 68 articles. Some papers gave the Hanoi Convention 71 articles, but the "
        "published text has 68. The Cybersecurity Law has 45 articles. The General Assembly adopted the Hanoi Convention "
        "on 24 December 2024. The Hanoi Convention was opened for signature in Hanoi. "
        "General Lương Tam Quang signed the Hanoi Convention for Viet Nam. More than 100 countries attended the ceremony. "
        "About 60 countries were expected to attend the ceremony.",
        "en",
        "Daily News",
    ),
    article(
        "2026-04-28",
        "Công ước Hà Nội có 9 chương và 68 điều. Đại hội đồng thông qua Công ước Hà Nội ngày 24/12/2024. "
        "Lễ mở ký Công ước Hà Nội được mở ký tại Hà Nội. Hơn 100 quốc gia tham dự lễ ký.",
    ),
)
CHAPTERS, LAW = "9 chapters and 68", "The Cybersecurity Law"
MISTAKE, ADOPTED = "Some papers", "adopted the Hanoi"
OPENED, SIGNED = "opened for signature", "General Lương"
ATTENDED, EXPECTED = "More than 100", "About 60"
CHUONG, THONG_QUA, DU = "9 chương", "Đại hội đồng thông qua", "Hơn 100 quốc gia"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Index]:
    index = index_of(tmp_path_factory.mktemp("settled"), ARTICLES, embedder)
    yield index
    index.close()


def told(index: Index, question: str, *said: str) -> tuple[bool, str | None] | None:
    """What sentences that hold *said* settle."""
    part = understand(question, index).parts[0]
    assert part.shape == "yesno"
    found = settled(part, reading(index, part, *(Read(s) for s in said)).sentences)
    return (found.yes, found.fact) if found else None


@pytest.mark.parametrize(
    ("question", "said", "settles"),
    [
        ("Does the Convention have 71 articles?", CHAPTERS, (False, "68 articles")),
        ("Does the Convention have 68 articles?", CHAPTERS, (True, None)),
        ("Does the Hanoi Convention have 10 chapters?", CHUONG, (False, "9 chapters")),
        ("Công ước có 9 chương đúng không?", CHUONG, (True, None)),
        ("Công ước Hà Nội có 71 điều phải không?", CHAPTERS, (False, "68 điều")),
        ("Was the Convention adopted before 2024?", ADOPTED, (False, "24 December 2024")),
        ("Was the Convention adopted in December 2024?", ADOPTED, (True, "24 December 2024")),
        ("Was the Convention adopted by 2025?", ADOPTED, (True, "24 December 2024")),
        ("Công ước được thông qua sau năm 2024 à?", THONG_QUA, (False, "24/12/2024")),
        ("Công ước được thông qua ngày 26/12/2024 phải không?", THONG_QUA, (False, "24/12/2024")),
        ("Was the Convention opened for signature in Geneva?", OPENED, (False, "Hanoi")),
        ("Was the Convention opened for signature in Hanoi?", OPENED, (True, None)),
        ("Did Lương Tam Quang sign for Viet Nam?", SIGNED, (True, None)),
        ("Did Phạm Minh Chính sign for Viet Nam?", SIGNED, (False, "Lương Tam Quang")),
        ("Did more than 90 countries attend the ceremony?", ATTENDED, (True, "more than 100 countries")),
        ("Did more than 100 countries attend the ceremony?", ATTENDED, (True, "more than 100 countries")),
        ("Có hơn 100 nước tham dự lễ ký không?", DU, (True, "hơn 100 quốc gia")),
    ],
)
def test_a_value_of_the_same_thing_settles(
    small: Index, question: str, said: str, settles: tuple[bool, str | None]
) -> None:
    assert told(small, question, said) == settles


@pytest.mark.parametrize(
    ("question", "said"),
    [
        pytest.param("Does the Convention have 45 articles?", LAW, id="another text"),
        pytest.param("Does the Convention have 71 articles?", MISTAKE, id="two values in one sentence"),
        pytest.param("Did 60 countries attend the ceremony?", EXPECTED, id="expected, not done"),
        pytest.param("Did 100 countries attend the ceremony?", ATTENDED, id="a bound leaves it open"),
        pytest.param("Was the Convention signed in December 2024?", ADOPTED, id="another act"),
        pytest.param("Was the Convention adopted since 2024?", ADOPTED, id="a border, no time"),
        pytest.param("Did Phạm Minh Chính sign for Japan?", SIGNED, id="another country"),
        pytest.param(
            "Was the Convention opened for signature in Viet Nam?", OPENED, id="a city lies in its country"
        ),
        pytest.param("Did more than 80 ministers attend the ceremony?", ATTENDED, id="another thing counted"),
    ],
)
def test_a_value_of_something_else_settles_nothing(small: Index, question: str, said: str) -> None:
    assert told(small, question, said) is None


def test_two_sentences_that_agree_settle_it(small: Index) -> None:
    assert told(small, "Does the Convention have 68 articles?", CHAPTERS, CHUONG) == (True, None)
