"""Who somebody is and what letters stand for: said in passing, found all the same; another office is no answer."""

from __future__ import annotations

import pytest

from bot.chat import ask
from bot.dates import mentions
from bot.identity import office_missing, says_who, writes_out
from bot.kinds import kinds_of
from bot.names import names_in
from bot.provisions import asked_provisions
from bot.views import view_of
from vectorstore.index import Index
from vectorstore.query import Query, understand


def query(question: str) -> Query:
    return understand(question, lambda text: text)


@pytest.mark.parametrize(
    ("question", "sentence", "words"),
    [
        ("Ông Trần Văn An giữ chức vụ gì?", "Thứ trưởng Ngoại giao Trần Văn An phát biểu.", 4),
        ("Ông Trần Văn An giữ chức vụ gì?", "Thứ trưởng Trần Văn An phát biểu.", 2),
        ("Trần Văn An là ai?", "Đại tướng Trần Văn An có mặt.", 2),
        ("Cấp bậc hàm của ông Trần Văn An là gì?", "Thứ trưởng Trần Văn An có mặt.", 0),
        ("tran van an la ai", "Giám đốc Trần Văn An có mặt.", 2),
        ("Who is John Smith?", "Deputy Minister John Smith spoke.", 2),
        ("Trần Văn An nói gì?", "Giám đốc Trần Văn An có mặt.", 0),
        ("Người ký thay Trần Văn An là ai?", "Giám đốc Trần Văn An có mặt.", 0),
        ("Who is meeting John Smith?", "Deputy Minister John Smith spoke.", 0),
        ("Who is Minister John Smith?", "Deputy Minister John Smith spoke.", 2),
        ("Trần Văn An là ai?", "Giám đốc Lê Thị Bình có mặt.", 0),
    ],
)
def test_an_office_is_told_before_the_name(question: str, sentence: str, words: int) -> None:
    assert says_who(query(question), view_of(sentence)) == words


@pytest.mark.parametrize(
    ("question", "sentence", "missing"),
    [
        ("Chủ tịch Hiệp hội Luật sư là ai?", "Bộ trưởng Tư pháp Trần Văn An có mặt.", True),
        ("Chủ tịch Hiệp hội Luật sư là ai?", "Chủ tịch Hiệp hội Luật sư Trần Văn An có mặt.", False),
        ("Bộ trưởng Tư pháp tên gì?", "Bộ trưởng Bộ Tư pháp Trần Văn An có mặt.", False),
        ("Bộ trưởng Tư pháp tên gì?", "Bộ trưởng Tài chính Trần Văn An có mặt.", True),
        ("Ai là giám đốc nhà máy?", "Nhà máy có 200 công nhân.", True),
        ("Who is the director of the plant?", "The plant's director is Ann Lee.", True),
        ("Trưởng đoàn các nước đã gặp lãnh đạo nào?", "Họ gặp Tổng Bí thư.", False),
    ],
)
def test_another_office_is_not_the_one_asked_for(question: str, sentence: str, missing: bool) -> None:
    assert office_missing(query(question), view_of(sentence)) is missing


def test_letters_are_written_out_where_they_stand_in_brackets() -> None:
    told = view_of("Tổ chức Y tế Thế giới (WHO) họp ở Geneva.")
    assert writes_out(query("WHO là viết tắt của gì?"), told)
    assert writes_out(query("What does WHO stand for?"), told)
    assert not writes_out(query("WHO họp ở đâu?"), told)
    assert not writes_out(query("UNICEF là viết tắt của gì?"), told)


def test_a_date_asked_for_by_number_counts_nothing() -> None:
    assert "date" in kinds_of("mở cửa ngày mấy tháng mấy", "vi")
    assert not {"number", "duration"} & kinds_of("mở cửa ngày mấy tháng mấy", "vi")
    assert "duration" in kinds_of("kéo dài mấy ngày", "vi")
    assert "number" not in kinds_of("vì sao mấy tổ chức phản đối", "vi")


def test_a_year_may_end_a_clause_or_a_sentence() -> None:
    assert [m.year for m in mentions("Năm 2025, giá tăng; khác năm 2024.")] == [2025, 2024]
    assert not mentions("giá 2025,5 đồng")


def test_a_capital_that_only_begins_a_sentence_is_no_name() -> None:
    assert names_in(query("Sự kiện có được truyền hình không?")) == []
    assert names_in(query("Đây có phải lần đầu không?")) == []
    assert names_in(query("Nga đã ký chưa?")) == [("nga",)]


def test_listed_provisions_are_all_asked_for() -> None:
    assert asked_provisions("Điều 7 và 8 khác nhau thế nào?") == {("article", 7), ("article", 8)}
    assert asked_provisions("Compare Articles 2, 3 and 5") == {("article", n) for n in (2, 3, 5)}
    assert asked_provisions("điều 9 quy định gì") == {("article", 9)}


def test_compared_provisions_are_each_quoted(starter_index: Index) -> None:
    answer = ask("Điều 7 và 8 khác nhau thế nào?", starter_index)
    assert [c.quote[:6] for c in answer.citations[:2]] == ["Điều 7", "Điều 8"]
    assert not answer.hedged


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("Ca sĩ nào biểu diễn trong chương trình nghệ thuật chào mừng?", id="no singer anywhere"),
        pytest.param("tong thu ky o khach san nao", id="no hotel anywhere, typed without marks"),
        pytest.param("Lễ mở ký năm 2031 đón bao nhiêu đại biểu?", id="another year"),
        pytest.param("Trưởng đoàn Bồ Đào Nha là ai?", id="a country that no article mentions"),
        pytest.param(
            "Theo điều 25, dữ liệu phải được bảo quản tối đa bao nhiêu ngày?", id="no length of time"
        ),
    ],
)
def test_what_no_article_holds_is_refused(starter_index: Index, question: str) -> None:
    assert not ask(question, starter_index).found
