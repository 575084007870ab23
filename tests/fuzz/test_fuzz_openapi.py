"""Requests made from docs/openapi.json, right ones and wrong ones: every reply is one the document promises."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.testclient import TestClient

# HANOI_FUZZ=7 tries others.
SEED = int(os.environ.get("HANOI_FUZZ", "20251025"))
DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "openapi.json"
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = 200  # of each kind; every right question among them is really answered


def test_every_reply_is_one_the_document_promises(fuzz_client: TestClient) -> None:
    schema = schemathesis.openapi.from_path(DOCUMENT)
    schema.app = fuzz_client.app
    operation = schema["/api/ask"]["POST"]
    statuses: Counter[int] = Counter()

    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):

        @seed(SEED)
        @settings(
            max_examples=EXAMPLES, deadline=None, database=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=operation.as_strategy(generation_mode=mode))
        def each(case: Case) -> None:
            response = case.call()
            assert "Traceback" not in response.text
            statuses[response.status_code] += 1
            case.validate_response(response, checks=CHECKS)

        each()

    assert sum(statuses.values()) >= 2 * EXAMPLES
    assert statuses[200]
    assert statuses[422]
