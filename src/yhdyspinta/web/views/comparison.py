"""Areas beside each other, figure by figure."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from yhdyspinta.pictures.comparison import AREAS, BESIDE, INDICATORS, MOST_AREAS, MOST_INDICATORS, ORDER, Wanted, wanted
from yhdyspinta.pictures.presenters import comparison as shown
from yhdyspinta.web import following, reading
from yhdyspinta.web.page import language, public_with_parameters, show
from yhdyspinta.web.presenters import comparison as presenter

ADDED = "lisaa"


@public_with_parameters(AREAS, INDICATORS, BESIDE, ORDER)
def comparison(request: HttpRequest) -> HttpResponse:
    spoken, given = language(), request.GET
    listed = {name: ",".join(given.getlist(name)) for name in (AREAS, INDICATORS)}
    if ADDED in given:
        listed[AREAS] = ",".join(filter(None, (listed[AREAS], *presenter.added(given[ADDED], spoken))))
    asked = wanted(listed[AREAS], listed[INDICATORS], given.get(BESIDE, ""), following.choice())
    order = given.get(ORDER, "")
    order = order if order in asked.indicators else ""
    if ADDED in given:
        return redirect(_address(asked, order))
    if asked.areas and not asked.indicators:
        first = presenter.first_indicators(reading.figures(asked.areas[0]))
        asked = Wanted(asked.areas, first, asked.key, asked.group)
    context = {
        "form": presenter.form(asked, following.choice(), reading.indicators_with_figures(), spoken),
        "most": {"areas": MOST_AREAS, "indicators": MOST_INDICATORS},
        "asked": {AREAS: ",".join(asked.areas), INDICATORS: ",".join(asked.indicators), BESIDE: asked.key},
        "order": order,
    }
    if asked.areas and asked.indicators:
        compared = shown.order(reading.comparison(asked), order, spoken)
        context["areas"] = presenter.links(compared.areas, spoken)
        context["rows"] = shown.rows(compared, order, spoken)
        context["beside"] = shown.beside_words(asked.key)
    return show(request, "comparison.html", context)


def _address(asked: Wanted, order: str) -> str:
    lists = {AREAS: ",".join(asked.areas), INDICATORS: ",".join(asked.indicators), BESIDE: asked.key, ORDER: order}
    return following.address("comparison", **lists)
