"""The written script of one conversation, walked through the accessibility tree."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.chat import Chat
from tests.browser.serving import answering
from tests.ui.samples import FOUND, REFUSED
from ui.answering import Piece
from ui.question import Asked

# Gradio's own, from its queue's statistics: pandas 3 deprecated two things that it still uses.
pytestmark = pytest.mark.filterwarnings("ignore:('future.no_silent_downcasting'|The copy keyword is)")

SCRIPT = Path(__file__).parent / "screen_reader.md"
_LINE = re.compile(r"- (Do|Hear|Focus): (.+)")
_ACT = re.compile(r'(type|press|follow)(?: (button|link))? ?"?(.*?)"?')
# A whole answer on a machine that does much else.
PATIENCE_S = 20
# Only told by sight, or told again by what is in them.
_UNHEARD = ("InlineTextBox", "generic", "none")


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    def streams(asked: Asked) -> Iterator[Piece]:
        yield replace(REFUSED if "vàng" in asked.question else FOUND, question=asked.question)

    with answering(streams, tmp_path_factory.mktemp("heard")) as address:
        yield address


def told(page: Page) -> tuple[list[str], str]:
    """What a screen reader has to tell, in reading order, and what has focus."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    known, heard, focus = {node["nodeId"]: node for node in nodes}, [], ""

    def walk(node: dict[str, Any]) -> None:
        nonlocal focus
        if not node.get("ignored") and node["role"]["value"] not in _UNHEARD:
            line, focused = _said(node)
            heard.append(line)
            focus = line if focused else focus
        for child in node.get("childIds", []):
            if child in known:
                walk(known[child])

    walk(nodes[0])
    return heard, focus


def _said(node: dict[str, Any]) -> tuple[str, bool]:
    """One node in the words of the script."""
    has = {each["name"]: each["value"].get("value") for each in node.get("properties", [])}
    role = node["role"]["value"].replace("StaticText", "text")
    level = f" {has['level']}" if role == "heading" else ""
    name = " ".join(str(node.get("name", {}).get("value", "")).split())
    state = {True: " expanded", False: " collapsed", None: ""}[has.get("expanded")]
    state += {"true": " pressed", "false": " not pressed"}.get(str(has.get("pressed")).lower(), "")
    state += " polite" if role == "log" and has.get("live") == "polite" else ""
    return f'{role}{level} "{name}"{state}', bool(has.get("focused"))


def missing(wanted: list[str], heard: list[str]) -> str:
    """The first line that is not heard after those before it."""
    rest = iter(heard)
    for line in wanted:
        if not any(said == line or said.startswith(f"{line} ") for said in rest):
            return line
    return ""


def act(chat: Chat, what: str) -> None:
    """What the visitor does, with the keyboard alone."""
    if what == "open the page":
        chat.open()
        return
    found = _ACT.fullmatch(what)
    assert found, f"the script says {what!r}"
    verb, role, words = found.groups()
    if verb == "type":
        chat.page.keyboard.type(words)
    elif role:
        chat.page.get_by_role(role, name=words, exact=True).last.focus()
        chat.page.keyboard.press("Enter")
    else:
        chat.page.keyboard.press(words)


def test_the_conversation_is_heard_as_it_is_written(page: Page, url: str) -> None:
    chat, steps = Chat(page, url), _LINE.findall(SCRIPT.read_text("utf-8"))
    assert len(steps) > 50
    while steps:
        act(chat, steps.pop(0)[1])
        wanted, focus = [], ""
        while steps and steps[0][0] != "Do":
            kind, line = steps.pop(0)
            focus = line if kind == "Focus" else focus
            wanted += [line] if kind == "Hear" else []
        end = time.monotonic() + PATIENCE_S
        while True:
            heard, focused = told(page)
            late = missing(wanted, heard) or (focus if focus and not focused.startswith(focus) else "")
            if not late or time.monotonic() > end:
                break
            time.sleep(0.2)
        assert not late, f"not heard: {late}; focus: {focused}; heard: {heard}"
