"""Commands about the way in: fetching, watching, adding and deciding.

Nothing heavy is imported before a command that needs it runs.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from yhdyspinta.cli.app import DIFFERS, AsJson, app


@app.command()
def refresh(
    what: Annotated[str, typer.Argument(help="Source, target, indicator or area; everything when left out.")] = "",
    as_json: AsJson = False,
) -> None:
    """Fetch figures from their live sources, whether they are due or not; exit 1 when a source fails."""
    from yhdyspinta.cli import live

    if not live.refresh(what, as_json):
        raise typer.Exit(DIFFERS)


@app.command()
def tick(
    area: Annotated[str, typer.Option(help="Area whose figures come first; that of YHDYSPINTA_AREA when left out.")] = "",
    as_json: AsJson = False,
) -> None:
    """Fetch what is due, once; for cron or a systemd timer. Exit 1 when a source fails."""
    from yhdyspinta.cli import live

    if not live.tick(area, as_json):
        raise typer.Exit(DIFFERS)


@app.command()
def review(
    release: Annotated[str, typer.Argument(help="A release that waits; all of them are listed when left out.")] = "",
    accept: Annotated[bool, typer.Option("--accept", help="Bring it into the figures.")] = False,
    reject: Annotated[bool, typer.Option("--reject", help="Leave it out for good.")] = False,
    by: Annotated[str, typer.Option(help="Name or post of who decides; the user of the system when left out.")] = "",
    as_json: AsJson = False,
) -> None:
    """Show releases that are too odd to be believed without a person, and decide on one."""
    from yhdyspinta.cli import live

    live.review(release, accept, reject, by, as_json)


@app.command()
def add(
    address: Annotated[str, typer.Argument(help="Address of a table, an indicator or its page.")],
    as_json: AsJson = False,
) -> None:
    """Propose the curated entries of a new table or indicator, for review."""
    from yhdyspinta.cli import live

    live.add(address, as_json)


@app.command()
def own(
    file: Annotated[Path, typer.Argument(help="A CSV, XLSX, JSON-stat or PX file.")],
    mapping: Annotated[str, typer.Option(help="Name of the mapping; where there is none, a draft is made.")] = "",
    document: Annotated[str, typer.Option(help="A watched publication, when the file holds values taken from it by hand.")] = "",
    edition: Annotated[str, typer.Option(help="The edition of that publication, for example its date.")] = "",
    as_json: AsJson = False,
) -> None:
    """Take own data of a municipality or county, or values read from a publication, from a file."""
    from yhdyspinta.cli import own as people

    people.own(file, mapping, document, edition, as_json)


@app.command()
def watch(
    document: Annotated[str, typer.Argument(help="A watched publication; all of them when left out.")] = "",
    due: Annotated[bool, typer.Option("--due", help="Only those whose last look no longer holds.")] = False,
    as_json: AsJson = False,
) -> None:
    """Look whether publications without an interface have a new edition; exit 1 when one could not be looked at."""
    from yhdyspinta.cli import own as people

    if not people.watch(document, due, as_json):
        raise typer.Exit(DIFFERS)
