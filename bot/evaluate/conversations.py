"""Conversations as pairs: several turns in one record, each a pair asked with the turns before it and their answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.answer import Answer
from bot.evaluate.pairs import Pair, parse
from bot.question.value import Quoted, Turn

# What a record of a conversation says of all its turns; the rest stands in each turn.
_SHARED = ("lang", "kind", "as_of", "candidate", "tags", "priority", "validated_on", "validated_by")
# More turns are two conversations: a caller may send 20.
MOST_TURNS = 20


def is_conversation(record: object) -> bool:
    """Whether a record holds turns instead of one question."""
    return isinstance(record, Mapping) and "turns" in record


def parse_turns(record: Mapping[str, Any], place: str) -> tuple[list[Pair], list[str]]:
    """A pair of each turn, with its id "conversation#2" and the turns before it; or every problem there is."""
    shared = {name: record[name] for name in _SHARED if name in record}
    turns, problems = record["turns"], list(_faults(record, place))
    if problems:
        return [], problems
    pairs: list[Pair] = []
    for number, turn in enumerate(turns, 1):
        where = f"{place}: turn {number}"
        if not isinstance(turn, Mapping):
            problems.append(f"{where}: must be an object with fields")
            continue
        pair, found = parse(
            {"kind": "conversation", **shared, **turn, "id": f"{record['id']}#{number}"}, where
        )
        problems += found
        if pair is not None:
            pairs.append(_after(pair, pairs))
    return ([], problems) if problems else (pairs, [])


def _faults(record: Mapping[str, Any], place: str) -> Iterator[str]:
    turns = record["turns"]
    if not isinstance(record.get("id"), str) or not record["id"].strip():
        yield f"{place}: id: is missing; every conversation needs id, lang and turns"
    if not isinstance(record.get("lang"), str):
        yield f"{place}: lang: is missing; every conversation needs id, lang and turns"
    if not isinstance(turns, list) or not 1 <= len(turns) <= MOST_TURNS:
        yield f"{place}: turns: must be a list of 1 to {MOST_TURNS} turns"
    for name in ("question", "history"):
        if name in record:
            yield f"{place}: {name}: stands in each turn, not beside turns"
    for number, turn in enumerate(turns if isinstance(turns, list) else (), 1):
        if isinstance(turn, Mapping) and (named := {"id", "history"} & set(turn)):
            yield f"{place}: turn {number}: {min(named)}: follows from its place in the conversation"


def _after(pair: Pair, earlier: Sequence[Pair]) -> Pair:
    return replace(pair, earlier=tuple(earlier), history=tuple(p.question for p in earlier))


def to_records(pairs: Sequence[Pair]) -> list[dict[str, Any]]:
    """As they were written: turns of one conversation in one record."""
    records: list[dict[str, Any]] = []
    turns: dict[str, list[Pair]] = {}
    for pair in pairs:
        name, _, _number = pair.id.rpartition("#")
        if not (pair.earlier or name in turns or _begins(pair, pairs)):
            records.append(pair.to_json())
            continue
        if name not in turns:
            records.append({"id": name})
        turns.setdefault(name, []).append(pair)
    return [{**r, **_conversation(turns[r["id"]])} if list(r) == ["id"] else r for r in records]


def _conversation(turns: Sequence[Pair]) -> dict[str, Any]:
    """What all turns say alike stands beside them, once; `lang` always does."""
    told = [pair.to_json() for pair in turns]
    first = told[0]
    shared = {
        name: first[name]
        for name in _SHARED
        if name in first and all(turn.get(name) == first[name] for turn in told)
    }
    apart = ("id", "history", *shared)
    kept = [{name: value for name, value in turn.items() if name not in apart} for turn in told]
    return {"lang": first["lang"], **shared, "turns": kept}


def _begins(pair: Pair, pairs: Sequence[Pair]) -> bool:
    """Whether a later pair has this one before it."""
    return any(pair in other.earlier for other in pairs)


class Thread:
    """The turns before a pair with their answers, each asked once."""

    def __init__(self, ask: Callable[[Pair], Answer]) -> None:
        self._ask = ask
        self._answered: dict[str, Turn] = {}

    def before(self, pair: Pair) -> tuple[Turn, ...]:
        """What a visitor's page would have sent along."""
        return tuple(self._answered.get(p.id) or self.keep(p, self._ask(p)) for p in pair.earlier)

    def keep(self, pair: Pair, answer: Answer) -> Turn:
        """The turn that *pair* and its *answer* make, kept for those behind it."""
        turn = turn_of(pair.question, answer)
        self._answered[pair.id] = turn
        return turn


def turn_of(question: str, answer: Answer) -> Turn:
    """What a conversation keeps of a question and its answer."""
    quotes = tuple(Quoted(c.article_id, c.quote, c.title, c.published) for c in answer.citations)
    return Turn(question, None, answer.short, answer.text, answer.found, quotes)
