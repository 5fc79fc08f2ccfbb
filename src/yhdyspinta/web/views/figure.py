"""Where a figure comes from: value, definition, rule, release, archived reply, licence."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from yhdyspinta.domain.observation import FigureId
from yhdyspinta.web import reading
from yhdyspinta.web.page import language, public, show, today
from yhdyspinta.web.presenters import areas, traces


@public
def figure(request: HttpRequest, figure_id: str) -> HttpResponse:
    spoken = language()
    wanted = FigureId.parse(figure_id)
    area = reading.area(wanted.area)
    picture = reading.picture(area.id)
    found = picture.figures.get(str(wanted))
    if found is None:
        raise Http404
    context = {"area": areas.link(area, spoken), "trace": traces.trace(picture, found, spoken, today().date())}
    return show(request, "figure.html", context)
