"""Gradio's Blocks, in which an event that does not fit or fails is one sentence to whoever sent it.

Gradio itself prints what was sent, with a trace, and gives all of it back in its error; half a character in it then
ends the stream of answers for good.
"""

from __future__ import annotations

import json
import logging
import traceback
from pathlib import Path
from typing import Any

import gradio as gr

from ui.api import Question
from ui.logs import event
from ui.page.endpoint import API_NAME
from ui.refusal import UNEXPECTED

_INCOMPLETE = (
    'The list "data" needs {wanted} values here: {names}; null for those that you leave out. '
    "POST /api/ask takes the question alone."
)
_HALF = "What was sent holds half a character (a surrogate)."
# A component's error repeats what it was given, up to a whole body; ours are shorter.
_MOST_SAID = 500


class Blocks(gr.Blocks):
    """What the page is built in."""

    def validate_inputs(self, block_fn: Any, inputs: list[Any]) -> None:
        """Gradio calls it before every event."""
        if len(inputs) < len(block_fn.inputs):
            public = block_fn.api_name == API_NAME
            names = ", ".join(Question.model_fields) if public else "as the page sends them"
            raise _error(_INCOMPLETE.format(wanted=len(block_fn.inputs), names=names))
        super().validate_inputs(block_fn, inputs)

    async def process_api(self, *args: Any, **named: Any) -> Any:
        """What goes wrong in an event is one line of the log, without what was sent."""
        if not _is_text([named.get("inputs"), getattr(named.get("event_data"), "_data", None)]):
            raise _error(_HALF)
        try:
            return await super().process_api(*args, **named)
        except gr.Error as error:
            raise _error(str(error.message)[:_MOST_SAID]) from None
        except StopAsyncIteration:  # the end of a handler that yields
            raise
        except Exception as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            at = f"{Path(last.filename).name}:{last.lineno}"
            event("page event failed", logging.WARNING, error=type(error).__name__, at=at)
            raise _error(UNEXPECTED) from None


def _error(message: str) -> gr.Error:
    return gr.Error(message, print_exception=False)


def _is_text(sent: object) -> bool:
    """Whether all of it can be written as UTF-8; it came as JSON, a turn that is kept here apart."""
    try:
        json.dumps(sent, ensure_ascii=False, default=lambda other: None).encode()
    except (UnicodeEncodeError, RecursionError):
        return False
    return True
