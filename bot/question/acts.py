"""What somebody or something is asked to have done."""

from __future__ import annotations

import functools
from typing import cast

from bot.question import lexicon
from bot.question.patterns import Found
from bot.question.utterance import Utterance
from bot.question.value import Act

# Asked beside another act, these say how or for whom it is done: "ai đại diện Việt Nam ký?"
_YIELDS = frozenset(("represent", "plan", "propose", "attend"))
# Those who did it: "How long do signatories have to ratify?" asks about ratifying.
_AGENTS = frozenset(("signatory", "signatories", "ben", "so"))
# Acts on a treaty: who asks for one speaks of the Convention when nothing else is named.
TREATY_ACTS: frozenset[Act] = frozenset(
    ("sign", "ratify", "accept", "accede", "adopt", "enter_into_force", "open", "deposit")
)


@functools.lru_cache(maxsize=lexicon.KEPT)
def acts(said: Utterance) -> tuple[Found[str], ...]:
    """Every act in order, those inside the name of an occasion left out ("lễ ký", "signing ceremony")."""
    events = lexicon.phrases("events", said.language).all(said)
    inside = {n for e in events for n in range(e.first, e.last)}
    found = lexicon.found_apart("acts", said)
    return tuple(f for f in found if not set(range(f.first, f.last)) <= inside)


def act_of(said: Utterance) -> Act | None:
    """The act asked about: the first that stands in no clause beside, and that no other act leans on."""
    found = acts(said)
    begun = [f.first for f in lexicon.phrases("subordinate", said.language).all(said)]
    main = [f for f in found if not _beside(said, f, begun)] or found
    main = [f for f in main if said.words[f.first].bare not in _AGENTS] or main
    chosen = next((f for f in main if f.value not in _YIELDS), main[0] if main else None)
    return cast("Act", chosen.value) if chosen else None


def _beside(said: Utterance, act: Found[str], begun: list[int]) -> bool:
    """Whether the act stands in a clause that a word such as "after" begins and no comma has ended."""
    before = [n for n in begun if n < act.first]
    return bool(before) and not any("," in said.gap(n) for n in range(before[-1], act.first))
