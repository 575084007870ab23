"""What stands on the chat page before its scripts run, or where none do: header, greeting, box and examples.

Without scripts the box is an ordinary form that `ui.plain_answer` answers; with them static/asking.js keeps what is
typed and pressed, and takes this away once the chat below it is whole.
"""

from __future__ import annotations

from collections.abc import Sequence

from ui.markup import esc
from ui.page.frame import greeting, header
from ui.page.talk import Talk
from ui.page.transcript import panel
from ui.question import MAX_QUESTION
from ui.strings import words
from vectorstore.types import Language

# As many as `ui.page.events` shows, so that nothing moves when the chat takes over.
EXAMPLES = 4


def first(talk: Talk, language: Language) -> str:
    """The whole first screen; never waits for the examples of a new index."""
    articles = talk.examples.articles()
    hello = greeting(articles, language, talk.answerer.model_name, (), talk.stale_days)
    known = [example.question for example in talk.examples.ready(language)[:EXAMPLES]]
    return (
        f'<div id="first"><div class="firsts">{header(language)}<div class="pair"><div class="talk">{hello}'
        f"{_examples(known, language)}{question_form(language)}</div>"
        f'<div class="beside">{panel((), language, articles)}</div></div></div></div>'
    )


def question_form(language: Language, typed: str = "") -> str:
    """The box as a form; what is asked stands in the address, so it can be gone back to."""
    say = words(language)
    return (
        f'<form class="ask" action="ask" method="get"><input type="hidden" name="lang" value="{language}">'
        f'<textarea name="q" rows="1" maxlength="{MAX_QUESTION}" required enterkeyhint="send" autocomplete="off" '
        f'aria-label="{esc(say["question"])}" placeholder="{esc(say["placeholder"])}">{esc(typed)}</textarea>'
        f'<button type="submit">{esc(say["send"])}</button></form>'
    )


def _examples(questions: Sequence[str], language: Language) -> str:
    """Each a button that sends itself."""
    if not questions:
        return ""
    items = "".join(f'<li><button name="q" value="{esc(q)}">{esc(q)}</button></li>' for q in questions)
    return (
        f'<form class="try" action="ask" method="get"><input type="hidden" name="lang" value="{language}">'
        f'<p class="label">{esc(words(language)["examples"])}</p><ul>{items}</ul></form>'
    )
