"""What counts as the same in Vietnamese and English, and what as told."""

from __future__ import annotations

import pytest

from bot.grounding.compare import Told, lacking
from vectorstore.language import language_of

SAID = "Ngày 25/10, tại Hà Nội, 65 quốc gia và hơn 2.500 đại biểu dự lễ; Điều 17 và Chương V được nêu, tăng 8%. Ông Trần Bình nói."


@pytest.mark.parametrize(
    ("claim", "wrong"),
    [
        pytest.param("There were 65 states.", None, id="a number in English"),
        pytest.param("There were sixty-five states.", None, id="in English words"),
        pytest.param("Có sáu mươi lăm nước.", None, id="in Vietnamese words"),
        pytest.param("More than 2,500 delegates came.", None, id="thousands"),
        pytest.param("More than two thousand five hundred delegates came.", None, id="thousands in words"),
        pytest.param("It was on 25 October 2025.", None, id="a date with the article's year"),
        pytest.param("It was in October 2025.", None, id="less of a date"),
        pytest.param("Đó là tháng 10.", None, id="a month"),
        pytest.param("It grew by 8 percent.", None, id="percent"),
        pytest.param("It named Article 17.", None, id="an article"),
        pytest.param("It named Chapter 5.", None, id="a Roman number"),
        pytest.param("It was held in Hanoi.", None, id="a place in English"),
        pytest.param("There were 64 states.", "number 64", id="another number"),
        pytest.param("There were sixty-four states.", "number sixty-four", id="another number in words"),
        pytest.param("There were 25 states.", "number 25", id="a day is no number of states"),
        pytest.param("There were 17 states.", "number 17", id="an article's number is no number of states"),
        pytest.param("There were 8 states.", "number 8", id="a percentage is no number of states"),
        pytest.param("There were 2025 states.", "number 2025", id="a year is no number of states"),
        pytest.param("It named Article 65.", "number Article 65", id="a number is no article"),
        pytest.param("Có hàng trăm nước.", "number hàng trăm", id="hundreds"),
        pytest.param("Có năm nước.", "number năm", id="five, not a year"),
        pytest.param("Có chỉ một nước.", "number một", id="only one"),
        pytest.param("There were 2,500 delegates.", "bound", id="exact for more than"),
        pytest.param("Có gần 2.500 đại biểu.", "bound", id="almost for more than"),
        pytest.param("It was on 24 October 2025.", "date 24 October 2025", id="another day"),
        pytest.param("It was on 25 October 2024.", "date 25 October 2024", id="another year"),
        pytest.param("Đó là năm 2024.", "date 2024", id="a year alone"),
        pytest.param("It was held in Paris.", "name Paris", id="another place"),
        pytest.param("Theo ông Trần Hùng.", "name Hùng", id="another name"),
        pytest.param("Pháp và các nước dự lễ.", "name a body or a country", id="a country at the beginning"),
        pytest.param("Cơ quan UNODC cũng dự.", "name UNODC", id="letters"),
    ],
)
def test_what_a_passage_supports(claim: str, wrong: str | None) -> None:
    told = [Told(s, "vi", "2025-10-25") for s in SAID.split(". ")]
    assert lacking(claim, told, language_of(claim)) == wrong


@pytest.mark.parametrize(
    ("claim", "told", "wrong"),
    [
        pytest.param("He said it on Tuesday.", "Ông nói vào thứ Ba.", None, id="a weekday"),
        pytest.param("It happened on 14 October 2025.", "Việc đó xảy ra hôm qua.", None, id="yesterday"),
        pytest.param("It happened on 13 October 2025.", "Việc đó xảy ra hôm qua.", "date 13 October 2025", id="not yesterday"),
        pytest.param("Đó là vòng thứ tư.", "It was round four.", None, id="the fourth is no Wednesday"),
        pytest.param("It came in the second quarter.", "Việc đó diễn ra trong quý II.", None, id="a Roman quarter"),
        pytest.param("It takes up to 72 hours.", "It takes as long as 72 hours.", None, id="a bound in other words"),
        pytest.param("It takes at least 72 hours.", "It takes up to 72 hours.", "bound", id="the other bound"),
        pytest.param("It takes 72 days.", "It takes 72 hours.", "unit", id="another unit"),
        pytest.param("It needs 40 ratifications.", "It takes effect after at least 40 ratifications.", None, id="a need"),
        pytest.param("The talks over two years ended.", "The talks took two years.", None, id="over a time"),
        pytest.param("Kenyan senators voted.", "Thượng nghị sĩ Kenya đã bỏ phiếu.", None, id="an adjective"),
        pytest.param("Portuguese judges voted.", "Thẩm phán Bồ Đào Nha đã bỏ phiếu.", None, id="an irregular one"),
        pytest.param("Austrian judges voted.", "Thẩm phán Australia đã bỏ phiếu.", "name a body or a country", id="another country"),
        pytest.param("Yes, countries voted.", "Các nước đã bỏ phiếu.", None, id="yes is no name"),
        pytest.param("The two ministries met: the Foreign Ministry and the Ministry of Justice.",
                     "Bộ Ngoại giao và Bộ Tư pháp đã họp.", None, id="counted at sight"),
    ],
)  # fmt: skip
def test_forms_of_the_same(claim: str, told: str, wrong: str | None) -> None:
    assert lacking(claim, [Told(told, language_of(told), "2025-10-15")], language_of(claim)) == wrong


@pytest.mark.parametrize(
    ("claim", "wrong"),
    [
        ("Deputy Foreign Minister Nguyen Minh Vu said so.", None),
        ("Nguyen Minh Vu is a Deputy Minister of Foreign Affairs.", None),
        ("Foreign Minister Nguyen Minh Vu said so.", "name minister"),
        ("Deputy Justice Minister Nguyen Minh Vu said so.", "name deputy minister"),
        ("Prime Minister Bui Thanh Son said so.", "name prime minister"),
        ("Deputy Prime Minister Bui Thanh Son said so.", None),
        ("Deputy Prime Minister Nguyen Minh Vu said so.", "name deputy prime minister nguyen"),
        ("Thứ trưởng Nguyễn Minh Vụ nói vậy.", "name Vụ"),
        ("Thứ trưởng Nguyễn Thanh Vũ nói vậy.", "name deputy minister thanh"),
    ],
)
def test_persons_and_their_offices(claim: str, wrong: str | None) -> None:
    told = "Thứ trưởng Ngoại giao Nguyễn Minh Vũ và Phó Thủ tướng Bùi Thanh Sơn đều nói vậy."
    assert lacking(claim, [Told(told, "vi")], language_of(claim)) == wrong


@pytest.mark.parametrize(
    ("claim", "told", "wrong"),
    [
        pytest.param("Two states signed.", "The second session of the states ended.", "number Two", id="second, two"),
        pytest.param("Hai nước đã ký.", "Phiên họp thứ hai của các nước đã kết thúc.", "number Hai", id="thứ hai, hai"),
        pytest.param("Hai nước đã ký.", "The second session of the states ended.", "number Hai", id="second, hai"),
        pytest.param("The second session ended.", "Hai nước đã họp.", "number second", id="hai, second"),
        pytest.param("Họ gặp nhau 3 lần.", "Họ gặp nhau lần thứ 3.", "number 3", id="lần thứ 3, 3 lần"),
        pytest.param("Họ gặp nhau lần thứ 3.", "Họ gặp nhau 3 lần.", "number 3", id="3 lần, lần thứ 3"),
        pytest.param("They met three times.", "They met for the third time.", "number three", id="third time, three times"),
        pytest.param("Two articles name it.", "Article 2 names it.", "number Two", id="Article 2, two articles"),
        pytest.param("Hai điều nêu việc đó.", "Điều 2 nêu việc đó.", "number Hai", id="Điều 2, hai điều"),
        pytest.param("The second article names it.", "Điều 2 nêu việc đó.", None, id="Điều 2, the second article"),
        pytest.param("This is the second time.", "Đây là lần đầu tiên.", "number second", id="first, second"),
        pytest.param("It was the 80th session.", "Đó là khóa 80.", None, id="an edition in Vietnamese"),
        pytest.param("Vietnam ranks 16th.", "Việt Nam xếp thứ 16.", None, id="a rank"),
        pytest.param("Second, the states met.", "The states met.", None, id="going on with a list"),
        # The 40th that joins makes forty.
        pytest.param("It needs 40 ratifications.", "It takes effect after the 40th ratification.", None, id="40th, 40"),
        pytest.param("Cần có 40 nước phê chuẩn.", "Công ước có hiệu lực khi nước thứ 40 phê chuẩn.", None, id="nước thứ 40"),
        pytest.param("It takes effect after the 40th ratification.", "Công ước cần 40 nước phê chuẩn.", None, id="40, 40th"),
        pytest.param("It needs 40 sessions.", "It takes effect after the 40th ratification.", "number 40", id="of other things"),
        # Shares.
        pytest.param("Two thirds of the states came.", "Hai phần ba số nước đã đến.", None, id="a share"),
        pytest.param("A third of the states came.", "Hai phần ba số nước đã đến.", "number A third", id="another share"),
        pytest.param("Three states came.", "Một phần ba số nước đã đến.", "number Three", id="a part of three"),
        pytest.param("Three quarters came.", "75% số nước đã đến.", None, id="a share in percent"),
        pytest.param("Chưa đến bốn phần mười đã đến.", "38% số nước đã đến.", None, id="under a share"),
        pytest.param("Hơn bốn phần mười đã đến.", "38% số nước đã đến.", "number bốn phần mười", id="not over it"),
        # What a sentence begins with.
        pytest.param("2019: the treaty was begun.", "Công ước được khởi xướng từ năm 2019.", None, id="a timeline's year"),
        pytest.param("2018: the treaty was begun.", "Công ước được khởi xướng từ năm 2019.", "date 2018", id="another one"),
        pytest.param("Despite that, states signed.", "Dù vậy, các nước đã ký.", None, id="an English opener"),
        pytest.param("Tuy vậy, các nước đã ký.", "Still, the states signed.", None, id="a Vietnamese opener"),
        pytest.param("Marwick said that states signed.", "Các nước đã ký.", "name Marwick", id="a name is no opener"),
        pytest.param("A city of a thousand years.", "Thành phố ngàn năm.", None, id="a thousand years"),
    ],
)  # fmt: skip
def test_which_one_is_not_how_many(claim: str, told: str, wrong: str | None) -> None:
    assert lacking(claim, [Told(told, language_of(told), "2025-10-15")], language_of(claim)) == wrong
