"""The page of an area: its picture as figures, trends, map, what changed and what is not known."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from yhdyspinta.pictures.presenters import pictures
from yhdyspinta.rendering import numbers
from yhdyspinta.web import reading
from yhdyspinta.web.page import language, public, show, today
from yhdyspinta.web.presenters import areas


@public
def area(request: HttpRequest, area_id: str) -> HttpResponse:
    spoken, day = language(), today().date()
    found = reading.area(area_id)
    became = areas.became(found, day, spoken)
    shared = {
        "area": areas.link(found, spoken),
        "namesakes": areas.namesakes(found, spoken),
        "around": areas.around(found, spoken),
        "inside": areas.inside(found, spoken),
    }
    if became and found.end:
        return show(request, "former.html", {**shared, "became": became, "ended": numbers.day(found.end, spoken)})
    return show(request, "area.html", {**shared, "picture": pictures.shown(reading.picture(area_id), spoken, day)})
