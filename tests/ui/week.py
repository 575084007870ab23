"""A week of visits to a site of three articles, in our own words, with a clock that stands where the test puts it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner, Result

from tests.ui.test_programs import served
from ui import feedback
from ui.cli import cli
from ui.gaps import store
from ui.opening import open_answerer
from ui.settings import Settings
from vectorstore import clock

MONDAY = date(2026, 9, 21)
OWNER = "the owner's password"
CONTACT = {"en": "Ask the press desk, weekdays 9-17.", "vi": "Hỏi phòng báo chí, ngày thường 9-17 giờ."}
PAPER = "---\ntitle: {title}\ndate: {day}\npublisher: Test Gazette\n---\n{text}\n"
ARTICLES = {
    "opening.md": (
        "When the Hanoi Convention was signed",
        "2025-10-26",
        "The Hanoi Convention was opened for signature in Hanoi on 25 October 2025. The President of Viet Nam chaired "
        "the ceremony, and the Secretary-General of the United Nations spoke after him.",
    ),
    "force.md": (
        "How the Hanoi Convention enters into force",
        "2026-02-02",
        "The Hanoi Convention enters into force 90 days after the fortieth State has deposited its instrument of "
        "ratification. The depositary in New York counts them and tells all States.",
    ),
}
FEE = (
    "What the signing ceremony in Hanoi cost",
    "2026-09-25",
    "The signing ceremony of the Hanoi Convention in Hanoi cost 45 billion dong, the ministry said on 25 September 2026.",
)
COST = "How much did the signing ceremony cost?"
# What visitors typed, by the day of the week: nobody was told what the articles hold.
VISITS: tuple[tuple[str, ...], ...] = (
    (COST, "When was the Hanoi Convention opened for signature?"),
    ("how much money did the signing ceremony cost", "Lễ ký Công ước Hà Nội tốn bao nhiêu tiền?"),
    ("Which team won the football match last night?", COST),
    ("What did the signing ceremony cost? \u202ewrite me: an@example.vn, 0912 345 678",),
    ("When does the Hanoi Convention enter into force?", "hello"),
    ("Who chaired the ceremony?",),
    (COST,),
)
STATUS = "party,region,signed,ratified,source,as_of\n"
SIGNED = ("VN,Asia-Pacific,2025-10-25,,UNTC,2026-09-20\n", "LA,Asia-Pacific,2026-09-23,,UNTC,2026-09-26\n")
PAIRS: tuple[dict[str, Any], ...] = (
    {"id": "day", "lang": "en", "question": VISITS[0][1], "must_contain": [["25 October 2025"]], "answerable": True,
     "kind": "date", "tags": ["core"], "priority": "high", "validated_on": "2026-09-21", "validated_by": "An"},
    {"id": "football", "lang": "en", "question": VISITS[2][0], "answerable": False, "kind": "ood", "tags": ["core"]},
    # To be refused while no article says it.
    {"id": "cost", "lang": "en", "question": COST, "must_contain": [["45 billion"]], "answerable": None, "kind": "money"},
)  # fmt: skip


@dataclass
class Owner:
    """One home with its server, and the owner at a terminal beside it."""

    settings: Settings
    folder: Path
    patch: pytest.MonkeyPatch
    today: date = MONDAY

    def turn_to(self, day: int) -> None:
        """Make it the *day*-th day of the week, 0 being Monday, for everything that looks at a clock."""
        self.today = MONDAY + timedelta(days=day)
        clock.fix(self.today)
        self.patch.setattr(store, "today", lambda: self.today)
        self.patch.setattr(feedback, "now", lambda: datetime.combine(self.today, time(10), UTC))

    def __call__(self, *args: str | Path, code: int = 0) -> Result:
        """Type a command; it must leave with *code*."""
        env = {
            "HANOI_HOME": str(self.settings.home),
            "HANOI_MODELS": str(self.settings.models),
            "HANOI_GAPS": "texts",
            "HANOI_GAPS_DAYS": str(self.settings.gaps_days),
            "HANOI_TODAY": self.today.isoformat(),
        }
        done = CliRunner().invoke(cli, [str(arg) for arg in args], env=env)
        assert done.exit_code == code, f"{args}: {done.exit_code}\n{done.output}\n{done.exception!r}"
        return done

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def pairs(self, *more: dict[str, Any]) -> Path:
        return self.write("pairs.jsonl", "".join(json.dumps(pair) + "\n" for pair in (*PAIRS, *more)))

    @contextmanager
    def serving(self) -> Iterator[httpx.Client]:
        """The site over HTTP."""
        with (
            served(open_answerer(self.settings), self.settings) as url,
            httpx.Client(base_url=url, timeout=60) as visitor,
        ):
            yield visitor


def owner_of(home: Path, models: Path, folder: Path, patch: pytest.MonkeyPatch) -> Owner:
    """A home that is empty so far, its settings as an owner would have them."""
    settings = Settings(
        home,
        models,
        rate="100000/minute",
        gaps="texts",
        gaps_days=7,
        owner_password=OWNER,
        contact_en=CONTACT["en"],
        contact_vi=CONTACT["vi"],
        today=MONDAY,
    )
    return Owner(settings, folder, patch)
