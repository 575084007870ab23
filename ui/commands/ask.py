"""`hanoi ask`: one question, one answer, an exit code that says which kind."""

from __future__ import annotations

import json
import sys

import click

from ui.opening import ANSWERED, NOT_IN_ARTICLES, open_answerer, open_index
from ui.question import MAX_QUESTION, Asked, BadQuestion, check
from ui.settings import Settings
from ui.terminal import plain
from vectorstore.types import Filters


@click.command()
@click.argument("question")
@click.option("--json", "as_json", is_flag=True, help="Print the Answer as one JSON object.")
@click.option("--history", multiple=True, metavar="TEXT", help="An earlier question; repeat, oldest first.")
@click.option("--as-of", metavar="DATE", help="Answer as was known on this day (YYYY-MM-DD).")
@click.option(
    "--explain", is_flag=True, help="Say how it was understood, found, read and decided; with --json too."
)
@click.option("--llm/--no-llm", "llm", default=None, help="With or without the model named in HANOI_LLM.")
def ask(
    question: str, as_json: bool, history: tuple[str, ...], as_of: str | None, explain: bool, llm: bool | None
) -> None:
    """Answer QUESTION from the indexed articles.

    "-" reads the question from standard input. Exit: 0 answered, 4 not in the
    articles, 2 bad usage, 3 the index is missing, busy or unsound.
    """
    text = _from_stdin() if question == "-" else question
    asked = check(text, history, Filters(as_of=as_of))
    settings = Settings.from_env()
    if explain:
        raise click.exceptions.Exit(_explain(settings, asked, as_json))
    if llm and not settings.llm:
        raise click.UsageError("--llm needs a model: set HANOI_LLM, for example to ollama:qwen3:8b.")
    answerer = open_answerer(settings, use_model=llm is not False)
    answer = answerer.ask(asked.question, asked.history, asked.filters)
    if as_json:
        # The bytes are UTF-8 whatever the terminal's locale says: programs read this.
        line = json.dumps(answer.to_json(), ensure_ascii=False) + "\n"
        sys.stdout.buffer.write(line.encode())
    elif sys.stdout.isatty():
        from ui.rich_terminal import show

        show(answer)
    else:
        from ui.terminal import as_text

        sys.stdout.buffer.write((as_text(answer) + "\n").encode())
    raise click.exceptions.Exit(ANSWERED if answer.found else NOT_IN_ARTICLES)


def _explain(settings: Settings, asked: Asked, as_json: bool) -> int:
    """Print why the answer without a language model is what it is; returns the exit code of the answer."""
    from bot.chat import consider
    from bot.steps import explained

    index = open_index(settings)
    try:
        considered = consider(asked.question, index, history=asked.history, filters=asked.filters)
    finally:
        index.close()
    told = explained(considered)
    text = json.dumps(told.record, ensure_ascii=False) if as_json else plain(told.text())
    sys.stdout.buffer.write((text + "\n").encode())
    return ANSWERED if considered.answer.found else NOT_IN_ARTICLES


def _from_stdin() -> str:
    """As much as a question may have and one character more, so that `check` can refuse it."""
    raw = sys.stdin.buffer.read(4 * MAX_QUESTION + 4)
    try:
        return raw.decode().strip("\r\n")
    except UnicodeDecodeError as error:
        if len(raw) > 4 * MAX_QUESTION:  # cut inside a character: too long is what is wrong
            return raw.decode(errors="replace")
        raise BadQuestion(f"The question is not UTF-8 (byte {error.start + 1}). Send it as UTF-8.") from None
