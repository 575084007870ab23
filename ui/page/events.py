"""What happens when the controls are used: Gradio's values in, updates of its components out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from ui.page.chips import chips
from ui.page.examples import Example
from ui.page.frame import footer, greeting, header, undoing
from ui.page.layout import Parts, Update, choices
from ui.page.talk import Talk
from ui.page.transcript import panel, transcript
from ui.page.turns import Turns, dump, load
from ui.strings import choose, words
from vectorstore.types import Filters, Language

# Of the number of a turn; a longer one is none of ours.
_MOST_DIGITS = 4
# Characters of a question in a label: one line on a phone, two with the rest.
MOST_NAMED = 60
# Two rows of them on a phone's screen above the keyboard.
EXAMPLES = 4


@dataclass(frozen=True, slots=True)
class Events:
    """Handlers; each gets what `Parts.asking` lists, after its own inputs."""

    parts: Parts
    talk: Talk

    def opened(self, request: gr.Request, stored: object, turns: Turns, said: str) -> Iterator[Update]:
        """Greet in the document's language, bring back the conversation, ask what the address asks.

        A visitor can be quicker than this event: turns that are there already stay as they are.
        """
        query = {key: str(value) for key, value in dict(request.query_params).items()}
        language, filters = spoken(said), _filters_from(query)
        dressed = self._dressed(language, filters)
        if turns:
            yield dressed
            return
        turns, start = load(stored, self.talk.ids), self.parts.start
        known = self.talk.examples.ready(language)
        hello = {start: gr.update(value=self._greeting(language, known), visible=not turns)}
        yield dressed | self._shown(turns, language) | hello
        if question := query.get("q", "").strip():
            for grown in self.talk.ask(question, turns, filters, language, afresh=True):
                yield self._shown(grown, language)
        # Asked last: for the first visitor of a new index they take a second.
        yield {start: gr.update(value=self._greeting(language, self.talk.examples.answered(language)))}

    def asked(self, question: str, turns: Turns, said: str, *chosen: str | None) -> Iterator[Update]:
        """Answer what is in the box, and empty it."""
        language = spoken(said)
        emptied: Update = {self.parts.box: ""}
        for grown in self.talk.ask(question or "", turns, _filters(*chosen), language):
            yield emptied | self._shown(grown, language)
            emptied = {}

    def clicked(
        self, event: gr.EventData, dropped: Turns, turns: Turns, said: str, *chosen: str | None
    ) -> Iterator[Update]:
        """A button of ours: ask, retry, edit, good, bad, share, undo, or unset of a filter."""
        language = spoken(said)
        data: dict[str, object] = event._data if isinstance(event._data, dict) else {}
        act, turn = data.get("act"), str(data.get("turn"))[:_MOST_DIGITS]
        at = int(turn) if turn.isdecimal() else -1
        if act == "ask":
            yield from self.asked(str(data.get("question", "")), turns, said, *chosen)
        elif act == "retry" and turns:
            yield from self.asked(turns[-1].question, turns[:-1], said, *chosen)
        elif act == "edit" and turns:
            yield {self.parts.box: turns[-1].question}  # what was answered stays
        elif act == "undo" and dropped and not turns:
            yield {self.parts.dropped: ()} | self._shown(dropped, language)
        elif act == "share":
            yield self._shown(self.talk.share(turns, at), language)
        elif act == "unset":
            names = ("since", "until", "as_of", "outlet", "article_language")
            wanted = names if data.get("name") == "all" else [n for n in names if n == data.get("name")]
            yield {getattr(self.parts, name): gr.update(value="") for name in wanted}
        elif act in ("good", "bad"):
            voted = self.talk.vote(turns, at, act == "good")
            opened = gr.update(visible=self.talk.feedback is not None)
            about = gr.update(label=_comment_on(turns, at, language))
            row = {self.parts.voted: at, self.parts.comment_row: opened, self.parts.comment: about}
            yield row | self._shown(voted, language)

    def commented(self, comment: str | None, voted: int, turns: Turns) -> Update:
        """Send the comment with the vote that it belongs to."""
        said = (comment or "").strip()
        if said and 0 <= voted < len(turns):
            self.talk.vote(turns, voted, turns[voted].liked is True, said)
        return {self.parts.comment: "", self.parts.comment_row: gr.update(visible=False)}

    def stopped(self, turns: Turns, said: str) -> Update:
        """Leave the answer as far as it came."""
        return self._shown(self.talk.stop(turns), spoken(said))

    def cleared(self, turns: Turns, said: str) -> Update:
        """Start again; the browser forgets the old conversation, which can be brought back until it closes."""
        language, parts = spoken(said), self.parts
        hello = self._greeting(language, self.talk.examples.answered(language))
        kept = tuple(turn for turn in turns if not turn.working)
        undo = {
            parts.dropped: kept,
            parts.start: gr.update(value=(undoing(language) if kept else "") + hello, visible=True),
        }
        return {parts.comment_row: gr.update(visible=False)} | self._shown((), language) | undo

    def filtered(self, said: str, *chosen: str | None) -> str:
        """Each filter that is set, above the box."""
        return chips(_filters(*chosen), spoken(said), removable=True)

    def _shown(self, turns: Turns, language: Language) -> Update:
        parts, working = self.parts, bool(turns) and turns[-1].working
        following = () if not turns or working else self.talk.following(turns, language)
        shown: Update = {
            parts.turns: turns,
            parts.log: transcript(turns, language, following, self.talk.address),
            parts.start: gr.update(visible=not turns),
            parts.send: gr.update(visible=not working),
            parts.stop: gr.update(visible=working),
        }
        if not working:
            shown[parts.panel] = panel(turns, language, self.talk.examples.articles())
            shown[parts.stored] = dump(turns, self.talk.ids)
        return shown

    def _greeting(self, language: Language, examples: Sequence[Example]) -> str:
        articles, model = self.talk.examples.articles(), self.talk.answerer.model_name
        asked = [example.question for example in examples[:EXAMPLES]]
        return greeting(articles, language, model, asked, self.talk.stale_days)

    def _dressed(self, language: Language, filters: Filters) -> Update:
        parts, model = self.parts, self.talk.answerer.model_name
        articles = self.talk.examples.articles()
        outlets = sorted({article.publisher for article in articles if article.publisher}, key=str.casefold)
        updates = choices(parts, language, outlets)
        values: dict[Any, str | None] = {
            parts.since: filters.since,
            parts.until: filters.until,
            parts.as_of: filters.as_of,
            parts.outlet: filters.publisher if filters.publisher in outlets else "",
            parts.article_language: filters.language,
        }
        for part, value in values.items():
            updates[part] = {**gr.update(), **updates.get(part, {}), "value": value or ""}
        updates[parts.header] = header(language)
        updates[parts.footer] = footer(language, model)
        return updates


def _comment_on(turns: Turns, at: int, language: Language) -> str:
    """Which answer the comment will be about."""
    question = " ".join(turns[at].question.split()) if 0 <= at < len(turns) else ""
    shown = question if len(question) <= MOST_NAMED else f"{question[: MOST_NAMED - 1]}…"
    return words(language)["comment_on"].format(question=shown)


def spoken(code: str) -> Language:
    """The document's language, as the browser sends it back with every event."""
    return choose(code, None)


def _filters(
    since: str | None,
    until: str | None,
    as_of: str | None,
    outlet: str | None,
    article_language: str | None,
) -> Filters:
    """Empty fields become None; a malformed date is refused where every question is checked."""
    return Filters(
        since=(since or "").strip() or None,
        until=(until or "").strip() or None,
        as_of=(as_of or "").strip() or None,
        publisher=outlet or None,
        language="vi" if article_language == "vi" else "en" if article_language == "en" else None,
    )


def _filters_from(query: dict[str, str]) -> Filters:
    """The filters of a permalink."""
    return _filters(*(query.get(key) for key in ("from", "to", "as_of", "outlet", "in")))
