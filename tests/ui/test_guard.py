"""Every request enters through the guard, and every response leaves through it."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from ipaddress import ip_network

import pytest
from starlette.testclient import TestClient

from ui.answering import Answerer, Limits
from ui.body import MAX_BODY_BYTES
from ui.flight import Piece
from ui.question import Asked

NEWS = "https://news.example"
MakeClient = Callable[..., TestClient]


def broken(asked: Asked) -> Iterator[Piece]:
    """Fails as nobody foresaw."""
    raise RuntimeError("secret detail")
    yield ""


# One request for every kind of response: what it is, and how it is asked for.
REQUESTS = [
    pytest.param("GET", "/", {}, 200, id="the page"),
    pytest.param("GET", "/config", {}, 200, id="gradio's settings"),
    pytest.param("GET", "/healthz", {}, 200, id="health"),
    pytest.param("GET", "/readyz", {}, 200, id="readiness"),
    pytest.param("GET", "/metrics", {}, 200, id="metrics"),
    pytest.param("POST", "/api/ask", {"json": {"question": "Công ước Hà Nội là gì?"}}, 200, id="an answer"),
    pytest.param("POST", "/api/ask", {"json": {"question": ""}}, 422, id="an empty question"),
    pytest.param("POST", "/api/ask", {"content": b"{"}, 422, id="not JSON"),
    pytest.param("POST", "/api/ask", {"content": b"x" * (MAX_BODY_BYTES + 1)}, 413, id="too large"),
    pytest.param("GET", "/api/ask", {}, 404, id="wrong method"),
    pytest.param("GET", "/nothing/here", {}, 404, id="nothing there"),
    pytest.param("GET", "/monitoring", {}, 404, id="closed door"),
    pytest.param(
        "POST",
        "/api/ask",
        {"json": {"question": "a"}, "headers": {"Origin": "https://evil.example"}},
        403,
        id="foreign origin",
    ),
    pytest.param(
        "OPTIONS", "/api/ask", {"headers": {"Origin": "https://evil.example"}}, 403, id="foreign preflight"
    ),
    pytest.param("OPTIONS", "/api/ask", {"headers": {"Origin": NEWS}}, 204, id="listed preflight"),
]


@pytest.mark.parametrize(("method", "path", "how", "status"), REQUESTS)
def test_every_response_carries_the_security_headers(
    client: TestClient, method: str, path: str, how: dict[str, object], status: int
) -> None:
    response = client.request(method, path, **how)  # type: ignore[arg-type]
    assert response.status_code == status, response.text[:300]
    headers = response.headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert f"frame-ancestors 'self' {NEWS}" in headers["content-security-policy"]
    assert "default-src 'none'" in headers["content-security-policy"] or path == "/"
    assert len(headers["x-request-id"]) == 16
    assert "x-frame-options" not in headers
    assert "server" not in headers
    assert "access-control-allow-credentials" not in headers


def test_the_page_allows_no_inline_script_by_a_wildcard(client: TestClient) -> None:
    policy = client.get("/").headers["content-security-policy"]
    scripts = next(part for part in policy.split(";") if part.strip().startswith("script-src"))
    assert "'unsafe-inline'" not in scripts
    assert "*" not in scripts
    assert "http" not in scripts


def test_what_nobody_foresaw_is_a_500_that_says_nothing(make_client: MakeClient) -> None:
    response = make_client(Answerer(broken)).post("/api/ask", json={"question": "a"})
    assert response.status_code == 500
    assert response.json()["error"] == "unexpected"
    assert "secret detail" not in response.text
    assert "Traceback" not in response.text
    assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/", "/config", "/api/ask", "/healthz", "/nothing", "/monitoring"])
@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost:1"])
def test_a_foreign_origin_may_read_nothing(client: TestClient, path: str, origin: str) -> None:
    for method in ("GET", "POST", "OPTIONS"):
        response = client.request(method, path, headers={"Origin": origin})
        assert "access-control-allow-origin" not in response.headers


def test_a_listed_origin_may_read_answers_and_refusals(client: TestClient) -> None:
    for question, status in (("Công ước Hà Nội là gì?", 200), ("", 422)):
        response = client.post("/api/ask", json={"question": question}, headers={"Origin": NEWS})
        assert response.status_code == status
        assert response.headers["access-control-allow-origin"] == NEWS
        assert "Origin" in response.headers["vary"]


def test_a_preflight_of_a_listed_origin_allows_asking(client: TestClient) -> None:
    response = client.options("/api/ask", headers={"Origin": NEWS, "Access-Control-Request-Method": "POST"})
    assert response.headers["access-control-allow-methods"] == "POST"
    assert "Content-Type" in response.headers["access-control-allow-headers"]


def test_a_body_without_a_length_is_counted_as_it_comes(client: TestClient) -> None:
    def chunks() -> Iterator[bytes]:
        for _ in range(50):
            yield b"x" * 100_000

    response = client.post("/api/ask", content=chunks(), headers={"Content-Type": "application/json"})
    assert response.status_code == 413
    assert response.json()["error"] == "too_large"


def test_five_megabytes_are_refused_at_once(client: TestClient) -> None:
    body = b'{"question": "' + b"x" * 5_000_000 + b'"}'
    took = []
    for _ in range(5):  # the quickest: others work on this machine too
        began = time.perf_counter()
        assert client.post("/api/ask", content=body).status_code == 413
        took.append(time.perf_counter() - began)
    assert min(took) < 0.05


def test_a_length_that_is_no_number_is_refused(client: TestClient) -> None:
    response = client.post("/api/ask", content=b"{}", headers={"Content-Length": "two"})
    assert response.status_code == 400


def test_beyond_the_rate_there_is_a_429_with_a_time_and_others_are_not_touched(
    make_client: MakeClient,
) -> None:
    client = make_client(rate="3/minute", trusted_proxies=())
    answers = [client.post("/api/ask", json={"question": ""}).status_code for _ in range(4)]
    assert answers == [422, 422, 422, 429]
    refused = client.post("/api/ask", json={"question": ""})
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert refused.json()["retry_after"] == int(refused.headers["retry-after"])
    assert client.get("/healthz").status_code == 200


def test_looking_at_pages_has_a_wider_limit_and_files_and_health_have_none(make_client: MakeClient) -> None:
    client = make_client(rate="1/minute")
    looked = [client.get("/articles").status_code for _ in range(21)]
    assert looked == [200] * 20 + [429]
    for path in ("/healthz", "/readyz", "/metrics", "/widget.js"):
        assert client.get(path).status_code == 200


def test_the_rate_is_counted_for_the_address_behind_our_proxy(settings, answerer) -> None:
    from dataclasses import replace
    from ipaddress import ip_network

    from ui.server import create_app

    proxied = replace(settings, rate="1/minute", trusted_proxies=(ip_network("10.0.0.0/8"),))
    client = TestClient(create_app(proxied, answerer), client=("10.0.0.1", 1))

    def ask(forwarded: str) -> int:
        asked = {"X-Forwarded-For": forwarded}
        return client.post("/api/ask", json={"question": ""}, headers=asked).status_code

    assert [ask("203.0.113.1"), ask("203.0.113.2")] == [422, 422]
    assert ask("198.51.100.7, 203.0.113.1") == 429


def test_beyond_the_queue_there_is_a_503_with_a_time(make_client: MakeClient) -> None:
    full = Answerer(broken, limits=Limits(workers=1, waiting=0))
    full._held = 1
    response = make_client(full).post("/api/ask", json={"question": "a"})
    assert response.status_code == 503
    assert response.json()["error"] == "overloaded"
    assert int(response.headers["retry-after"]) >= 1


def test_https_from_our_proxy_is_made_to_stay(settings, answerer) -> None:
    from dataclasses import replace
    from ipaddress import ip_network

    from ui.server import create_app

    proxied = replace(settings, trusted_proxies=(ip_network("10.0.0.0/8"),))
    client = TestClient(create_app(proxied, answerer), client=("10.0.0.1", 1))
    assert (
        "strict-transport-security" in client.get("/healthz", headers={"X-Forwarded-Proto": "https"}).headers
    )
    assert "strict-transport-security" not in client.get("/healthz").headers


@pytest.mark.parametrize("wanted", [False, True], ids=["by default", "when the owner says so"])
def test_the_question_is_logged_only_when_the_owner_says_so(
    make_client: MakeClient, caplog: pytest.LogCaptureFixture, wanted: bool
) -> None:
    with caplog.at_level("INFO", logger="hanoi"):
        make_client(log_questions=wanted).post("/api/ask", json={"question": "Ai ký Công ước Hà Nội?"})
    line = next(record for record in caplog.records if record.message == "answer")
    assert ("question" in line.fields) is wanted  # type: ignore[attr-defined]
    assert {"found", "confidence", "ms", "build"} <= set(line.fields)  # type: ignore[attr-defined]


def test_the_log_has_one_line_a_request_and_never_the_question(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO", logger="hanoi"):
        response = client.post("/api/ask", json={"question": "a very private question"})
    lines = [record for record in caplog.records if record.message == "request"]
    assert len(lines) == 1
    fields = lines[0].fields  # type: ignore[attr-defined]
    assert fields["id"] == response.headers["x-request-id"]
    assert fields["status"] == 200
    assert "private" not in json.dumps([str(vars(record)) for record in caplog.records])


@pytest.mark.parametrize("path", ["/", "/api/ask", "/articles", "/gradio_api/call/ask", "/healthz"])
def test_a_rebound_name_gets_nothing_where_names_are_listed(
    make_client: Callable[..., TestClient], path: str
) -> None:
    client = make_client(hosts=("chat.example",))
    answer = client.get(path, headers={"Host": "evil.example"})
    assert (answer.status_code, answer.json()["error"]) == (421, "wrong_host")
    assert client.get("/healthz", headers={"Host": "chat.example"}).status_code == 200


def test_no_path_that_somebody_thinks_of_becomes_a_label(client: TestClient) -> None:
    client.get("/widget.js")
    before = len(client.get("/metrics").content)
    for n in range(50):
        client.get(f"/widget{'x' * 1_000}{n}.js")
        client.get(f"/gradio_api/{n}")
        client.get(f"/own/{n}/{n}.js")
        client.request(f"METHOD{n}", f"/{n}")
    text = client.get("/metrics").text
    assert len(text) < before + 5_000
    routes = set(re.findall(r'route="([^"]*)"', text))
    assert routes <= {
        "gradio",
        "other",
        "/",
        "/api/ask",
        "/api/mcp",
        "/api/opinion",
        "/healthz",
        "/readyz",
        "/metrics",
        "/embed",
    } | {
        "/widget.js",
        "/widget-core.js",
    }


def test_a_widget_that_is_none_counts_as_a_view(make_client: MakeClient) -> None:
    client = make_client(rate="1/minute")  # twenty views
    assert {client.get(f"/widget{n}.js").status_code for n in range(20)} == {404}
    assert client.get("/widget-none.js").status_code == 429
    assert client.get("/widget.js").status_code == 200


FORWARDED = {
    "X-Forwarded-Host": "evil.example",
    "X-Gradio-Server": "https://evil.example",
    "X-Forwarded-Proto": "https",
    "Forwarded": "host=evil.example",
}


@pytest.mark.parametrize("path", ["/", "/config", "/widget", "/about"])
def test_nobody_tells_the_page_where_it_is(client: TestClient, path: str) -> None:
    response = client.get(path, headers=FORWARDED)
    assert response.status_code == 200
    assert "evil.example" not in response.text
    assert "https://testserver" not in response.text


def test_a_proxy_of_ours_may_tell_it(make_client: MakeClient) -> None:
    made = make_client(trusted_proxies=(ip_network("10.0.0.0/8"),))
    proxied = TestClient(made.app, client=("10.0.0.1", 1))
    config = proxied.get(
        "/config", headers={"X-Forwarded-Host": "chat.example", "X-Gradio-Server": "http://evil.example"}
    )
    assert "chat.example" in config.text
    assert "evil.example" not in config.text


@pytest.mark.parametrize("path", ["/", "/config", "/about", "/articles", "/embed", "/nothing"])
def test_what_is_made_for_one_visitor_is_in_no_shared_cache(client: TestClient, path: str) -> None:
    assert re.search(r"no-store|no-cache", client.get(path).headers["cache-control"])
