"""`hanoi list`, `remove` and `reindex`: look at the archive and mend the index."""

from __future__ import annotations

import json

import click

from ui.opening import open_embedder, open_ray, open_server
from ui.progress import Meter, say
from ui.settings import Settings
from ui.terminal import plain


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
def list_articles(as_json: bool) -> None:
    """List the archived articles, newest first."""
    from bot.byline import whose
    from ingest.run import listing

    listed = listing(Settings.from_env().home)
    if as_json:
        rows = [
            {name: value for name, value in item.article.to_json().items() if name != "text"}
            | {"passages": item.passages}
            for item in listed
        ]
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for item in listed:
        article = item.article
        when = article.published or "no date"
        from_whom = whose(article, "en") if article.voice == "brief" else article.publisher or "?"
        click.echo(
            plain(
                f"{article.id}  {when:<10}  {article.language}  {item.passages:>4}  {from_whom}: {article.title}"
            )
        )
    say(f"{len(listed)} articles.")


@click.command()
@click.argument("article_id", metavar="ID")
def remove(article_id: str) -> None:
    """Remove one article and build the index again."""
    from ingest.run import remove as forget

    settings = Settings.from_env()
    article = forget(settings.home, article_id, open_embedder(settings), Meter(), open_server(settings))
    say(plain(f"Removed {article.id}: {article.title}"))


@click.command()
@click.option("--ray", "on_ray", is_flag=True, help="Embed on Ray: on the cluster of RAY_ADDRESS, or here.")
def reindex(on_ray: bool) -> None:
    """Build the index again from the archive, also for another embedding model."""
    from ingest.run import reindex as build_again

    settings = Settings.from_env()
    embedder = open_embedder(settings)
    embed = open_ray(settings, embedder) if on_ray else None
    report = build_again(settings.home, embedder, Meter(), open_server(settings), embed)
    say(f"A new index of {report.passages} passages from {report.articles} articles. {report.took_s:.1f} s.")
