"""The form of comparators, sent from the page of anything in an area: back to the same page under that choice."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from yhdyspinta.domain.areas import Area
from yhdyspinta.pictures.choice import PARAMETER, choose
from yhdyspinta.web import following
from yhdyspinta.web.page import language, show, today
from yhdyspinta.web.presenters import areas, beside


def elsewhere(request: HttpRequest, area: Area) -> HttpResponse | None:
    """What is answered in place of a page of an area: what became of one that is no more, or the way to the page under a
    choice that was sent; None for the page itself."""
    former = areas.former(area, today().date(), language())
    return show(request, "former.html", former) if former else chosen(request, area)


def chosen(request: HttpRequest, area: Area) -> HttpResponse | None:
    """To the page under the choice that was sent, whose address is the shortest that says it; None when none was."""
    if beside.GROUP_PARAMETER not in request.GET:
        return None
    group = beside.group_of(request.GET[beside.GROUP_PARAMETER], area, language())
    choice = choose((part for value in request.GET.getlist(PARAMETER) for part in value.split(",")), group)
    match = request.resolver_match
    return redirect(following.address(match.view_name, *match.kwargs.values(), **{PARAMETER: choice.as_query()}))
