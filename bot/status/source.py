"""The table as a source: a citation of ours, based on where the rows come from."""

from __future__ import annotations

from bot.answer import STATUS, Citation
from bot.status.lookup import StatusAnswer
from vectorstore.types import OURSELVES, Language

_TITLE: dict[Language, str] = {
    "vi": "Tình trạng ký và phê chuẩn Công ước Hà Nội",
    "en": "Signatures and ratifications of the Hanoi Convention",
}


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
