"""One way to show a page: template, language, the other languages' addresses, and its ETag."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from http import HTTPStatus
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import translate_url
from django.utils import timezone, translation
from django.views.decorators.http import condition, require_safe

from yhdyspinta import __version__
from yhdyspinta.domain.errors import YhdyspintaError
from yhdyspinta.pictures.choice import PARAMETER
from yhdyspinta.pictures.exports.chart_files import example_words
from yhdyspinta.web import following, reading
from yhdyspinta.web.example import of_example
from yhdyspinta.web.kept import KeptPages, response_of

HELSINKI = ZoneInfo("Europe/Helsinki")
_kept = KeptPages()
View = Callable[..., HttpResponse]


def today() -> datetime:
    """This moment in Helsinki: ages of figures are counted from its date."""
    return timezone.now().astimezone(HELSINKI)


def language() -> str:
    """The language of the page, which is that of its address."""
    return (translation.get_language() or settings.LANGUAGE_CODE)[:2]


def show(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Render a page of the site."""
    match = request.resolver_match
    shared = {
        "language": language(),
        "languages": _languages(request),
        "view": match.view_name if match else "",
        "organisation": settings.ORGANISATION,
        "example": example_words() if of_example(request) else "",
        "demonstration": settings.ENVIRONMENT.demonstration,
        "canonical": settings.ENVIRONMENT.address.rstrip("/") + request.path if match else "",
    }
    return render(request, template, {**shared, **context}, status=status)


def unkept(response: HttpResponse) -> HttpResponse:
    """The same, kept by nobody: it holds what one person gave or asked for, or changes without a new version of the figures."""
    response.headers["Cache-Control"] = "no-store"
    return response


def public(view: View) -> View:
    """A page for everybody that only reads: GET or HEAD, and 304 to a reader who has this version of it."""
    return _read_only(view, reading.data_version)


def public_with_parameters(*names: str) -> Callable[[View], View]:
    """The same for a page that these parameters change; kept under each value of theirs and of the reader's choice."""
    return lambda view: _read_only(view, reading.data_version, names)


def public_with_editions(view: View) -> View:
    """The same for a page that lists published editions: a new one is a new version of the page."""
    return _read_only(view, lambda: f"{reading.data_version()}|{reading.edition_ids()}")


def public_beside(stamp: Callable[..., str]) -> Callable[[View], View]:
    """The same for a page that shows beside figures what changes without them: then `stamp`, of the arguments of its address, does."""
    return lambda view: _read_only(view, reading.data_version, stamp=stamp)


def _read_only(view: View, version: Callable[[], str], parameters: tuple[str, ...] = (), stamp: Callable[..., str] | None = None) -> View:
    def etag(request: HttpRequest, *_: Any, **named: Any) -> str | None:
        request.page_tag = _etag(lambda: f"{version()}|{stamp(**named)}" if stamp else version())  # type: ignore[attr-defined]
        return request.page_tag  # type: ignore[attr-defined,no-any-return]

    @wraps(view)
    def kept_or_made(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        address = _kept_under(request, parameters)
        tag = request.page_tag if address else None  # type: ignore[attr-defined]
        held = _kept.get(address, tag) if tag else None
        if held:
            response = response_of(held, request)
        else:
            response = view(request, *arguments, **named)
            if tag and response.status_code == HTTPStatus.OK and not response.has_header("Content-Disposition"):
                response = response_of(_kept.put(address, tag, response.content, response.headers["Content-Type"]), request)
        response.headers.setdefault("Cache-Control", "public, no-cache")  # keep it, but ask whether it is the same
        return response

    return require_safe(condition(etag_func=etag)(kept_or_made))


def _kept_under(request: HttpRequest, parameters: tuple[str, ...]) -> str:
    """The whole address with what changes the page, in one order; empty for one with anything else in it, which is not kept.

    A choice that is written otherwise than the product writes it stands in the links of the page, so that page is not kept either.
    Pages name the address they are read at (permanent links, the map of the site), so readers of two hosts share none.
    """
    chosen = following.chosen()
    if not request.GET.keys() <= {PARAMETER, *parameters} or request.GET.getlist(PARAMETER) != ([chosen] if chosen else []):
        return ""
    values = [f"{name}={','.join(request.GET.getlist(name))}" for name in parameters if name in request.GET]
    return "?".join((reading.address(request) + request.path, *values, chosen))


def _etag(version: Callable[[], str]) -> str | None:
    """Data version + code version + organisation + language + Helsinki date. None, so no tag, when there is no data to have a version."""
    try:
        data = version()
    except YhdyspintaError:
        return None  # the page itself says what is wrong
    parts = f"{data}|{__version__}|{settings.ORGANISATION.version}|{language()}|{today().date()}"
    return f'"{hashlib.sha256(parts.encode()).hexdigest()[:32]}"'


def _languages(request: HttpRequest) -> list[dict[str, str]]:
    """The same page in each language; an address without a language leads to the start pages.

    `url` keeps what the reader chose, `canonical` is the page itself.
    """
    here = request.path
    query = f"?{request.GET.urlencode(safe=',')}" if request.GET else ""
    if not any(here.startswith(f"/{code}/") for code, _ in settings.LANGUAGES):
        here, query = "/", ""
    found = []
    for code, name in settings.LANGUAGES:
        page = f"/{code}/" if here == "/" else translate_url(here, code)
        found.append({"code": code, "name": name, "url": page + query, "canonical": page})
    return found
