"""An answer in the making: sentences that passed, those that wait for a judge, and those that failed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.answer import Answer, Citation, Figure
from bot.grounding.compare import Told, lacking
from bot.grounding.facts import facts
from bot.llm import phrases
from bot.llm.checks import Checked, Failed, check
from bot.llm.evidence import Evidence, Line
from bot.llm.markup import MARKER, forbidden, plain
from bot.llm.meaning import Meaning
from bot.llm.sentences import Said
from bot.reply import missing, wording
from bot.reply.cite import cite
from bot.reply.decline import nearest
from vectorstore.types import Hit

# Of a sentence held back this much is kept for whoever looks into it.
_KEPT_CHARACTERS = 300
# What was asked and is not told is repeated up to this length.
_LONGEST_MISSING = 200
# Of a list, a timeline or a summary so many items must be left for it to be one when its first cannot be verified.
_MOST = 2 / 3
_NOTHING = "NONE"
_MISSING = ("MISSING:", "THIẾU:")
_END = ".!?…”»)"

State = Literal["passed", "open", "failed"]


@dataclass(slots=True)
class _Item:
    said: str
    ends_line: bool
    checked: Checked | Failed
    odds: float | None
    state: State
    shown: bool = False


class Draft:
    """Built on the reader's *answer*, which it becomes again when what answers cannot be verified.

    The first sentence answers; where *listed*, each is an item beside the others.
    """

    def __init__(
        self,
        answer: Answer,
        question: str,
        evidence: Evidence,
        meaning: Meaning,
        *,
        judged: bool,
        listed: bool = False,
    ) -> None:
        self._answer, self._question, self._evidence = answer, question, evidence
        self._meaning, self._judged, self._listed = meaning, judged, listed
        self._items: list[_Item] = []
        self._citations: list[Citation] = []
        self._text = ""
        self._break = False  # the sentence before ended a line
        self._values: set[float] = set()
        self._missing: str | None = None
        self.says_nothing = False

    @property
    def count(self) -> int:
        """How many sentences were taken."""
        return len(self._items)

    @property
    def failures(self) -> int:
        """How many of them failed."""
        return sum(item.state == "failed" for item in self._items)

    def take(self, sentence: Said) -> None:
        """One more sentence of the model."""
        bare = MARKER.sub("", sentence.text).strip(" .*\"'`")
        if bare == _NOTHING:
            self.says_nothing = not self._items
        elif sentence.text.startswith(_MISSING):
            self._missing = self._repeatable(sentence.text.partition(":")[2])
        else:
            self._items.append(self._weighed(sentence.text, sentence.ends_line))

    def open(self) -> dict[int, Checked]:
        """The sentences that a judge must see, by number from 1."""
        return {
            n: item.checked
            for n, item in enumerate(self._items, 1)
            if item.state == "open" and isinstance(item.checked, Checked)
        }

    def settle(self, verdicts: Mapping[int, str | None], *, final: bool = False) -> None:
        """Take a judge's *verdicts*; *final*: what he said nothing of is left to the local reader."""
        for number in self.open():
            item = self._items[number - 1]
            if number in verdicts:
                why = verdicts[number]
                self._decide(item, "its sentences do not say: " + why if why else None)
            elif final:
                opinion = self._meaning.opinion(item.odds, judged=False)
                self._decide(item, None if opinion == "yes" else "it could not be verified")

    def failed(self) -> dict[int, Failed]:
        """By place, from 0."""
        return {
            n: item.checked
            for n, item in enumerate(self._items)
            if item.state == "failed" and isinstance(item.checked, Failed)
        }

    def retry(self, again: Mapping[int, str]) -> None:
        """Sentences written again, in the places of those that failed; only the local reader judges them."""
        for place, text in again.items():
            item = self._weighed(text, True, judged=False)
            if item.state == "passed":
                self._items[place] = item

    def ready(self) -> str:
        """What may be shown now: all that passed, in order, up to the first sentence that is open."""
        if not self._items or self._items[0].state != "passed":
            return ""
        return self._show()

    def citations(self) -> tuple[Citation, ...]:
        """What the sentences cite that passed or may still pass."""
        lines = [
            line
            for item in self._items
            if item.state != "failed" and isinstance(item.checked, Checked)
            for line in item.checked.lines
        ]
        return tuple(_cited(line) for line in dict.fromkeys(lines))

    def finished(self, hits: Sequence[Hit]) -> Answer:
        """The answer."""
        if self.says_nothing and not any(item.state == "passed" for item in self._items):
            return self._unanswered(hits)
        left_out = tuple(i.said[:_KEPT_CHARACTERS] for i in self._items if i.state == "failed")
        answers = bool(self._items) and self._items[0].state == "passed"
        passed = sum(item.state == "passed" for item in self._items)
        if not answers and (not passed or (self._answer.found and not self._most_items(passed))):
            return replace(self._answer, left_out=left_out)
        self._show()
        notes = [] if answers else [phrases.unverified(self._answer.language)]
        if self._missing is not None:
            notes.append(phrases.missing(self._missing, self._answer.language))
        return self._told("\n\n".join((self._text, *notes)), left_out)

    def _most_items(self, passed: int) -> bool:
        return self._listed and passed > 1 and passed >= _MOST * len(self._items)

    def rest(self) -> str:
        """What stands behind the sentences when all is done."""
        return phrases.missing(self._missing, self._answer.language) if self._missing is not None else ""

    def _told(self, text: str, left_out: tuple[str, ...]) -> Answer:
        timeline = tuple(self._told_again(figure) for figure in self._answer.timeline)
        short = self._answer.short
        return replace(
            self._answer,
            text=text,
            found=True,
            reason=None,
            nearest=(),
            mode="llm",
            hedged=False,
            short=short if short and short in self._citations[0].quote else None,
            citations=tuple(self._citations),
            timeline=timeline,
            missing=self._missing,
            left_out=left_out,
        )

    def _unanswered(self, hits: Sequence[Hit]) -> Answer:
        """The model says that the passages do not answer: a sure reader's quotes are then hedged, others not shown."""
        answer = self._answer
        if not answer.found:
            return answer
        if answer.hedged:
            text = missing.NO_ANSWER[answer.language]
            return replace(
                answer,
                text=text,
                found=False,
                reason="not_in_articles",
                short=None,
                hedged=False,
                citations=(),
                timeline=(),
                nearest=nearest(hits),
            )
        return replace(answer, text=f"{wording.hedge(answer.language)}\n\n{answer.text}", hedged=True)

    def _weighed(self, text: str, ends_line: bool, *, judged: bool | None = None) -> _Item:
        checked = check(text, self._evidence, self._answer.language)
        if isinstance(checked, Failed) or self._outdated(checked):
            if isinstance(checked, Checked):
                checked = Failed(checked.text, "an older figure comes before the newest one")
            return _Item(text, ends_line, checked, None, "failed")
        odds = self._meaning.odds(checked, self._evidence)
        opinion = self._meaning.opinion(odds, judged=self._judged if judged is None else judged)
        item = _Item(text, ends_line, checked, odds, "open")
        if opinion != "open":
            self._decide(item, None if opinion == "yes" else "its sentences do not mean that")
        return item

    def _decide(self, item: _Item, why: str | None) -> None:
        if why is None:
            item.state = "passed"
            self._values |= {n.value for n in facts(item.checked.text).numbers}
        else:
            item.state, item.checked = "failed", Failed(item.checked.text, why)

    def _outdated(self, said: Checked) -> bool:
        """An older figure before the newest one has been told, without its date."""
        if not self._answer.timeline:
            return False
        claims = facts(said.statement)
        newest = self._answer.timeline[0].value
        values = {n.value for n in claims.numbers}
        older = {f.value for f in self._answer.timeline} - {newest}
        return bool(values & older) and not claims.days and newest not in values | self._values

    def _repeatable(self, what: str) -> str:
        """*what* is missing, when it names and counts nothing that the question does not; else ""."""
        what = plain(MARKER.sub("", what))
        asked = Told(self._question, self._answer.language, around=self._answer.text)
        if not what or len(what) > _LONGEST_MISSING or forbidden(what):
            return ""
        return "" if lacking(what, [asked], self._answer.language) else what

    def _show(self) -> str:
        before = len(self._text)
        for item in self._items:
            if item.state == "open":
                break
            if item.state == "passed" and not item.shown:
                assert isinstance(item.checked, Checked)
                self._add(item.checked)
                item.shown, self._break = True, item.ends_line
        return self._text[before:]

    def _add(self, checked: Checked) -> None:
        numbers = dict.fromkeys(self._numbered(_cited(line)) for line in checked.lines)
        marks = "".join(f"[{n}]" for n in numbers)
        body = checked.text.rstrip(_END)
        lead = ("\n\n" if self._break else " ") if self._text else ""
        self._text += f"{lead}{body} {marks}{checked.text[len(body) :] or '.'}"

    def _numbered(self, citation: Citation) -> int:
        """The number of a citation that holds this one's quote; a new one when there is none."""
        for known in self._citations:
            if known.article_id == citation.article_id and known.start <= citation.start < known.end:
                return known.number
        self._citations.append(replace(citation, number=len(self._citations) + 1))
        return len(self._citations)

    def _told_again(self, figure: Figure) -> Figure:
        quoted = next(c for c in self._answer.citations if c.number == figure.citation)
        return replace(figure, citation=self._numbered(quoted))


def _cited(line: Line) -> Citation:
    return cite(line.article, line.sentence, 1)
