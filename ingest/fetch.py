"""Fetch pages politely and without letting an address choose our network.

Only public addresses, each redirect checked again, robots.txt obeyed, one request a second to a host.
Reading what comes back is someone else's job (`sandbox`).
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import tenacity

from .addresses import Resolve, Target, UrlRefused, target_of
from .errors import Rejected
from .http_get import USER_AGENT, Connect, FetchFailed, Response, connected, request
from .kinds import KINDS, START, kind_of, suffix

# The longest article page of development has 0.6 MB; official PDFs reach 10 MB. Bytes.
MAX_PAGE_BYTES = 15_000_000
_ROBOTS_BYTES = 500_000  # RFC 9309, 2.5: at least 500 kB are to be read
_REDIRECTS = 5  # RFC 9309, 2.3.1.2, for robots.txt; pages need no more
_ATTEMPTS = 3
# Between two requests to one host; what robots.txt asks beyond half a minute is answered with a refusal.
_DELAY_S = 1.0
_LONGEST_DELAY_S = 30.0
_RETRY_STATUS = frozenset({429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Fetched:
    """A document and the address it came from in the end."""

    url: str
    name: str  # the last part of the address
    kind: str  # one of `KINDS`
    data: bytes


class Fetcher:
    """Fetches one address after another, remembering robots.txt and when each host was last asked."""

    def __init__(
        self,
        hosts: Collection[str] = (),
        *,
        resolve: Resolve | None = None,
        connect: Connect = connected,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._hosts = frozenset(h.strip().lower().rstrip(".") for h in hosts if h.strip())
        self._resolve, self._connect, self._sleep = resolve, connect, sleep
        self._robots: dict[str, RobotFileParser] = {}
        self._asked: dict[str, float] = {}  # host -> when, by the monotonic clock

    def fetch(self, url: str) -> Fetched:
        """The document at *url*. Raises `Rejected` with the reason, `UrlRefused` when it may not be asked."""
        try:
            return self._fetched(url)
        except (ValueError, OverflowError, LookupError, UnicodeError) as error:
            # Whatever a site makes us stumble over is the end of this item and of no other.
            raise Rejected(
                f"the site's answer cannot be read ({type(error).__name__}); it is damaged or hostile"
            ) from error

    def _fetched(self, url: str) -> Fetched:
        target = self._target(url)
        for _ in range(_REDIRECTS + 1):
            self._ask_robots(target)
            response = self._get(target, MAX_PAGE_BYTES)
            if response.status not in (301, 302, 303, 307, 308):
                return _document(target, response)
            target = self._next(target, response)
        raise Rejected(f"it redirects more than {_REDIRECTS} times")

    def _target(self, url: str) -> Target:
        return target_of(url, self._hosts, self._resolve)

    def _next(self, target: Target, response: Response) -> Target:
        location = response.headers.get("Location")
        if not location:
            raise Rejected("it redirects to nowhere")
        try:
            onward = urljoin(target.url, location.strip())
            scheme = urlsplit(onward).scheme
        except ValueError as error:
            raise UrlRefused("it redirects to a malformed address") from error
        if target.scheme == "https" and scheme == "http":
            raise UrlRefused("it redirects from https to http")
        return self._target(onward)

    def _ask_robots(self, target: Target) -> None:
        origin = f"{target.scheme}://{target.host}"
        if origin not in self._robots:
            self._robots[origin] = self._read_robots(origin)
        if not allows(self._robots[origin], target.url):
            raise UrlRefused(f"robots.txt of {target.host} does not allow it")

    def _read_robots(self, origin: str) -> RobotFileParser:
        """RFC 9309: none (4xx) allows everything, an unreachable one (5xx) nothing."""
        rules = RobotFileParser()
        target = self._target(f"{origin}/robots.txt")
        for _ in range(_REDIRECTS + 1):
            try:
                response = self._get(target, _ROBOTS_BYTES)
            except UrlRefused:
                raise
            except Rejected as error:
                raise Rejected(f"robots.txt cannot be had: {error}") from error
            if response.status in (301, 302, 303, 307, 308):
                target = self._next(target, response)
                continue
            if response.status == 200:
                read_rules(rules, response.body.decode("utf-8", "replace"))
            else:
                rules.parse(["User-agent: *", "Disallow:" if response.status < 500 else "Disallow: /"])
            return rules
        rules.parse(["User-agent: *", "Disallow: /"])
        return rules

    def _get(self, target: Target, max_bytes: int) -> Response:
        """Ask, again after a pause when the server is busy."""
        retrying = tenacity.Retrying(
            stop=tenacity.stop_after_attempt(_ATTEMPTS),
            wait=tenacity.wait_exponential(multiplier=1, max=8),
            retry=tenacity.retry_if_exception_type(FetchFailed)
            | tenacity.retry_if_result(lambda r: r.status in _RETRY_STATUS),
            retry_error_callback=lambda state: state.outcome.result() if state.outcome else None,
            sleep=self._sleep,
        )
        try:
            response: Response = retrying(self._once, target, max_bytes)
        except FetchFailed as error:
            raise Rejected(f"{error}; try again later") from error
        return response

    def _once(self, target: Target, max_bytes: int) -> Response:
        self._wait(target)
        return request(target, max_bytes, self._connect)

    def _wait(self, target: Target) -> None:
        rules = self._robots.get(f"{target.scheme}://{target.host}")
        asked = float(rules.crawl_delay(USER_AGENT) or 0) if rules else 0.0
        if asked > _LONGEST_DELAY_S:
            raise UrlRefused(f"robots.txt of {target.host} asks for {asked:g} s between requests")
        now = time.monotonic()
        free_at = self._asked.get(target.host, float("-inf")) + max(_DELAY_S, asked)
        if free_at > now:
            self._sleep(free_at - now)
        self._asked[target.host] = time.monotonic()


# "Crawl-delay: 5", "Request-rate: 1/5": plain figures; what a longer or stranger number means nobody knows.
_PLAIN_RULE = re.compile(
    r"^(?:crawl-delay:\s*[0-9]{1,6}|request-rate:\s*[0-9]{1,6}/[0-9]{1,6})\s*$", re.I | re.ASCII
)
_TIMED_RULE = re.compile(r"^\s*(?:crawl-delay|request-rate)\s*:", re.I)
_MALFORMED_RULE = re.compile(r"^\s*(?:dis)?allow\s*:\s*\S*://", re.I)


def read_rules(rules: RobotFileParser, text: str) -> None:
    """Parse a robots.txt whatever stands in it; one that cannot be read allows nothing."""
    kept = []
    for line in text.splitlines():
        plain = line.partition("#")[0].strip()
        if _MALFORMED_RULE.match(plain):  # a path is wanted; of an address its path is meant
            name, _, address = plain.partition(":")
            host, slash, path = address.strip().partition("://")[2].partition("/")
            if not (host and slash):
                continue  # an empty line would end the group
            plain = f"{name}: /{path}"
        if not _TIMED_RULE.match(plain) or _PLAIN_RULE.match(plain):
            kept.append(plain)
    try:
        rules.parse(kept)
    except (ValueError, OverflowError, RecursionError):
        rules.parse(["User-agent: *", "Disallow: /"])


def allows(rules: RobotFileParser, url: str) -> bool:
    """Whether *rules* let us ask for *url*; rules that break on it do not."""
    try:
        return rules.can_fetch(USER_AGENT, url)
    except (ValueError, OverflowError):
        return False


# What servers call a document, and the ending of its name.
_DECLARED = {
    "text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt", "text/markdown": ".md",
    "text/csv": ".csv", "text/tab-separated-values": ".tsv", "application/pdf": ".pdf",
    "application/feed+json": ".json", "application/json": ".json", "application/rss+xml": ".xml",
    "application/atom+xml": ".xml", "application/rdf+xml": ".xml", "application/xml": ".xml", "text/xml": ".xml",
    "application/jsonl": ".jsonl", "application/x-ndjson": ".jsonl", "application/ndjson": ".jsonl",
    "multipart/related": ".mhtml", "message/rfc822": ".mhtml", "application/x-mimearchive": ".mhtml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}  # fmt: skip
# Said of anything; then the address says more.
_UNSAID = frozenset(
    {"", "application/octet-stream", "binary/octet-stream", "application/x-gzip", "application/gzip"}
)


def _document(target: Target, response: Response) -> Fetched:
    if response.status != 200:
        raise Rejected(f"{target.host} answered {response.status}")
    if not response.complete:
        raise Rejected(f"it is larger than {MAX_PAGE_BYTES // 10**6} MB")
    declared = (response.headers.get_content_type() or "").lower()
    name = urlsplit(target.url).path.rpartition("/")[2]
    kind = kind_of(_name(declared, name), response.body[:START])
    if kind not in KINDS:
        raise Rejected(f"it is {declared or 'of an unknown type'}, not an article")
    if kind == ".html" and _is_cut(response):
        raise Rejected(f"{target.host} sent only a part of it (the page has no end); try again later")
    return Fetched(target.url, name, kind, response.body)


# A whole page says where it begins and where it ends; comments of caches may stand behind. Bytes.
_TAIL = 4096


def _is_cut(response: Response) -> bool:
    """Whether a page that came without any length stops before its own end."""
    said = {name.lower() for name in response.headers}
    if said & {"content-length", "transfer-encoding", "content-encoding"}:
        return False
    body = response.body.lower()
    return b"<html" in body[:START] and b"</html" not in body[-_TAIL:] and b"</body" not in body[-_TAIL:]


def _name(declared: str, name: str) -> str:
    """A name whose ending says what the server says, else what the address says."""
    if declared in _UNSAID or (declared == "text/plain" and suffix(name) in KINDS):
        return name
    return f"x{_DECLARED.get(declared, '')}"
