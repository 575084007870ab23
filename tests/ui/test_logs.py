"""A log line is one JSON object, whatever is in it."""

from __future__ import annotations

import io
import json
import logging
import sys
from collections.abc import Iterator

import pytest

from ui.logs import LOGGER, JsonLines, event, log_to_stderr


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What our logger writes."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    monkeypatch.setattr(LOGGER, "handlers", [handler])
    before = LOGGER.level
    LOGGER.setLevel(logging.INFO)
    yield written
    LOGGER.setLevel(before)


def test_an_event_is_one_line_with_its_fields(lines: io.StringIO) -> None:
    event("answer", question="Ai ký?\n\x1b[2J", ms=3.5, odd=object)
    assert lines.getvalue().count("\n") == 1
    line = json.loads(lines.getvalue())
    assert line["event"] == "answer"
    assert line["level"] == "info"
    assert line["question"] == "Ai ký?\n\x1b[2J"
    assert line["time"].endswith("+00:00")
    assert "\x1b" not in lines.getvalue()


def test_a_trace_stays_on_the_line(lines: io.StringIO) -> None:
    try:
        raise ValueError("broken")
    except ValueError:
        event("failed", logging.ERROR, trace=True, id="a")
    assert lines.getvalue().count("\n") == 1
    assert "ValueError: broken" in json.loads(lines.getvalue())["trace"]


@pytest.mark.parametrize(("terminal", "level"), [(True, logging.WARNING), (False, logging.INFO)])
def test_a_person_at_a_terminal_is_shown_only_what_went_wrong(
    monkeypatch: pytest.MonkeyPatch, terminal: bool, level: int
) -> None:
    before = {name: logging.getLogger(name) for name in ("hanoi", "uvicorn")}
    kept = {name: (logger.handlers, logger.propagate, logger.level) for name, logger in before.items()}
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal, raising=False)
    try:
        log_to_stderr()
        assert LOGGER.level == level
    finally:
        for name, logger in before.items():
            logger.handlers, logger.propagate, was = kept[name]
            logger.setLevel(was)
