"""The chat page: Gradio's controls around HTML that we render and clean ourselves."""

from __future__ import annotations

from typing import Any

import gradio as gr

from ui.page.endpoint import Blocks, add_endpoint
from ui.page.events import Events
from ui.page.layout import I18N, Parts, components
from ui.page.talk import Talk
from ui.programs import Programs
from ui.strings import words

__all__ = ["I18N", "build_page"]

# Page events at once; each waits for the answerer's own pool, which says no when it is full.
PAGE_EVENTS = 40


def build_page(talk: Talk, programs: Programs) -> gr.Blocks:
    """The chat for people, and one endpoint for *programs*."""
    page = Blocks(title=words("vi")["title"], fill_width=True, analytics_enabled=False)
    with page:
        parts = components()
        _wire(page, parts, Events(parts, talk))
        add_endpoint(programs)
        page.queue(default_concurrency_limit=PAGE_EVENTS, max_size=programs.settings.waiting)
    return page


def _wire(page: gr.Blocks, parts: Parts, events: Events) -> None:
    every, asking = parts.everything(), parts.asking()
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    # Gradio counts an event as running for a while after its answer is shown, and in its mode "once" it
    # drops what is pressed meanwhile. A question then waits for the one before; asking.js lets none by twice.
    loading = page.load(events.opened, [parts.stored, parts.turns, parts.language], every, **quiet)
    typed = gr.on(
        [parts.box.submit, parts.send.click],
        events.asked,
        [parts.box, *asking],
        every,
        trigger_mode="multiple",
        **quiet,
    )
    clicks = [
        html.click(events.clicked, [parts.dropped, *asking], every, trigger_mode="multiple", **quiet)
        for html in (parts.start, parts.log, parts.chosen)
    ]
    gr.on(
        [part.change for part in parts.filtering()],
        events.filtered,
        [parts.language, *parts.filtering()],
        [parts.chosen],
        **quiet,
    )
    parts.stop.click(
        events.stopped,
        [parts.turns, parts.language],
        every,
        cancels=[loading, typed, *clicks],
        **quiet,
    )
    gr.on(
        [parts.comment_send.click, parts.comment.submit],
        events.commented,
        [parts.comment, parts.voted, parts.turns],
        every,
        **quiet,
    )
    parts.new.click(
        events.cleared, [parts.turns, parts.language], every, cancels=[loading, typed, *clicks], **quiet
    )
