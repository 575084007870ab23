"""A list names every item once, and says "at least" unless its sentence counts them."""

from __future__ import annotations

from bot.reply.compose import compose
from tests.bot.reply.corpus import ANSWER, Read, part, reading
from vectorstore.index import Index

LIST = {"shape": "list", "kinds": frozenset({"place"}), "act": "sign"}


def test_items_come_from_all_sentences_once(told: Index) -> None:
    asked = part(told, "Which countries signed on the first day?", **LIST)
    read = reading(
        told,
        asked,
        Read("Brazil and Qatar signed"),
        Read("European Union signed", 0.8),
        Read("thay mặt Việt Nam", 0.7),
    )
    draft = compose(asked, read, ANSWER, told)
    assert draft.lead == "At least 5: Brazil, Qatar, South Africa, European Union, Viet Nam"
    assert draft.lines[0].cites == (1, 2, 3)


def test_an_unlikely_sentence_gives_no_item(told: Index) -> None:
    asked = part(told, "Những nước nào đã ký?", **LIST)
    read = reading(told, asked, Read("Brazil and Qatar signed"), Read("thay mặt Việt Nam", 0.3))
    assert compose(asked, read, ANSWER, told).lead == "Ít nhất 3: Brazil, Qatar, Nam Phi"


def test_another_act_gives_no_item(told: Index) -> None:
    asked = part(told, "Which countries signed?", **LIST)
    read = reading(told, asked, Read("Brazil and Qatar signed"), Read("Qatar has ratified", 0.9))
    draft = compose(asked, read, ANSWER, told)
    assert len(draft.citations) == 1


def test_one_item_is_no_list(told: Index) -> None:
    asked = part(told, "Which countries ratified?", **LIST | {"act": "ratify"})
    draft = compose(asked, reading(told, asked, Read("Qatar has ratified")), ANSWER, told)
    assert (draft.lead, len(draft.citations)) == (None, 1)


def test_bodies_are_those_listed_around_the_one_that_is_seen(told: Index) -> None:
    fields = {"shape": "list", "kinds": frozenset({"organisation"}), "act": "criticise"}
    asked = part(told, "Which organisations criticised it?", **fields)
    read = reading(told, asked, Read("Bodies such as", span="Access Now (AN), Human Rights Watch"))
    draft = compose(asked, read, ANSWER, told)
    assert draft.lead == "At least 3: Access Now, Human Rights Watch, Cyber Accord"


def test_no_ministry_is_told_from_other_bodies(told: Index) -> None:
    fields = {"shape": "list", "kinds": frozenset({"organisation"}), "act": "criticise"}
    asked = part(told, "Which ministries criticised it?", **fields)
    read = reading(told, asked, Read("Bodies such as", span="Access Now"))
    assert compose(asked, read, ANSWER, told).lead is None
