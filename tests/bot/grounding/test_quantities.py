"""Numbers with their nouns: what each counts, and what is exchanged."""

from __future__ import annotations

import pytest

from bot.grounding.compare import Told, lacking
from vectorstore.language import language_of

VI = "Hơn 400 phóng viên của 189 cơ quan và gần 70 đoàn dự 8 phiên chính thức và 5 phiên giữa kỳ."
EN = "More than 400 reporters from 189 outlets and almost 70 delegations came; 19 states of Asia, 21 of Africa."
RANKS = "Việt Nam xếp thứ 16 thế giới; xếp thứ 3 ASEAN; xếp thứ 4 châu Á - Thái Bình Dương."
POLICE = "Có 40 cán bộ cảnh sát quốc tế giàu kinh nghiệm và 30 phóng viên."
CASES = "Of 84 requests 31 were granted and 12 refused."


@pytest.mark.parametrize(
    ("said", "told", "wrong"),
    [
        pytest.param("Có hơn 400 phóng viên.", VI, False, id="as told"),
        pytest.param(
            "Có 189 cơ quan với hơn 400 phóng viên.", VI, False, id="in another order, with their nouns"
        ),
        pytest.param(
            "There were 21 states of Africa and 19 of Asia.", EN, False, id="a list in another order"
        ),
        pytest.param("There were more than 400 reporters.", VI, False, id="in the other language"),
        pytest.param("Có 400 phóng viên.", VI, True, id="exact for more than"),
        pytest.param("Có gần 400 phóng viên.", VI, True, id="almost for more than"),
        pytest.param("There were over 70 delegations.", EN, True, id="over for almost"),
        pytest.param("There were almost 189 outlets.", EN, True, id="almost for exact"),
        pytest.param("Có 189 phóng viên.", VI, True, id="another noun"),
        pytest.param("There were 189 reporters.", EN, True, id="another noun in English"),
        pytest.param("There were 19 states of Africa.", EN, True, id="another part of the world"),
        pytest.param(
            "They came from Africa (19 countries) and Asia (21).", EN, True, id="exchanged in brackets"
        ),
        pytest.param("They came from Africa (21 countries) and Asia (19).", EN, False, id="in brackets"),
        pytest.param("Vietnam ranks 3rd in the world and 16th in ASEAN.", RANKS, True, id="ranks exchanged"),
        pytest.param(
            "Vietnam ranks 16th in the world and 3rd in ASEAN.", RANKS, False, id="ranks as they are"
        ),
        pytest.param(
            "Some 40 experienced international police officers and 30 reporters came.",
            POLICE,
            False,
            id="words between",
        ),
        pytest.param(
            "Some 30 experienced international police officers and 40 reporters came.",
            POLICE,
            True,
            id="exchanged over them",
        ),
        pytest.param("12 were granted and 31 refused.", CASES, True, id="exchanged"),
        pytest.param("31 were granted and 12 refused.", CASES, False, id="not exchanged"),
    ],
)
def test_what_a_number_counts(said: str, told: str, wrong: bool) -> None:
    assert (lacking(said, [Told(told, language_of(told))], language_of(said)) is not None) == wrong
