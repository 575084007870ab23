"""What kind of article would help: from what the question asks for, and from why it was refused."""

from __future__ import annotations

from bot.answer import Answer
from bot.question.value import Kind, Part, Shape
from vectorstore.status.names import name_of

# Where the reason alone says what is missing.
_BY_REASON = {
    "off_subject": "none: it is not about the Convention. Say on your page what the chat is for",
    "forecast": "an announcement, a plan or a calendar of those who decide; what has not happened is never answered",
    "false_premise": "a text that says plainly how it is; the question takes something for granted that no article says",
}
_BY_SHAPE: dict[Shape, str] = {
    "definition": "an explainer that says what it is",
    "reason": "an analysis, or a statement of reasons by those who decided",
    "speech": "the speech itself, or a report that quotes it",
    "comparison": "one text about both sides, or one about each with the same figures",
    "list": "a full list by who organised or decided it",
    "manner": "a guide to the procedure",
    "timeline": "a chronology with days",
    "summary": "a report of the whole",
}
_BY_KIND: dict[Kind, str] = {
    "number": "a report with the figure, what it counts and its day",
    "money": "a budget or a report with the sum, its currency and its day",
    "duration": "a text that says how long it takes or took",
    "date": "an announcement or a chronology with the day",
    "person": "a report that names the person and the office",
    "organisation": "a report that names the body",
    "place": "a report that names the place",
    "provision": "the adopted text (`hanoi ingest --treaty`), or an explainer of its articles",
}
# Of several kinds that a question leaves open, the narrowest comes first.
_KINDS: tuple[Kind, ...] = (
    "money", "duration", "date", "person", "organisation", "place", "provision", "number",
)  # fmt: skip
_TREATY_ACTS = frozenset({"sign", "ratify", "accept", "accede", "deposit"})


def advice(part: Part, now: Answer) -> str:
    """One line, without a full stop."""
    if now.reason in _BY_REASON:
        return _BY_REASON[now.reason]
    newest = ", newer than any there is" if now.reason == "after_newest" else ""
    return f"{_wanted(part)}{_about(part)}{newest}"


def _wanted(part: Part) -> str:
    if part.act in _TREATY_ACTS and (part.countries or part.counted):
        return (
            "rows of the table of parties (`hanoi ingest --add-status`), or a report of who did it and when"
        )
    if part.provisions:
        return "the adopted text (`hanoi ingest --treaty`), or an explainer of the provision"
    if part.shape in _BY_SHAPE:
        return _BY_SHAPE[part.shape]
    if part.shape == "yesno":
        return "a report or a statement that says it one way or the other"
    kind = next((k for k in _KINDS if k in part.kinds), None)
    return _BY_KIND[kind] if kind else "a report or an explainer about it"


def _about(part: Part) -> str:
    """Whom and when it is about, in the question's own terms."""
    countries = [name_of(code, "en") for code in part.countries]
    named = list(dict.fromkeys([*countries, *part.names]))[:4]
    times = [day.isoformat() for day in part.days] or [str(year) for year in part.years]
    of = [f" about {', '.join(named)}"] if named else []
    return "".join([*of, f" in {', '.join(times[:2])}" if times else ""])
