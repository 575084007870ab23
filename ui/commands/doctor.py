"""`hanoi doctor`: what is in place, what is missing, and the command that mends it."""

from __future__ import annotations

import json
from dataclasses import asdict

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
        click.echo(json.dumps([asdict(f) for f in findings], ensure_ascii=False))
    else:
        for finding in findings:
            mend = f"  Mend it with: {finding.mend}" if finding.mend else ""
            click.echo(f"{finding.severity:8}{finding.check}: {finding.message}{mend}")
    sound = all(f.severity != "error" for f in findings)
    raise click.exceptions.Exit(ANSWERED if sound else INDEX_PROBLEM)
