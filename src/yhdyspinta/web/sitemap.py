"""Every public page with its alternates by language, for search engines: `sitemap.xml`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.concepts import by_slug
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.catalogue.themes import NUMBERS
from yhdyspinta.pictures.presenters.wording import KINDS
from yhdyspinta.web import reading
from yhdyspinta.web.page import public_with_editions
from yhdyspinta.web.presenters import hyte

Page = tuple[str, tuple[str, ...]]
ALONE = ("start", "archive", "sources", "refreshes", "help", "accessibility", "feedback", "chain", "indicators", "glossary", "comparison")
OF_AREA = ("area", "picture", "agenda", "report_page", "slides", "power_query")
_THEMES = tuple(str(number) for number in NUMBERS)


class Pages(Sitemap):  # type: ignore[misc]  # the library has no types
    """The pages as (name, arguments), each in every language."""

    i18n = True
    alternates = True
    x_default = True
    limit = 50_000  # of one file, by the protocol

    def items(self) -> Sequence[Page]:
        return tuple(_pages())

    def location(self, item: Page) -> str:
        name, arguments = item
        return reverse(name, args=arguments)

    def get_protocol(self, protocol: str | None = None) -> str:
        """That of the public address, where the installation has one."""
        return urlsplit(settings.ENVIRONMENT.address).scheme or str(super().get_protocol(protocol))

    def get_domain(self, site: object = None) -> str:
        return urlsplit(settings.ENVIRONMENT.address).netloc or str(super().get_domain(site))


def _pages() -> Iterator[Page]:
    register = areas()
    yield from ((name, ()) for name in ALONE)
    yield from (("theme", (number,)) for number in _THEMES)
    yield from (("indicator", (one,)) for one in indicators())
    yield from (("term", (one,)) for one in by_slug())
    yield from (("edition", (one,)) for one in reading.edition_ids().split(",") if one)
    for kind in KINDS:
        for area in register.areas(kind, register.current):
            yield from ((name, (area.id,)) for name in OF_AREA)
            yield from (("area_theme", (area.id, number)) for number in _THEMES)
            if hyte.has(area):
                yield ("hyte", (area.id,))


@public_with_editions
def index(request: HttpRequest) -> HttpResponse:
    """The map of the site. Made whole at once, 11,000 addresses in seconds, and kept until figures or editions change."""
    made: Callable[..., TemplateResponse] = sitemap
    return made(request, {"pages": Pages}).render()


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything may be read; where the map is."""
    return HttpResponse(
        f"User-agent: *\nAllow: /\nSitemap: {reading.address(request)}/sitemap.xml\n", content_type="text/plain; charset=utf-8"
    )
