"""Whether a text holds another one, as pairs mean it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from pathlib import Path

from bot.evaluate.pairs import Pair
from vectorstore.text import nfc

# 40, 2.500 and 40,5 are numbers; "40 nước" and "26/10" are texts.
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def path_as_text(path: Path) -> str:
    """*path* as reports can hold it: a name may be bytes that are no text, and no file could be written with it."""
    return str(path).encode("utf-8", "backslashreplace").decode()


def holds(pair: Pair, texts: Iterable[str]) -> bool:
    """Whether of every group at least one alternative is in one of *texts*."""
    kept = list(texts)
    return all(
        any(contains(text, wanted) for wanted in group for text in kept) for group in pair.must_contain
    )


def contains(text: str, wanted: str) -> bool:
    """Whether *wanted* is in *text*, whatever the case; a bare number only as a whole number.

    "40" is in "40 nước" and "the 40th", but not in "400", "2.540" or "40,5".
    """
    return _pattern(nfc(wanted).casefold()).search(nfc(text).casefold()) is not None


@functools.lru_cache(4096)  # a run asks for the same few hundred texts again and again
def _pattern(wanted: str) -> re.Pattern[str]:
    exact = re.escape(wanted)
    whole = rf"(?<!\d)(?<!\d[.,]){exact}(?!\d)(?![.,]\d)"
    return re.compile(whole if _NUMBER.fullmatch(wanted) else exact)
