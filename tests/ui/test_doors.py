"""Of Gradio's routes, only those that its page needs are open."""

from __future__ import annotations

import pytest

from ui.doors import is_open

CLOSED = [
    ("GET", "/assets/" + "a" * 300),
    ("GET", "/static/é.js"),
    ("GET", "/monitoring"),
    ("GET", "/monitoring/summary"),
    ("GET", "/gradio_api/monitoring"),
    ("POST", "/gradio_api/upload"),
    ("GET", "/gradio_api/upload_progress"),
    ("GET", "/gradio_api/file=/etc/passwd"),
    ("GET", "/gradio_api/file/etc/passwd"),
    ("GET", "/gradio_api/proxy=http://169.254.169.254/"),
    ("GET", "/gradio_api/openapi.json"),
    ("GET", "/gradio_api/dev/reload"),
    ("GET", "/gradio_api/token"),
    ("POST", "/gradio_api/run/predict"),
    ("POST", "/gradio_api/api/predict"),
    ("POST", "/gradio_api/stream/1"),
    ("POST", "/gradio_api/process_recording"),
    ("POST", "/gradio_api/vibe-edit/"),
    ("GET", "/gradio_api/runs"),
    ("GET", "/gradio_api/run-history/records"),
    ("GET", "/gradio_api/deep_link"),
    ("GET", "/gradio_api/custom_component/1/client/component/index.js"),
    ("POST", "/login"),
    ("GET", "/logout"),
    ("GET", "/manifest.json"),
    ("GET", "/docs"),
    ("GET", "/redoc"),
    ("GET", "/openapi.json"),
    ("GET", "/assets/../../etc/passwd"),
    ("GET", "/static/"),
    ("POST", "/"),
    ("PUT", "/config"),
    ("DELETE", "/assets/index.js"),
    ("TRACE", "/"),
    ("GET", "/gradio_api/heartbeat/a/b"),
]
OPEN = [
    ("GET", "/"),
    ("HEAD", "/"),
    ("GET", "/config"),
    ("GET", "/assets/index-Ab_9.js"),
    ("GET", "/gradio_api/queue/data"),
    ("POST", "/gradio_api/queue/join"),
    ("GET", "/gradio_api/heartbeat/a1b2"),
    ("POST", "/gradio_api/call/ask"),
]


@pytest.mark.parametrize(("method", "path"), CLOSED)
def test_closed(method: str, path: str) -> None:
    assert not is_open(method, path)


@pytest.mark.parametrize(("method", "path"), OPEN)
def test_open(method: str, path: str) -> None:
    assert is_open(method, path)
