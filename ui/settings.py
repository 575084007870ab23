"""Every `HANOI_*` setting, read once at the edge into one frozen value.

Inner code receives values and never looks at the environment. A value that
cannot be used is refused by name, with what would be accepted.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Literal, Self, get_args

from ui.reading import BadSetting, Reader

__all__ = ["BadSetting", "Settings"]

Network = IPv4Network | IPv6Network
# Of questions asked in vain: nothing, how many a day, or the questions too, masked.
Keeping = Literal["no", "counts", "texts"]


@dataclass(frozen=True, slots=True)
class Settings:
    """What the owner chose; the table in `docs/settings.md` is checked against these fields."""

    home: Path
    models: Path  # where the embedded model is kept once made
    embedder: str | None = None  # None: the embedded one
    reranker: str | None = None  # None: without
    reader: str | None = None  # None: the package's own
    # Addresses may hold a login: they are printed by `vectorstore.shown` only.
    chroma_url: str | None = field(
        default=None, repr=False
    )  # a Chroma server; None: Chroma's files in the build's folder
    chroma_token: str | None = field(default=None, repr=False)
    chroma_tenant: str | None = None
    chroma_database: str | None = None
    llm: str | None = None  # provider:model; None: quotes only
    llm_base_url: str | None = field(default=None, repr=False)
    llm_daily_tokens: int | None = None
    # Tokens, reply included: hosted models hold far more, but every question pays for what it sends.
    llm_context: int = 8192
    judge: str | None = None  # provider:model that judges; "local": only the reader; None: the model itself
    host: str = "127.0.0.1"
    port: int = 7860
    root_path: str = ""  # the path a proxy serves us under, without a trailing slash
    embed_origins: tuple[str, ...] = ()  # exact origins that may embed us and call the API
    site_ids: Mapping[str, str] = field(default_factory=dict)  # origin -> public id, for limits and figures
    hosts: tuple[str, ...] = ()  # names under which we may be asked at all; none: any
    mcp_hosts: tuple[str, ...] = ()  # names under which the MCP tool may be called; none: closed
    trusted_proxies: tuple[Network, ...] = ()  # whose X-Forwarded-For is believed
    api_token: str | None = field(default=None, repr=False)
    page_password: str | None = field(default=None, repr=False)
    owner_token: str | None = field(default=None, repr=False)  # for the pause on /owner
    owner_password: str | None = field(default=None, repr=False)  # of /explain; None: it is not there
    # A person reads for seconds between questions; 30 a minute is a newsroom behind one address.
    rate: str = "30/minute"
    # Twenty such newsrooms through one site; it keeps a crowd on one site from taking the whole server.
    site_rate: str = "600/minute"
    limits_storage: str = field(default="memory://", repr=False)  # may hold a password
    workers: int = 0  # questions answered at once; 0: one a core, 16 with a language model
    # Two hundred waiting at 20 ms each on two cores is a wait of two seconds, the longest anyone should see.
    waiting: int = 200
    # An answer takes some 8 kB; a thousand are more than what people ask about one convention in a day.
    kept_answers: int = 1000
    # A language model's own time-outs end sooner; nobody waits longer than this for the first words.
    timeout_s: int = 30
    # After a quarter of a year without a new text, counts of signatures have changed each time so far.
    stale_days: int = 90
    today: date | None = None  # None: the calendar's
    log_questions: bool = False
    gaps: Keeping = "no"  # what is kept of questions asked in vain
    # A quarter: an owner who looks once a month sees how each gap grew.
    gaps_days: int = 90
    otel: bool = False  # send OpenTelemetry traces to where its own variables say
    ray_address: str = "local"  # the Ray cluster of `hanoi reindex --ray`; "local": one of its own
    contact_vi: str | None = None  # shown under a refusal in Vietnamese: whom to ask
    contact_en: str | None = None
    fetch_hosts: tuple[str, ...] = ()  # where `hanoi ingest` may fetch from; none named: any public host

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> Self:
        """Read *env*, by default this process's; raises `BadSetting`."""
        read = Reader(os.environ if env is None else env)
        home = read.folder("HANOI_HOME") or default_home()
        sites = read.sites("HANOI_EMBED_ORIGINS")
        return cls(
            home=home,
            models=read.folder("HANOI_MODELS") or home / "models",
            embedder=read.text("HANOI_EMBEDDER"),
            reranker=read.text("HANOI_RERANKER"),
            reader=read.text("HANOI_READER"),
            chroma_url=read.address("HANOI_CHROMA_URL"),
            chroma_token=read.secret("HANOI_CHROMA_TOKEN"),
            chroma_tenant=read.text("HANOI_CHROMA_TENANT"),
            chroma_database=read.text("HANOI_CHROMA_DATABASE"),
            llm=read.text("HANOI_LLM"),
            llm_base_url=read.address("HANOI_LLM_BASE_URL"),
            llm_daily_tokens=read.whole("HANOI_LLM_DAILY_TOKENS", None, 1, 10**12),
            llm_context=read.whole("HANOI_LLM_CONTEXT", 8192, 2048, 1_000_000),
            judge=read.text("HANOI_JUDGE"),
            host=read.text("HANOI_HOST") or "127.0.0.1",
            port=read.whole("HANOI_PORT", 7860, 0, 65535),
            root_path=read.path("HANOI_ROOT_PATH"),
            embed_origins=tuple(sites),
            site_ids=sites,
            hosts=read.names("HANOI_HOSTS"),
            mcp_hosts=read.names("HANOI_MCP_HOSTS"),
            trusted_proxies=read.networks("HANOI_TRUSTED_PROXIES"),
            api_token=read.secret("HANOI_API_TOKEN"),
            page_password=read.secret("HANOI_PAGE_PASSWORD"),
            owner_token=read.secret("HANOI_OWNER_TOKEN"),
            owner_password=read.secret("HANOI_OWNER_PASSWORD"),
            rate=read.rate("HANOI_RATE", "30/minute"),
            site_rate=read.rate("HANOI_SITE_RATE", "600/minute"),
            limits_storage=read.text("HANOI_LIMITS_STORAGE") or "memory://",
            workers=read.whole("HANOI_WORKERS", 0, 0, 256),
            waiting=read.whole("HANOI_WAITING", 200, 0, 100_000),
            stale_days=read.whole("HANOI_STALE_DAYS", 90, 1, 36_500),
            today=read.day("HANOI_TODAY"),
            kept_answers=read.whole("HANOI_KEPT_ANSWERS", 1000, 0, 1_000_000),
            timeout_s=read.whole("HANOI_TIMEOUT_S", 30, 1, 600),
            log_questions=read.yes("HANOI_LOG_QUESTIONS"),
            gaps=read.word("HANOI_GAPS", get_args(Keeping)),
            gaps_days=read.whole("HANOI_GAPS_DAYS", 90, 1, 3650),
            otel=read.yes("HANOI_OTEL") or read.text("OTEL_EXPORTER_OTLP_ENDPOINT") is not None,
            ray_address=read.text("RAY_ADDRESS") or "local",
            contact_vi=read.line("HANOI_CONTACT_VI"),
            contact_en=read.line("HANOI_CONTACT_EN"),
            fetch_hosts=read.hosts("HANOI_FETCH_HOSTS"),
        )


def default_home() -> Path:
    """The platform's user data folder."""
    import platformdirs

    return platformdirs.user_data_path("hanoi-convention-bot")
