"""The Jinja2 environment of the pages: autoescape on, gettext, addresses in the reader's language."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment, StrictUndefined

from yhdyspinta import __version__
from yhdyspinta.web import cells, chart_addresses, following, frame, terms


def environment(**options: Any) -> Environment:
    """Called by Django's Jinja2 backend; a name that a template lacks is an error, not an empty place."""
    env = Environment(**{**options, "undefined": StrictUndefined}, extensions=["jinja2.ext.i18n"])  # noqa: S701 (autoescape stands in the options)
    env.install_gettext_callables(translation.gettext, translation.ngettext, newstyle=True, pgettext=translation.pgettext)  # type: ignore[attr-defined]
    env.globals.update(url=following.address, bare_url=_bare, chosen=following.chosen, asset=_asset, version=__version__)
    env.globals.update(chart_page=chart_addresses.page, chart_file=chart_addresses.file, chart_picture=chart_addresses.picture)
    env.globals.update(term=terms.term, is_plain=cells.is_plain, plain_rows=cells.plain_rows)
    env.globals.update(navigation=frame.navigation, footer=frame.footer)
    return env


def _bare(name: str, *arguments: str) -> str:
    """An address without the reader's choice: where a form sends it, or where it is given up."""
    return reverse(name, args=arguments)


def _asset(name: str) -> str:
    """A static file's address with the code's version, so that browsers never mix two versions."""
    return f"{static('yhdyspinta/' + name)}?v={__version__}"
