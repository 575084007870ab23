"""`hanoi doctor`: what is in place, what is missing, and the command that mends it."""

from __future__ import annotations

import json

import click

from ui.opening import ANSWERED, INDEX_PROBLEM


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array of checks.")
def doctor(as_json: bool) -> None:
    """Say what is in place and what is missing. Exit 3 when questions cannot be answered."""
    from ui.checkup import checkup
    from ui.settings import Settings

    findings = checkup(Settings.from_env())
    if as_json:
        rows = [{"check": f.what, "fine": f.fine, "found": f.found} for f in findings]
        click.echo(json.dumps(rows, ensure_ascii=False))
    else:
        for finding in findings:
            click.echo(f"{'ok ' if finding.fine else 'BAD'}  {finding.what}: {finding.found}")
    raise click.exceptions.Exit(ANSWERED if all(f.fine for f in findings) else INDEX_PROBLEM)
