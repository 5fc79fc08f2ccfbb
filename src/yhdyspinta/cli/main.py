"""Every command of `yhdyspinta`. Nothing heavy is imported before a command that needs it runs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from yhdyspinta import __version__
from yhdyspinta.domain.errors import YhdyspintaError

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


def run() -> None:
    """The entry point: an explained error is one sentence on stderr, never a traceback."""
    as_json = "--json" in sys.argv
    try:
        code = typer.main.get_command(app).main(standalone_mode=False)
    except (YhdyspintaError, OSError) as error:
        if isinstance(error, BrokenPipeError):  # `yhdyspinta values … | head` is no failure
            sys.stderr.close()
            sys.exit(0)
        _fail(error, as_json)
    except Exception as error:
        if not hasattr(error, "format_message"):  # what the words of the command line lack is told by typer's own error
            raise
        _fail(YhdyspintaError(error.format_message(), "See yhdyspinta --help."), as_json)
    sys.exit(code if isinstance(code, int) else 0)


def _fail(error: YhdyspintaError | OSError, as_json: bool) -> NoReturn:
    from yhdyspinta.cli.show import explained, show_error

    show_error(explained(error), as_json=as_json)
    sys.exit(FAILED)


def _version(asked: bool) -> None:
    if asked:
        print(f"yhdyspinta {__version__}")
        raise typer.Exit


@app.callback()
def start(version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")] = False) -> None:
    """Figures of every municipality and county of Finland, each followed back to its source."""


@app.command("load-sample")
def load_sample(as_json: AsJson = False) -> None:
    """Load the shipped sample of official figures and build what pages read."""
    from yhdyspinta.cli import data

    data.load_sample(as_json)


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


@app.command()
def parse(
    file: Annotated[Path, typer.Argument(help="A JSON-stat, PxWeb, PX or Sotkanet file.")],
    reader: Annotated[str, typer.Option("--format", help="The format, when it cannot be told from the file.")] = "",
    as_json: AsJson = False,
) -> None:
    """Print a file of any supported format as CSV: a column per dimension, then value and status."""
    from yhdyspinta.cli import data

    data.parse(file, reader, as_json)


@app.command()
def serve(
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    area: Annotated[str, typer.Option(help="Area whose figures are fetched first; that of YHDYSPINTA_AREA when left out.")] = "",
) -> None:
    """Serve the product's pages."""
    from yhdyspinta.cli import server

    server.serve(host, port, area)


@app.command("check-curated")
def check_curated(
    folder: Annotated[Path | None, typer.Argument(help="Another folder of curated files; the shipped one when left out.")] = None,
    as_json: AsJson = False,
) -> None:
    """Check the curated files: every fault with its file, line, field and what is expected."""
    from yhdyspinta.cli import data

    if not data.check_curated(folder, as_json):
        raise typer.Exit(DIFFERS)
