"""What a reader sees at once: the bold lead, the verdict, the first two quotes. Strings decide, no model does."""

from __future__ import annotations

from bot.answer import Answer
from bot.evaluate.pairs import Pair
from bot.evaluate.texts import contains, holds

# What counts as yes, as no, and as saying that the articles do not decide it.
_SAYS: dict[str, bool | None] = {"yes": True, "no": False, "not_yet": False, "differ": None, "unsaid": None}


def lead_right(pair: Pair, answer: Answer) -> bool | None:
    """Whether the lead shown is one of those asked for; None without one to judge.

    Without `lead` in the pair, it must hold one of the facts. What is said first of yes or no is `verdict_right`'s.
    """
    if not answer.found or not answer.short or answer.hedged or answer.verdict:
        return None
    if pair.answerable is False:
        return False
    facts = pair.lead or tuple(wanted for group in pair.must_contain for wanted in group)
    return any(contains(answer.short, wanted) for wanted in facts) if facts else None


def verdict_right(pair: Pair, answer: Answer) -> bool | None:
    """Whether yes or no is said rightly; None for a pair that does not ask for it."""
    if not pair.yes:
        return None
    if not answer.found or answer.hedged:
        return pair.yes[0] is None and not answer.found
    if answer.verdict is None:
        return False
    return _SAYS[answer.verdict] == pair.yes[0]


def complete(pair: Pair, answer: Answer, passed: bool) -> bool:
    """Passed, not hedged, the facts of every part in what is said first or in two quotes, lead and verdict not wrong."""
    if not passed or answer.hedged:
        return False
    if not answer.found:
        return pair.answerable is not True
    texts = [*_said_first(answer), *(citation.quote for citation in answer.citations[:2])]
    wrong = lead_right(pair, answer) is False or verdict_right(pair, answer) is False
    return holds(pair, texts) and not wrong


def _said_first(answer: Answer) -> list[str]:
    """The lead, and what stands before the first quote; of a language model's answer all that it says."""
    if answer.mode == "llm":
        return [answer.text, answer.short or ""]
    quotes = [" ".join(citation.quote.split())[:_ALIKE] for citation in answer.citations]
    first: list[str] = [answer.short or ""]
    for paragraph in answer.text.split("\n\n"):
        if any(quote in paragraph for quote in quotes) or "..." in paragraph:
            break
        first.append(paragraph)
    return first


# As much of a quote's beginning tells its paragraph from others; a quote that is cut in front begins with "...".
_ALIKE = 40
