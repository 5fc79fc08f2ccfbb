"""Whether the product can serve: for the machinery around it."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from yhdyspinta import __version__
from yhdyspinta.domain.errors import YhdyspintaError
from yhdyspinta.web import reading


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 when figures can be read, 503 when not."""
    try:
        reading.data_version()
        state, status = "ok", 200
    except YhdyspintaError:
        state, status = "no data", 503
    response = JsonResponse({"state": state, "version": __version__}, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
