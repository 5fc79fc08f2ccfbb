"""The search: areas first, then indicators, themes, words and sources, in whatever form the words stand."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from yhdyspinta.web import following
from yhdyspinta.web import search as finder
from yhdyspinta.web.errors import bad_request
from yhdyspinta.web.page import language, public, show
from yhdyspinta.web.presenters import areas
from yhdyspinta.web.presenters import found as presenter


@public
def search(request: HttpRequest) -> HttpResponse:
    """One area bears the name, or the county does: to its page. Otherwise what was found; a bare code names no county."""
    wanted = request.GET.get("q", "")
    if not finder.acceptable(wanted):
        return bad_request(request)
    names = finder.find(wanted, language())
    county_wins = bool(names.exact) and names.exact[0].kind == areas.COUNTY and not wanted.strip().isdigit()
    if len(names.exact) == 1 or county_wins:
        return redirect(following.address("area", names.exact[0].id))
    return show(request, "search.html", {"wanted": wanted, "found": presenter.found(wanted, names, language())})
