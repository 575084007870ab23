"""Put the chat at the root of the server, with Gradio's open doors shut."""

from __future__ import annotations

from typing import Any

import gradio as gr
from fastapi import FastAPI
from starlette.routing import Mount

from ui.answering import Answerer
from ui.page import I18N, Feedback, build_page
from ui.page.examples import Examples
from ui.page.shell import Shell
from ui.settings import Settings
from ui.theme import theme

# Nobody uploads anything here; Gradio's own default is no limit.
NO_UPLOADS = "1kb"


def mount(
    app: FastAPI,
    answerer: Answerer,
    settings: Settings,
    examples: Examples,
    feedback: Feedback | None = None,
) -> None:
    """Mount the chat at /; call it after every other route, which / would hide."""
    page = build_page(answerer, settings, examples, feedback)
    no_docs: dict[str, Any] = {"docs_url": None, "redoc_url": None, "openapi_url": None}
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        root_path=settings.root_path or None,
        app_kwargs=no_docs,
        i18n=I18N,
        theme=theme(),
        max_file_size=NO_UPLOADS,
        show_error=False,
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        enable_monitoring=False,
    )
    mounted = app.routes[-1]
    assert isinstance(mounted, Mount)
    mounted.app = Shell(mounted.app)
