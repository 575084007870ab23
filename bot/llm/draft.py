"""An answer in the making: sentences that passed, their citations in our numbering, and what was held back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot import wording
from bot.answer import Answer, Citation, Figure
from bot.llm.ground import Ground, Grounded, Part
from bot.llm.sentences import Said
from bot.llm.sources import Proof, Source
from bot.quote import cite

# What the prompt lets a model write when the passages do not answer: no sentence, so not "held back".
_NOTHING = "NONE"
# Of a sentence held back this much is kept for whoever looks into it.
_KEPT_CHARACTERS = 300
_CLOSING = ".,;:!?…)”»"


class Draft:
    """Built on the reader's *answer*, which it becomes again when nothing passes."""

    def __init__(self, answer: Answer, ground: Ground) -> None:
        self._answer, self._ground = answer, ground
        self._citations: list[Citation] = []
        self._left_out: list[str] = []
        self._text = ""
        self._values: set[float] = set()
        self._break = False  # the sentence before ended a line
        self.count = 0

    @property
    def held(self) -> int:
        """How many sentences were held back."""
        return len(self._left_out)

    def take(self, sentence: Said) -> str:
        """What may be shown now because of *sentence*: itself with its markers, or nothing."""
        if sentence.text.strip(" .*\"'`") == _NOTHING:
            return ""
        checked = self._ground.check(sentence.text)
        if not isinstance(checked, Grounded) or self._outdated(checked):
            self._left_out.append(sentence.text[:_KEPT_CHARACTERS])
            return ""
        self._values |= {n.value for n in checked.facts.numbers}
        self.count += 1
        shown = self._added(self._written(checked.parts))
        self._break = sentence.ends_line
        return shown

    def completed(self) -> str:
        """What the reader found first, quoted, unless the model said it or nothing at all."""
        if not self.count or self._holds(self._answer.citations[0]):
            return ""
        first = self._answer.citations[0]
        self._break = True
        return self._added(
            wording.quoted(replace(first, number=self._numbered(first)), self._answer.language)
        )

    def finished(self) -> Answer:
        """The answer; the reader's own when nothing was said."""
        if not self.count:
            return replace(self._answer, left_out=tuple(self._left_out))
        timeline = tuple(self._told_again(figure) for figure in self._answer.timeline)
        short = self._answer.short
        return replace(
            self._answer,
            text=self._text,
            mode="llm",
            short=short if short and short in self._citations[0].quote else None,
            citations=tuple(self._citations),
            timeline=timeline,
            left_out=tuple(self._left_out),
        )

    def _outdated(self, said: Grounded) -> bool:
        """An older figure before the newest one has been told."""
        if not self._answer.timeline:
            return False
        newest = self._answer.timeline[0].value
        values = {n.value for n in said.facts.numbers}
        older = {f.value for f in self._answer.timeline} - {newest}
        return bool(values & older) and newest not in values | self._values

    def _added(self, text: str) -> str:
        if not self._text:
            lead = wording.hedge(self._answer.language) + "\n\n" if self._answer.hedged else ""
        else:
            lead = "\n\n" if self._break else " "
        self._text += lead + text
        return lead + text

    def _written(self, parts: Sequence[Part]) -> str:
        text = ""
        for part in parts:
            said = part.text.strip()
            text += said if not text or said[:1] in _CLOSING else f" {said}"
            numbers = dict.fromkeys(self._cited(source, proof) for source, proof in part.proofs)
            text += " " * bool(numbers) + "".join(f"[{n}]" for n in numbers)
        return text

    def _cited(self, source: Source, proof: Proof) -> int:
        return self._numbered(cite(source.article, proof.sentence, len(self._citations) + 1))

    def _numbered(self, citation: Citation) -> int:
        """The number of a citation that holds this one's quote; a new one when there is none."""
        for known in self._citations:
            if known.article_id == citation.article_id and known.start <= citation.start < known.end:
                return known.number
        self._citations.append(replace(citation, number=len(self._citations) + 1))
        return len(self._citations)

    def _holds(self, citation: Citation) -> bool:
        """Whether the short answer is told, or the sentence that holds it cited."""
        short = self._answer.short
        if short and short.casefold() in self._text.casefold():
            return True
        return any(
            c.article_id == citation.article_id and c.start < citation.end and citation.start < c.end
            for c in self._citations
        )

    def _told_again(self, figure: Figure) -> Figure:
        quoted = next(c for c in self._answer.citations if c.number == figure.citation)
        return replace(figure, citation=self._numbered(quoted))
