"""What happened to each item of one ingest, and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any, Literal

Status = Literal["added", "updated", "unchanged", "reprint", "removed", "skipped", "rejected"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one item."""

    source: str
    status: Status
    reason: str = ""  # for reprint, skipped and rejected; of others what was done beside: renamed, converted
    article_id: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """All outcomes in order, and the index that came of them."""

    outcomes: tuple[Outcome, ...]
    articles: int  # in the archive afterwards
    passages: int | None  # in the index; None when none was built or looked at
    built: bool  # whether a new build was made
    took_s: float

    @property
    def counts(self) -> dict[str, int]:
        """How many items had each status."""
        return dict(Counter(outcome.status for outcome in self.outcomes))

    @property
    def has_rejected(self) -> bool:
        """Whether any item could not be taken."""
        return any(outcome.status == "rejected" for outcome in self.outcomes)

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        return {**asdict(self), "counts": self.counts}
