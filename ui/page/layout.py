"""Gradio's controls and where they stand; what happens when they are used is in `ui.page.events`."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import gradio as gr

from ui.strings import LANGUAGES, words
from vectorstore.types import Language

# Clicks inside our HTML that the server must hear of; the rest is handled by static/page.js.
_CLICKS = """element.addEventListener('click', (event) => {
  const button = event.target.closest('[data-act]');
  if (button) trigger('click', {...button.dataset});
});"""
# Gradio scrambles what it keeps in the browser with this; it is no secret, the page carries it.
_KEPT = ("hanoi-conversation", "hanoi-convention")  # storage key, key
_LABELS = (
    "question send stop new_chat export filters since until as_of as_of_note outlet article_language"
    " comment comment_send placeholder code"
)
I18N = gr.I18n(**{lang: {key: words(lang)[key] for key in _LABELS.split()} for lang in LANGUAGES})
Update = dict[Any, Any]


@dataclass(frozen=True, slots=True)
class Parts:
    """The components, in the order of the page."""

    header: gr.HTML
    start: gr.HTML
    log: gr.HTML
    chosen: gr.HTML
    box: gr.Textbox
    send: gr.Button
    stop: gr.Button
    comment_row: gr.Row
    comment: gr.Textbox
    comment_send: gr.Button
    filters: gr.Accordion
    since: gr.Textbox
    until: gr.Textbox
    as_of: gr.Textbox
    outlet: gr.Dropdown
    article_language: gr.Dropdown
    new: gr.Button
    export: gr.Button
    panel: gr.HTML
    footer: gr.HTML
    turns: gr.State
    language: gr.Textbox
    voted: gr.State
    stored: gr.BrowserState
    dropped: gr.State

    def asking(self) -> list[Any]:
        """What every question is asked with, in the order of `events.Choices`."""
        return [self.turns, self.language, *self.filtering()]

    def filtering(self) -> list[Any]:
        """What a visitor can narrow the articles by."""
        return [self.since, self.until, self.as_of, self.outlet, self.article_language]

    def everything(self) -> list[Any]:
        """Every component, for handlers that change whatever they need to."""
        return [getattr(self, field.name) for field in fields(self)]


def components() -> Parts:
    """Lay the page out; runs inside a gr.Blocks."""
    found: dict[str, Any] = {"header": gr.HTML(elem_id="top", apply_default_css=False)}
    with gr.Row(elem_id="desk", equal_height=False):
        with gr.Column(elem_id="chat", scale=3, min_width=280):
            found |= {name: _html(name, clicks=True) for name in ("start", "log")}
            found["chosen"] = _html("chosen", clicks=True)
            found |= _composer()
        with gr.Column(elem_id="side", scale=2, min_width=280):
            found["panel"] = _html("panel")
    found["footer"] = _html("footer")
    found |= {"turns": gr.State(()), "voted": gr.State(-1), "dropped": gr.State(())}
    # Comes with the document, so that it is known before any event and after a restart of the server.
    found["language"] = gr.Textbox(I18N("code"), visible=False)
    found["stored"] = gr.BrowserState([], storage_key=_KEPT[0], secret=_KEPT[1])
    return Parts(**found)


def choices(parts: Parts, language: Language, outlets: list[str]) -> Update:
    """What the two lists offer; everything else is translated as the page is sent (`ui.page.shell`)."""
    say = words(language)
    languages = [(say["all_languages"], ""), (say["vietnamese"], "vi"), (say["english"], "en")]
    return {
        parts.outlet: gr.update(choices=[(say["all_outlets"], ""), *((name, name) for name in outlets)]),
        parts.article_language: gr.update(choices=languages),
    }


def _composer() -> dict[str, Any]:
    found: dict[str, Any] = {}
    with gr.Row(elem_id="comment-row", visible=False) as row:
        found["comment_row"] = row
        found["comment"] = gr.Textbox(
            label=I18N("comment"), max_length=500, max_lines=3, elem_id="comment", scale=4
        )
        found["comment_send"] = gr.Button(I18N("comment_send"), size="sm", scale=1)
    with gr.Column(elem_id="composer"):
        with gr.Row(elem_id="ask-row", equal_height=True):
            found["box"] = gr.Textbox(
                label=I18N("question"),
                placeholder=I18N("placeholder"),
                max_lines=6,
                autofocus=True,
                elem_id="box",
                scale=8,
                html_attributes=gr.InputHTMLAttributes(enterkeyhint="send", autocomplete="off"),
            )
            found["send"] = gr.Button(I18N("send"), variant="primary", elem_id="send", scale=0, min_width=92)
            found["stop"] = gr.Button(I18N("stop"), elem_id="stop", scale=0, min_width=92, visible=False)
        with gr.Row(elem_id="more-row"):
            found["new"] = gr.Button(I18N("new_chat"), size="sm", elem_id="new", min_width=120)
            found["export"] = gr.Button(I18N("export"), size="sm", elem_id="export", min_width=120)
        found |= _filters()  # last: opening it moves nothing under the pointer
    return found


def _filters() -> dict[str, Any]:
    """Dates become the browser's own date fields in static/page.js; the server checks them anyway."""
    found: dict[str, Any] = {}
    with gr.Accordion(I18N("filters"), open=False, elem_id="filters") as found["filters"]:
        with gr.Row():
            for name in ("since", "until"):
                found[name] = gr.Textbox(label=I18N(name), max_lines=1, elem_id=name, min_width=140)
            found["as_of"] = gr.Textbox(
                label=I18N("as_of"), info=I18N("as_of_note"), max_lines=1, elem_id="as_of", min_width=140
            )
        with gr.Row():
            for name in ("outlet", "article_language"):
                found[name] = gr.Dropdown([("", "")], value="", label=I18N(name), elem_id=name, min_width=140)
    return found


def _html(name: str, *, clicks: bool = False) -> gr.HTML:
    return gr.HTML(
        elem_id="foot" if name == "footer" else name,
        apply_default_css=False,
        js_on_load=_CLICKS if clicks else None,
    )
