"""A Chroma server: where it is, how to be let in, and a name for everything that can be wrong with it.

Chroma's own client speaks to it. It waits for ever, and tells a refused token only by the text of a page; so
the server is asked who we are first, and again whenever something has failed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from .errors import IndexProblem, ServerAway, ServerRefuses, Unsound
from .shown import shown

if TYPE_CHECKING:
    import httpx

CLOUD = "https://api.trychroma.com"
# Seconds. A private network answers a connection at once or not at all.
_CONNECT_S = 3.0
_ANSWER_S = 10.0  # a query takes milliseconds; nobody waits longer for an answer
_WRITE_S = 120.0  # a thousand vectors into a large collection on a busy disk


class NotThere(Unsound):
    """The server answers, and does not hold what was asked for."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where a Chroma server is; without tenant and database the server's defaults."""

    url: str  # http://host:port, or `CLOUD`
    token: str | None = field(default=None, repr=False)
    tenant: str | None = None
    database: str | None = None
    cloud: bool = False  # speak to it with Chroma Cloud's own client

    @classmethod
    def at(
        cls, url: str, token: str | None = None, tenant: str | None = None, database: str | None = None
    ) -> Server:
        """The server at *url*; Chroma Cloud is known by its address."""
        url = url.rstrip("/")
        return cls(url, token, tenant, database, cloud=url == CLOUD)

    @contextmanager
    def client(self, *, writes: bool = False) -> Iterator[Any]:
        """A client of its own, closed in the end. Raises `ServerAway` and `ServerRefuses`."""
        client = self.connect(writes=writes)
        try:
            yield client
        finally:
            close(client)

    def connect(self, *, writes: bool = False) -> Any:
        """A client of its own, to be given to `close`. Raises `ServerAway` and `ServerRefuses`."""
        self.look()
        if not self.cloud:  # a client that finds no database fails half made, and its connections stay open
            self._get(f"tenants/{self._tenant}/databases/{self._database}")
        with self.naming():
            client = self._client()
        wait_s = _WRITE_S if writes else _ANSWER_S
        for session in _sessions(client):
            session.timeout = (_CONNECT_S, wait_s, wait_s, wait_s)
        return client

    def _client(self) -> Any:
        import chromadb
        from chromadb.config import Settings

        parts = urlsplit(self.url)
        secure = parts.scheme == "https"
        port = parts.port or (443 if secure else 80)
        settings = Settings(anonymized_telemetry=False)
        if self.cloud:
            return chromadb.CloudClient(
                self.tenant,
                self.database,
                self.token or "",
                settings,
                cloud_host=str(parts.hostname),
                cloud_port=port,
                enable_ssl=secure,
            )
        return chromadb.HttpClient(
            self.url,
            port,
            secure,
            headers=self._headers(),
            settings=settings,
            tenant=self._tenant,
            database=self._database,
        )

    @property
    def _tenant(self) -> str:
        return self.tenant or "default_tenant"

    @property
    def _database(self) -> str:
        return self.database or "default_database"

    def _headers(self) -> dict[str, str]:
        if not self.token:
            return {}
        return {"X-Chroma-Token": self.token} if self.cloud else {"Authorization": f"Bearer {self.token}"}

    def look(self) -> None:
        """Ask who we are there; raises `ServerAway` or `ServerRefuses` when that is not said."""
        if "tenant" not in self._get("auth/identity"):
            raise ServerAway(self.url, "what answers there is no Chroma")

    def _get(self, path: str) -> str:
        import httpx

        try:
            timeout = httpx.Timeout(_ANSWER_S, connect=_CONNECT_S)
            said = httpx.get(f"{self.url}/api/v2/{path}", headers=self._headers(), timeout=timeout)
        except httpx.HTTPError as error:
            raise ServerAway(self.url, str(error) or type(error).__name__) from error
        if said.status_code in (401, 403, 404):
            raise ServerRefuses(self.url, f"it says {said.status_code} to {path}")
        if said.status_code != 200:
            raise ServerAway(self.url, f"it says {said.status_code}")
        return said.text

    @contextmanager
    def naming(self) -> Iterator[None]:
        """Give whatever goes wrong with Chroma's client inside a name and a next step."""
        from chromadb.errors import NotFoundError

        try:
            yield
        except IndexProblem:
            raise
        except NotFoundError as error:
            raise NotThere(f"the Chroma server at {shown(self.url)} says: {shown(str(error))}") from error
        except Exception as error:  # httpx's, Chroma's, or a bare Exception with a proxy's page in it
            self.look()
            said = " ".join(str(error).split())[:200] or type(error).__name__
            raise ServerAway(self.url, said) from error


def close(client: Any) -> None:
    """Close a client with its connections, which its own `close` leaves open."""
    for session in _sessions(client):
        session.close()
    client.close()


def _sessions(client: Any) -> list[httpx.Client]:
    """What carries a client's requests, and its administrator's; there is no public way to their time-outs."""
    return [client._server._session, client._admin_client._server._session]
