"""What new articles did to fixed pairs: asked before and after with one code and one model, and again without each article."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.answer import Answer
from bot.evaluate.baseline import Change, Kept, compare, of, quoted
from bot.evaluate.made import Made
from bot.evaluate.pairs import Pair
from bot.evaluate.run import Results
from vectorstore.types import Filters

if TYPE_CHECKING:
    from vectorstore.index import Index

# The answer to a pair as it would be without some articles, by their ids.
AskWithout = Callable[[Pair, tuple[str, ...]], Answer]
# Articles that a pair is asked again without, one by one; an answer cites three at most, then and now.
_TRIED = 8


@dataclass(frozen=True, slots=True)
class Because:
    """A pair whose result changed, and the articles that changed it."""

    change: Change
    articles: tuple[str, ...]  # sources; () when no single one explains it
    sure: bool  # asked without them, it is answered as before

    @property
    def line(self) -> str:
        """For a terminal."""
        was, now = (("passed" if kept.passed else "failed") for kept in (self.change.was, self.change.now))
        verdict = f"{was} -> {now}" if was != now else f"still {now}, {', '.join(self.change.what)} changed"
        return f"{self.change.id}: {verdict}, {self.why}"

    @property
    def why(self) -> str:
        """The articles in words."""
        named = ", ".join(self.articles) or "the new articles together"
        return f"{'because of' if self.sure else 'probably because of'} {named}"


def changed(before: Results, after: Results, index: Index, ask: AskWithout) -> tuple[Because, ...]:
    """Each pair that came out otherwise; *index* and *ask* are of the articles as they are now."""
    pairs = {outcome.pair.id: outcome.pair for outcome in after.outcomes}
    found = compare(after, of(before))
    ids: dict[str, list[str]] = {}
    for article in index.articles():
        ids.setdefault(article.source, []).append(article.id)
    changes = (*found.lost, *found.won, *found.changed)
    return tuple(
        _because(change, pairs[change.id], (before.about.made, after.about.made), ids, ask)
        for change in changes
    )


def _because(
    change: Change, pair: Pair, made: tuple[Made, Made], ids: dict[str, list[str]], ask: AskWithout
) -> Because:
    others = _differing(made)
    if len(others) == 1:  # one code, one model and one source that differs: nothing else can have done it
        return Because(change, tuple(others), sure=True)
    suspects = _suspects(change, made)
    here = [source for source in suspects if source in ids]
    for source in here[:_TRIED]:
        if _as_before(ask(pair, tuple(ids[source])), change.was):
            return Because(change, (source,), sure=True)
    new = [source for source in others if source in ids]
    if len(new) > 1 and _as_before(ask(pair, tuple(i for source in new for i in ids[source])), change.was):
        return Because(change, (), sure=True)
    return Because(change, tuple(suspects), sure=False)


def _as_before(answer: Answer, was: Kept) -> bool:
    """Whether words, quotes and sources are those of before."""
    told = (answer.found, answer.text, *quoted(answer))
    return told == (was.found, was.text, was.quotes, was.sources)


def _differing(made: tuple[Made, Made]) -> list[str]:
    """Sources that are new, changed or gone, the table of parties among them."""
    was, now = (made[0].corpus, made[1].corpus)
    return [source for source in {**now, **was} if was.get(source) != now.get(source)]


def _suspects(change: Change, made: tuple[Made, Made]) -> list[str]:
    """Sources cited now, then before, that are new, changed or gone."""
    from bot.evaluate.cause import source_of

    was, now = (made[0].corpus, made[1].corpus)
    cited = [source_of(told) for told in (*change.now.sources, *change.was.sources)]
    return [source for source in dict.fromkeys(cited) if was.get(source) != now.get(source)]


def filters_of(pair: Pair) -> Filters:
    """What a pair narrows its question by."""
    return Filters(as_of=pair.as_of)


def asking_without(index: Index, filters_of: Callable[[Pair], Filters] = filters_of) -> AskWithout:
    """The bot on *index* without a language model, narrowed as *filters_of* says."""
    from bot import chat
    from bot.evaluate.conversations import Thread
    from bot.evaluate.run import system_of

    thread = Thread(system_of(index).ask)

    def ask(pair: Pair, without: tuple[str, ...]) -> Answer:
        history = thread.before(pair) or pair.history
        return chat.ask(
            pair.question, index, history=history, filters=replace(filters_of(pair), without=without)
        )

    return ask


def lines(found: Sequence[Because], asked: int) -> Iterator[str]:
    """One a pair, then the sum."""
    yield from (item.line for item in found)
    lost = sum(item.change.was.passed and not item.change.now.passed for item in found)
    won = sum(item.change.now.passed and not item.change.was.passed for item in found)
    yield f"{asked} pairs asked before and after: {lost} lost, {won} won, {len(found) - lost - won} otherwise changed"
