"""The archive of published editions, and two of them beside each other."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from yhdyspinta.pictures.edition_changes import compared
from yhdyspinta.web import reading
from yhdyspinta.web.errors import bad_request
from yhdyspinta.web.page import language, public_with_editions, show
from yhdyspinta.web.presenters import archive as presenter

SHOWN = 200  # editions on one page; an area of one's own narrows
_LONGEST = 80


@public_with_editions
def archive(request: HttpRequest) -> HttpResponse:
    """All editions, newest first; of one area with `?alue=`. Two are chosen for comparison by plain form fields."""
    wanted = request.GET.get("alue", "")
    if len(wanted) > _LONGEST:
        return bad_request(request)
    area = reading.area(wanted) if wanted else None
    found = reading.editions(area.id if area else "")
    context = {
        "area": area.name.in_(language()) if area else "",
        "editions": presenter.listed(found[:SHOWN], language()),
        "more": len(found) - SHOWN if len(found) > SHOWN else 0,
    }
    return show(request, "archive.html", context)


@public_with_editions
def compare(request: HttpRequest) -> HttpResponse:
    """Two editions side by side; `?ennen=` and `?nyt=` are their ids, taken in the order of their days."""
    names = request.GET.get("ennen", ""), request.GET.get("nyt", "")
    if not all(names):
        return bad_request(request)
    before, after = sorted((reading.edition(name) for name in names), key=lambda one: (one.picture.date, one.published_at))
    same_area = before.picture.area == after.picture.area
    context = {
        "before": {"id": before.id, "name": presenter.heading(before, language())},
        "after": {"id": after.id, "name": presenter.heading(after, language())},
        "same_area": same_area,
        "groups": presenter.groups(compared(before.picture, after.picture), language(), same_area=same_area),
    }
    return show(request, "edition_changes.html", context)
