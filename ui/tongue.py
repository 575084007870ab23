"""In which language something is written, told where it differs from what stands around it (WCAG 2.2, 3.1.2)."""

from __future__ import annotations

from vectorstore.language import language_of
from vectorstore.text import is_marked, tokens
from vectorstore.types import Language


def written(text: str, around: Language) -> str:
    """The attribute ` lang="vi"` for words in another language than those *around*, else ""."""
    language = language_of(text)
    return "" if language == around else f' lang="{language}"'


def named(name: str, around: Language) -> str:
    """The same for a name: only Vietnamese marks tell, as "VTC News" is read alike everywhere."""
    return ' lang="vi"' if around != "vi" and any(map(is_marked, tokens(name))) else ""
