"""The page of an area: its picture as figures beside what the reader chose, what changed, and what is not known."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from yhdyspinta.pictures.presenters import figures, pictures
from yhdyspinta.web import following, reading
from yhdyspinta.web.page import language, public, show, today
from yhdyspinta.web.presenters import area_page, areas, beside, comparison, hyte
from yhdyspinta.web.views import choosing


@public
def area(request: HttpRequest, area_id: str) -> HttpResponse:
    spoken, day = language(), today().date()
    found = reading.area(area_id)
    other = choosing.elsewhere(request, found)
    if other:
        return other
    choice = following.choice()
    picture = reading.short(area_id, choice)
    first = next(iter(picture.unusual or picture.changed), None)
    shown, keys = pictures.shown(picture, spoken, day), beside.columns(found, choice)
    sparks = reading.recent_lines(area_id, [picture.figures[one] for section in picture.sections for one in section.figures])
    context = {
        "area": areas.link(found, spoken),
        "namesakes": areas.namesakes(found, spoken),
        "around": areas.around(found, spoken),
        "inside": areas.inside(found, spoken),
        "picture": shown,
        "first": figures.say(reading.in_words(picture.figures[first]).sentence, spoken) if first else "",
        "beside": beside.shown(found, choice, spoken),
        "side": {"neighbours": comparison.with_neighbours(found), "municipalities": comparison.with_municipalities(found)},
        "hyte": hyte.has(found),
        "columns": [beside.heading(key, found, spoken) for key in keys],
        "headlines": area_page.rows(shown.headlines, picture, sparks, keys),
        "rows": area_page.themes(shown, picture, sparks, keys),
    }
    return show(request, "area.html", context)
