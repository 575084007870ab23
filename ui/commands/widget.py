"""`hanoi widget-tag`: the line a web editor pastes, for this very version of the widget."""

from __future__ import annotations

from html import escape
from urllib.parse import urlsplit

import click


@click.command()
@click.argument("site")
@click.option("--lang", type=click.Choice(["vi", "en"]), help="Its language; the host page's otherwise.")
@click.option("--latest", is_flag=True, help="Always the newest version: short address, no integrity hash.")
def widget_tag(site: str, lang: str | None, latest: bool) -> None:
    """Print the script tag for the chat served at SITE, such as https://chat.example.

    The address names the version, so browsers keep the file for a year, and the
    integrity hash makes them refuse any other. Print it again after an upgrade.
    """
    parts = urlsplit(site)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise click.UsageError(
            "SITE must be an address such as https://chat.example or https://x.example/chat."
        )
    from ui import own
    from ui.progress import say
    from ui.settings import Settings

    base = site.rstrip("/")
    listed = Settings.from_env().site_ids
    for origin, name in listed.items():
        say(f"{origin} is the site {name!r} in limits and figures.")
    if not listed:
        say("No other site may use it yet: name its origin in HANOI_EMBED_ORIGINS where the chat is served.")
    language = f' data-lang="{lang}"' if lang else ""
    if latest:
        click.echo(f'<script src="{escape(base)}/widget.js"{language} defer></script>')
        return
    address, digest = own.address("widget.js"), own.integrity("widget.js")
    click.echo(
        f'<script src="{escape(base)}/{address}" integrity="{digest}" crossorigin="anonymous"'
        f"{language} defer></script>"
    )
