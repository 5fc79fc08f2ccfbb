"""Slides of an area: ready, on an organisation's own template, and an older deck refreshed."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yhdyspinta.domain.errors import Refused, Unknown
from yhdyspinta.pictures.exports import decks, file_name
from yhdyspinta.rendering.slides.received import SlidesFault
from yhdyspinta.web import files, following, reading
from yhdyspinta.web.page import language, show, today, unkept
from yhdyspinta.web.presenters import areas
from yhdyspinta.web.presenters.decks import FAULTY, fault_words, report
from yhdyspinta.web.uploads import received, turn

ACTION, TEMPLATE, DECK = "toimi", "pohja", "esitys"


@require_http_methods(["GET", "HEAD", "POST"])
def slides(request: HttpRequest, area_id: str) -> HttpResponse:
    """The page with its two forms, and what they do."""
    area = reading.area(area_id)
    if request.method != "POST":
        return _page(request, area_id)
    action = _ACTIONS.get(request.POST.get(ACTION, ""))
    if action is None:
        return _page(request, area_id, "", _("Choose what is to be done with the file."), HTTPStatus.BAD_REQUEST)
    field, act = action
    data = received(request, field)
    if not data:
        return _page(request, area_id, field, _("Choose a file first."), HTTPStatus.BAD_REQUEST)
    with turn() as mine:
        if not mine:
            return _page(request, area_id, field, _("Other files are being made. Try again in a minute."), HTTPStatus.SERVICE_UNAVAILABLE)
        try:
            return act(request, area.id, data)
        except SlidesFault as fault:
            return _page(request, area_id, field, fault_words(fault.code), HTTPStatus.UNPROCESSABLE_ENTITY)
        except (Unknown, Refused):
            if field == TEMPLATE:
                raise
            return _page(request, area_id, field, fault_words(FAULTY), HTTPStatus.UNPROCESSABLE_ENTITY)


def _on_template(request: HttpRequest, area_id: str, data: bytes) -> HttpResponse:
    picture, spoken = reading.picture(area_id, following.choice()), language()
    made = decks.on_template(picture, spoken, data, address=settings.ENVIRONMENT.address)
    return unkept(files.sent(made, file_name(picture, "pptx", spoken)))


def _refreshed(request: HttpRequest, area_id: str, data: bytes) -> HttpResponse:
    done = decks.refreshed(settings.ENVIRONMENT, data)
    places = "-".join(area.lower() for area in done.areas[:3])
    return unkept(files.sent(done.data, f"tilannekuva-{places}-{today().date()}-{done.language}.pptx"))


def _reported(request: HttpRequest, area_id: str, data: bytes) -> HttpResponse:
    done = decks.refreshed(settings.ENVIRONMENT, data)
    spoken = language()
    context = {"area": areas.link(reading.area(area_id), spoken), "report": report(done, spoken)}
    return unkept(show(request, "deck_report.html", context))


_ACTIONS: dict[str, tuple[str, Callable[[HttpRequest, str, bytes], HttpResponse]]] = {
    "pohjalle": (TEMPLATE, _on_template),
    "paivita": (DECK, _refreshed),
    "katso": (DECK, _reported),
}


def _page(request: HttpRequest, area_id: str, field: str = "", fault: str = "", status: int = HTTPStatus.OK) -> HttpResponse:
    context = {
        "area": areas.link(reading.area(area_id), language()),
        "field": field,
        "fault": fault,
        "most": settings.LARGEST_FILE // 1_000_000,
    }
    return unkept(show(request, "decks.html", context, status=status))
