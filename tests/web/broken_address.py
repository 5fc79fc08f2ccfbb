"""The product's addresses and one more, whose view fails."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.urls import path

from yhdyspinta.config import urls

DETAIL = "a detail that no reader should see"


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError(DETAIL)


urlpatterns = [*i18n_patterns(path("vika/", broken)), *urls.urlpatterns]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500
