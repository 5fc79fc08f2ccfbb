"""Commands about the database of what people write."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from yhdyspinta.cli.app import DIFFERS, AsJson, app

audit = typer.Typer(help="The chain of what was done: check it, or take out its anchor.", no_args_is_help=True)
app.add_typer(audit, name="audit")


@app.command()
def migrate(as_json: AsJson = False) -> None:
    """Bring the database of what people write up to this version; load-sample and serve do it as well."""
    from yhdyspinta.cli import content

    content.migrate(as_json)


@app.command()
def letters(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the letters, send and keep nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Send this week's letters, and those about figures that changed; the same again sends nothing. Exit 1 when one fails."""
    from yhdyspinta.cli import letters as post

    if not post.letters(dry_run, as_json):
        raise typer.Exit(DIFFERS)


@audit.command()
def verify(
    anchor: Annotated[Path | None, typer.Option(help="An anchor that was taken out before; finds a cut tail.")] = None,
    as_json: AsJson = False,
) -> None:
    """Check the whole chain of what was done; exit 1 with the first bad row when it is broken."""
    from yhdyspinta.cli import content

    if not content.verify(anchor, as_json):
        raise typer.Exit(DIFFERS)


@audit.command("anchor")
def take_anchor(
    out: Annotated[Path, typer.Option(help="File to write; keep it where nobody who can change the database can change it.")],
    as_json: AsJson = False,
) -> None:
    """Write the end of the chain to a file."""
    from yhdyspinta.cli import content

    content.anchor(out, as_json)
