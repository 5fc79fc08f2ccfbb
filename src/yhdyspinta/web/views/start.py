"""The start page, where an area is chosen."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from yhdyspinta.catalogue import geometry
from yhdyspinta.domain.areas import COUNTRY, MUNICIPALITY
from yhdyspinta.web import reading
from yhdyspinta.web.page import language, public, show
from yhdyspinta.web.presenters import areas


@public
def start(request: HttpRequest) -> HttpResponse:
    spoken = language()
    municipalities = areas.of_kind(MUNICIPALITY, spoken)
    own = reading.area(settings.ORGANISATION.area) if settings.ORGANISATION.area else None
    context = {
        "own": areas.link(own, spoken) if own else None,
        "own_inside": areas.inside(own, spoken) if own else (),
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
