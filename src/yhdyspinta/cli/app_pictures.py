"""Commands about pictures: making, papers, decks, tracing and proving them.

Nothing heavy is imported before a command that needs it runs.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from yhdyspinta.cli.app import DIFFERS, AsJson, app


@app.command()
def picture(
    area: Annotated[str, typer.Argument(help="Area id or name.")],
    lang: Annotated[str, typer.Option(help="fi, sv or en.")] = "fi",
    themes: Annotated[str, typer.Option(help="Theme numbers, for example 1,2; all when left out.")] = "",
    out: Annotated[Path, typer.Option(help="Folder for the files.")] = Path("picture"),
    formats: Annotated[str, typer.Option(help="json, pptx, html, pdf; separated by commas.")] = "json,pptx,html",
    template: Annotated[Path | None, typer.Option(help="Your own .potx or .pptx, on whose master the slides are made.")] = None,
    publish: Annotated[bool, typer.Option("--publish", help="Freeze the picture as an edition.")] = False,
    as_json: AsJson = False,
) -> None:
    """Compose the situation picture of an area and write it as files."""
    from yhdyspinta.cli import pictures

    pictures.picture(area, pictures.Wanted(lang, themes, formats, template), out, publish, as_json)


@app.command("refresh-deck")
def refresh_deck(
    deck: Annotated[Path, typer.Argument(help="A .pptx with slides from here.")],
    out: Annotated[Path, typer.Option(help="The refreshed file.")],
    lang: Annotated[str, typer.Option(help="fi, sv or en; the deck's own language when left out.")] = "",
    as_json: AsJson = False,
) -> None:
    """Bring the newest figures into a deck; what people edited, moved or added stays."""
    from yhdyspinta.cli import decks

    decks.refresh_deck(deck, out, lang, as_json)


@app.command()
def cards(
    area: Annotated[str, typer.Argument(help="Area id or name; SSS for every municipality.")],
    lang: Annotated[str, typer.Option(help="fi, sv or en.")] = "fi",
    out: Annotated[Path, typer.Option(help="Folder for the files.")] = Path("cards"),
    as_json: AsJson = False,
) -> None:
    """Write the cards (two pages of PDF) of an area and its municipalities."""
    from yhdyspinta.cli import papers

    papers.cards(area, lang, out, as_json)


@app.command()
def report(
    area: Annotated[str, typer.Argument(help="Area id or name.")],
    lang: Annotated[str, typer.Option(help="fi, sv or en.")] = "fi",
    template: Annotated[Path | None, typer.Option(help="Your own .docx with placeholders; the default one when left out.")] = None,
    out: Annotated[Path, typer.Option(help="Folder for the file.")] = Path("report"),
    as_json: AsJson = False,
) -> None:
    """Write the base of the welfare report (hyvinvointikertomus) of an area as DOCX."""
    from yhdyspinta.cli import papers

    papers.report(area, lang, template, out, as_json)


@app.command()
def trace(
    edition: Annotated[str, typer.Argument(help="Edition id, or the path of an edition file.")],
    figure: Annotated[str, typer.Argument(help="Figure id, as the edition lists them.")],
    as_json: AsJson = False,
) -> None:
    """Show where a figure came from: value, rule, release, archived reply."""
    from yhdyspinta.cli import pictures

    pictures.trace(edition, figure, as_json)


@app.command()
def verify(
    edition: Annotated[str, typer.Argument(help="Edition id, or the path of an edition file.")],
    as_json: AsJson = False,
) -> None:
    """Recompute an edition from the archived replies; exit 1 when anything differs."""
    from yhdyspinta.cli import pictures

    if not pictures.verify(edition, as_json):
        raise typer.Exit(DIFFERS)
