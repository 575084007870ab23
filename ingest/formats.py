"""Which reader reads which file: one Draft an article."""

from __future__ import annotations

import stat
from pathlib import Path

from .decode import decode
from .draft import Draft
from .errors import Rejected
from .markdown import read_markdown
from .plain import read_plain

# File types read, by the end of the name.
KINDS = (".txt", ".text", ".md", ".markdown")
# 20 MB of text are ten long books: no article is longer, and more would only fill memory. Bytes.
MAX_BYTES = 20_000_000


def read_file(path: Path) -> list[Draft]:
    """The articles in one file. Raises `Rejected` with the reason when there is none."""
    suffix = path.suffix.lower()
    if suffix not in KINDS:
        raise Rejected(f"`{suffix or path.name}` is not a type of file we read ({', '.join(KINDS)})")
    raw = _bytes(path)
    if suffix in (".md", ".markdown"):
        return [read_markdown(decode(raw))]
    return [read_plain(decode(raw))]


def _bytes(path: Path) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise Rejected("it is no ordinary file")
        if status.st_size > MAX_BYTES:
            raise Rejected(
                f"it has {status.st_size // 10**6} MB; articles of up to {MAX_BYTES // 10**6} MB are read"
            )
        return path.read_bytes()
    except OSError as error:
        raise Rejected(f"it cannot be read ({error.strerror or error})") from error
