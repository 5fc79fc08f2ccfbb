"""Commands of whoever keeps the installation: they see no content."""

from __future__ import annotations

from typing import Annotated

import typer

from yhdyspinta.cli.app import AsJson, app

admin = typer.Typer(help="Keep the accounts of an installation; nothing of what people wrote is shown.", no_args_is_help=True)
app.add_typer(admin, name="admin")
Email = Annotated[str, typer.Argument(help="The person's e-mail address.", metavar="EMAIL")]


@admin.command()
def counts(as_json: AsJson = False) -> None:
    """How many cooperations, people, accounts and open sessions there are."""
    from yhdyspinta.cli import keeping

    keeping.counts(as_json)


@admin.command()
def begin(
    area: Annotated[str, typer.Argument(help="The county's area, by id or name.", metavar="AREA")],
    party: Annotated[str, typer.Option(help="Who begins: the county, a municipality or the regional council, by id.")],
    email: Annotated[str, typer.Option(help="E-mail address of its coordinator.")],
    post: Annotated[str, typer.Option(help="The title of the coordinator's post.")],
    as_json: AsJson = False,
) -> None:
    """Begin the cooperation of an area for a party that asks for it."""
    from yhdyspinta.cli import keeping

    keeping.begin(area, party, email, post, as_json)


@admin.command()
def close(email: Email, as_json: AsJson = False) -> None:
    """Close an account and end its sessions."""
    from yhdyspinta.cli import keeping

    keeping.close(email, as_json)


@admin.command("open")
def reopen(email: Email, as_json: AsJson = False) -> None:
    """Open a closed account again."""
    from yhdyspinta.cli import keeping

    keeping.reopen(email, as_json)


@admin.command("forget-second-factor")
def forget(email: Email, as_json: AsJson = False) -> None:
    """For somebody who has lost the phone and the recovery codes. Make sure first that it is they who ask."""
    from yhdyspinta.cli import keeping

    keeping.forget(email, as_json)


@admin.command()
def erase(email: Email, as_json: AsJson = False) -> None:
    """Erase a person who asks for it: name, address, account and sessions go, the chain stays whole."""
    from yhdyspinta.cli import keeping

    keeping.erase(email, as_json)
