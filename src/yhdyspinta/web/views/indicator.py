"""The card of any indicator, in an area or alone, and the index of all indicators."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from yhdyspinta.domain.areas import Area
from yhdyspinta.pictures.indicator_card import IndicatorCard
from yhdyspinta.web import reading, search
from yhdyspinta.web.errors import bad_request
from yhdyspinta.web.following import choice
from yhdyspinta.web.page import language, public, show, today
from yhdyspinta.web.presenters import areas, beside, listing
from yhdyspinta.web.presenters import indicator as presenter
from yhdyspinta.web.presenters import indicators as index_presenter
from yhdyspinta.web.views import choosing

ORDER, LEVEL = "jarjesta", "taso"
_LONGEST = 40


@public
def indicator(request: HttpRequest, indicator: str) -> HttpResponse:
    """The indicator alone; `?taso=` names the kind of area whose figures are listed."""
    kind = request.GET.get(LEVEL, "")
    if not _sound(request) or len(kind) > _LONGEST:
        return bad_request(request)
    return _shown(request, reading.indicator_card(indicator, kind=kind), None)


@public
def area_indicator(request: HttpRequest, area_id: str, indicator: str) -> HttpResponse:
    """The indicator in an area, whether or not a picture of the area shows it."""
    if not _sound(request):
        return bad_request(request)
    found = reading.area(area_id)
    other = choosing.elsewhere(request, found)
    if other:
        return other
    card = reading.indicator_card(indicator, area_id, choice=choice().for_area(area_id))
    return _shown(request, card, found)


def _sound(request: HttpRequest) -> bool:
    return request.GET.get(ORDER, "") in ("", listing.BY_VALUE)


def _shown(request: HttpRequest, card: IndicatorCard, area: Area | None) -> HttpResponse:
    spoken, by_value = language(), request.GET.get(ORDER) == listing.BY_VALUE
    context = {
        "area": areas.link(area, spoken) if area else None,
        "beside": beside.shown(area, choice(), spoken) if area else None,
        "card": presenter.shown(card, spoken, today().date(), choice().for_area(area.id).as_query() if area else ""),
        "listing": listing.shown(card.listing, card.indicator, card.area, spoken, by_value=by_value) if card.listing else None,
        "levels": presenter.levels(card, chosen=area is None),
        "order": ORDER,
        "level": LEVEL,
    }
    return show(request, "indicator.html", context)


@public
def index(request: HttpRequest) -> HttpResponse:
    """Every indicator, narrowed by words, theme, source and whether it is alive; without JavaScript."""
    wanted = index_presenter.asked(request.GET)
    if wanted is None or not search.acceptable(wanted.words):
        return bad_request(request)
    return show(
        request,
        "indicators.html",
        {"wanted": wanted, "index": index_presenter.shown(wanted, reading.newest_periods(), language(), today().date())},
    )
