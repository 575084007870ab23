"""Whatever bytes are sent to the API, the answer is an Answer or a refusal with a sentence, never a 5xx.

What the document describes is tried in test_fuzz_openapi.py.
"""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

KINDS = st.sampled_from(["application/json", "text/plain", "", "multipart/form-data"])


def test_any_bytes(fuzz_client: TestClient) -> None:
    @settings(max_examples=150, deadline=None)
    @given(st.binary(max_size=2000), KINDS)
    def each(content: bytes, kind: str) -> None:
        response = fuzz_client.post("/api/ask", content=content, headers={"Content-Type": kind})
        assert response.status_code < 500, response.text
        body = response.json()
        assert "found" in body if response.status_code == 200 else body["message"]
        assert "Traceback" not in response.text

    each()
