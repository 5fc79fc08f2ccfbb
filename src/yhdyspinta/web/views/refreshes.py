"""How fetching from the live sources is going."""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yhdyspinta.pictures.running import running
from yhdyspinta.pictures.watched import watched
from yhdyspinta.web.page import language, show, unkept
from yhdyspinta.web.presenters import publications
from yhdyspinta.web.presenters import refreshes as presenter


@require_safe
def refreshes(request: HttpRequest) -> HttpResponse:
    now = datetime.now(UTC)
    context = {
        "sources": presenter.listed(running(settings.ENVIRONMENT, now), language(), now),
        "publications": publications.listed(watched(settings.ENVIRONMENT), language(), now),
    }
    return unkept(show(request, "refreshes.html", context))  # it changes with every run
