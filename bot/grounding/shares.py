"""Parts of a whole in both languages: "two-thirds", "a quarter of", "hai phần ba", "2/3"."""

from __future__ import annotations

import functools
import re

from bot.grounding.which import Number, ordinals
from bot.question import lexicon

_DIGITS_SHARE = re.compile(r"(?<![\w/.,-])([1-9])/([2-9]|10)(?![\w/%]|[.,]\d)")


def shares(text: str) -> list[Number]:
    """All of them, each as the part that it is (0..1 mostly)."""
    found = [
        Number(*m.span(), table[m[1].lower()] / table[m[2].lower()], "share")
        for pattern, table in _share_patterns()
        for m in pattern.finditer(text)
    ]
    return found + [Number(*m.span(), int(m[1]) / int(m[2]), "share") for m in _DIGITS_SHARE.finditer(text)]


@functools.cache
def _share_patterns() -> tuple[tuple[re.Pattern[str], dict[str, int]], ...]:
    """With what their words are worth."""
    vi = dict(lexicon.ones("vi")) | {"tư": 4}
    whole = {w: n for w, n in lexicon.ones("en").items() if n < 10}
    parts = {w: n for w, n in ordinals().items() if 2 < n <= 10} | {"quarter": 4}
    en = whole | {"a": 1} | parts | {f"{w}s": n for w, n in parts.items()}
    some, few, of = "|".join(w for w in whole if w != "one"), "|".join(vi), "|".join(parts)
    return (
        (re.compile(rf"(?<!\w)({few}) phần ({few})(?!\w)", re.IGNORECASE), vi),
        (re.compile(rf"(?<!\w)({some})[ -]((?:{of})s)(?!\w)", re.IGNORECASE), en),
        (re.compile(rf"(?<!\w)(one)[ -]({of})(?!\w)", re.IGNORECASE), en),
        (re.compile(rf"(?<!\w)(a) ({of})(?= of(?!\w))", re.IGNORECASE), en),
    )
