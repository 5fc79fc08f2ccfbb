"""What the HYTE coefficients of a municipality and a county consist of, side by side."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from yhdyspinta.web import reading
from yhdyspinta.web.page import language, public, show, today
from yhdyspinta.web.presenters import areas
from yhdyspinta.web.presenters import hyte as presenter


@public
def hyte(request: HttpRequest, area_id: str) -> HttpResponse:
    found = reading.area(area_id)
    if not presenter.has(found):
        raise Http404
    spoken = language()
    county = presenter.beside(found)
    own, other = reading.figures(found.id), reading.figures(county.id) if county else None
    context = {
        "area": areas.link(found, spoken),
        "county": areas.link(county, spoken) if county else None,
        "inside": areas.inside(found, spoken),
        "coefficients": presenter.coefficients(own, other, spoken, today().date()),
        "publication": presenter.publication(spoken),
    }
    return show(request, "hyte.html", context)
