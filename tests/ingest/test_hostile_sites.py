"""Whatever a site sends, its item is refused by name and the items after it are taken."""

from __future__ import annotations

from urllib.robotparser import RobotFileParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import Rejected
from ingest.feeds import links_in
from ingest.fetch import Fetcher, allows, read_rules
from ingest.http_get import Response
from ingest.identity import canonical_url

ODD = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "http://[",
            "//[",
            "http://a:99999/",
            "²",
            "9" * 400,
            "http://a b/",
            "\x00",
            "https://x.example/%zz",
            "é://",
        ]
    ),
)

NAMES = st.sampled_from(["Crawl-delay", "Request-rate", "Disallow", "Allow", "User-agent", "x"])


def rules_of(text: str) -> RobotFileParser:
    rules = RobotFileParser()
    read_rules(rules, text)
    return rules


@pytest.mark.parametrize(
    "line",
    [
        "Crawl-delay: ²",
        "Crawl-delay: " + "9" * 400,
        "Request-rate: ²/²",
        "Request-rate: 1/" + "9" * 5000,
        "Disallow: http://[",
    ],
)
def test_a_strange_robots_line_costs_only_itself(line: str) -> None:
    rules = rules_of(f"User-agent: *\n{line}\nDisallow: /private\n")
    assert allows(rules, "https://news.example/a")
    assert not allows(rules, "https://news.example/private/a")
    float(rules.crawl_delay("x") or 0)


@given(
    st.lists(
        st.tuples(NAMES, ODD),
        max_size=6,
    ),
    ODD,
)
@settings(max_examples=300, deadline=None)
def test_any_robots_file_is_read(lines: list[tuple[str, str]], path: str) -> None:
    rules = rules_of("User-agent: *\n" + "\n".join(f"{name}: {value}" for name, value in lines))
    assert allows(rules, f"https://news.example/{path}") in (True, False)
    float(rules.crawl_delay("hanoi") or 0)


@given(st.lists(ODD, max_size=5))
@settings(max_examples=200, deadline=None)
def test_a_bad_link_in_a_feed_does_not_hide_the_others(links: list[str]) -> None:
    items = "".join(f"<item><link><![CDATA[{link}]]></link></item>" for link in links if "]]>" not in link)
    feed = f"<rss><channel>{items}<item><link>https://news.example/good</link></item></channel></rss>"
    try:
        found = links_in(feed.encode("utf-8", "surrogatepass"), "https://news.example/feed")
    except Rejected:
        return
    assert "https://news.example/good" in found or any(ord(c) < 32 for link in links for c in link)


@given(ODD)
@settings(max_examples=200, deadline=None)
def test_any_redirect_is_followed_or_refused_by_name(location: str) -> None:
    from email.message import Message

    import ingest.fetch as fetch_module

    headers = __import__("http.client").client.HTTPMessage()
    Message.add_header(headers, "X-Kind", "redirect")
    headers._headers.append(("Location", location))  # as a server may send it, unchecked

    def answer(target: object, max_bytes: int, connect: object) -> Response:
        if str(getattr(target, "path", "")) == "/robots.txt":
            return Response(404, headers, b"", True)
        return Response(302, headers, b"", True)

    fetcher = Fetcher(resolve=lambda host, port: ["93.184.216.34"], sleep=lambda s: None)
    real, fetch_module.request = fetch_module.request, answer  # type: ignore[assignment]
    try:
        with pytest.raises(Rejected):
            fetcher.fetch("https://news.example/a")
    finally:
        fetch_module.request = real


@given(ODD)
def test_any_address_has_a_form(url: str) -> None:
    assert isinstance(canonical_url(url), str)
