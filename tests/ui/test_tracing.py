"""Traces: a span a request, an answer and a step, to a collector over OTLP; no question in them by default."""

from __future__ import annotations

import gzip
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from starlette.testclient import TestClient

from ui.answering import Answerer
from ui.server import create_app
from ui.settings import BadSetting, Settings
from ui.tracing import Tracing, open_tracing

QUESTION = "Vì sao gọi là Công ước Hà Nội?"


@pytest.fixture
def kept(answerer: Answerer) -> Iterator[InMemorySpanExporter]:
    """What was traced; the answerer is everybody's and is told again whom to tell."""
    seen = answerer.seen
    yield InMemorySpanExporter()
    answerer.seen = seen


def traced(settings: Settings, answerer: Answerer, tracing: Tracing, path: str = "/api/ask") -> str:
    """The request id of one question over HTTP, after its spans were sent."""
    client = TestClient(create_app(settings, answerer, tracing), raise_server_exceptions=False)
    if path == "/api/ask":
        response = client.post(
            path, json={"question": QUESTION}, headers={"traceparent": f"00-{'a' * 32}-{'b' * 16}-01"}
        )
    else:
        response = client.get(path)
    tracing.close()
    return response.headers["x-request-id"]


def by_name(spans: tuple[ReadableSpan, ...]) -> dict[str, ReadableSpan]:
    return {span.name: span for span in spans}


def test_the_steps_lie_in_the_answer_and_the_answer_in_the_request(
    settings: Settings, answerer: Answerer, kept: InMemorySpanExporter
) -> None:
    request_id = traced(settings, answerer, Tracing(kept))
    spans = by_name(kept.get_finished_spans())
    assert {"POST /api/ask", "answer", "understand", "retrieve", "read"} <= set(spans)
    request, answer = spans["POST /api/ask"], spans["answer"]
    assert request.parent is None, "a visitor's traceparent was believed"
    assert request.attributes
    assert request.attributes["hanoi.request_id"] == request_id
    assert request.attributes["http.response.status_code"] == 200
    assert answer.parent
    assert answer.parent.span_id == request.context.span_id
    for step in ("understand", "retrieve", "read"):
        parent = spans[step].parent
        assert parent
        assert parent.span_id == answer.context.span_id
        assert answer.start_time <= spans[step].start_time <= spans[step].end_time <= answer.end_time
    assert spans["retrieve"].end_time - spans["retrieve"].start_time > 0
    told = "".join(span.to_json() for span in kept.get_finished_spans())
    assert "Hà Nội" not in told
    assert "testclient" not in told


def test_the_question_is_there_when_the_owner_logs_questions(
    settings: Settings, answerer: Answerer, kept: InMemorySpanExporter
) -> None:
    traced(settings, answerer, Tracing(kept, questions=True))
    attributes = by_name(kept.get_finished_spans())["answer"].attributes
    assert attributes
    assert attributes["hanoi.question"] == QUESTION


def test_an_address_that_is_none_of_ours_names_no_route(
    settings: Settings, answerer: Answerer, kept: InMemorySpanExporter
) -> None:
    traced(settings, answerer, Tracing(kept), "/some/secret/address")
    (span,) = kept.get_finished_spans()
    assert span.name == "GET other"
    assert "secret" not in span.to_json()


@pytest.fixture
def collector() -> Iterator[tuple[str, list[ExportTraceServiceRequest]]]:
    """A collector on loopback: its address, and what it was sent."""
    got: list[ExportTraceServiceRequest] = []

    class Collects(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.headers.get("Content-Encoding") == "gzip":
                body = gzip.decompress(body)
            if self.path == "/v1/traces":
                got.append(ExportTraceServiceRequest.FromString(body))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Collects)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", got
    server.shutdown()
    server.server_close()


def test_a_collector_is_sent_them_over_otlp(
    settings: Settings,
    answerer: Answerer,
    kept: InMemorySpanExporter,
    collector: tuple[str, list[ExportTraceServiceRequest]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    address, got = collector
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", address)
    monkeypatch.setenv("OTEL_SERVICE_NAME", "chat-of-the-paper")
    assert Settings.from_env().otel
    tracing = open_tracing(replace(settings, otel=True))
    assert tracing is not None
    traced(settings, answerer, tracing)
    resources = [resource for request in got for resource in request.resource_spans]
    names = {span.name for r in resources for scope in r.scope_spans for span in scope.spans}
    assert {"POST /api/ask", "answer"} <= names
    assert "chat-of-the-paper" in str(resources[0].resource)


def test_a_collector_that_is_away_costs_no_answer_and_a_short_stop(
    settings: Settings, answerer: Answerer, kept: InMemorySpanExporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")
    tracing = open_tracing(replace(settings, otel=True))
    assert tracing is not None
    assert traced(settings, answerer, tracing)


def test_it_is_off_by_default_and_a_missing_package_is_one_line(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert open_tracing(settings) is None
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http.trace_exporter", None)
    with pytest.raises(BadSetting, match=r"pip install .hanoi-convention-bot\[otel\]"):
        open_tracing(replace(settings, otel=True))
