"""Sentences in articles that speak to a language model instead of telling news.

They are taken out of what a model is shown and of what proves its words. What is missed here still has to pass
the grounding, which lets nothing through that a passage does not say and the question did not ask about.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from vectorstore.text import fold, nfc

# Matched without marks, in lower case, and with letters that were spaced out put together.
_TO_IGNORE = r"(?:instructions?|prompts?|rules?|guidelines|context|above|previous|earlier)"
_SAY = r"(?:say|write|print|output|repeat|append|include|insert|tell|show|reveal|add)"
_WHAT = (
    r"(?:exactly|verbatim|the (?:word|words|phrase|text|link|image|following)|this link|your (?:instructions|prompt|rules)"
    r"|the (?:reader|user|visitor)s?|to your (?:answer|reply))"
)
_ORDER = re.compile(
    rf"\b(?:ignore|disregard|forget|override|bypass)\b.{{0,40}}\b{_TO_IGNORE}\b"
    r"|\b(?:system|developer) (?:prompt|message|instruction)|\bprompt injection|\bjailbreak"
    rf"|\byou (?:are|must|should|will)(?: now)? (?:now|act|answer|reply|respond|{_SAY})\b"
    r"|\b(?:as an?|dear) (?:ai|assistant|chatbot|language model|llm)\b"
    r"|\b(?:ai|llm|chatbot|assistants?|language model)s?\b.{0,30}\b(?:must|should|shall|reading this|please|note)\b"
    r"|\b(?:reply|respond|answer) (?:only |just )?(?:with|in|by|that)\b"
    rf"|\b{_SAY}\b.{{0,40}}\b{_WHAT}\b|\b(?:click|visit|open) (?:here|this|the link|http)"
    r"|<\s*/?\s*(?:system|instruction|assistant|user|im_start)|\[/?inst\]|<\|"
    # Vietnamese
    r"|\bbo qua\b.{0,40}\b(?:huong dan|chi dan|chi thi|quy tac|yeu cau|cau lenh|noi dung tren|phia tren|truoc do)"
    r"|\bquen (?:di |het )?(?:moi|cac|nhung|toan bo)\b.{0,20}\b(?:huong dan|chi dan|quy tac|lenh)"
    r"|\b(?:hay|phai|can) (?:tra loi|viet|noi|in ra|chen|them|lap lai|xuat|hien thi|tiet lo|dua ra|ghi|dan|nhac lai)\b"
    r"|\b(?:tro ly|mo hinh ngon ngu|chatbot|ai)\b.{0,25}\b(?:hay|phai|can|vui long|luu y|dang doc)\b"
    r"|\bban (?:la|bay gio la|phai|can|hay)\b.{0,30}\b(?:tro ly|mo hinh|chatbot|tra loi|noi|viet)\b"
    r"|\b(?:loi nhac|cau lenh|chi thi) he thong|\b(?:bam|nhan|truy cap) (?:vao )?(?:day|lien ket|duong dan|link|http)"
    r"|\bchi (?:duoc )?tra loi (?:rang|la|bang)\b|\btra loi (?:rang|la|bang cau)\b|\btrong (?:cau|moi cau) tra loi\b"
    r"|\bcau tra loi (?:cua ban|phai|dung)"
)
_SPACED = re.compile(r"\b(?:\w[\s._-]){3,}\w\b")
# Prose has few words of one letter; a sentence that is spaced out is there to be read by a machine.
_SINGLE_LETTERS = 0.6
_FEWEST_LETTERS = 8
# An order may be split over this many sentences.
_ACROSS = 3


@functools.lru_cache(maxsize=8_192)
def is_order(text: str) -> bool:
    """Whether *text* speaks to a model."""
    bare = fold(nfc(text)).lower()
    words = re.findall(r"\w+", bare)
    if len(words) >= _FEWEST_LETTERS and sum(len(w) == 1 for w in words) >= _SINGLE_LETTERS * len(words):
        return True
    joined = _SPACED.sub(lambda m: re.sub(r"[\s._-]", "", m.group()), bare)
    flat = " ".join(re.sub(r"[^\w\s<>/|\[\]]", " ", joined).split())
    return bool(_ORDER.search(flat) or _ORDER.search(joined))


def orders(sentences: Sequence[str]) -> frozenset[int]:
    """The places of those that speak to a model, alone or together with their neighbours.

    The sentence behind an order goes too: it is where "say this" ends and what to say begins.
    """
    found: set[int] = set()
    for width in range(1, _ACROSS + 1):
        for n in range(len(sentences) - width + 1):
            together = set(range(n, n + width))
            if not together & found and is_order(" ".join(sentences[n : n + width])):
                found |= together
    return frozenset(found | {n + 1 for n in found if n + 1 < len(sentences)})
