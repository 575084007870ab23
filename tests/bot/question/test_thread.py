"""Follow-ups, made questions of their own."""

from __future__ import annotations

import pytest

from bot.question.spoken import language_in
from bot.question.thread import followed
from bot.question.value import Quoted, Thread, Turn

QUOTES = (Quoted("a1", "q", "Báo cáo một"), Quoted("a2", "q", "Báo cáo hai"))


def asked(*turns: str | tuple[str, str]) -> str:
    """The last of *turns* as it is understood behind the others, which may have an answer."""
    thread: Thread = ()
    for turn in turns:
        question, short = turn if isinstance(turn, tuple) else (turn, None)
        text = followed(question, language_in(question, thread), thread).text
        quotes = QUOTES if short else ()
        thread += (Turn(question, text, short, short or "", bool(short), quotes),)
    return (thread[-1].asked_as or "").strip(" ?")


@pytest.mark.parametrize(
    ("turns", "wanted"),
    [
        pytest.param(["who signed for Qatar?", "and for Viet Nam?"], "who signed for Viet Nam", id="country"),
        pytest.param(["Did Japan sign?", "And Canada?"], "Did Canada sign", id="country, bare"),
        pytest.param(["Mỹ đã ký chưa?", "thế Anh thì sao?"], "Anh đã ký chưa", id="country of one syllable"),
        pytest.param(["Bao nhiêu nước đã ký?", "Mỹ thì sao?"], "Hoa Kỳ đã ký chưa", id="one of those counted"),
        pytest.param(
            ["Có bao nhiêu nước châu Á-Thái Bình Dương ký Công ước?", "Còn châu Phi thì sao?"],
            "Có bao nhiêu nước châu Phi ký Công ước",
            id="region",
        ),
        pytest.param(["Chương III nói về gì?", "Thế còn chương VI?"], "chương VI nói về gì", id="provision"),
        pytest.param(["Điều 37 quy định gì?", "41?"], "Điều 37 quy định gì 41", id="a bare number is added"),
        pytest.param(
            ["How many delegates attended?", "and journalists?"], "How many journalists attended", id="thing counted"
        ),
        pytest.param(["Bao nhiêu nước đã ký?", "thế còn phóng viên?"], "Có bao nhiêu phóng viên", id="persons do not sign"),
        pytest.param(
            ["Có bao nhiêu đại biểu dự ngày 25/10?", "còn ngày 26?"],
            "Có bao nhiêu đại biểu dự ngày 26/10",
            id="day, its month understood",
        ),
        pytest.param(
            ["How many countries signed in Hanoi?", "and by January 2026?"],
            "How many countries signed by January 2026",
            id="a later time is at another place",
        ),
        pytest.param(
            ["How many had signed by January 2026?", "in may?"], "How many had signed by may 2026", id="month of that year"
        ),
        pytest.param(["Bao nhiêu nước ký đến tháng 1/2026?", "còn tháng 5?"], "Bao nhiêu nước ký đến tháng 5/2026", id="the same"),
        pytest.param(["Which countries ratified?", "who was first?"], "who was first to ratify", id="rank in an act"),
        pytest.param(["Who was last to sign?", "and second?"], "Who was second to sign", id="another rank"),
        pytest.param(["Nước nào đã phê chuẩn?", "ai đầu tiên?"], "ai đầu tiên phê chuẩn", id="rank, Vietnamese"),
        pytest.param(["How many countries signed?", "and ratified?"], "How many countries ratified", id="act"),
        pytest.param(
            ["What did António Guterres say?", "and Lương Cường?"], "What did Lương Cường say", id="person"
        ),
        pytest.param(
            ["Bao nhiêu nước ký?", "Lễ ký ở đâu?", "còn Nhật Bản?"], "Nhật Bản đã ký chưa", id="of two turns ago"
        ),
    ],
)  # fmt: skip
def test_what_is_named_takes_the_place_of_its_like(turns: list[str], wanted: str) -> None:
    assert asked(*turns) == wanted


@pytest.mark.parametrize(
    ("turns", "wanted"),
    [
        (["How many countries signed?", "when does it enter into force?"], "when does the Convention enter into force"),
        (["Did Canada sign?", "has it ratified?"], "has Canada ratified"),
        ([("Ai chủ trì lễ ký?", "Lương Cường"), "Ông ấy sinh năm nào?"], "Lương Cường sinh năm nào"),
        ([("Who is António Guterres?", "UN chief"), "what did he say?"], "what did António Guterres say"),
        ([("Lễ ký ở đâu?", "Hà Nội"), "Ai phát biểu ở đó?"], "Ai phát biểu tại Hà Nội"),
        (["Điều 37 quy định gì?", "điều sau nó?"], "Điều 38"),
        (["Article 37?", "the previous article?"], "Article 36"),
        (["Điều 5 nói gì?", "nó có mấy khoản?"], "Điều 5 có mấy khoản"),
        (["Which countries signed?", "which of them ratified?"], "which of the countries ratified"),
        ([("Có bao nhiêu đại biểu?", "2.500"), "ai công bố con số đó?"], "ai công bố 2.500"),
        (["What is the Budapest Convention?", "who opposes it?"], "who opposes the Budapest Convention"),
        (["Canada ký chưa?", "nước này phê chuẩn chưa?"], "Canada phê chuẩn chưa"),
    ],
)  # fmt: skip
def test_what_points_back_is_named(turns: list[str | tuple[str, str]], wanted: str) -> None:
    assert asked(*turns) == wanted


@pytest.mark.parametrize(
    ("turns", "wanted"),
    [
        (["When was the Convention adopted?", "Where?"], "Where was the Convention adopted"),
        (["Lễ ký diễn ra khi nào?", "ở đâu vậy?"], "Lễ ký diễn ra ở đâu vậy"),
        (["Bao nhiêu nước ký?", "ý tôi là phê chuẩn"], "Bao nhiêu nước phê chuẩn"),
        (["Nhật Bản ký chưa?", "không phải Nhật Bản mà là Hàn Quốc"], "Hàn Quốc ký chưa"),
        (["Who opened it?", "I meant the signing ceremony"], "Who opened it the signing ceremony"),
        (["Did Japan sign?", "no, I mean Korea"], "Did Korea sign"),
    ],
)
def test_what_is_left_out_is_inherited_and_what_is_corrected_replaced(turns: list[str], wanted: str) -> None:
    assert asked(*turns) == wanted


@pytest.mark.parametrize(
    "question",
    [
        "Bao nhiêu nước đã ký Công ước?",
        "Who is António Guterres?",
        "Thời tiết hôm nay thế nào?",
        "Did Japan send its minister?",
        "Nga ký chưa?",
        "so sánh Pháp và Đức",
        "So sanh Phap va Duc",
        "How many journalists came?",
    ],
)
def test_what_stands_alone_is_taken_as_it_stands(question: str) -> None:
    assert asked("Điều 17 quy định gì?", question) == question.strip(" ?")


@pytest.mark.parametrize(
    ("question", "within"),
    [
        ("which one is right?", ("a1", "a2")),
        ("cái nào đúng?", ("a1", "a2")),
        ("no, the other one", ("a2",)),
        ("cái thứ hai nói gì?", ("a2",)),
        ("tell me about the second one", ("a2",)),
        ("bài đó đăng ngày nào?", ("a1",)),
        ("bao nhiêu nước phê chuẩn?", ()),
    ],
)
def test_what_points_at_the_answer_is_sought_there(question: str, within: tuple[str, ...]) -> None:
    thread = (Turn("Có bao nhiêu đại biểu?", short="2.500", found=True, quotes=QUOTES),)
    assert followed(question, language_in(question, thread), thread).within == within


def test_a_follow_up_tells_what_was_cited() -> None:
    thread = (Turn("Did Japan sign?", short="Yes", found=True, quotes=QUOTES),)
    assert followed("and Canada?", "en", thread).cited_before == ("a1", "a2")
    assert followed("How many chapters are there?", "en", thread).cited_before == ()


@pytest.mark.parametrize(
    ("turns", "wanted"),
    [
        pytest.param(
            ["Did Norway sign?", "back to Peru - have they ratified yet?"],
            "have Peru ratified yet",
            id="dash",
        ),
        pytest.param(["Na Uy ký chưa?", "Peru: nước đó phê chuẩn chưa?"], "Peru phê chuẩn chưa", id="colon"),
        pytest.param(
            ["Did Norway sign?", "who signed for them?"], "who signed for Norway", id="them, a country"
        ),
        pytest.param(["Did the EU sign?", "how many of its members?"], "how many of EU's members", id="its"),
        pytest.param(
            ["How is it different from the budapest convention?", "how many members does that one have?"],
            "how many members does the budapest convention have",
            id="another treaty, typed small",
        ),
        pytest.param(
            ["Luật Dữ liệu được bao nhiêu phiếu?", "có hiệu lực khi nào?"],
            "Luật Dữ liệu có hiệu lực khi nào",
            id="a law takes effect too",
        ),
        pytest.param(
            ["How many delegates attended?", "from how many countries?", "and reporters?"],
            "How many reporters attended",
            id="counted like persons, not like states",
        ),
        pytest.param(
            [("Ai ký Công ước thay mặt Peru?", "Juan Pérez"), "ông ấy giữ chức gì?", "thế còn Chile?"],
            "Ai ký Công ước thay mặt Chile",
            id="a country for a country of two turns ago",
        ),
    ],
)
def test_what_a_follow_up_means(turns: list[str | tuple[str, str]], wanted: str) -> None:
    assert asked(*turns) == wanted
