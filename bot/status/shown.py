"""The table's answer as an `Answer`: one citation of ours, based on where the rows come from."""

from __future__ import annotations

from datetime import date

from vectorstore import clock
from vectorstore.index import Index
from vectorstore.types import OURSELVES, Filters, Language

from ..answer import STATUS, Answer, Citation
from ..wording import quoted, short_line
from .answer import StatusAnswer, status_answer

_TITLE: dict[Language, str] = {
    "vi": "Tình trạng ký và phê chuẩn Công ước Hà Nội",
    "en": "Signatures and ratifications of the Hanoi Convention",
}


def from_table(
    question: str, alone: str, language: Language, index: Index, filters: Filters | None
) -> Answer | None:
    """The answer to *question*, which stands alone as *alone*; None when the table does not say.

    Whoever asks for certain articles (an outlet, a language, a span of days) is not answered from the table.
    """
    chosen = filters or Filters()
    if chosen.publisher or chosen.language or chosen.since or chosen.until or not index.status:
        return None
    as_of = date.fromisoformat(chosen.as_of) if chosen.as_of else None
    said = status_answer(alone, language, index.status, today=clock.today(), as_of=as_of)
    if said is None:
        return None
    citation = cited(said, language)
    text = quoted(citation, language)
    if said.short:
        text = f"{short_line(said.short, 1)}\n\n{text}"
    build = index.manifest.build
    return Answer(
        question, text, True, language, short=said.short, citations=(citation,), build=build, confidence=1.0
    )


def cited(said: StatusAnswer, language: Language) -> Citation:
    """The table as a source."""
    end = len(said.text)
    at = said.text.find(said.short) if said.short else -1
    return Citation(
        1, STATUS, _TITLE[language], OURSELVES, said.as_of.isoformat(), "stated", None, "status.csv", said.text,
        0, end, 0, end, said.text,
        marks=((at, at + len(said.short)),) if said.short and at >= 0 else (),
        voice="brief",
        based_on=said.sources,
    )  # fmt: skip
