"""What a shape makes of the sentences: lines and the citations they lean on, numbered as they come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.answer import Citation, Figure, YesNo
from bot.question.located import Span
from bot.question.value import Part
from bot.reading.value import Judged
from bot.reply.cite import cite, shown
from bot.reply.value import Line
from vectorstore.types import Sentence


@dataclass(frozen=True, slots=True)
class Body:
    """An answer without the words for how sure it is."""

    lines: tuple[Line, ...]
    citations: tuple[Citation, ...]
    lead: str | None = None
    timeline: tuple[Figure, ...] = ()
    verdict: YesNo | None = None


@dataclass
class Quotes:
    """The citations of one part as they are made; a sentence quoted before keeps its number."""

    part: Part
    made: list[Citation] = field(default_factory=list)
    foreign: dict[int, bool] = field(default_factory=dict)  # by number

    def add(self, judged: Judged, spans: Sequence[Span] = (), until: Sentence | None = None) -> int:
        """Cite a sentence, or all from it to *until*; *spans* are marked. Returns its number."""
        start = judged.sentence.start
        marks = tuple((start + a, start + b) for a, b in spans)
        for n, known in enumerate(self.made):
            if known.article_id == judged.article.id and known.start <= start < known.end:
                new = tuple(m for m in marks if m not in known.marks)
                self.made[n] = replace(known, marks=known.marks + new)
                return known.number
        number = len(self.made) + 1
        self.made.append(cite(judged.article, judged.sentence, number, marks, until))
        self.foreign[number] = judged.article.language != self.part.language
        return number

    def add_run(self, judged: Judged, first: Sentence, last: Sentence) -> int:
        """Cite all from *first* to *last* as one quote, of which the sentence of *judged* is one."""
        return self.add(replace(judged, sentence=first), until=last)

    def lines(self) -> tuple[Line, ...]:
        """A line a quote, in the order they were added."""
        return tuple(self.line(c.number) for c in self.made)

    def line(self, number: int) -> Line:
        """The quote of that number."""
        return Line("quote", shown(self.made[number - 1]), (number,), self.foreign[number])

    def under(self, headed: Sequence[tuple[str, int]]) -> tuple[Line, ...]:
        """Quotes by their numbers, each under its heading."""
        return tuple(line for head, n in headed for line in (Line("said", f"{head}:"), self.line(n)))

    def body(
        self,
        before: Sequence[Line] = (),
        after: Sequence[Line] = (),
        lead: str | None = None,
        timeline: Sequence[Figure] = (),
        verdict: YesNo | None = None,
    ) -> Body:
        """The quotes with the lines around them."""
        return Body((*before, *self.lines(), *after), tuple(self.made), lead, tuple(timeline), verdict)
