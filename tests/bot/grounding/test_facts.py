"""What a sentence counts that it names itself."""

from __future__ import annotations

import pytest

from bot.grounding.facts import counts_told, facts


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        pytest.param("It was signed by two states, Peru and Chile.", True, id="named behind"),
        pytest.param("Peru and Chile, two states of one coast, signed.", True, id="named right before"),
        pytest.param(
            "Minister Ana Ruiz signed for Peru, with two sessions.", False, id="counts something else"
        ),
        pytest.param("Bà Ana Ruiz ký cho Peru, với hai phiên họp.", False, id="in Vietnamese"),
    ],
)
def test_a_small_count_is_told_only_by_names_beside_it(sentence: str, told: bool) -> None:
    claims = facts(sentence)
    assert counts_told(claims, claims.numbers[0]) is told
