"""How often one address may ask: counted in memory, or in Redis for several servers.

When the shared storage is away, each server counts for itself: visitors still
get answers, and an abuser still meets a limit.
"""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Mapping

from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage, Storage
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from limits.storage import storage_from_string

from ui.refusal import Refused
from ui.settings import BadSetting

# A Redis on the same network answers in a millisecond; a visitor should not feel that it hangs.
REDIS_TIMEOUT_S = 0.5
# What is said beyond the limit of a whole site, whose visitors asked no more than they may.
_BUSY_SITE = "Many people are asking here at the moment. Please wait {wait_s} s."
_MANY = "That was a lot of questions. Please wait {wait_s} s."
_log = logging.getLogger("hanoi")


class RateLimit:
    """Counts by key; `count` raises `Refused` with 429 when there were too many."""

    def __init__(self, rates: Mapping[str, str], storage: str = "memory://") -> None:
        self._rates: dict[str, RateLimitItem] = {what: parse(rate) for what, rate in rates.items()}
        self._local = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._shared = (
            self._local if storage == "memory://" else SlidingWindowCounterRateLimiter(_open(storage))
        )

    async def count(self, what: str, key: str) -> None:
        """One more *what* by *key*."""
        rate = self._rates[what]
        if await self._hit(rate, what, key):
            return
        wait_s = await self._wait_s(rate, what, key)
        said = (_BUSY_SITE if what == "site" else _MANY).format(wait_s=wait_s)
        raise Refused(429, "too_many", said, wait_s)

    async def check(self, what: str, key: str) -> None:
        """Refuse as `count` would, without counting."""
        rate = self._rates[what]
        try:
            free = await self._shared.test(rate, what, key) and await self._local.test(rate, what, key)
        except Exception as error:
            _log.warning("limits storage is away, looking here: %s", type(error).__name__)
            free = await self._local.test(rate, what, key)
        if not free:
            wait_s = await self._wait_s(rate, what, key)
            raise Refused(429, "too_many", _MANY.format(wait_s=wait_s), wait_s)

    async def close(self) -> None:
        """Let go of the shared storage's connections."""
        bridge = getattr(self._shared.storage, "bridge", None)
        if bridge is not None:
            await bridge.storage.aclose()

    async def _hit(self, rate: RateLimitItem, what: str, key: str) -> bool:
        try:
            return await self._shared.hit(rate, what, key)
        except Exception as error:  # the storage's own errors, of whichever library
            _log.warning("limits storage is away, counting here: %s", type(error).__name__)
            return await self._local.hit(rate, what, key)

    async def _wait_s(self, rate: RateLimitItem, what: str, key: str) -> int:
        try:
            window = await self._shared.get_window_stats(rate, what, key)
        except Exception:
            window = await self._local.get_window_stats(rate, what, key)
        return max(1, math.ceil(window.reset_time - time.time()))


def _open(address: str) -> Storage:
    if not address.startswith(("redis://", "rediss://")):
        raise BadSetting("HANOI_LIMITS_STORAGE", "(hidden)", "it must be memory:// or redis://host:6379")
    waits = {"socket_timeout": REDIS_TIMEOUT_S, "socket_connect_timeout": REDIS_TIMEOUT_S}
    try:
        storage = storage_from_string(f"async+{address}", implementation="redispy", **waits)
    except Exception as error:
        said = str(error).splitlines()[0] if str(error) else type(error).__name__
        wanted = f"{said}; it must be redis://host:6379, with `pip install redis`"
        raise BadSetting("HANOI_LIMITS_STORAGE", "(hidden)", wanted) from error
    assert isinstance(storage, Storage)
    return storage
