"""Put the chat at the root of the server, with Gradio's open doors shut."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import gradio as gr
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount

from ui.page import I18N, build_page
from ui.page.first import first
from ui.page.shell import Shell
from ui.page.talk import Talk
from ui.programs import Programs
from ui.theme import theme

Answering = Callable[[Request, Exception], Awaitable[Response]]
# Nobody uploads anything here; Gradio's own default is no limit.
NO_UPLOADS = "1kb"


def mount(app: FastAPI, talk: Talk, programs: Programs, answers: Mapping[type[Exception], Answering]) -> None:
    """Mount the chat at /; call it after every other route, which / would hide.

    *answers* say what comes of an event that is none of the page's.
    """
    page = build_page(talk, programs)
    no_docs: dict[str, Any] = {"docs_url": None, "redoc_url": None, "openapi_url": None}
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        root_path=programs.settings.root_path or None,
        app_kwargs=no_docs,
        i18n=I18N,
        theme=theme(),
        max_file_size=NO_UPLOADS,
        show_error=False,
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        enable_monitoring=False,
        mcp_server=False,  # ours is `ui.mcp_tool`
    )
    mounted = app.routes[-1]
    assert isinstance(mounted, Mount)
    assert isinstance(mounted.app, FastAPI)
    for kind, answering in answers.items():
        mounted.app.add_exception_handler(kind, answering)
    mounted.app = Shell(mounted.app, lambda language: first(talk, language))
