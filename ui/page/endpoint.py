"""Gradio's own API: `client.predict("...", api_name="/ask")` of gradio_client returns the Answer."""

# No `from __future__ import annotations`: Gradio reads the types of the endpoint's signature as they stand.

from typing import Any

import gradio as gr
from gradio.events import api

from ui.programs import Programs
from ui.refusal import refused

API_NAME = "ask"


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
            if refusal.status_code == 500:  # `ui.page.blocks` notes it
                raise
            raise gr.Error(str(refusal), print_exception=False) from None
        return answer.to_json()

    api(ask, api_name=API_NAME)
