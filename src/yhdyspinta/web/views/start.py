"""The start page, where an area is chosen, and the search that forgives."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from yhdyspinta.catalogue import geometry
from yhdyspinta.domain.areas import COUNTRY, MUNICIPALITY
from yhdyspinta.web import search as finder
from yhdyspinta.web.errors import bad_request
from yhdyspinta.web.page import language, public, show
from yhdyspinta.web.presenters import areas


@public
def start(request: HttpRequest) -> HttpResponse:
    spoken = language()
    municipalities = areas.of_kind(MUNICIPALITY, spoken)
    context = {
        "counties": areas.of_kind(areas.COUNTY, spoken),
        "letters": areas.by_letter(municipalities),
        "municipality_count": len(municipalities),
        "groups": areas.other_groups(spoken),
        "shapes": areas.map_shapes(areas.COUNTY, spoken),
        "view_box": geometry.VIEW_BOX,
        "tiles": areas.tiles(spoken),
        "country": areas.of_kind(COUNTRY, spoken)[0],
    }
    return show(request, "start.html", context)


@public
def search(request: HttpRequest) -> HttpResponse:
    """One area bears the name, or the county does: to its page. Otherwise the choices; a bare code names no county."""
    wanted = request.GET.get("q", "")
    if not finder.acceptable(wanted):
        return bad_request(request)
    found = finder.find(wanted, language())
    county_wins = bool(found.exact) and found.exact[0].kind == areas.COUNTY and not wanted.strip().isdigit()
    if len(found.exact) == 1 or county_wins:
        return redirect("area", found.exact[0].id)
    context = {
        "wanted": wanted,
        "heading": _("Choose an area") if found.exact or found.near or not wanted.strip() else _("No area was found"),
        "exact": areas.links(found.exact, language()),
        "near": areas.links(found.near, language()),
    }
    return show(request, "search.html", context)
