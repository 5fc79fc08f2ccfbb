"""The chain from information needs to action: what of it is here, and what is still to come."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from yhdyspinta.web.page import language, public, show
from yhdyspinta.web.presenters import theme


@public
def chain(request: HttpRequest) -> HttpResponse:
    return show(request, "chain.html", {"themes": theme.links(None, language())})
