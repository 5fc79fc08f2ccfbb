"""Whether the product can serve, and how its sources are doing: for the machinery around it."""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from yhdyspinta import __version__
from yhdyspinta.domain.errors import YhdyspintaError
from yhdyspinta.pictures import metrics as gauges
from yhdyspinta.pictures.running import running
from yhdyspinta.web import reading
from yhdyspinta.web.page import unkept


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 when figures can be read, 503 when not. A source that fails is told of, but the product serves what it has."""
    try:
        reading.data_version()
        state, status = "ok", 200
    except YhdyspintaError:
        state, status = "no data", 503
    return unkept(JsonResponse({"state": state, "version": __version__, "sources": _sources()}, status=status))


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The gauges of the live sources, for Prometheus."""
    return unkept(HttpResponse(gauges.exposition(settings.ENVIRONMENT, datetime.now(UTC)), content_type=gauges.CONTENT_TYPE))


def _sources() -> dict[str, list[str]]:
    """The sources of which a target fails, and those of which a release waits for a person."""
    found = running(settings.ENVIRONMENT, datetime.now(UTC))
    failing = sorted(source for source, one in found.items() if one.failures)
    return {"failing": failing, "waiting": sorted(source for source, one in found.items() if one.held)}
