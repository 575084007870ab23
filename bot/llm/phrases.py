"""The bot's own words around a language model's."""

from __future__ import annotations

from vectorstore.types import Language

_MISSING: dict[Language, str] = {
    "vi": "Chưa thấy trong các bài viết hiện có: {what}",
    "en": "Not found in the articles at hand: {what}",
}
_MISSING_SOMETHING: dict[Language, str] = {
    "vi": "Các bài viết hiện có chỉ trả lời được một phần câu hỏi.",
    "en": "The articles at hand answer only a part of the question.",
}
_UNVERIFIED: dict[Language, str] = {
    "vi": "Một phần câu trả lời của mô hình ngôn ngữ không kiểm chứng được nên không hiện ở đây.",
    "en": "A part of what the language model answered could not be verified and is not shown.",
}


def missing(what: str, language: Language) -> str:
    """That the articles do not say *what* was asked; "" when that cannot be repeated."""
    if not what:
        return _MISSING_SOMETHING[language]
    return _MISSING[language].format(what=what.rstrip(" .")) + "."


def unverified(language: Language) -> str:
    """That the sentence which answers is not among those shown."""
    return _UNVERIFIED[language]
