"""The Jinja2 environment of the pages: autoescape on, gettext, addresses in the reader's language."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment, StrictUndefined

from yhdyspinta import __version__


def environment(**options: Any) -> Environment:
    """Called by Django's Jinja2 backend; a name that a template lacks is an error, not an empty place."""
    env = Environment(**{**options, "undefined": StrictUndefined}, extensions=["jinja2.ext.i18n"])  # noqa: S701 (autoescape stands in the options)
    env.install_gettext_callables(translation.gettext, translation.ngettext, newstyle=True, pgettext=translation.pgettext)  # type: ignore[attr-defined]
    env.globals.update(url=_url, asset=_asset, version=__version__)
    return env


def _url(name: str, *arguments: str) -> str:
    return reverse(name, args=arguments)


def _asset(name: str) -> str:
    """A static file's address with the code's version, so that browsers never mix two versions."""
    return f"{static('yhdyspinta/' + name)}?v={__version__}"
