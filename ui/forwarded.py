"""What a proxy says of a visitor's own request, believed of the owner's proxies only."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.types import Scope

from ui.client import is_proxied
from ui.settings import Network

# Gradio builds the address of the page out of these, whoever sends them.
_BY_PROXIES = (b"x-forwarded-", b"forwarded")
# From Gradio's own cloud to a server behind it, where we are never.
_BY_NOBODY = b"x-gradio-server"


def without_claims(scope: Scope, proxies: Sequence[Network]) -> Scope:
    """The request without headers that say under which name, scheme or path it was sent, unless a proxy says so."""
    trusted = is_proxied(scope, proxies)

    def believed(name: bytes) -> bool:
        return name != _BY_NOBODY and (trusted or not name.startswith(_BY_PROXIES))

    return {**scope, "headers": [(name, value) for name, value in scope["headers"] if believed(name.lower())]}
