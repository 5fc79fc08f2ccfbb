"""The glossary: every word of the field and of the product in three languages, and each on a page of its own."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from yhdyspinta.web import search
from yhdyspinta.web.errors import bad_request
from yhdyspinta.web.page import language, public, show
from yhdyspinta.web.presenters import glossary as presenter


@public
def glossary(request: HttpRequest) -> HttpResponse:
    wanted = request.GET.get("q", "")
    if not search.acceptable(wanted):
        return bad_request(request)
    return show(request, "glossary.html", {"wanted": wanted, "letters": presenter.listed(wanted, language())})


@public
def term(request: HttpRequest, term: str) -> HttpResponse:
    return show(request, "term.html", {"term": presenter.one(term, language())})
