"""A release that waits for a person, with its difference as a table and charts; or the areas of a new year.

Decided with the command `review`.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yhdyspinta.pictures.held import held
from yhdyspinta.web.page import language, show, unkept
from yhdyspinta.web.presenters import divisions, reviews


@require_safe
def review(request: HttpRequest, release: str) -> HttpResponse:
    found = held(settings.ENVIRONMENT, release)
    if found.of_areas:
        response = show(request, "review_division.html", {"division": divisions.shown(found, language())})
    else:
        response = show(request, "review.html", {"release": reviews.shown(found, language())})
    return unkept(response)  # a decision changes it
