"""Failures as pages in the reader's language: what happened and what to do. The log has the rest."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from yhdyspinta.accounts.second_factor import in_use
from yhdyspinta.domain.errors import (
    Ambiguous,
    Conflict,
    Damaged,
    Forbidden,
    Overloaded,
    ParseError,
    PersonalData,
    Refused,
    StateError,
    Unknown,
    YhdyspintaError,
)
from yhdyspinta.organisations.policy import SecondFactorNeeded
from yhdyspinta.pictures.choice import ChoiceError
from yhdyspinta.pictures.exports.tables import TooMuch
from yhdyspinta.web import search
from yhdyspinta.web.page import language, show, unkept
from yhdyspinta.web.presenters.areas import links
from yhdyspinta.web.rooms import unsent
from yhdyspinta.web.rooms.acting import NoPost, SignInNeeded

_log = logging.getLogger(__name__)
_STATUS: dict[type[YhdyspintaError], HTTPStatus] = {
    Unknown: HTTPStatus.NOT_FOUND,
    Ambiguous: HTTPStatus.NOT_FOUND,
    ParseError: HTTPStatus.BAD_REQUEST,
    Refused: HTTPStatus.UNPROCESSABLE_ENTITY,
    PersonalData: HTTPStatus.UNPROCESSABLE_ENTITY,
    Forbidden: HTTPStatus.FORBIDDEN,
    NoPost: HTTPStatus.FORBIDDEN,
    Conflict: HTTPStatus.CONFLICT,
    StateError: HTTPStatus.SERVICE_UNAVAILABLE,
    Overloaded: HTTPStatus.SERVICE_UNAVAILABLE,
    Damaged: HTTPStatus.SERVICE_UNAVAILABLE,
}


def explained(request: HttpRequest, error: YhdyspintaError) -> HttpResponse:
    """The page of an error of the product itself; whoever only has to sign in is led there and back."""
    if isinstance(error, SignInNeeded):
        return _and_back("sign_in", unsent.keep(request) or request.get_full_path())
    if isinstance(error, SecondFactorNeeded):
        messages.warning(request, error.message)
        page = unsent.keep(request) or request.get_full_path()
        return _and_back("mfa_reauthenticate", page) if in_use(request.user) else redirect("mfa_index")
    status = next((status for kind, status in _STATUS.items() if isinstance(error, kind)), HTTPStatus.INTERNAL_SERVER_ERROR)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        _log.error("%s", error, exc_info=error)
        if isinstance(error, Overloaded):
            return _page(request, status, _("The page was not ready in time"), _("The server is busy. Try again in a moment."))
        return _page(request, status, _("There are no figures to show yet"), _no_data())
    if status == HTTPStatus.NOT_FOUND:
        return not_found(request, error)
    if isinstance(error, NoPost):
        advice = _("You have signed in, but you have no post in this cooperation. Ask the coordinator of your organisation for one.")
        return _page(request, status, _("This is for those who work in the cooperation"), advice)
    if isinstance(error, Forbidden | Conflict | PersonalData):
        return _page(request, status, error.message, error.hint)
    return bad_request(request, error)


def _and_back(view: str, page: str) -> HttpResponse:
    """Lead to where one signs in or shows the second factor, and from there to `page`, which is one of ours."""
    return redirect(f"{reverse(view)}?{urlencode({'next': page})}")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        advice = _("Go back, choose a smaller file, and try again.")
        return _page(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _("The file is too large"), advice)
    advice = _("Check the address, or search for an area.")
    if isinstance(exception, ChoiceError | TooMuch):  # worded for the reader where it was raised
        advice = f"{exception} {advice}"
    return _page(request, HTTPStatus.BAD_REQUEST, _("The address cannot be understood"), advice)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, HTTPStatus.FORBIDDEN, _("This is not allowed"), _("Go back to the start page."))


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from a page of ours: it stood open too long, or somebody else made it.

    What its own writer wrote in a room is kept, and shown again in the form.
    """
    page = unsent.keep(request, ours=True)
    if page:
        return redirect(page) if request.user.is_authenticated else _and_back("sign_in", page)
    advice = _("Go back, open the page again and send the form once more. What you wrote may be copied from it first.")
    return _page(request, HTTPStatus.FORBIDDEN, _("The form could not be taken"), advice)


def too_many(request: HttpRequest) -> HttpResponse:
    """Somebody has tried too often."""
    advice = _("You have tried many times. Wait a few minutes and try again.")
    return _page(request, HTTPStatus.TOO_MANY_REQUESTS, _("A short pause"), advice)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, with the areas whose names are nearest to what the address says."""
    match = request.resolver_match
    wanted = match.kwargs.get("area_id", "") if match else ""
    named = wanted and not any(letter.isdigit() for letter in wanted)  # a code resembles no name
    nearest = links(tuple(dict.fromkeys(search.nearest(wanted, language()))), language()) if named else ()
    advice = _("Check the address, or search for an area.")
    return _page(request, HTTPStatus.NOT_FOUND, _("There is no such page"), advice, nearest=nearest)


def server_error(request: HttpRequest) -> HttpResponse:
    advice = _("The fault is ours and has been recorded. Try again in a moment.")
    return _page(request, HTTPStatus.INTERNAL_SERVER_ERROR, _("The page could not be made"), advice)


def _no_data() -> str:
    return _(
        "The figures have not been loaded, or they are being checked. The maintainer loads them with the command “yhdyspinta load-sample”."
    )


def _page(request: HttpRequest, status: HTTPStatus, title: str, advice: str, **more: Any) -> HttpResponse:
    return unkept(show(request, "error.html", {"heading": title, "advice": advice, "nearest": (), **more}, status=status))
