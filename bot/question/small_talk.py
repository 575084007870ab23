"""Greetings, thanks, goodbyes, "who are you", abuse, orders to the bot, and what is no question at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.question import lexicon
from bot.question.covering import covered, readable
from bot.question.spoken import is_foreign, language_in
from bot.question.utterance import Utterance, utterance
from bot.question.value import NO_THREAD, Thread
from vectorstore.types import Language

Talk = Literal[
    "goodbye", "thanks", "who", "help", "abuse", "disagree", "greeting", "assent", "order", "gibberish"
]

# Of several in one text ("ok cảm ơn, tạm biệt") the first of these is answered.
_ORDER: tuple[Talk, ...] = (
    "who", "help", "abuse", "disagree", "goodbye", "thanks", "greeting", "assent",
)  # fmt: skip
_REPLIES: dict[Talk, dict[Language, str]] = {
    "greeting": {
        "vi": "Chào bạn! Hãy hỏi tôi về Công ước Hà Nội; mỗi câu trả lời đều có nguồn và ngày tháng.",
        "en": "Hello! Ask me about the Hanoi Convention; every answer names its source and date.",
    },
    "thanks": {"vi": "Rất vui được giúp bạn.", "en": "You are welcome."},
    "goodbye": {
        "vi": "Tạm biệt bạn, hẹn gặp lại.",
        "en": "Goodbye, and come back any time.",
    },
    "who": {
        "vi": "Tôi là trợ lý về Công ước Hà Nội. Tôi tìm câu trả lời trong các bài đã lưu: bài báo thì trích nguyên văn, "
        "bản tóm lược thì ghi rõ là của chúng tôi và dựa trên nguồn nào; câu nào cũng có ngày.",
        "en": "I am an assistant on the Hanoi Convention. I find the answer in the texts I keep: articles are quoted word "
        "for word, summaries are named as ours with what they are based on, and each has its date.",
    },
    "help": {
        "vi": "Hãy hỏi về Công ước Hà Nội: bao nhiêu nước đã ký, khi nào có hiệu lực, điều nào quy định gì, ai đã nói gì, ở "
        "lễ mở ký có gì.",
        "en": "Ask about the Hanoi Convention: how many states signed, when it enters into force, what an article says, "
        "who said what, what happened at the signing.",
    },
    "abuse": {
        "vi": "Xin lỗi nếu câu trả lời chưa giúp được bạn. Hãy hỏi lại cụ thể hơn về Công ước Hà Nội, tôi sẽ tìm "
        "trong các bài đã lưu.",
        "en": "I am sorry if that did not help. Ask me something more exact about the Hanoi Convention, and I will look in the "
        "texts I keep.",
    },
    "disagree": {
        "vi": "Tôi chỉ nêu điều các bài đã lưu viết; hãy xem nguồn và ngày bên cạnh. Bạn cho biết chỗ nào chưa đúng, hoặc hỏi lại "
        "cụ thể hơn nhé.",
        "en": "I only say what the texts I keep say; see the source and date beside it. Tell me which part is wrong, or ask "
        "again more exactly.",
    },
    "assent": {
        "vi": "Tôi không hỏi bạn điều gì cả. Bạn muốn biết gì về Công ước Hà Nội?",
        "en": "I had not asked you anything. What would you like to know about the Hanoi Convention?",
    },
    "order": {
        "vi": "Tôi chỉ trả lời câu hỏi về Công ước Hà Nội từ các bài đã lưu, và không nhận vai trò khác.",
        "en": "I only answer questions about the Hanoi Convention from the texts I keep, and take no other role.",
    },
    "gibberish": {
        "vi": "Tôi không hiểu câu hỏi. Hãy hỏi một câu về Công ước Hà Nội, ví dụ: “Bao nhiêu nước đã ký?”",
        "en": "I do not understand the question. Ask one about the Hanoi Convention, for example: “How many countries signed?”",
    },
}
# Orders are copied from English pages into Vietnamese sentences.
_BOTH: tuple[Language, ...] = ("vi", "en")
_VOWELS = frozenset("aeiouy")
# No word of either language has so many consonants in a row ("lengths" has five with its "th").
_CONSONANTS = 5


@dataclass(frozen=True, slots=True)
class SmallTalk:
    """What was said that needs no article, and the reply."""

    talk: Talk
    text: str
    language: Language


def reply(typed: str, thread: Thread = NO_THREAD) -> SmallTalk | None:
    """The reply to small talk in the conversation's language; None for a question."""
    language = language_in(typed, thread)
    said = utterance(typed, language)
    talk = _talk(said, typed)
    if talk is None:
        return None
    # "thanks!" among Vietnamese questions is answered in Vietnamese, as "cảm ơn" among English ones in English.
    if thread and talk not in ("order", "gibberish"):
        language = language_in(thread[-1].question, thread[:-1])
    return SmallTalk(talk, _REPLIES[talk][language], language)


def _talk(said: Utterance, typed: str) -> Talk | None:
    found = set(covered(said, "talk"))
    if found:
        return next(talk for talk in _ORDER if talk in found)
    if any(lexicon.phrases("orders", each).first(utterance(typed, each)) for each in _BOTH):
        return "order"
    if not readable(said, _is_word) and not is_foreign(typed):
        return "gibberish"
    return None


def _is_word(bare: str) -> bool:
    """Whether letters can be a word: a vowel, and no long run of consonants."""
    run = longest = 0
    for letter in bare:
        run = 0 if letter in _VOWELS else run + 1
        longest = max(longest, run)
    return bool(_VOWELS & set(bare)) and longest < _CONSONANTS
