"""A theme: what is known of it in an area, or what it consists of."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from yhdyspinta.web import reading
from yhdyspinta.web.following import choice
from yhdyspinta.web.page import language, public, public_beside, show, today
from yhdyspinta.web.presenters import areas, beside, public_needs
from yhdyspinta.web.presenters import theme as presenter
from yhdyspinta.web.views import choosing


@public
def theme(request: HttpRequest, number: int) -> HttpResponse:
    """The register of a theme: its content items and the indicators that would answer them, of no area."""
    spoken = language()
    known = presenter.shown(reading.theme_knowledge(number), spoken, today().date())
    context = {"theme": known, "area": None, "themes": presenter.links(number, spoken), "beside": None, "columns": (), "needs": None}
    return show(request, "theme.html", context)


@public_beside(public_needs.stamp)
def area_theme(request: HttpRequest, area_id: str, number: int) -> HttpResponse:
    spoken, day = language(), today().date()
    found = reading.area(area_id)
    other = choosing.elsewhere(request, found)
    if other:
        return other
    chosen = choice().for_area(area_id)
    keys = beside.columns(found, chosen)
    known = reading.theme_knowledge(number, area_id, chosen)
    context = {
        "theme": presenter.shown(known, spoken, day, keys, chosen.as_query()),
        "needs": public_needs.shown(known),
        "area": areas.link(found, spoken),
        "themes": presenter.links(number, spoken),
        "beside": beside.shown(found, choice(), spoken),
        "columns": [beside.heading(key, found, spoken) for key in keys],
    }
    return show(request, "theme.html", context)
