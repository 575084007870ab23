"""Kinds of thing and shapes of answer."""

from __future__ import annotations

import pytest

from bot.question.anatomy import anatomy
from bot.question.spoken import language_in


@pytest.mark.parametrize(
    ("question", "shape", "kinds"),
    [
        ("Bao nhiêu nước đã ký?", "fact", "number"),
        ("may chuong vay", "fact", "number"),
        ("How many countries signed?", "fact", "number"),
        ("Lễ ký diễn ra ngày nào?", "fact", "date"),
        ("Ngày mấy tháng mấy khai mạc?", "fact", "date"),
        ("When was it adopted?", "fact", "date"),
        ("Đàm phán kéo dài bao lâu?", "fact", "duration"),
        ("sau bao nhiêu ngày thì có hiệu lực", "fact", "duration"),
        ("Lễ ký tốn bao nhiêu tiền?", "fact", "money"),
        ("Ai chủ trì họp báo?", "fact", "person"),
        ("thu truong nao bao cao", "fact", "person"),
        ("Buổi tổng duyệt diễn ra ở đâu?", "fact", "place"),
        ("Which agency hosts the secretariat?", "fact", "organisation"),
        ("Tội lừa đảo nằm ở điều nào?", "fact", "provision"),
        ("Vì sao gọi là Công ước Hà Nội?", "reason", "text"),
        ("How does it protect human rights?", "manner", "text"),
        ("Những nước nào không ký?", "list", "place"),
        ("List the countries that signed", "list", "place"),
        ("Mỹ có ký không?", "yesno", ""),
        ("Công ước có hiệu lực chưa?", "yesno", ""),
        ("Công ước có hiệu lực rồi đúng không?", "yesno", ""),
        ("Có phải cả 72 nước ký hết trong ngày đầu không?", "yesno", ""),
        ("Did Japan sign?", "yesno", ""),
        ("Is it 40 signatures or 40 ratifications?", "fact", ""),
        ("Does it have 68 or 71 articles?", "fact", ""),
        ("Does it ban hate speech or fake news?", "yesno", ""),
        ("Was there a vote when it was adopted?", "yesno", ""),
        ("Is the Budapest Convention the same?", "yesno", ""),
        ("Công ước nói gì về AI?", "fact", "text"),
        ("Bạn có biết ai ký không?", "fact", "person"),
        ("Can you tell me who signed?", "fact", "person"),
        ("Công ước Hà Nội là cái gì vậy?", "definition", "text"),
        ("So sánh số nước ký hai ngày", "comparison", "number"),
        ("tóm tắt công ước giúp tôi", "summary", "text"),
        ("Ông Phạm Thế Tùng nói gì về lễ ký?", "speech", "text"),
        ("What did António Guterres say in Hanoi?", "speech", "text"),
        ("What does the convention say about ransomware?", "fact", "text"),
        ("Điều 17 nói gì?", "fact", "text"),
    ],
)
def test_shape_and_kinds(question: str, shape: str, kinds: str) -> None:
    a = anatomy(question, language_in(question, ()))
    assert (a.shape, " ".join(sorted(a.kinds))) == (shape, kinds)
