"""What is missing, in the question's own terms."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.question.value import Provision
from bot.reply.missing import what_is_missing
from tests.bot.reply.corpus import part
from vectorstore.index import Index

WHO, WHEN, MANY = {"kinds": {"person"}}, {"kinds": {"date"}}, {"kinds": {"number"}}


@pytest.mark.parametrize(
    ("text", "reason", "fields", "wanted"),
    [
        ("Ai chủ trì?", None, WHO | {"act": "chair"}, "Không bài viết nào nêu tên người chủ trì."),
        ("Who signed?", None, WHO | {"act": "sign", "countries": ("BR",)},
         "No article says who signed it for Brazil."),
        ("When did it?", None, WHEN | {"act": "ratify", "countries": ("BR",)},
         "No article says when Brazil ratified it."),
        ("Khi nào?", None, WHEN | {"act": "enter_into_force"},
         "Không bài viết nào cho biết Công ước có hiệu lực khi nào."),
        ("How many?", None, MANY | {"act": "attend", "counted": ("journalists",)},
         "No article says how many journalists attended."),
        ("Bao nhiêu?", None, MANY | {"counted": ("phong", "vien")},
         "Không bài viết nào cho biết có bao nhiêu phóng viên."),
        ("Has it?", None, {"shape": "yesno", "act": "ratify", "countries": ("QA",)},
         "The articles do not say whether Qatar ratified it."),
        ("Can I be jailed?", None, {"shape": "yesno", "act": "arrest"}, "The articles do not say whether this is so."),
        ("Điều 70?", "provision", {"provisions": (Provision("article", 70),)},
         "Không bài viết nào tôi có nói Điều 70 của Công ước quy định gì."),
        ("And Brazil?", "country", {"countries": ("BR",)}, "No article names Brazil in this."),
        ("On that day?", "time", {"days": (date(2025, 11, 3),)}, "No article says this of 3 November 2025."),
        ("In 2030?", "after_newest", {},
         "The newest article I have is of 2 March 2026; it cannot know this."),
        # What we would word may not be what was asked: then no more than its kind is said.
        ("Who decided to set up the committee led by Lê An?", None, WHO | {"act": "chair"},
         "No article names this person."),
        ("Ai quyết định lập ban do Lê An chủ trì?", None, WHO | {"act": "chair"}, "Không bài viết nào nêu tên người này."),
        ("Who chaired the signing for Mongolia?", None, WHO | {"act": "chair", "countries": ("MN",)},
         "No article names this person."),
        ("When did Brazil ratify its new code?", None, WHEN | {"act": "ratify", "countries": ("BR",)},
         "No article says when this was."),
        ("Which country signed first?", None, {"kinds": {"place"}, "act": "sign"}, "No article answers this question."),
        ("Which country signed?", None, {"kinds": {"place"}, "act": "sign"}, "No article says which country signed it."),
        ("Nước nào đã ký?", None, {"kinds": {"place"}, "act": "sign"},
         "Không bài viết nào cho biết nước nào ký Công ước."),
        ("Where was it signed?", None, {"kinds": {"place"}, "act": "sign"}, "No article says where it was signed."),
        ("Would the EU's ratification count towards forty?", None, {"shape": "yesno", "act": "ratify", "countries": ("EU",)},
         "The articles do not say whether this is so."),
        # A reason that lacks what it speaks of falls back on the kind.
        ("Who?", "country", WHO, "No article names this person."),
    ],
)  # fmt: skip
def test_what_is_missing(told: Index, text: str, reason: Any, fields: dict[str, Any], wanted: str) -> None:
    asked = part(told, text, **{**fields, "kinds": frozenset(fields.get("kinds", ()))})
    assert what_is_missing(asked, reason, "2026-03-02") == wanted
