"""The security headers of every response, errors included.

A page that needs more than files of ours brings a policy of its own, as the chat
does in `ui.page.shell`.
"""

from __future__ import annotations

from collections.abc import Sequence

from starlette.datastructures import MutableHeaders

_COMMON = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# Two years, as the HSTS preload list asks of those who join it.
_HSTS = "max-age=63072000"
_PAGE = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'"
_NOT_A_PAGE = "default-src 'none'"


def secure(headers: MutableHeaders, ancestors: Sequence[str], *, https: bool, shared: bool) -> None:
    """Add what is missing; *shared*: other sites may load it (the widget's script).

    A response that brings its own policy keeps it, with our frame-ancestors.
    Gradio's own CORS headers are dropped: they let in every origin with credentials.
    """
    for name in [name for name in headers if name.lower().startswith("access-control-")]:
        del headers[name]
    for name in ("server", "x-powered-by", "x-frame-options"):
        if name in headers:
            del headers[name]
    for name, value in _COMMON.items():
        headers.setdefault(name, value)
    headers["Cross-Origin-Resource-Policy"] = "cross-origin" if shared else "same-origin"
    if https:
        headers["Strict-Transport-Security"] = _HSTS
    is_page = headers.get("content-type", "").startswith("text/html")
    policy = headers.get("content-security-policy") or (_PAGE if is_page else _NOT_A_PAGE)
    if "frame-ancestors" not in policy:
        policy = "; frame-ancestors ".join([policy, " ".join(["'self'", *ancestors])])
    headers["Content-Security-Policy"] = policy


def share_with(headers: MutableHeaders, origin: str | None) -> None:
    """Let *origin*, already found in the owner's list, read the response; never with credentials."""
    headers.add_vary_header("Origin")
    if origin is not None:
        headers["Access-Control-Allow-Origin"] = origin
        headers["Access-Control-Expose-Headers"] = "Retry-After, X-Request-Id"
