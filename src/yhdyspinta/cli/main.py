"""Every command of `yhdyspinta`: the entry point, and how errors are told. Nothing heavy is imported before it is needed."""

from __future__ import annotations

import sys
from typing import Annotated, NoReturn

import typer

from yhdyspinta import __version__
from yhdyspinta.cli import app_admin, app_content, app_figures, app_pictures, app_sources
from yhdyspinta.cli.app import FAILED, app
from yhdyspinta.domain.errors import YhdyspintaError

__all__ = ["app", "app_admin", "app_content", "app_figures", "app_pictures", "app_sources", "run"]


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
