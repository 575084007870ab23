"""Remember what a function makes of a text, in a bounded number of bytes: long texts are never kept.

What a visitor writes goes through these too. Counting the entries alone, some thousand words of 2,000 characters
would take what all words of all articles take.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TypeVar

Made = TypeVar("Made")


def remembered(entries: int, longest: int) -> Callable[[Callable[[str], Made]], Callable[[str], Made]]:
    """Keep the latest *entries* results, of texts of at most *longest* characters; the others are made anew."""

    def keeping(make: Callable[[str], Made]) -> Callable[[str], Made]:
        kept = functools.lru_cache(entries)(make)

        @functools.wraps(make)
        def known(text: str) -> Made:
            return kept(text) if len(text) <= longest else make(text)

        return known

    return keeping
