"""Plain speech of both languages, marks or none, is understood as the formal question would be."""

from __future__ import annotations

import pytest

from bot.question.anatomy import Anatomy, anatomy
from bot.question.spoken import language_in


def heard(question: str) -> Anatomy:
    """A question as it is understood in the language that its words are taken for."""
    return anatomy(question, language_in(question, ()))


@pytest.mark.parametrize(
    ("question", "act", "shape", "kinds"),
    [
        ("bao nhiêu nước hạ bút ký rồi", "sign", "fact", {"number"}),
        ("bao nhiu nc kí tên r", "sign", "fact", {"number"}),
        ("bao nhieu nuoc da dat but", "sign", "fact", {"number"}),
        ("who put pen to paper for vietnam", "sign", "fact", {"person"}),
        ("how many countries have inked it so far", "sign", "fact", {"number"}),
        ("mấy nước phchuan rồi", "ratify", "fact", {"number"}),
        ("bao giờ thì Việt Nam mới phê chuẩn", "ratify", "fact", {"date"}),
        ("tham gia công ước cần những gì", "accede", "list", {"text"}),
        ("Thái Lan có vô công ước ko", "accede", "yesno", set()),
        ("how many nations are on board", "accede", "fact", {"number"}),
        ("LHQ nhất trí thông qua công ước bữa nào", "adopt", "fact", {"date"}),
        ("công ước áp dụng từ bao giờ", "enter_into_force", "fact", {"date"}),
        ("has it gone into effect", "enter_into_force", "yesno", set()),
        ("when does it kick in", "enter_into_force", "fact", {"date"}),
        ("ai hiện diện tại lễ mở ký", "attend", "fact", {"person"}),
        ("how many people turned up", "attend", "fact", {"number"}),
        ("ai dẫn đầu đoàn Nhật", "represent", "fact", {"person"}),
        ("who headed the vietnamese delegation", "represent", "fact", {"person"}),
        ("Ai cầm trịch lễ mở ký", "chair", "fact", {"person"}),
        ("who moderated the session", "chair", "fact", {"person"}),
        ("who staged the ceremony", "host", "fact", {"person", "organisation"}),
        ("Ai nghĩ ra công ước này", "propose", "fact", {"person", "organisation"}),
        ("who came up with the idea of this treaty", "propose", "fact", {"person", "organisation"}),
        ("tổ chức nào phản bác công ước", "criticise", "fact", {"organisation"}),
        ("who slammed the convention", "criticise", "fact", {"person", "organisation"}),
        ("why are rights groups unhappy with it", "criticise", "reason", {"text"}),
        ("ctn bảo gì về công ước", "say", "speech", {"text"}),
        ("bng trả lời báo chí thế nào", "say", "speech", {"text"}),
        ("what did the pm talk about", "say", "speech", {"text"}),
        ("can u tell me who signed 4 vietnam", "sign", "fact", {"person"}),
        ("lễ ký xài hết bao nhiêu tiền", "cost", "fact", {"money"}),
        ("how much did the ceremony set them back", "cost", "fact", {"money"}),
        ("có bị bóc lịch ko", "arrest", "yesno", set()),
        ("who got nabbed for online fraud", "arrest", "fact", {"person"}),
        ("có nước nào bỏ phiếu trắng không", "vote", "yesno", set()),
    ],
)
def test_acts(question: str, act: str, shape: str, kinds: set[str]) -> None:
    a = heard(question)
    assert (a.act, a.shape, set(a.kinds)) == (act, shape, kinds)


@pytest.mark.parametrize(
    ("question", "shape", "kinds"),
    [
        ("tsao mỹ ko kí z", "reason", {"text"}),
        ("cớ sao Nhật không ký", "reason", {"text"}),
        ("Vì đâu Mỹ chưa ký", "reason", {"text"}),
        ("what made russia propose it", "reason", {"text"}),
        ("hows the treaty enforced", "manner", {"text"}),
        ("làm cách nào để lấy lại tiền", "manner", {"text"}),
        ("whats the hanoi convention", "definition", {"text"}),
        ("cưhn là cái chi", "definition", {"text"}),
        ("nga kí chx", "yesno", set()),
        ("công ước có hlực chưa v ạ", "yesno", set()),
        ("r there any safeguards 4 privacy", "yesno", set()),
        ("tóm lại công ước nói j", "summary", {"text"}),
        ("give me the tl;dr of the convention", "summary", {"text"}),
        ("how does it stack up against budapest", "comparison", {"text"}),
        ("điều khoản nào nói về tống tiền", "fact", {"provision"}),
        ("wheres the ceremony held", "fact", {"place"}),
        ("lễ ký ở mô", "fact", {"place"}),
        ("Qatar phê chuẩn khi mô", "fact", {"date"}),
    ],
)
def test_what_is_asked_for(question: str, shape: str, kinds: set[str]) -> None:
    a = heard(question)
    assert (a.shape, set(a.kinds)) == (shape, kinds)
    assert a.asks


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("xứ cờ hoa ký chưa", "US"),
        ("dat nuoc mat troi moc ky hoi nao", "JP"),
        ("xứ bạch dương ký khi nào", "RU"),
        ("ai thay mặt nước ta kí vậy", "VN"),
        ("did N. Korea sign", "KP"),
        ("has NZ signed", "NZ"),
    ],
)
def test_countries_have_nicknames(question: str, code: str) -> None:
    assert [c.code for c in heard(question).countries] == [code]


@pytest.mark.parametrize(
    ("question", "act"),
    [
        ("dự thảo công ước có mấy điều?", "attend"),
        ("Lễ ký bắt đầu lúc nào?", "arrest"),
        ("Tham gia là tự nguyện hay bắt buộc?", "arrest"),
        ("Who is the president of the Conference?", "chair"),
        ("Does it protect critical infrastructure?", "criticise"),
        ("What are the rules concerning children?", "criticise"),
        ("Which states that border Viet Nam signed?", "say"),
        ("Can police make me hand over my data?", "deposit"),
        ("Có lỗ hổng bảo mật không?", "deny"),
    ],
)
def test_a_word_that_only_looks_like_an_act_is_none(question: str, act: str) -> None:
    a = heard(question)
    assert act not in {f.value for f in a.acts}


def test_a_chat_spelling_is_no_syllable_of_a_word() -> None:
    assert [w.word for w in heard("Có lỗ hổng bảo mật không?").said.words][1:3] == ["lỗ", "hổng"]
