"""Another site's page cannot make a browser ask for it."""

from __future__ import annotations

import pytest
from starlette.datastructures import Headers

from ui.origin import check_host, check_origin
from ui.refusal import Refused

LISTED = ("https://news.example",)


def headers(origin: str | None = None, host: str = "chat.example", fetch: str | None = None) -> Headers:
    given = {"host": host}
    given |= {"origin": origin} if origin is not None else {}
    given |= {"sec-fetch-site": fetch} if fetch else {}
    return Headers(given)


@pytest.mark.parametrize(
    "asking",
    [
        pytest.param(headers(), id="a program"),
        pytest.param(headers("https://chat.example"), id="our own page"),
        pytest.param(headers("http://127.0.0.1:7860", "127.0.0.1:7860"), id="our own page on a port"),
        pytest.param(headers("https://chat.example", "chat.example:443"), id="the default port, written out"),
        pytest.param(headers("https://news.example"), id="a listed site"),
        pytest.param(headers(fetch="same-origin"), id="our own page, without an Origin"),
    ],
)
def test_passes(asking: Headers) -> None:
    check_origin("POST", asking, LISTED)


@pytest.mark.parametrize(
    "asking",
    [
        pytest.param(headers("https://evil.example"), id="another site"),
        pytest.param(headers("http://news.example"), id="a listed site without encryption"),
        pytest.param(headers("https://news.example.evil.example"), id="a longer name"),
        pytest.param(headers("https://news.example:8443"), id="another port of a listed site"),
        pytest.param(headers("null"), id="a sandboxed frame"),
        pytest.param(headers("file://chat.example"), id="a file"),
        pytest.param(headers(""), id="an empty origin"),
        pytest.param(headers("https://chat.example@evil.example"), id="our name as a user's"),
        pytest.param(headers("https://["), id="nonsense"),
        pytest.param(headers("http://127.0.0.1:9999", "127.0.0.1:7860"), id="another port of this machine"),
        pytest.param(headers(fetch="cross-site"), id="another site, without an Origin"),
    ],
)
def test_refused(asking: Headers) -> None:
    with pytest.raises(Refused, match="may not use") as refused:
        check_origin("POST", asking, LISTED)
    assert refused.value.status_code == 403


def test_reading_needs_no_origin_because_only_listed_sites_may_see_what_comes_back() -> None:
    check_origin("GET", headers("https://evil.example"), LISTED)


NAMES = ("chat.example", "intranet:7860")


@pytest.mark.parametrize(
    "host",
    [
        "chat.example",
        "Chat.Example:443",
        "intranet:7860",
        "localhost:7860",
        "127.0.0.1:7860",
        "[::1]:7860",
        "[::1]",
    ],
)
def test_our_names_and_addresses_pass(host: str) -> None:
    check_host(headers(host=host), NAMES)


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:7860",
        "intranet",
        "chat.example.evil.example",
        "127.0.0.1.evil.example",
        "",
    ],
)
def test_a_name_that_was_made_to_point_here_is_refused_where_names_are_listed(host: str) -> None:
    rebound = headers(f"http://{host}", host)
    with pytest.raises(Refused, match="not served under this name") as refused:
        check_host(rebound, NAMES)
    assert refused.value.status_code == 421
    check_host(rebound, ())
