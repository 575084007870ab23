"""`/api/mcp`: the tool `ask_hanoi_convention`, by the Model Context Protocol over streamable HTTP.

Closed until the owner names the hosts it may be called under (`HANOI_MCP_HOSTS`): a page of some
other site that has its own name point at our address (DNS rebinding) sends that name, and is refused.
No sessions are kept, so any replica can take any request. Needs the extra `mcp`.
"""

from __future__ import annotations

import json
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any

from mcp.server.lowlevel import Server
from mcp.server.transport_security import TransportSecuritySettings
from mcp_types import (
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    Tool,
    ToolAnnotations,
)
from pydantic import TypeAdapter
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.answer import Answer
from ui.api import Question
from ui.programs import Programs
from ui.refusal import Refused, refused
from ui.settings import Settings

PATH = "/api/mcp"
TOOL = "ask_hanoi_convention"
_ABOUT = (
    "Ask about the Hanoi Convention (United Nations Convention against Cybercrime), in Vietnamese or English. "
    '`citations` says whose words each sentence holds: where `voice` is "source" it is quoted word for word, with '
    'publisher, date and address; where it is "brief" it is our own summary after the sources in `based_on`, which '
    "did not write it: do not quote it as theirs. `found` is false when the articles do not answer: say so, and do not fill the gap."
)


@dataclass(frozen=True, slots=True)
class McpTool:
    """The tool's routes, and what must be running while requests are taken."""

    routes: tuple[Route, Route]
    server: Server[Any]

    def running(self) -> AbstractAsyncContextManager[None]:
        """To be entered once."""
        return self.server.session_manager.run()


def mcp_tool(programs: Programs) -> McpTool:
    """The tool over *programs*."""

    async def listed(context: Any, params: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=[described()])

    async def called(context: Any, params: CallToolRequestParams) -> CallToolResult:
        try:
            if params.name != TOOL:
                raise Refused(404, "not_found", f"There is only one tool here: {TOOL}.")
            answer = await programs.ask(context.request, params.arguments or {})
        except Exception as error:
            return CallToolResult(content=[TextContent(text=str(refused(error)))], is_error=True)
        body = answer.to_json()
        return CallToolResult(
            content=[TextContent(text=json.dumps(body, ensure_ascii=False))], structured_content=body
        )

    server = Server("hanoi-convention", title="Hanoi Convention", on_list_tools=listed, on_call_tool=called)
    inner = server.streamable_http_app(
        streamable_http_path=PATH,
        stateless_http=True,
        json_response=True,
        transport_security=_hosts(programs.settings),
    )
    (route,) = inner.routes
    assert isinstance(route, Route)
    others = Route(PATH, _only_post, methods=["GET", "DELETE"])
    return McpTool((Route(PATH, route.endpoint, methods=["POST"]), others), server)


async def _only_post(request: Request) -> Response:
    """No stream from us to them, which would stay open for nothing, and no session to end."""
    refusal = Refused(405, "bad_request", "Send a POST; there are no streams and no sessions here.")
    refusal.headers = {**(refusal.headers or {}), "Allow": "POST"}
    return refusal.response()


def described() -> Tool:
    """Its name, what it is for, and the shapes of `POST /api/ask`."""
    return Tool(
        name=TOOL,
        title="Hanoi Convention",
        description=_ABOUT,
        input_schema=Question.model_json_schema(),
        output_schema=TypeAdapter(Answer).json_schema(),
        annotations=ToolAnnotations(read_only_hint=True, open_world_hint=False),
    )


def _hosts(settings: Settings) -> TransportSecuritySettings:
    names = [*settings.mcp_hosts, *(f"{name}:*" for name in settings.mcp_hosts)]
    origins = [f"{scheme}://{name}" for scheme in ("https", "http") for name in names]
    return TransportSecuritySettings(allowed_hosts=names, allowed_origins=[*origins, *settings.embed_origins])
