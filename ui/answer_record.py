"""An Answer read back from its own JSON, as browsers and files keep it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.answer import Answer, Citation, Figure, Nearest
from vectorstore.types import Basis, Provision

# The filters that a visitor can choose.
CHOSEN = ("since", "until", "as_of", "publisher", "language")


def answer_from(record: Mapping[str, Any]) -> Answer:
    """An Answer from its own JSON; raises TypeError or KeyError on another shape."""
    citations = tuple(
        Citation(
            **{
                **c,
                "voice": c["voice"],
                "based_on": _bases(c),
                "provision": Provision(**c["provision"]) if c["provision"] else None,
                "marks": tuple((int(a), int(b)) for a, b in c["marks"]),
            }
        )
        for c in record["citations"]
    )
    return Answer(
        **{
            **record,
            "citations": citations,
            "timeline": tuple(Figure(**f) for f in record["timeline"]),
            "nearest": tuple(Nearest(**{**n, "based_on": _bases(n)}) for n in record["nearest"]),
            "left_out": tuple(record["left_out"]),
        }
    )


def _bases(record: Mapping[str, Any]) -> tuple[Basis, ...]:
    """A record without them was kept before briefs were told from quotes: a KeyError, and it is left out."""
    return tuple(Basis(**b) for b in record["based_on"])
