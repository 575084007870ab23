"""Some of the pairs: by tag, kind, id or priority, or those that failed the last time they were asked."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass

from bot.evaluate.pairs import BrokenPairs, Pair


@dataclass(frozen=True, slots=True)
class Choice:
    """Of each that is given, a pair must have one; nothing given is every pair."""

    tags: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()  # a conversation's id means all its turns
    priorities: tuple[str, ...] = ()
    failed: Set[str] | None = None  # ids that failed last time; None: whatever they did

    @property
    def everything(self) -> bool:
        """Whether nothing was asked for."""
        return self == Choice()


def chosen(pairs: Sequence[Pair], choice: Choice) -> tuple[Pair, ...]:
    """The pairs meant, in their order; raises `BrokenPairs` for a word that no pair has, and when none is left."""
    if problems := tuple(_unknown(pairs, choice)):
        raise BrokenPairs(problems)
    kept = tuple(pair for pair in pairs if _meant(pair, choice))
    if not kept and not choice.everything:
        raise BrokenPairs(("no pair has all that was asked for; ask for less, or for one after the other",))
    return kept


def _meant(pair: Pair, choice: Choice) -> bool:
    return (
        (not choice.tags or bool(set(pair.tags) & set(choice.tags)))
        and (not choice.kinds or pair.kind in choice.kinds)
        and (not choice.ids or bool({pair.id, conversation(pair)} & set(choice.ids)))
        and (not choice.priorities or pair.priority in choice.priorities)
        and (choice.failed is None or pair.id in choice.failed)
    )


def conversation(pair: Pair) -> str:
    """The id of the record that a turn stands in; of any other pair its own."""
    name, mark, _ = pair.id.rpartition("#")
    return name if mark else pair.id


def _unknown(pairs: Sequence[Pair], choice: Choice) -> Iterator[str]:
    looked_at: Sequence[tuple[str, tuple[str, ...], Callable[[Pair], Sequence[str]]]] = (
        ("tag", choice.tags, lambda pair: pair.tags),
        ("kind", choice.kinds, lambda pair: (pair.kind,)),
        ("id", choice.ids, lambda pair: (pair.id, conversation(pair))),
    )
    for name, wanted, words_of in looked_at:
        there = dict.fromkeys(word for pair in pairs for word in words_of(pair))
        for word in wanted:
            if word not in there:
                near = difflib.get_close_matches(word, there, 3) or list(there)[:5]
                yield f"no pair has the {name} {word!r}; there is {', '.join(near) or 'none at all'}"
