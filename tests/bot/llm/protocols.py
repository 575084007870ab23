"""How four providers stream a reply over HTTP, as their own clients read it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

Told = list[dict[str, str]]  # role and content of each message
Body = dict[str, Any]
TOKENS_IN = 1_000


class OpenAI:
    """Server-sent chunks, and `data: [DONE]`."""

    media_type = "text/event-stream"

    def told(self, body: Body) -> Told:
        return list(body["messages"])

    def opening(self) -> Iterator[bytes]:
        yield from ()

    def piece(self, text: str) -> bytes:
        return self._event({"choices": [{"index": 0, "delta": {"role": "assistant", "content": text}}]})

    def stop(self) -> bytes:
        return self._event({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})

    def closing(self, tokens_out: int) -> Iterator[bytes]:
        used = {
            "prompt_tokens": TOKENS_IN,
            "completion_tokens": tokens_out,
            "total_tokens": TOKENS_IN + tokens_out,
        }
        yield self._event({"choices": [], "usage": used})
        yield b"data: [DONE]\n\n"

    def _event(self, event: Body) -> bytes:
        whole = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "scripted"} | event
        return f"data: {json.dumps(whole)}\n\n".encode()


class Anthropic:
    """Named server-sent events around one block of text."""

    media_type = "text/event-stream"

    def told(self, body: Body) -> Told:
        system = body.get("system", "")
        blocks = [{"type": "text", "text": system}] if isinstance(system, str) else system
        return [{"role": "system", "content": _text(blocks)}] + [
            {"role": m["role"], "content": _text(m["content"])} for m in body["messages"]
        ]

    def opening(self) -> Iterator[bytes]:
        message = {"id": "m", "type": "message", "role": "assistant", "model": "scripted", "content": []}
        used = {"input_tokens": TOKENS_IN, "output_tokens": 1}
        yield self._event(
            {
                "type": "message_start",
                "message": message | {"stop_reason": None, "stop_sequence": None, "usage": used},
            }
        )
        block = {"type": "text", "text": ""}
        yield self._event({"type": "content_block_start", "index": 0, "content_block": block})
        yield self._event({"type": "ping"})

    def piece(self, text: str) -> bytes:
        delta = {"type": "text_delta", "text": text}
        return self._event({"type": "content_block_delta", "index": 0, "delta": delta})

    def stop(self) -> bytes:
        return self._event({"type": "content_block_stop", "index": 0})

    def closing(self, tokens_out: int) -> Iterator[bytes]:
        delta = {"stop_reason": "end_turn", "stop_sequence": None}
        used = {"input_tokens": TOKENS_IN, "output_tokens": tokens_out}
        yield self._event({"type": "message_delta", "delta": delta, "usage": used})
        yield self._event({"type": "message_stop"})

    def _event(self, event: Body) -> bytes:
        return f"event: {event['type']}\ndata: {json.dumps(event)}\n\n".encode()


class Ollama:
    """A line of JSON for each piece."""

    media_type = "application/x-ndjson"

    def told(self, body: Body) -> Told:
        return [{"role": m["role"], "content": m["content"]} for m in body["messages"]]

    def opening(self) -> Iterator[bytes]:
        yield from ()

    def piece(self, text: str) -> bytes:
        return self._line({"message": {"role": "assistant", "content": text}, "done": False})

    def stop(self) -> bytes:
        return b""

    def closing(self, tokens_out: int) -> Iterator[bytes]:
        counted = {"prompt_eval_count": TOKENS_IN, "eval_count": tokens_out, "total_duration": 1}
        last = {"message": {"role": "assistant", "content": ""}, "done": True, "done_reason": "stop"}
        yield self._line(last | counted)

    def _line(self, event: Body) -> bytes:
        whole = {"model": "scripted", "created_at": "2025-10-26T00:00:00Z"} | event
        return json.dumps(whole).encode() + b"\n"


class Google:
    """Server-sent candidates, the tokens counted in the last."""

    media_type = "text/event-stream"

    def told(self, body: Body) -> Told:
        system = body.get("systemInstruction") or body.get("system_instruction") or {"parts": []}
        return [{"role": "system", "content": _text(system["parts"])}] + [
            {"role": m["role"], "content": _text(m["parts"])} for m in body["contents"]
        ]

    def opening(self) -> Iterator[bytes]:
        yield from ()

    def piece(self, text: str) -> bytes:
        return self._event({"content": {"parts": [{"text": text}], "role": "model"}, "index": 0})

    def stop(self) -> bytes:
        return b""

    def closing(self, tokens_out: int) -> Iterator[bytes]:
        ended = {"content": {"parts": [{"text": ""}], "role": "model"}, "finishReason": "STOP", "index": 0}
        used = {"promptTokenCount": TOKENS_IN, "candidatesTokenCount": tokens_out}
        yield self._event(ended, usageMetadata=used | {"totalTokenCount": TOKENS_IN + tokens_out})

    def _event(self, candidate: Body, **more: Body) -> bytes:
        return f"data: {json.dumps({'candidates': [candidate], **more})}\r\n\r\n".encode()


Protocol = OpenAI | Anthropic | Ollama | Google


def spoken_at(path: str) -> Protocol:
    """The protocol whose clients ask at *path*."""
    if path.startswith("/v1/messages"):
        return Anthropic()
    if path.startswith("/api/chat"):
        return Ollama()
    return Google() if ":streamGenerateContent" in path else OpenAI()


def _text(blocks: str | list[dict[str, str]]) -> str:
    return blocks if isinstance(blocks, str) else "".join(b["text"] for b in blocks)
