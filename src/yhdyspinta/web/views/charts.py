"""A chart with its own address: its page, its files, the page on which it is explored, and the one that others embed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import condition, require_safe

from yhdyspinta.pictures import kept_charts
from yhdyspinta.pictures.exports import chart_files
from yhdyspinta.pictures.named_charts import NamedChart
from yhdyspinta.web import chart_addresses, files, following, reading
from yhdyspinta.web.page import language, public, show, today
from yhdyspinta.web.presenters import areas, beside, charts
from yhdyspinta.web.views import choosing

_SAVED = ("pptx", "csv", "excel.csv", "geojson")
_DRAWN = ("svg", "png", "pptx")  # these cost so much that they are kept
# A drawing opened alone is a document: it may use its own style and font, and nothing else.
_DRAWING_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
_YEAR = 31_536_000


@public
def chart(request: HttpRequest, area_id: str, name: str) -> HttpResponse:
    area = reading.area(area_id)
    other = choosing.chosen(request, area)
    if other:
        return other
    found = reading.chart(area_id, name, following.choice())
    offered = beside.shown(area, found.choice, language()) if charts.compares(found) else None
    return _page(request, "chart.html", found, beside=offered)


@public
def edition_chart(request: HttpRequest, edition_id: str, name: str) -> HttpResponse:
    return _page(request, "chart.html", reading.edition_chart(edition_id, name), beside=None)


@public
def explore(request: HttpRequest, area_id: str, name: str) -> HttpResponse:
    return _explored(request, reading.chart(area_id, name, following.choice()))


@public
def edition_explore(request: HttpRequest, edition_id: str, name: str) -> HttpResponse:
    return _explored(request, reading.edition_chart(edition_id, name))


@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
@public
def embed(request: HttpRequest, area_id: str, name: str) -> HttpResponse:
    return _page(request, "chart_embed.html", reading.chart(area_id, name, following.choice()))


@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
@public
def edition_embed(request: HttpRequest, edition_id: str, name: str) -> HttpResponse:
    return _page(request, "chart_embed.html", reading.edition_chart(edition_id, name))


@require_safe
def file(request: HttpRequest, area_id: str, name: str, file_format: str) -> HttpResponse:
    choice = following.choice().for_area(reading.area(area_id).id)
    named, wanted = _split(name, file_format)
    version = kept_charts.version(settings.ENVIRONMENT)
    return _File(wanted, named, (area_id, choice.as_query()), version).response(request, lambda: reading.chart(area_id, named, choice))


@require_safe
def edition_file(request: HttpRequest, edition_id: str, name: str, file_format: str) -> HttpResponse:
    named, wanted = _split(name, file_format)
    version = kept_charts.version(settings.ENVIRONMENT, edition_id)
    return _File(wanted, named, (edition_id,), version).response(request, lambda: reading.edition_chart(edition_id, named))


def _explored(request: HttpRequest, found: NamedChart) -> HttpResponse:
    """Both are explored with a script. Without it the lines are a picture, and the map stands in the page itself, each area a link."""
    spoken = language()
    more = {"map": charts.linked_map(found, spoken, following.address), "zoomed": charts.zoomed(found, spoken, following.address)}
    return _page(request, "chart_explore.html", found, **more)


def _page(request: HttpRequest, template: str, found: NamedChart, **more: object) -> HttpResponse:
    spoken = language()
    context = {
        **more,
        "area": areas.link(reading.area(found.area), spoken),
        "chart": charts.shown(found, spoken, today().date(), reading.address(request)),
    }
    return show(request, template, context)


def _split(name: str, file_format: str) -> tuple[str, str]:
    """Name and format of an address: `excel.csv` is one format."""
    if file_format == "csv" and name.endswith(".excel"):
        return name.removesuffix(".excel"), "excel.csv"
    return name, file_format


@dataclass(frozen=True, slots=True)
class _File:
    """A file that an address asks for: its format, the chart's name, whose it is, and the version of what it is drawn of."""

    format: str
    name: str
    of: tuple[str, ...]
    version: str

    def response(self, request: HttpRequest, found: Callable[[], NamedChart]) -> HttpResponse:
        """The file, kept by the browser for good when its address names this version of it."""
        width = request.GET.get(chart_addresses.WIDTH, "")
        if self.format not in chart_files.WRITERS or (width and (self.format not in chart_files.SIZED or width not in chart_files.WIDTHS)):
            raise Http404
        day = str(today().date()) if self.format == "pptx" else ""  # a slide says when it was made
        key = (self.format, self.name, *self.of, width, language(), settings.ENVIRONMENT.address, self.version, day)
        tag = f'"{hashlib.sha256("|".join(key).encode()).hexdigest()[:32]}"'
        response = condition(etag_func=lambda _request: tag)(lambda _request: self._made(found, width, key))(request)
        lasting = request.GET.get(chart_addresses.VERSION) == self.version
        response.headers["Cache-Control"] = f"public, max-age={_YEAR}, immutable" if lasting else "public, no-cache"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"  # open data: anyone may show the picture
        if self.format == "svg":
            response.headers["Content-Security-Policy"] = _DRAWING_POLICY
        return response

    def _made(self, found: Callable[[], NamedChart], width: str, key: tuple[str, ...]) -> HttpResponse:
        spoken, address = language(), settings.ENVIRONMENT.address

        def make() -> bytes:
            return chart_files.export(found(), self.format, spoken, address=address, width=width)

        data = kept_charts.kept(settings.ENVIRONMENT, key, make) if self.format in _DRAWN else make()
        return files.sent(data, f"{self.name}-{self.of[0].lower()}-{spoken}.{self.format}", saved=self.format in _SAVED)
