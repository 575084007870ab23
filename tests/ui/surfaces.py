"""Everything that a person can be shown of an answer, by surface."""

from __future__ import annotations

import json

from bot.answer import Answer
from ui import export
from ui.answer_id import AnswerIds
from ui.cards import Place, checked
from ui.page.transcript import panel, transcript
from ui.page.turns import Turn, dump, load
from ui.render import answer_html, sources_html, whole_html
from ui.terminal import as_text
from vectorstore.types import Article, Language

IDS = AnswerIds.passing()


def shown(answer: Answer, language: Language, articles: list[Article]) -> dict[str, str]:
    """Everything that a person can be shown of an answer, by surface."""
    place = Place(language)
    turns = (Turn(answer.question, answer=answer),)
    return {
        "text": answer.text,
        "html": answer_html(answer, place),
        "cards": sources_html(answer, place, checked(answer, articles)),
        "api html": whole_html(answer, place, articles),
        "page": transcript(turns, language),
        "panel": panel(turns, language, articles),
        "kept in the browser": transcript(load(json.loads(json.dumps(dump(turns, IDS))), IDS), language),
        "terminal": as_text(answer),
        "plain": export.plain(answer, language),
        "markdown": export.markdown(answer, language),
        "bibtex": export.bibtex(answer),
    }
