"""Where an article ends and its page goes on: headings of lists, repeated titles, shortened teasers."""

from __future__ import annotations

from .lines import Line
from .shapes import ends_sentence, is_button, is_credited, is_cut, is_prose, is_tail_heading, is_title

# After an inline list of links the body is taken to go on when this many paragraphs in a row follow...
_RESUME_RUN = 3
# ...each at least this long (characters): teasers in lists are mixed with titles or shorter.
_RESUME_CHARS = 90
# Links that an inline list may hold.
_INLINE_LINKS = 8


def body_of(lines: list[Line]) -> list[Line]:
    """The lines up to the page's tail, without inline lists of links.

    A tail is recognised only by its form; text that has none comes back whole.
    """
    kept: list[Line] = []
    at = 0
    while at < len(lines):
        if kept and is_tail_heading(lines[at].text):
            resumed = _resume(lines, at + 1)
            if resumed is None:
                break
            at = resumed
        elif kept and _opens_link_list(lines, at):
            break
        elif _is_pair(lines, at):
            at += 2
        else:
            kept.append(lines[at])
            at += 1
    return kept


def _resume(lines: list[Line], at: int) -> int | None:
    """Where the body goes on after a heading, None when it does not."""
    start = at
    while at < len(lines) and at - start <= _INLINE_LINKS and not _is_paragraph(lines[at].text):
        if is_tail_heading(lines[at].text):
            return None
        at += 1
    run = lines[at : at + _RESUME_RUN]
    goes_on = len(run) == _RESUME_RUN and all(_is_paragraph(line.text) for line in run)
    return at if goes_on else None


def _is_paragraph(text: str) -> bool:
    return is_prose(text) and len(text) >= _RESUME_CHARS and not is_credited(text)


def _is_pair(lines: list[Line], at: int) -> bool:
    """A title with its shortened teaser, or with the button below it."""
    if at + 1 >= len(lines) or not is_title(lines[at].text):
        return False
    return is_cut(lines[at + 1].text) or is_button(lines[at + 1].text)


def _opens_link_list(lines: list[Line], at: int) -> bool:
    """A title twice (its picture's text and its link), one teaser, and the same again or the end."""
    if not _is_doubled_title(lines, at):
        return False
    after = at + 2
    if after >= len(lines):
        return True
    # A caption is doubled too, but a blank line parts it from the paragraph below.
    if lines[at + 1].glued and not lines[after].glued:
        return False
    teaser = 0 if _is_doubled_title(lines, after) else 1
    following = after + teaser
    return (
        following >= len(lines)
        or _is_doubled_title(lines, following)
        or is_tail_heading(lines[following].text)
    )


def _is_doubled_title(lines: list[Line], at: int) -> bool:
    if at + 1 >= len(lines) or lines[at].text != lines[at + 1].text:
        return False
    text = lines[at].text
    return not is_credited(text) and (not ends_sentence(text) or text.endswith(("?", "!")))
