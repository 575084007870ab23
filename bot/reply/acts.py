"""Which acts a sentence tells of: signing, ratifying and entering into force are never taken for one another."""

from __future__ import annotations

import re

from bot.question.value import Act

# Only acts that figures are told of; Vietnamese with marks, as articles write them.
_TOLD: dict[Act, str] = {
    "sign": r"\bký\b(?! ức| luật| sự)|\bsign(?:s|ed|ing|ature|atures|atory|atories)?\b",
    "ratify": r"\bphê chuẩn\b|\bratif(?:y|ies|ied|ying|ication|ications)\b",
    "accept": r"\bchấp (?:thuận|nhận)\b|\baccept(?:s|ed|ing|ance|ances)?\b",
    "accede": r"\bgia nhập\b|\bacced(?:e|es|ed|ing)\b|\baccessions?\b",
    "adopt": r"\bthông qua\b|\badopt(?:s|ed|ing|ion)?\b",
    "attend": r"\btham (?:dự|gia)\b|\bdự\b(?! kiến| thảo| án| tính| luật)|\battend(?:s|ed|ing|ance)?\b|\btook part\b|\bparticipat\w+",
    "enter_into_force": r"\bcó hiệu lực\b|\b(?:in|into|enter\w*) force\b",
    "vote": r"\bbỏ phiếu\b|\bvot(?:e|es|ed|ing)\b",
    "arrest": r"\bbắt(?: giữ| giam)?\b(?! đầu| buộc| nguồn| tay)|\barrest(?:s|ed|ing)?\b",
    "deposit": r"\bnộp\b|\bdeposit(?:s|ed|ing)?\b",
}
_COMPILED = {act: re.compile(pattern, re.IGNORECASE) for act, pattern in _TOLD.items()}


def acts_in(text: str) -> set[Act]:
    """The acts that a text tells of."""
    return {act for act, pattern in _COMPILED.items() if pattern.search(text)}


def tells_of(act: Act, text: str) -> bool | None:
    """Whether *text* tells of *act*; None for acts that no list describes."""
    pattern = _COMPILED.get(act)
    return None if pattern is None else pattern.search(text) is not None
