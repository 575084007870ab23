"""The owner's contact line under a refusal: whom to ask when the articles do not answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.answer import Answer
from ui.flight import Piece

# Refusals of questions that a person could answer; what is no question, or off the subject, is nobody's to answer.
_WAY_ON = frozenset({"not_in_articles", "after_newest", "forecast", "false_premise"})


def with_contact(pieces: Iterator[Piece], lines: Mapping[str, str]) -> Iterator[Piece]:
    """*pieces*, the refusal among them ending with the line of its language, if there is one."""
    for piece in pieces:
        line = _line(piece, lines) if isinstance(piece, Answer) else None
        if line and isinstance(piece, Answer):
            yield f"\n\n{line}"
            yield replace(piece, text=f"{piece.text}\n\n{line}")
        else:
            yield piece


def _line(answer: Answer, lines: Mapping[str, str]) -> str | None:
    return lines.get(answer.language) if not answer.found and answer.reason in _WAY_ON else None
