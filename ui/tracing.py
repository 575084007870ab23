"""OpenTelemetry traces: a span a request, below it one an answer, below that one a step.

Where to send them is for the standard variables (OTEL_EXPORTER_OTLP_ENDPOINT and the
others). A span holds no question unless the owner logs them, and no address. A trace
begins with us: a visitor's `traceparent` is not believed.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.answer import Answer
from ui.settings import BadSetting, Settings

if TYPE_CHECKING:
    from opentelemetry.sdk.trace.export import SpanExporter
    from opentelemetry.trace import Span

# A stop waits for the last spans; a collector that is away must not use up the grace of the answers.
EXPORT_TIMEOUT_S = 3
_NS_A_MS = 1_000_000


class Tracing:
    """Spans of one server, so that two in one process (as in tests) do not mix."""

    def __init__(self, exporter: SpanExporter, *, questions: bool = False) -> None:
        from opentelemetry.sdk.resources import OTELResourceDetector, Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor

        ours = Resource.create({"service.name": "hanoi"})
        self._provider = TracerProvider(resource=ours.merge(OTELResourceDetector().detect()))
        self._provider.add_span_processor(BatchSpanProcessor(exporter))
        self._tracer = self._provider.get_tracer("hanoi")
        self._questions = questions

    @contextmanager
    def request(self, method: str) -> Iterator[Span]:
        """The span of a request, which answers made meanwhile fall under; `finish` fills it."""
        from opentelemetry.trace import SpanKind

        with self._tracer.start_as_current_span(method, kind=SpanKind.SERVER, record_exception=False) as span:
            yield span

    def answer(self, answer: Answer) -> None:
        """The spans of an answer that is just done, from the times that it tells."""
        from opentelemetry.trace import set_span_in_context

        steps = {k: ms for k, ms in answer.took_ms.items() if k != "total" and not k.startswith("tokens_")}
        end = time.time_ns()
        at = end - int(answer.took_ms.get("total", sum(steps.values())) * _NS_A_MS)
        of = {
            "hanoi.found": answer.found,
            "hanoi.reason": answer.reason or "",
            "hanoi.language": answer.language,
            "hanoi.mode": answer.mode,
            "hanoi.confidence": answer.confidence,
            "hanoi.build": answer.build,
        }
        if self._questions:
            of["hanoi.question"] = answer.question
        whole = self._tracer.start_span("answer", attributes=of, start_time=at)
        below = set_span_in_context(whole)
        for name, took_ms in steps.items():  # one after another, in the order of the table
            step = self._tracer.start_span(name, below, start_time=at)
            at = min(end, at + int(took_ms * _NS_A_MS))
            step.end(at)
        whole.end(end)

    def close(self) -> None:
        """Send what is left."""
        self._provider.shutdown()


def finish(span: Span, method: str, route: str, status: int, request_id: str) -> None:
    """What a request came to, in the names of OpenTelemetry's conventions for HTTP."""
    from opentelemetry.trace import StatusCode

    span.update_name(f"{method} {route}")
    span.set_attributes(
        {
            "http.request.method": method,
            "http.route": route,
            "http.response.status_code": status,
            "hanoi.request_id": request_id,
        }
    )
    if status >= 500:
        span.set_status(StatusCode.ERROR)


def open_tracing(settings: Settings) -> Tracing | None:
    """As the settings have it; raises `BadSetting` when the package for it is missing."""
    if not settings.otel:
        return None
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    except ModuleNotFoundError:
        wanted = 'traces need `pip install "hanoi-convention-bot[otel]"`'
        raise BadSetting("HANOI_OTEL", "yes", wanted) from None
    return Tracing(OTLPSpanExporter(timeout=EXPORT_TIMEOUT_S), questions=settings.log_questions)
