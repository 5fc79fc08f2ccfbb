"""Commands about figures: the sample, what there is, values, files, curated tables, and serving them.

Nothing heavy is imported before a command that needs it runs.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from yhdyspinta.cli.app import DIFFERS, AsJson, app


@app.command("load-sample")
def load_sample(as_json: AsJson = False) -> None:
    """Load the shipped sample of official figures and build what pages read."""
    from yhdyspinta.cli import data

    data.load_sample(as_json)


@app.command("load-example")
def load_example(as_json: AsJson = False) -> None:
    """Load the invented county Mallila: made figures, and a cooperation to try everything in. Not in production mode."""
    from yhdyspinta.cli import examples

    examples.load_example(as_json)


@app.command()
def status(as_json: AsJson = False) -> None:
    """Show sources, the age of their figures, and how many figures each theme has."""
    from yhdyspinta.cli import data

    data.status(as_json)


@app.command()
def values(
    indicator: Annotated[str, typer.Argument(help="Indicator id, as `yhdyspinta status --json` lists them.")],
    kind: Annotated[str, typer.Option(help="Kind of area: KU, HVA, MK, SK, ELY, TA, YTA, EVK or SSS.")] = "KU",
    area: Annotated[list[str] | None, typer.Option(help="Area id or name; may be given several times.")] = None,
    period: Annotated[list[str] | None, typer.Option(help="2023, 2023-Q1, 2023-05, or a span 2019:2023.")] = None,
    boundaries: Annotated[int | None, typer.Option(help="Year of the area division.")] = None,
    sex: Annotated[str, typer.Option(help="total, male, female or all.")] = "total",
    age: Annotated[str, typer.Option(help="total, 5, 0-14, 75- or all.")] = "total",
    output: Annotated[str, typer.Option("--format", help="csv, json or parquet.")] = "csv",
    out: Annotated[Path | None, typer.Option(help="File to write instead of standard output.")] = None,
    as_json: AsJson = False,
) -> None:
    """Print the figures of one indicator: as published, or computed from municipalities by its own rule."""
    from yhdyspinta.cli import data

    asked = data.Asked(indicator, kind, tuple(area or ()), tuple(period or ()), boundaries, sex, age)
    data.values(asked, "json" if as_json else output, out)


@app.command()
def parse(
    file: Annotated[Path, typer.Argument(help="A JSON-stat, PxWeb, PX or Sotkanet file.")],
    reader: Annotated[str, typer.Option("--format", help="The format, when it cannot be told from the file.")] = "",
    as_json: AsJson = False,
) -> None:
    """Print a file of any supported format as CSV: a column per dimension, then value and status."""
    from yhdyspinta.cli import data

    data.parse(file, reader, as_json)


@app.command("check-curated")
def check_curated(
    folder: Annotated[Path | None, typer.Argument(help="Another folder of curated files; the shipped one when left out.")] = None,
    as_json: AsJson = False,
) -> None:
    """Check the curated files: every fault with its file, line, field and what is expected."""
    from yhdyspinta.cli import data

    if not data.check_curated(folder, as_json):
        raise typer.Exit(DIFFERS)


@app.command()
def serve(
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    area: Annotated[str, typer.Option(help="Area whose figures are fetched first; that of YHDYSPINTA_AREA when left out.")] = "",
) -> None:
    """Serve the product's pages."""
    from yhdyspinta.cli import server

    server.serve(host, port, area)
