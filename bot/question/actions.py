"""What a visitor wants done with an answer instead of asking: shorter, more, the sources, a translation."""

from __future__ import annotations

from bot.question import lexicon
from bot.question.covering import covered
from bot.question.spoken import language_in
from bot.question.utterance import Utterance, utterance
from bot.question.value import NO_THREAD, Action, Do, Thread
from vectorstore.types import Language

# A longer text asks something of its own.
_LONGEST = 14
# Without an answer before them, these are questions or nothing.
_NEEDS_THREAD = frozenset(("more", "summarise", "simpler", "shorter", "sources"))
_LANGUAGES: dict[str, Language] = {"anh": "en", "english": "en", "viet": "vi", "vietnamese": "vi"}
_OTHER: dict[Language, Language] = {"vi": "en", "en": "vi"}
_CONVERSATION = frozenset(("chuyen", "conversation", "chat", "everything"))
# Of two in one text the first of these is meant: "ngắn gọn, bằng tiếng Anh" is a translation.
_ORDER: tuple[Do, ...] = (
    "earlier_question", "translate", "summarise", "simpler", "shorter", "sources", "more",
)  # fmt: skip


def action(typed: str, thread: Thread = NO_THREAD) -> Action | None:
    """What is to be done with the last answer; None for a question. Asked before `small_talk.reply`: "are you sure?"."""
    language = language_in(typed, thread)
    said = utterance(typed, language)
    if not said.words or len(said.words) > _LONGEST:
        return None
    # "sources?" is typed in Vietnamese conversations too.
    wanted = set(covered(said, "actions")) or set(covered(utterance(typed, _OTHER[language]), "actions"))
    do = next((d for d in _ORDER if d in wanted), None)
    if do is None or (do in _NEEDS_THREAD and not thread):
        return None
    if do == "translate":
        return _translation(said, thread)
    if do == "earlier_question":
        return Action(do, language, turn=_turn(said, thread))
    whole = do == "summarise" and any(w.bare in _CONVERSATION for w in said.words)
    return Action(do, language, whole=whole)


def _translation(said: Utterance, thread: Thread) -> Action:
    """Into the language named, else into the one that the last question was not asked in."""
    named = next((_LANGUAGES[w.bare] for w in said.words if w.bare in _LANGUAGES), None)
    spoken = language_in(thread[-1].question, thread[:-1]) if thread else said.language
    into: Language = named or ("en" if spoken == "vi" else "vi")
    return Action("translate", into if named else said.language, into=into)


def _turn(said: Utterance, thread: Thread) -> int | None:
    """The first turn when "first" is said, else the last; None without any."""
    if not thread:
        return None
    first = lexicon.phrases("first", said.language).first(said)
    return 0 if first else len(thread) - 1
