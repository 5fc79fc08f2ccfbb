"""The form of comparators, sent from the page of anything in an area: back to the same page under that choice."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from yhdyspinta.domain.areas import Area
from yhdyspinta.pictures.choice import PARAMETER, choose
from yhdyspinta.web import following
from yhdyspinta.web.page import language
from yhdyspinta.web.presenters import beside


def sent(request: HttpRequest) -> bool:
    """Whether the form was sent."""
    return beside.GROUP_PARAMETER in request.GET


def chosen(request: HttpRequest, area: Area) -> HttpResponse:
    """To the page under the choice, whose address is the shortest that says it."""
    group = beside.group_of(request.GET[beside.GROUP_PARAMETER], area, language())
    choice = choose((part for value in request.GET.getlist(PARAMETER) for part in value.split(",")), group)
    match = request.resolver_match
    return redirect(following.address(match.view_name, *match.kwargs.values(), **{PARAMETER: choice.as_query()}))
