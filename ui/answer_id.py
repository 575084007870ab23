"""Ids of the answers that this server gave: whoever brings one back brings nothing that we did not say.

An id is the digest of an answer and a signature of that digest, so that nothing has to be stored to know it again:
votes, links and exports name an answer by it. The key lies in the home: replicas on one home know each other's.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.answer import Answer
from ui.logs import event

KEY_FILE = "answers.key"
_KEY_BYTES = 32
# 128 bits each: nobody finds a second answer of one digest, nor guesses a signature.
_HALF = 16
# Base64 of both halves, without padding.
LENGTH = 43


class AnswerIds:
    """Makes ids and knows its own again; threads may share it."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    @classmethod
    def of(cls, home: Path) -> AnswerIds:
        """With the key of *home*, made at the first time; where none can be kept, with one until the process ends."""
        try:
            return cls(_kept_key(home / KEY_FILE))
        except OSError as error:
            event("answers are known until the next start only", error=error.strerror or str(error))
            return cls.passing()

    @classmethod
    def passing(cls) -> AnswerIds:
        """With a key of its own, forgotten with it."""
        return cls(secrets.token_bytes(_KEY_BYTES))

    def id_of(self, answer: Answer) -> str:
        """The same for the same answer, however long it took; 43 characters that may stand in an address."""
        digest = _digest(answer)
        return urlsafe_b64encode(digest + self._signature(digest)).decode().rstrip("=")

    def given(self, answer_id: object) -> bool:
        """Whether the id was made with our key."""
        raw = _raw(answer_id)
        return raw is not None and hmac.compare_digest(self._signature(raw[:_HALF]), raw[_HALF:])

    def names(self, answer_id: object, answer: Answer) -> bool:
        """Whether it is the id of *answer*, every word of which is then ours."""
        return isinstance(answer_id, str) and hmac.compare_digest(
            answer_id.encode(), self.id_of(answer).encode()
        )

    def _signature(self, digest: bytes) -> bytes:
        return hmac.digest(self._key, digest, "sha256")[:_HALF]


def _digest(answer: Answer) -> bytes:
    said = asdict(answer)
    del said["took_ms"]
    # Sorted: browsers keep the order of the fields, other stores need not.
    return hashlib.sha256(json.dumps(_plain(said), sort_keys=True).encode()).digest()[:_HALF]


def _plain(value: Any) -> Any:
    """As a browser gives it back: 72.0 is 72 there."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _raw(answer_id: object) -> bytes | None:
    if not isinstance(answer_id, str) or len(answer_id) != LENGTH or not answer_id.isascii():
        return None
    try:
        raw = urlsafe_b64decode(answer_id + "=")
    except ValueError:
        return None
    return raw if urlsafe_b64encode(raw).decode().rstrip("=") == answer_id else None


def _kept_key(path: Path) -> bytes:
    """Written whole or not at all, for the owner's eyes only; of two who begin at once, both take the first's."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        file = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.write(file, secrets.token_bytes(_KEY_BYTES))
            os.close(file)
            os.link(aside, path)
        except FileExistsError:
            pass
        finally:
            aside.unlink()
    key = path.read_bytes()
    if len(key) != _KEY_BYTES:
        raise OSError(f"{path} is not {_KEY_BYTES} bytes long")
    return key
