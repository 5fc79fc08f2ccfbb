"""Where a figure comes from: value, definition, rule, release, archived reply, licence."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from yhdyspinta.domain.observation import FigureId
from yhdyspinta.pictures.model import Picture
from yhdyspinta.web import reading
from yhdyspinta.web.page import language, public, show, today
from yhdyspinta.web.presenters import areas, traces


@public
def figure(request: HttpRequest, figure_id: str) -> HttpResponse:
    wanted = FigureId.parse(figure_id)
    return _traced(request, reading.picture(reading.area(wanted.area).id), wanted)


@public
def edition_figure(request: HttpRequest, edition_id: str, figure_id: str) -> HttpResponse:
    """A figure of a published edition, as it was then."""
    return _traced(request, reading.edition(edition_id).picture, FigureId.parse(figure_id), edition_id)


def _traced(request: HttpRequest, picture: Picture, wanted: FigureId, edition_id: str = "") -> HttpResponse:
    found = picture.figures.get(str(wanted))
    if found is None:
        raise Http404
    spoken = language()
    area = areas.link(reading.area(found.area), spoken)
    context = {"area": area, "edition_id": edition_id, "trace": traces.trace(picture, found, spoken, today().date())}
    return show(request, "figure.html", context)
