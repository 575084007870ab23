"""Thirty questions on the five real articles, answered over HTTP by two honest models and by two liars."""

from __future__ import annotations

import json
import re
import statistics
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from bot.answer import Answer, Quotes
from bot.llm.answer import stream
from bot.llm.speaker import Speaker
from bot.llm.waiting import Limits
from tests.bot.llm.honest import mark_of, replies
from tests.bot.llm.protocols import Told
from tests.bot.llm.scripted import Script, is_judging, is_repairing, verdicts
from tests.conftest import SHARED
from vectorstore.index import Index

QUESTIONS = SHARED / "lab" / "llm_loop" / "questions.jsonl"
_MARK = re.compile(r"\[([0-9a-f]{10})\]")
PATIENT = Limits(30, 120)


@dataclass
class Model:
    """Replies from a fixture; sentences that a prompt does not show are written down."""

    name: str
    judge: str  # what it says of every statement
    asked: dict[str, str]  # question to its id
    unseen: list[str] = field(default_factory=list)

    def __call__(self, told: Told) -> str:
        if is_judging(told):
            return verdicts(told, self.judge)
        if is_repairing(told):
            return "1: NONE"
        user = told[-1]["content"]
        question = re.split(r"(?:Question|Câu hỏi): ", user)[-1]
        numbers = {mark_of(text): n for n, text in re.findall(r"^\[(\d+)\] (.*)$", user, re.MULTILINE)}
        reply = replies(self.name).get(self.asked.get(question, ""), "NONE")
        self.unseen += [mark for mark in _MARK.findall(reply) if mark not in numbers]
        return _MARK.sub(lambda m: f"[{numbers[m[1]]}]" if m[1] in numbers else "", reply)


@dataclass
class Run:
    """What came of thirty questions."""

    said: int = 0  # sentences that the model wrote
    shown: int = 0
    calls: list[int] = field(default_factory=list)
    answers: dict[str, Answer] = field(default_factory=dict)
    readers: dict[str, Answer] = field(default_factory=dict)
    unseen: list[str] = field(default_factory=list)


def run(name: str, judge: str, speaker_for: Callable[..., Speaker], index: Index) -> Run:
    """Ask everything."""
    if not QUESTIONS.is_file():
        pytest.skip("REAL INPUT MISSING: ../shared/lab is not beside the repository")
    questions = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    model = Model(name, judge, {" ".join(q["question"].split()): q["id"] for q in questions})
    script = Script(reply=model, piece=60)
    speaker, done = speaker_for(script, PATIENT), Run()
    for q in questions:
        before = len(script.requests)
        pieces = list(stream(q["question"], index, model=speaker, history=q["history"]))
        answer, first = pieces[-1], pieces[0]
        assert isinstance(answer, Answer)
        written = [
            s for s in replies(name).get(q["id"], "").splitlines() if not s.startswith(("NONE", "MISSING"))
        ]
        done.said += len(written)
        done.shown += len(written) - len(answer.left_out) if answer.mode == "llm" else 0
        done.calls.append(len(script.requests) - before)
        done.answers[q["id"]] = answer
        done.readers[q["id"]] = first.answer if isinstance(first, Quotes) else answer
    done.unseen = model.unseen
    return done


@pytest.mark.parametrize("name", ["honest", "honest_again"])
def test_an_honest_model_is_shown(name: str, speaker_for: Callable[..., Speaker], real_index: Index) -> None:
    done = run(name, "yes", speaker_for, real_index)
    print(f"{done.shown} of {done.said} honest sentences shown; calls a question: {statistics.median(done.calls)} in the "
          f"median, {max(done.calls)} at most; {len(done.unseen)} sentences not in their prompt")  # fmt: skip
    assert done.shown >= 0.9 * done.said
    assert statistics.median(done.calls) <= 2
    spoken = [a for a in done.answers.values() if a.mode == "llm"]
    assert len(spoken) >= 25
    assert not any(a.hedged for a in spoken)
    # None without a sentence that is cited, and each quote is its article's.
    for answer in spoken:
        assert answer.citations
        for citation in answer.citations:
            article = real_index.article(citation.article_id)
            assert article
            assert article.text[citation.start : citation.end] == citation.quote
    assert done.answers["o28"].missing  # a part that no article tells
    assert not done.answers["o26"].found  # NONE with a doubting reader


@pytest.mark.parametrize("name", ["liar", "liar_again"])
def test_a_liar_before_an_honest_judge(
    name: str, speaker_for: Callable[..., Speaker], real_index: Index
) -> None:
    done = run(name, 'no "it"', speaker_for, real_index)
    assert done.shown == 0
    for key, answer in done.answers.items():
        reader = done.readers[key]
        assert answer.mode == "reader"
        # A doubting reader may be silent as well, where the model says NONE.
        assert answer.found == reader.found or (reader.hedged and not answer.found)
