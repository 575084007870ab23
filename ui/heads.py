"""How long the head of a request may take to arrive: uvicorn itself waits for ever, and holds the connection open."""

from __future__ import annotations

import asyncio
from typing import Any

# A head is one packet or two; a phone on a bad line repeats them within a few seconds.
HEAD_S = 10.0


def impatient() -> type[asyncio.Protocol]:
    """uvicorn's protocol, closing connections on which a head does not come to its end within `HEAD_S`.

    Between two requests uvicorn's own keep-alive time-out holds; bodies are `ui.body`'s.
    """
    from uvicorn.protocols.http.auto import AutoHTTPProtocol

    base: Any = AutoHTTPProtocol

    class Impatient(base):  # type: ignore[misc]
        """One connection."""

        _waiting: asyncio.TimerHandle | None = None

        def connection_made(self, transport: asyncio.Transport) -> None:
            super().connection_made(transport)
            self._waiting = self.loop.call_later(HEAD_S, self._leave)

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            if self._reads_a_head():
                if self._waiting is None:
                    self._waiting = self.loop.call_later(HEAD_S, self._leave)
            else:
                self._forget()

        def connection_lost(self, exc: Exception | None) -> None:
            self._forget()
            super().connection_lost(exc)

        def _reads_a_head(self) -> bool:
            return self.cycle is None or bool(self.cycle.response_complete)

        def _forget(self) -> None:
            if self._waiting is not None:
                self._waiting.cancel()
                self._waiting = None

        def _leave(self) -> None:
            self._waiting = None
            if self._reads_a_head() and not self.transport.is_closing():
                self.transport.close()

    return Impatient
