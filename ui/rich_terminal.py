"""The same text as `ui.terminal`, with weight and colour, for a person at a terminal."""

from __future__ import annotations

import re

from rich.console import Console
from rich.text import Text

from bot.answer import Answer
from ui.terminal import as_text, plain


def show(answer: Answer) -> None:
    """Print to stdout; the short answer bold, sources dim, links clickable where the terminal can."""
    text = Text(as_text(answer))
    if answer.short:
        text.highlight_regex(re.escape(plain(answer.short)), "bold")
    text.highlight_regex(r"\[\d+\]", "cyan")
    text.highlight_regex(r"(?m)^ +(?:https?://\S+)$", "dim underline")
    Console(soft_wrap=True, highlight=False).print(text)
