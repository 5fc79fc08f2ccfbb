"""Papers of an area: its card, the cards of its municipalities as one file."""

from __future__ import annotations

from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from yhdyspinta.domain.errors import Refused
from yhdyspinta.pictures.exports import card_bundle
from yhdyspinta.web import reading
from yhdyspinta.web.page import language, public, show

_PDF, _ZIP = "application/pdf", "application/zip"


@public
def card(request: HttpRequest, area_id: str) -> HttpResponse:
    """The card of an area: two pages."""
    found = reading.area(area_id)
    name, data = next(card_bundle.files(settings.ENVIRONMENT, [found.id], language()))
    return attached(data, name, _PDF)


@public
def cards(request: HttpRequest, area_id: str) -> HttpResponse:
    """The cards of an area and its municipalities in one ZIP."""
    found = reading.area(area_id)
    try:
        data = card_bundle.bundle(settings.ENVIRONMENT, found.id, language())
    except Refused:
        heading, advice = _("So many cards do not come as one file"), _("Choose a county or a region: its cards come as one file.")
        return show(request, "error.html", {"heading": heading, "advice": advice, "nearest": ()}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return attached(data, f"kuntakortit-{found.id.lower()}-{language()}.zip", _ZIP)


def attached(data: bytes, name: str, kind: str) -> HttpResponse:
    """A file to keep."""
    response = HttpResponse(data, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
