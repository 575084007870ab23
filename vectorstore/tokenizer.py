"""The embedded model's tokenizer, loaded once for all who cut text with it."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any


@functools.lru_cache(maxsize=2)
def load_tokenizer(folder: Path) -> Any:
    """The `tokenizers.Tokenizer` of a model folder, without truncation: 250,000 pieces, some 60 MB.

    Safe to share between threads; whoever needs a limit cuts what it returns.
    """
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(folder / "tokenizer.json"))
