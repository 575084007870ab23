"""Requests that once stopped the server, and others made to be unlike each other and as long as may be."""

from __future__ import annotations

import random
from collections.abc import Callable

from ui.question import MAX_OUTLET, MAX_QUESTION, MAX_TURNS

ATTACKS: dict[str, Callable[[], dict[str, object]]] = {
    "a run of spaces in a follow-up": lambda: {"question": "and a" + " " * 1990 + "b", "history": ["Where?"]},
    "the same of no-break spaces": lambda: {
        "question": "còn " + "\u00a0" * 1990 + "b",
        "history": ["Ở đâu?"],
    },
    "the same of ideographic spaces": lambda: {
        "question": "what about" + "\u3000" * 1980 + "b",
        "history": ["Why?"],
    },
    "twenty turns of capitals": lambda: {"question": "and there?", "history": ["A " * 500] * MAX_TURNS},
    "twenty turns of hyphens": lambda: {"question": "Còn đó thì sao?", "history": ["A-" * 500] * MAX_TURNS},
    "five turns as long as they may be": lambda: {"question": "and it?", "history": ["a- " * 1_300] * 5},
    "twenty turns of marks": lambda: {"question": "and he?", "history": ["a" + "\u0301" * 999] * MAX_TURNS},
    "slashes": lambda: {"question": ("1/" * 1000)[:MAX_QUESTION]},
    "dates": lambda: {"question": ("25/10 " * 400)[:MAX_QUESTION]},
    "questions in a question": lambda: {"question": ("có phải a có " * 200)[:MAX_QUESTION]},
    "sentences in a question": lambda: {"question": ("Who signed? And why? " * 100)[:MAX_QUESTION]},
    "conjunctions": lambda: {"question": ("và ai và ở đâu và khi nào " * 100)[:MAX_QUESTION]},
    "abbreviations": lambda: {"question": ("TTK LHQ, " * 300)[:MAX_QUESTION]},
    "one word": lambda: {"question": "a" * MAX_QUESTION},
    "letters without marks": lambda: {"question": ("cong uoc ha noi " * 130)[:MAX_QUESTION]},
}


def hostile(rng: random.Random, n: int) -> dict[str, object]:
    """A request unlike every other, as long as may be."""
    letters = "abcdeghik Đếư\u0301-/.,?1"
    noise = "".join(rng.choice(letters) for _ in range(rng.choice((10, 300, MAX_QUESTION - 10))))
    body: dict[str, object] = {"question": f"{n} {noise}"}
    if n % 3 == 0:
        body["publisher"] = f"{n}{noise}"[:MAX_OUTLET]
    if n % 5 == 0:
        body["history"] = [noise[:1_900]] * 3
    if n % 7 == 0:
        body = {"question": f"{n}", "publisher": (noise * 400)[:100_000]}
    return body


def turn_of(rng: random.Random) -> dict[str, object]:
    """A stored turn as a browser might forge it."""
    long = "x" * rng.choice((3, 2_000, 20_000))
    citation = {
        "number": 1,
        "quote": long,
        "title": "<script>",
        "url": "javascript:1",
        "published": "2025-10-25",
    }
    answer = {
        "question": long,
        "text": f"forged {long}",
        "found": True,
        "language": "vi",
        "citations": [citation],
    }
    answer |= {"timeline": [], "nearest": [], "left_out": [], "build": "forged"}
    turn: dict[str, object] = {"question": long, "answer": rng.choice([answer, None, 3, []]), "id": "A" * 43}
    turn |= {"filters": {"since": None, "until": None, "as_of": None, "publisher": long, "language": None}}
    return turn | {
        "partial": long,
        "error": rng.choice([None, long]),
        "stopped": True,
        "liked": rng.choice([None, True, 7]),
    }
