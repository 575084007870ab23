"""Greetings, thanks, "who are you", "what can I ask", and what is no question at all."""

from __future__ import annotations

import re

from vectorstore.language import language_of
from vectorstore.text import fold, nfc, tokens
from vectorstore.types import Language

_REPLIES: tuple[tuple[str, dict[Language, str]], ...] = (
    (
        r"(?:xin )?chao(?: (?:ban|bot|anh|chi|em|ad|buoi \w+))?|hello|hi|hey|good (?:morning|afternoon|evening)|alo",
        {
            "vi": "Chào bạn! Hãy hỏi tôi về Công ước Hà Nội; mỗi câu trả lời đều có nguồn và ngày tháng.",
            "en": "Hello! Ask me about the Hanoi Convention; every answer names its source and date.",
        },
    ),
    (
        r"(?:xin )?(?:cam on|cam on ban|cam on nhieu|cam on ban nhieu)(?: nhe| nha)?"
        r"|thanks?(?: you)?(?: very much| a lot)?|ok|okay|tot lam",
        {"vi": "Rất vui được giúp bạn.", "en": "You are welcome."},
    ),
    (
        r"(?:ban|may|bot) la ai|ban ten (?:la )?gi|who are you|what are you|are you (?:a )?(?:human|bot|robot)",
        {
            "vi": "Tôi là trợ lý về Công ước Hà Nội. Tôi tìm câu trả lời trong các bài đã lưu: bài báo thì trích nguyên "
            "văn, bản tóm lược thì ghi rõ là của chúng tôi và dựa trên nguồn nào; câu nào cũng có ngày.",
            "en": "I am an assistant on the Hanoi Convention. I find the answer in the texts I keep: articles are quoted word "
            "for word, summaries are named as ours with what they are based on, and each has its date.",
        },
    ),
    (
        r"(?:toi )?(?:co the )?hoi (?:ban )?(?:duoc )?(?:nhung )?gi|ban (?:co the )?(?:lam|giup|tra loi) (?:duoc )?(?:nhung )?gi"
        r"|ban biet (?:nhung )?gi|what can (?:i ask|you do)(?: you)?|help|how do(?:es)? (?:you|this) work",
        {
            "vi": "Hãy hỏi về Công ước Hà Nội: bao nhiêu nước đã ký, khi nào có hiệu lực, điều nào quy định gì, ai đã nói gì, ở "
            "lễ mở ký có gì.",
            "en": "Ask about the Hanoi Convention: how many states signed, when it enters into force, what an article "
            "says, who said what, what happened at the signing.",
        },
    ),
)
_COMPILED = tuple((re.compile(rf"(?:{pattern})"), replies) for pattern, replies in _REPLIES)
# Orders to the bot itself rather than questions: it has no other role to take.
_ORDERS = re.compile(
    r"(?:ignore|disregard|forget) (?:all |any |the |your |previous |prior |these |those )*(?:instructions|rules|prompts?)|jailbreak"
    r"|you are now|pretend (?:to be|you)|act as\b|repeat after me|^\W*(?:system|assistant|developer)\s*:|</?(?:system|context|s|inst)>"
    r"|(?:reveal|print|show|leak|output|repeat|tell me) (?:me )?(?:all |the |your |any |out |list of )*"
    r"(?:system|hidden|secret|initial|api|prompt|instructions|keys?|password)"
    r"|(?:bo qua|quen|phot lo) (?:het |di |moi |cac |tat ca )*(?:huong dan|chi dan|quy tac|lenh|chi thi)"
    r"|dong vai|gia vo (?:la|lam)|(?:in|hien thi|tiet lo|dua) (?:ra )?(?:cho toi |toan bo |tat ca )*"
    r"(?:system|loi nhac|prompt|mat khau|khoa api|cau hinh|ma nguon)"
)


def reply(text: str) -> str | None:
    """The fixed words for a greeting and its like; None for anything else."""
    said = re.sub(r"[^\w\s]", " ", fold(nfc(text)).lower())
    said = " ".join(said.split())
    for pattern, replies in _COMPILED:
        if pattern.fullmatch(said):
            return replies[language_of(text)]
    return None


def is_order(text: str) -> bool:
    """Whether *text* tells the bot what to be or to forget."""
    return _ORDERS.search(fold(nfc(text)).lower()) is not None


def is_gibberish(text: str) -> bool:
    """Whether nothing in *text* can be read: no word, or letters that no word of either language has."""
    words = [w for w in tokens(text) if w[0].isalpha()]
    if not words:
        return True
    readable = [
        w
        for w in words
        if re.search(r"[aeiouy]", fold(w)) and not re.search(r"[bcdfghjklmnpqrstvwxz]{5,}", fold(w))
    ]
    return len(readable) * 2 < len(words)
