"""Questions of what somebody said, and sentences that report it."""

from __future__ import annotations

import re

from vectorstore.query import Query
from vectorstore.text import fold

from .names import knows, names_in
from .views import View

# Folded; verbs that report speech.
_VERBS_VI = (
    r"noi|phat bieu|khang dinh|nhan manh|cho biet|cho rang|tuyen bo|keu goi|de nghi|bay to|chia se|danh gia|nhan dinh"
    r"|trao doi|cam on|hoan nghenh|thong bao|dan loi|theo"
)
_VERBS_EN = (
    r"sa(?:y|ys|id)|stat(?:e|es|ed)|stress(?:es|ed)?|emphasi[sz](?:e|es|ed)|call(?:s|ed)? (?:on|for|it)|according to|told"
    r"|ask(?:s|ed)|add(?:s|ed)|announce[sd]?|describe[sd]?|urge[sd]?|thank(?:s|ed)|welcome[sd]?|praise[sd]?|wrote|spoke"
)
_REPORTS = re.compile(rf"\b(?:{_VERBS_VI}|{_VERBS_EN})\b|[\"“”«»]")
_ASKS = re.compile(
    r"\b(?:noi|phat bieu|khang dinh|nhan manh|cho biet|tuyen bo|keu goi|chia se) (?:nhung )?(?:gi|dieu gi)\b"
    r"|^what (?:did|does|has|have) .+ (?:say|said|stress(?:ed)?|emphasi[sz]ed?|stated?|announced?|urged?|call(?:ed)? for)\b"
)


def asks_what_was_said(query: Query) -> bool:
    """Whether a question asks for the words of somebody it names."""
    return bool(_ASKS.search(fold(query.question).lower())) and bool(names_in(query))


def reports(query: Query, view: View) -> bool:
    """Whether a sentence reports the words of all whom the question names."""
    spoken = _REPORTS.search(fold(view.text).lower())
    return spoken is not None and all(knows(view, name) for name in names_in(query))
