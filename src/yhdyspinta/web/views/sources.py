"""Sources: who publishes what, how often, under which licence, how fresh it is here, and its limits."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from yhdyspinta.web import reading
from yhdyspinta.web.page import language, public, show, today
from yhdyspinta.web.presenters import sources as presenter


@public
def sources(request: HttpRequest) -> HttpResponse:
    found = reading.installation()
    shown = presenter.listed(found["sources"], language(), today().date())
    return show(request, "sources.html", {"sources": shown, "coverage": presenter.coverage(found["themes"], language())})
