"""The application that every command belongs to, and what commands share."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer(
    name="yhdyspinta",
    help="The shared knowledge base and situation picture of municipalities and wellbeing services counties.",
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
)
AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]
FAILED, DIFFERS = 2, 1
