"""Pages about the site itself: help, accessibility, feedback, and whose site it is."""

from __future__ import annotations

from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from yhdyspinta.domain.errors import PersonalData, Refused
from yhdyspinta.pictures import services
from yhdyspinta.pictures.feedback import LONGEST, Feedback
from yhdyspinta.web.organisation import stylesheet
from yhdyspinta.web.page import language, public, show, unkept

_FIELDS = ("text", "page", "contact")
_WEEK = 7 * 24 * 3600


@public
def help_page(request: HttpRequest) -> HttpResponse:
    return show(request, "help.html", {})


@public
def accessibility(request: HttpRequest) -> HttpResponse:
    return show(request, "accessibility.html", {})


@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest) -> HttpResponse:
    """The form, its fields kept when something is wrong with them; a robot that fills the hidden field is thanked and ignored."""
    if request.method != "POST":
        return _form(request, {"text": "", "page": request.GET.get("sivu", "")[: LONGEST["page"]], "contact": ""}, "")
    given = {name: request.POST.get(name, "").strip() for name in _FIELDS}
    if not request.POST.get("website"):
        try:
            services.give_feedback(settings.ENVIRONMENT, Feedback(**given, language=language()))
        except PersonalData:
            return _form(request, given, _("The text holds a personal identity code. Take it out and send the rest."))
        except Refused:
            return _form(request, given, _why(given))
    return redirect(reverse("feedback_thanks"))


@public
def thanks(request: HttpRequest) -> HttpResponse:
    return show(request, "feedback_thanks.html", {})


def _why(given: dict[str, str]) -> str:
    if not given["text"]:
        return _("Write what worked or what did not: the text is empty.")
    long = next((name for name in _FIELDS if len(given[name]) > LONGEST[name]), None)
    if long:
        return _("The text is too long: at most %(n)s characters.") % {"n": LONGEST[long]}
    return _("No more feedback can be taken today. Try again tomorrow, or write to the maintainer.")


def _form(request: HttpRequest, given: dict[str, str], fault: str) -> HttpResponse:
    context = {"given": given, "fault": fault, "longest": LONGEST}
    return unkept(show(request, "feedback.html", context, status=HTTPStatus.BAD_REQUEST if fault else HTTPStatus.OK))


@require_safe
@cache_control(public=True, max_age=_WEEK)
def style(request: HttpRequest) -> HttpResponse:
    return HttpResponse(stylesheet(settings.ORGANISATION.accent), content_type="text/css; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=_WEEK)
def logo(request: HttpRequest) -> HttpResponse:
    found = settings.ORGANISATION
    if not found.logo:
        raise Http404
    return HttpResponse(found.logo, content_type=found.logo_type)
