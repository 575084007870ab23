"""Whatever is sent to the API, the answer is an Answer or a refusal with a sentence, never a 5xx."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=50),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=10,
)
fields = st.sampled_from(["question", "history", "as_of", "since", "until", "publisher", "language", "x"])
bodies = st.dictionaries(fields, json_values | st.text() | st.lists(st.text(), max_size=3), max_size=6)
# As many as take some ten seconds together; every question among them is really answered.
fuzzed = settings(max_examples=150, deadline=None)


def check_reply(client: TestClient, content: bytes, kind: str = "application/json") -> None:
    response = client.post("/api/ask", content=content, headers={"Content-Type": kind})
    assert response.status_code < 500, response.text
    body = response.json()
    assert "found" in body if response.status_code == 200 else body["message"]
    assert "Traceback" not in response.text


def test_any_json(fuzz_client: TestClient) -> None:
    @fuzzed
    @given(bodies | json_values)
    def each(body: object) -> None:
        check_reply(fuzz_client, json.dumps(body).encode())

    each()


def test_any_bytes(fuzz_client: TestClient) -> None:
    kinds = st.sampled_from(["application/json", "text/plain", "", "multipart/form-data"])

    @fuzzed
    @given(st.binary(max_size=2000), kinds)
    def each(content: bytes, kind: str) -> None:
        check_reply(fuzz_client, content, kind)

    each()


def test_any_question(fuzz_client: TestClient) -> None:
    @fuzzed
    @given(st.text(min_size=1, max_size=300))
    def each(question: str) -> None:
        check_reply(fuzz_client, json.dumps({"question": question}).encode())

    each()
