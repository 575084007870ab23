"""Yes or no only when a sentence states or denies exactly that."""

from __future__ import annotations

from dataclasses import replace

from bot.reply.compose import compose
from tests.bot.reply.corpus import ANSWER, Read, part, reading
from vectorstore.index import Index

YES, NO = replace(ANSWER, yes=True), replace(ANSWER, yes=False)


def test_not_yet(told: Index) -> None:
    asked = part(told, "Công ước có hiệu lực chưa?", shape="yesno", act="enter_into_force")
    draft = compose(asked, reading(told, asked, Read("chưa có hiệu lực", yes=-4)), NO, told)
    assert (draft.lead, draft.verdict) == ("Chưa", "not_yet")
    assert draft.lines[0].text == "Chưa (tính đến 27/10/2025)"


def test_no_says_what_is_so(told: Index) -> None:
    asked = part(
        told, "Có phải cả 80 nước đã ký không?", shape="yesno", numbers=("80",), counted=("nuoc",), act="sign"
    )
    draft = compose(asked, reading(told, asked, Read("Kết thúc hai ngày", yes=-4, span="72")), NO, told)
    assert draft.verdict == "no"
    # 72 and 64 both count countries that signed: which one stands against 80 is not known.
    assert draft.lead == "Không"
    draft = compose(asked, reading(told, asked, Read("65 quốc gia", yes=-4)), NO, told)
    assert draft.lead == "Không: 65 quốc gia"


def test_yes(told: Index) -> None:
    asked = part(told, "Did Qatar ratify it?", shape="yesno", act="ratify", countries=("QA",))
    draft = compose(asked, reading(told, asked, Read("Qatar has ratified", yes=5)), YES, told)
    assert (draft.lead, draft.verdict) == ("Yes", "yes")


def test_undecided_is_quoted_without_a_verdict_before_it(told: Index) -> None:
    asked = part(told, "Did Qatar ratify it?", shape="yesno")
    draft = compose(asked, reading(told, asked, Read("Brazil and Qatar signed", yes=0.2)), ANSWER, told)
    assert (draft.lead, draft.verdict) == (None, "unsaid")
    assert [line.kind for line in draft.lines] == ["quote"]
    assert len(draft.citations) == 1


def test_two_articles_of_one_day_differ(told: Index) -> None:
    asked = part(told, "Có 72 nước ký phải không?", shape="yesno")
    read = reading(told, asked, Read("72 nước", yes=4), Read("72 countries", yes=-4))
    draft = compose(asked, read, YES, told)
    assert draft.verdict == "differ"
    assert draft.lines[0].cites == (1, 2)


def test_the_newer_of_two_articles_is_right(told: Index) -> None:
    asked = part(told, "Did 74 countries sign?", shape="yesno")
    read = reading(told, asked, Read("74 countries", yes=4), Read("72 countries", 0.8, yes=-4))
    assert compose(asked, read, YES, told).verdict == "yes"
