"""Parts put together: one text, one numbering."""

from __future__ import annotations

import re

from bot.question.value import Question
from bot.reading.value import Verdict
from bot.reply.compose import compose
from bot.reply.join import joined
from tests.bot.reply.corpus import ANSWER, HEDGE, Read, part, reading
from vectorstore.index import Index


def test_one_part_is_lead_and_quote(told: Index) -> None:
    asked = part(told, "Ai ký thay mặt Việt Nam?", kinds=frozenset({"person"}))
    draft = compose(
        asked, reading(told, asked, Read("Lương Tam Quang", span="Lương Tam Quang")), ANSWER, told
    )
    answer = joined(Question("ai ký cho VN", (asked,), "vi"), [draft], told)
    first, second = answer.text.split("\n\n")
    assert first == "Lương Tam Quang [1]."
    assert second.startswith(
        "“Thượng tướng Lương Tam Quang thay mặt Việt Nam ký Công ước.” — Báo Mới, 26/10/2025 [1]"
    )
    assert (answer.question, answer.short, answer.found) == ("ai ký cho VN", "Lương Tam Quang", True)


def test_each_part_is_answered_or_named_as_missing(told: Index) -> None:
    who = part(told, "Who signed for Viet Nam?", kinds=frozenset({"person"}), act="sign", countries=("VN",))
    many = part(
        told, "How many countries signed?", kinds=frozenset({"number"}), counted=("countries",), act="sign"
    )
    place = part(told, "Where is the secretariat?", kinds=frozenset({"place"}))
    drafts = [
        compose(who, reading(told, who, Read("Lương Tam Quang", span="Lương Tam Quang")), ANSWER, told),
        compose(
            many, reading(told, many, Read("74 countries", span="74"), Read("72 countries")), ANSWER, told
        ),
        compose(place, reading(told, place), Verdict("refuse", 0.1, "not_in_articles"), told),
    ]
    answer = joined(Question("?", (who, many, place), "en"), drafts, told)
    assert answer.found
    assert "How many countries signed?\n\n74 countries [2]." in answer.text
    assert "No article says where this was." in answer.text
    assert [c.number for c in answer.citations] == [1, 2, 3]
    assert {int(n) for n in re.findall(r"\[(\d)\]", answer.text)} == {1, 2, 3}
    assert [f.citation for f in answer.timeline] == [2, 3]
    # A Vietnamese quote is marked as such, a brief is no quotation.
    assert "— Báo Mới, 26 October 2025, in Vietnamese [1]" in answer.text
    assert (
        "By March 2026 the number stood at 74 countries that have signed the Convention. — our summary"
        in answer.text
    )


def test_one_sentence_for_two_parts_is_one_citation(told: Index) -> None:
    one, two = (part(told, f"Câu {n}?", kinds=frozenset({"person"})) for n in (1, 2))
    drafts = [compose(p, reading(told, p, Read("Lương Tam Quang")), ANSWER, told) for p in (one, two)]
    answer = joined(Question("?", (one, two), "vi"), drafts, told)
    assert len(answer.citations) == 1


def test_nothing_found_says_why(told: Index) -> None:
    asked = part(told, "Điều 99 quy định gì?", convention=True)
    draft = compose(asked, reading(told, asked), Verdict("refuse", 0.1, "provision"), told)
    answer = joined(Question("?", (asked,), "vi", foreign=True), [draft], told)
    assert (answer.found, answer.reason, answer.citations) == (False, "not_in_articles", ())
    assert answer.nearest
    assert answer.text.endswith("tiếng Việt và tiếng Anh.")


def test_what_answers_two_parts_is_told_once(told: Index) -> None:
    who = part(told, "Ai ký?", kinds=frozenset({"person"}))
    whom = part(told, "Thay mặt nước nào?", kinds=frozenset({"place"}))
    drafts = [
        compose(who, reading(told, who, Read("Lương Tam Quang", span="Lương Tam Quang")), ANSWER, told),
        compose(whom, reading(told, whom, Read("Lương Tam Quang", span="Việt Nam")), ANSWER, told),
    ]
    text = joined(Question("?", (who, whom), "vi"), drafts, told).text
    assert text.startswith(
        "Ai ký? Thay mặt nước nào?\n\nLương Tam Quang [1].\n\nViệt Nam [1].\n\n“Thượng tướng"
    )
    assert text.count("Báo Mới") == 1


def test_a_hedge_stands_on_its_own_part_alone(told: Index) -> None:
    one, two = (part(told, f"Câu {n}?", kinds=frozenset({"person"})) for n in (1, 2))
    drafts = [
        compose(one, reading(told, one, Read("Lương Tam Quang", span="Lương Tam Quang")), ANSWER, told),
        compose(two, reading(told, two, Read("Lương Tam Quang")), HEDGE, told),
    ]
    first, second = joined(Question("?", (one, two), "vi"), drafts, told).text.split("Câu 2?")
    assert "không chắc" not in first
    assert "không chắc" in second
