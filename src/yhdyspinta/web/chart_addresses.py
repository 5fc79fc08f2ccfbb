"""Where charts are: the page of each, its files, and the pictures that pages show."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from urllib.parse import urlencode

from django.conf import settings

from yhdyspinta.pictures import kept_charts
from yhdyspinta.pictures.choice import PARAMETER
from yhdyspinta.web import following
from yhdyspinta.web.presenters.charts import Placed

WIDTH, VERSION = "koko", "v"
_versions: ContextVar[dict[str, str] | None] = ContextVar("versions", default=None)


@contextmanager
def of_one_version() -> Iterator[None]:
    """One request: all the pictures of a page are of one version, which is asked for once."""
    token = _versions.set({})
    try:
        yield
    finally:
        _versions.reset(token)


def page(one: Placed, kind: str = "") -> str:
    """The page of a chart, or of one `kind`: explore, embed. It follows the reader's comparisons unless it is an edition's."""
    name = f"chart_{kind}" if kind else "chart"
    path = following.path(f"edition_{name}", one.edition, one.name) if one.edition else following.path(name, one.area, one.name)
    return _with(path, {PARAMETER: "" if one.edition else following.chosen()})


def file(one: Placed, file_format: str, width: str = "") -> str:
    """A file of a chart, of one width where it is made in several."""
    return _with(_file(one, file_format), {WIDTH: width, PARAMETER: one.choice})


def picture(one: Placed, width: str) -> str:
    """The picture that a page shows: its address changes when the picture does, so that a browser keeps it for good."""
    return _with(_file(one, "svg"), {WIDTH: width, PARAMETER: one.choice, VERSION: _version(one.edition)})


def _version(edition: str) -> str:
    known = _versions.get()
    if known is None:
        return kept_charts.version(settings.ENVIRONMENT, edition)
    if edition not in known:
        known[edition] = kept_charts.version(settings.ENVIRONMENT, edition)
    return known[edition]


def _file(one: Placed, file_format: str) -> str:
    if one.edition:
        return following.path("edition_chart_file", one.edition, one.name, file_format)
    return following.path("chart_file", one.area, one.name, file_format)


def _with(path: str, parameters: dict[str, str]) -> str:
    query = urlencode({key: value for key, value in parameters.items() if value}, safe=",")
    return f"{path}?{query}" if query else path
