"""Gradio's own API: `client.predict("...", api_name="/ask")` of gradio_client returns the Answer."""

# No `from __future__ import annotations`: Gradio reads the types of the endpoint's signature as they stand.

from typing import Any

import gradio as gr
from gradio.events import api

from ui.api import Question
from ui.programs import Programs
from ui.refusal import Refused, refused

API_NAME = "ask"
_INCOMPLETE = (
    'The list "data" needs {wanted} values here: {names}; null for those that you leave out. '
    "POST /api/ask takes the question alone."
)


class Blocks(gr.Blocks):
    """Gradio's, which says nothing about a question of fewer values than the endpoint has."""

    def validate_inputs(self, block_fn: Any, inputs: list[Any]) -> None:
        """Gradio calls it before the endpoint."""
        if block_fn.api_name == API_NAME and len(inputs) < len(block_fn.inputs):
            names = ", ".join(Question.model_fields)
            message = _INCOMPLETE.format(wanted=len(block_fn.inputs), names=names)
            raise gr.Error(message, print_exception=False)
        super().validate_inputs(block_fn, inputs)


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
            raise gr.Error(str(refused(error)), print_exception=not isinstance(error, Refused)) from None
        return answer.to_json()

    api(ask, api_name=API_NAME)
