"""Gradio's own API: `client.predict("...", api_name="/ask")` of gradio_client returns the Answer."""

# No `from __future__ import annotations`: Gradio reads the types of the endpoint's signature as they stand.

import json
import logging
import traceback
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.events import api

from ui.api import Question
from ui.logs import event
from ui.programs import Programs
from ui.refusal import UNEXPECTED, refused

API_NAME = "ask"
_INCOMPLETE = (
    'The list "data" needs {wanted} values here: {names}; null for those that you leave out. '
    "POST /api/ask takes the question alone."
)
_HALF = "What was sent holds half a character (a surrogate)."
# A component's error repeats what it was given, up to a whole body; ours are shorter.
_MOST_SAID = 500


class Blocks(gr.Blocks):
    """Gradio's, in which an event that does not fit or fails is one sentence to whoever sent it.

    Gradio itself prints what was sent, with a trace, and gives all of it back in its error; half a character in it
    then ends the stream of answers for good.
    """

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


def add_endpoint(programs: Programs) -> None:
    """The one public endpoint of the page; runs inside a gr.Blocks."""

    async def ask(
        request: gr.Request,
        question: str,
        history: list[str] | None = None,
        as_of: str | None = None,
        since: str | None = None,
        until: str | None = None,
        publisher: str | None = None,
        language: str | None = None,
    ) -> dict[str, Any]:
        """Answer from the articles, each statement quoted from a dated one, or say that they do not answer."""
        fields = {
            "question": question, "history": history or [], "as_of": as_of, "since": since, "until": until,
            "publisher": publisher, "language": language,
        }  # fmt: skip
        assert request.request is not None
        try:
            answer = await programs.ask(request.request, fields)
        except Exception as error:
            refusal = refused(error)
            if refusal.status_code == 500:  # `Blocks` notes it
                raise
            raise gr.Error(str(refusal), print_exception=False) from None
        return answer.to_json()

    api(ask, api_name=API_NAME)
