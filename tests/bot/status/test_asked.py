"""Who signed and ratified, asked in plain speech, is asked of the table; anything else is not."""

from __future__ import annotations

import pytest

from bot.question.spoken import language_in
from bot.status.asked import Asked, asked


def heard(question: str) -> Asked | None:
    """What a question asks the table for."""
    return asked(question, language_in(question, ()))


@pytest.mark.parametrize(
    ("question", "shape", "verbs"),
    [
        ("bn nc kí r", "count", ("sign",)),
        ("bao nhiêu nước đã đặt bút ký rồi ạ", "count", ("sign",)),
        ("mấy nc pchuan r z", "count", ("ratify",)),
        ("ad ơi cho em hỏi Nhật ký chưa ạ", "party", ("sign",)),
        ("nuoc ta phe chuan chua", "party", ("ratify",)),
        ("xứ cờ hoa đã ký chưa", "party", ("sign",)),
        ("Qatar phê chuẩn bữa nào", "date", ("ratify",)),
        ("liệt kê giúp em các nước đã ký với ạ", "list", ("sign",)),
        ("còn thiếu mấy nước nữa thì công ước có hiệu lực", "missing", ()),
        ("công ước đi vào hiệu lực chưa", "force", ()),
        ("hạn chót để ký là hôm nào", "window", ()),
        ("how many countries have inked it so far", "count", ("sign",)),
        ("has japan signed up yet", "party", ("sign",)),
        ("did the US put pen to paper", "party", ("sign",)),
        ("pls tell me how many nations signed", "count", ("sign",)),
        ("gimme the list of signatories", "list", ("sign",)),
        ("when does it kick in", "force_when", ()),
        ("how many ratifications are outstanding", "missing", ("ratify",)),
        ("is it still open to sign", "window", ()),
        ("where do things stand", "overview", ()),
        ("nước nào phê chuẩn trước tiên", "order", ("ratify",)),
        ("which country was the very first to sign", "order", ("sign",)),
    ],
)
def test_plain_speech_asks_the_table(question: str, shape: str, verbs: tuple[str, ...]) -> None:
    found = heard(question)
    assert found is not None
    assert found.shape == shape
    assert set(verbs) <= set(found.verbs)


@pytest.mark.parametrize(
    ("question", "group"),
    [
        ("khối Ả Rập bao nhiêu nước phê chuẩn", "the Arab League"),
        ("các nước Bắc Âu nào đã ký", "the Nordic countries"),
        ("list the G20 members that signed", "the G20"),
        ("which african bloc countries signed", "Africa"),
        ("các nước đna đã ký chưa", "ASEAN"),
    ],
)
def test_groups_are_asked_for(question: str, group: str) -> None:
    found = heard(question)
    assert found is not None
    assert found.group is not None
    assert found.group.en == group


@pytest.mark.parametrize(
    "question",
    [
        "bao nhiêu người ký tên",
        "ai ký thay mặt Việt Nam",
        "vì sao Mỹ chưa ký",
        "nước nào đăng cai lễ ký",
        "which countries have yet to sign",
        "how many countries criticised it",
        "when was the convention adopted",
        "What is accession?",
        "what is ratification",
    ],
)
def test_another_question_is_none_of_the_tables(question: str) -> None:
    assert heard(question) is None
