"""Behind a real nginx with the configuration that we ship: streams, a path, and a replica that dies."""

from __future__ import annotations

import re
import shutil

import httpx
import pytest
from replicas import ASKED, QUESTION, Proxy, Serve, found_while_one_dies

pytestmark = [
    pytest.mark.may_skip,
    pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not installed"),
]


def test_words_come_through_as_they_are_said_and_figures_do_not(serve: Serve, proxy: Proxy) -> None:
    base = proxy(serve()[1])
    events = {"Accept": "text/event-stream", "X-Forwarded-For": "1.2.3.4"}
    with httpx.stream("POST", f"{base}/api/ask", json=QUESTION, headers=events) as response:
        names = [line for line in response.iter_lines() if line.startswith("event:")]
    assert names[0] == "event: delta"
    assert names[-1] == "event: answer"
    assert httpx.get(f"{base}/metrics").status_code == 404
    assert httpx.get(f"{base}/readyz").json() == {"ready": True}
    https = httpx.get(f"{base}/", headers={"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in https.headers


def test_below_a_path_every_file_that_the_page_names_is_there(serve: Serve, proxy: Proxy) -> None:
    base = proxy(serve(HANOI_ROOT_PATH="/chat")[1], path="/chat/")
    page = httpx.get(f"{base}/chat/")
    assert page.status_code == 200
    named = set(re.findall(r'(?:src|href)="([^"#]+)"', page.text))
    assert len(named) > 5
    for address in named:
        found = httpx.get(httpx.URL(f"{base}/chat/").join(address), follow_redirects=True)
        assert found.status_code == 200, address
        assert found.url.path.startswith("/chat/"), address
    assert httpx.post(f"{base}/chat/api/ask", json=QUESTION).json()["found"]
    assert httpx.get(f"{base}/chat/config").json()["root"].endswith("/chat")


def test_a_replica_killed_under_load_costs_no_answer_after_one_retry(serve: Serve, proxy: Proxy) -> None:
    replicas = [serve(), serve()]
    base = proxy(*(port for _, port in replicas))
    assert found_while_one_dies(base, replicas) == [True] * ASKED
