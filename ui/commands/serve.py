"""`hanoi serve`: the chat, the widget and the API in one process."""

from __future__ import annotations

import socket
from dataclasses import replace

import click

from ui.progress import say
from ui.settings import Settings


@click.command()
@click.option("--host", help="Address to listen on; 127.0.0.1 unless HANOI_HOST says otherwise.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port; 7860 unless HANOI_PORT says otherwise.")
@click.option("--root-path", metavar="PATH", help="The path a proxy serves this under, such as /chat.")
def serve(host: str | None, port: int | None, root_path: str | None) -> None:
    """Serve the chat, the widget and the API."""
    settings = Settings.from_env()
    settings = replace(
        settings,
        host=host or settings.host,
        port=settings.port if port is None else port,
        root_path=settings.root_path if root_path is None else root_path.rstrip("/"),
    )
    listening = listen(settings.host, settings.port)  # before the models: a busy port is known at once
    from ui.opening import open_answerer, wait_for_server

    wait_for_server(settings)
    say("Loading the model and the index ...")
    answerer = open_answerer(settings)
    from ui.running import run

    run(settings, answerer, listening)


class CannotListen(click.ClickException):
    """The address or the port cannot be had."""

    exit_code = 2


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; raises `CannotListen`."""
    try:
        family, kind, proto, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listening = socket.socket(family, kind, proto)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
    except OSError as error:
        why = error.strerror or str(error)
        raise CannotListen(
            f"Cannot listen on {host}:{port}: {why}. Free it, or choose another port with --port."
        ) from error
    return listening
