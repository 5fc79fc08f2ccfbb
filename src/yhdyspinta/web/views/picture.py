"""The situation picture as a document in its five official parts, its files, and published editions."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from yhdyspinta.domain.areas import MUNICIPALITY
from yhdyspinta.pictures import exports
from yhdyspinta.pictures.editions import Edition
from yhdyspinta.pictures.model import Picture
from yhdyspinta.pictures.presenters import pictures
from yhdyspinta.web import files, following, reading
from yhdyspinta.web.page import language, public, public_with_editions, show, today
from yhdyspinta.web.presenters import areas, editions


@public_with_editions
def picture(request: HttpRequest, area_id: str) -> HttpResponse:
    spoken = language()
    found = reading.area(area_id)
    context = {
        "area": areas.link(found, spoken),
        "picture": pictures.shown(reading.picture(area_id), spoken, today().date()),
        "editions": editions.listed(reading.editions(area_id), spoken),
        "of_many": found.kind != MUNICIPALITY,
    }
    return show(request, "picture.html", context)


@public
def download(request: HttpRequest, area_id: str, file_format: str) -> HttpResponse:
    if file_format not in exports.WRITERS:
        raise Http404
    reading.area(area_id)
    return _file(reading.picture(area_id, following.choice()), file_format)


@public
def edition(request: HttpRequest, edition_id: str) -> HttpResponse:
    spoken = language()
    found = reading.edition(edition_id)
    context = {
        "area": areas.link(reading.area(found.picture.area), spoken),
        "picture": pictures.shown(found.picture, spoken, today().date(), edition_id),
        "edition": editions.shown(found, spoken),
    }
    return show(request, "edition.html", context)


@public
def download_edition(request: HttpRequest, edition_id: str, file_format: str) -> HttpResponse:
    if file_format not in exports.WRITERS:
        raise Http404
    found = reading.edition(edition_id)
    return _file(found.picture, file_format, found)


def _file(picture: Picture, file_format: str, published: Edition | None = None) -> HttpResponse:
    name = exports.file_name(picture, file_format, language())
    data = exports.export(picture, file_format, language(), published, address=settings.ENVIRONMENT.address)
    return files.sent(data, name)
