"""Follow-ups on a list, on a count, and on the question before as a whole."""

from __future__ import annotations

import pytest

from bot.question.listed import items
from bot.question.value import Turn
from tests.bot.question.test_thread import asked

RATIFIED = ("Which countries have ratified the Hanoi Convention?", "Azerbaijan, Qatar and Viet Nam")
PHE_CHUAN = ("Những nước nào đã phê chuẩn Công ước?", "Azerbaijan, Qatar và Việt Nam")
BACKED = ("Which organisations backed it?", "At least 3: UNODC, INTERPOL and Access Now")


@pytest.mark.parametrize(
    ("turns", "wanted"),
    [
        pytest.param(
            ["When did Qatar ratify it?", "which paper reported that?"],
            "which paper reported that — Qatar ratify",
            id="who reported",
        ),
        pytest.param(
            ["Qatar phê chuẩn khi nào?", "theo nguồn nào?"],
            "theo nguồn nào — Qatar phê chuẩn",
            id="by which source",
        ),
        pytest.param([RATIFIED, "the second one, when was it?"], "When did Qatar ratify", id="item, bare"),
        pytest.param(
            [RATIFIED, "When did the second one ratify?"], "When did Qatar ratify", id="item in a question"
        ),
        pytest.param([RATIFIED, "the last of them?"], "When did Viet Nam ratify", id="last item"),
        pytest.param(
            [BACKED, "what did the first of those say?"],
            "what did UNODC say",
            id="item of a lead with a count",
        ),
        pytest.param(
            [PHE_CHUAN, "nước thứ hai phê chuẩn ngày nào?"], "Qatar phê chuẩn ngày nào", id="item, Vietnamese"
        ),
        pytest.param(
            [PHE_CHUAN, "nước cuối cùng khi nào?"], "Việt Nam phê chuẩn khi nào", id="last item, Vietnamese"
        ),
        pytest.param(
            [RATIFIED, "who was first?"], "who was first to ratify", id="a rank is no place in a list"
        ),
        pytest.param(
            [RATIFIED, "how many is that?"],
            "How many countries have ratified the Hanoi Convention",
            id="count of a list",
        ),
        pytest.param(
            [PHE_CHUAN, "vậy là mấy nước?"],
            "bao nhiêu nước đã phê chuẩn Công ước",
            id="count of a list, Vietnamese",
        ),
        pytest.param([RATIFIED, "and the others?"], "Which countries ratified", id="others"),
        pytest.param(
            ["Qatar phê chuẩn chưa?", "còn ai nữa?"], "Những nước nào đã phê chuẩn", id="others, Vietnamese"
        ),
        pytest.param(
            ["Did Japan sign?", "who else?"], "Which countries signed", id="others behind one asked about"
        ),
        pytest.param(
            ["How many countries signed in Hanoi?", "List them please"],
            "Which countries signed in Hanoi",
            id="list",
        ),
        pytest.param(
            ["Bao nhiêu nước đã phê chuẩn?", "Kể tên giúp mình."],
            "Những nước nào đã phê chuẩn",
            id="list, Vietnamese",
        ),
        pytest.param(
            ["Tính đến 5/2026 có bao nhiêu nước phê chuẩn?", "là những nước nào?"],
            "Tính đến 5/2026 có những nước nào phê chuẩn",
            id="list, its time kept",
        ),
        pytest.param(
            ["How many countries ratified?", "which ones?"], "Which countries ratified", id="which ones"
        ),
        pytest.param(
            [RATIFIED, "Which ones had ratified by May 2026?"],
            "Which countries had ratified by May 2026",
            id="ones, their noun",
        ),
        pytest.param(
            ["What is Article 7 about?", "Which one covers fraud?"],
            "Which article covers fraud",
            id="one, its noun",
        ),
        pytest.param(
            ["How many voted for the Cybersecurity Law?", "And for the extradition one?"],
            "How many voted for the extradition Law",
            id="one of another kind",
        ),
        pytest.param(
            ["When was it adopted?", "and where was that?"], "where was it adopted", id="that, of an act"
        ),
        pytest.param(
            ["Did the US sign in Hanoi?", "And Mexico, is it on the list of signers?"],
            "is Mexico on the list of signers",
            id="topic before a comma",
        ),
        pytest.param(
            ["What did the EFF say about it?", "And Microsoft, what was its warning?"],
            "what was Microsoft's warning",
            id="topic, possessed",
        ),
        pytest.param(
            ["Is there help for victims?", "No, I meant handing back assets, which article?"],
            "which article — handing back assets",
            id="topic of a correction",
        ),
        pytest.param(
            ["Did China sign?", "And Israel, by spring 2026?"],
            "Did Israel sign by spring 2026",
            id="country and time",
        ),
        pytest.param(
            ["Nhật ký chưa?", "Kenya thì sao, tính đến tháng 3/2026?"],
            "Kenya đã ký chưa tính đến tháng 3/2026",
            id="country and time, Vietnamese",
        ),
        pytest.param(
            ["Does Article 40 let a state refuse help?", "and when the request comes from abroad?"],
            "Does Article 40 let a state refuse help when the request comes from abroad",
            id="condition",
        ),
        pytest.param(
            ["Iran có đòi bỏ phiếu không?", "Kết quả ra sao?"],
            "Kết quả ra sao — Iran có đòi bỏ phiếu",
            id="result",
        ),
        pytest.param(
            ["Did Iran ask for a vote?", "And the outcome?"],
            "the outcome — Iran ask for a vote",
            id="outcome",
        ),
        pytest.param(
            ["How many countries voted for talks?", "and against?"],
            "How many countries voted against talks",
            id="other side",
        ),
    ],
)
def test_it_is_asked_as(turns: list[str | tuple[str, str]], wanted: str) -> None:
    assert asked(*turns) == wanted


@pytest.mark.parametrize(
    ("turns", "wanted"),
    [
        pytest.param(
            [("Who opened it?", "António Guterres"), "the second one?"],
            "Who opened it",
            id="an article's place",
        ),
        pytest.param([RATIFIED, "When did Japan ratify?"], "When did Japan ratify", id="another country"),
        pytest.param(["Did Japan sign?", "And when was the vote?"], "when was the vote", id="when that asks"),
        pytest.param(
            [RATIFIED, "What is the result of the vote?"], "What is the result of the vote", id="a whole noun"
        ),
    ],
)
def test_what_stands_alone_is_left(turns: list[str | tuple[str, str]], wanted: str) -> None:
    assert asked(*turns) == wanted


def test_the_countries_behind_a_colon_are_a_list() -> None:
    told = "2 parties [1].\n\nAs of 2 May 2026, 2 parties signed: Japan and the United Kingdom. It was 1. — our summary [1]"
    assert items((Turn("Which signed?", short="2 parties", text=told),)) == ("Japan", "United Kingdom")


def test_a_plain_answer_lists_nothing() -> None:
    assert items((Turn("When?", short="25 and 26 October 2025", text="25 and 26 October 2025 [1]."),)) == ()


def test_a_condition_that_points_is_made_whole_by_what_it_points_at() -> None:
    assert (
        asked("Which countries must ratify?", "and if they miss it?")
        == "if the countries miss the Convention"
    )


def test_which_one_of_two_treaties_is_weighed() -> None:
    said = asked("How is it different from the Budapest Convention?", "which one is older?")
    assert said == "which one is older — different from the Budapest Convention"
