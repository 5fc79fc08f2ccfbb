"""What every response carries, and what a failure of the product looks like to a reader."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from yhdyspinta.catalogue import installed
from yhdyspinta.domain.errors import YhdyspintaError
from yhdyspinta.web import chart_addresses, errors, following

Handler = Callable[[HttpRequest], HttpResponse]


class HeadersMiddleware:
    """The headers that no library sets. Outermost, so that errors and static files carry them too."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if settings.ENVIRONMENT.production:
            # Django sends it only when it saw TLS itself; here TLS ends at the proxy in front.
            response.headers.setdefault("Strict-Transport-Security", f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains; preload")
        return response


class AreasMiddleware:
    """The areas that this installation has accepted; a new edition of them is seen by the next request."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        installed.follow(settings.ENVIRONMENT.home)
        return self.get_response(request)


class FollowingMiddleware:
    """What the reader chose to compare with is read from the address before any page is made; one that cannot be read is a 400."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with following.nothing_yet(), chart_addresses.of_one_version():
            return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponse | None:
        try:
            following.follow(request)
        except YhdyspintaError as error:
            return errors.explained(request, error)
        return None


class ExplainMiddleware:
    """Turns the product's own errors into a page in the reader's language with the right status."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, YhdyspintaError):
            return errors.explained(request, exception)
        return None
