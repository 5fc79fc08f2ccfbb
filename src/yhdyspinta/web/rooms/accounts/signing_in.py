"""Signing in and out."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from allauth.account.internal import flows
from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import ConfirmLoginCodeView, LoginView, RequestLoginCodeView
from allauth.core import ratelimit
from allauth.mfa.base.views import AuthenticateView
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe
from requests import RequestException

from yhdyspinta.accounts import services, unsent
from yhdyspinta.accounts.provider import OrganisationSignIn
from yhdyspinta.accounts.signing_in import ORGANISATION
from yhdyspinta.domain.errors import Refused, YhdyspintaError
from yhdyspinta.web.page import unkept
from yhdyspinta.web.rooms.accounts import forms
from yhdyspinta.web.rooms.accounts.pages import Ours, by_letter, see, shown
from yhdyspinta.web.rooms.forms import given

_log = logging.getLogger(__name__)
_BOTH = require_http_methods(["GET", "HEAD", "POST"])


@method_decorator(_BOTH, name="dispatch")
class SignIn(Ours, RequestLoginCodeView):
    """Ask for a code by e-mail."""

    form_class = forms.CodeRequest
    page = "sign_in"

    def form_valid(self, form: forms.CodeRequest) -> HttpResponse:
        try:
            response = super().form_valid(form)
            if form._user is None:
                form.tell_newcomer(absolute(self.request))
        except Refused as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        return response

    def more(self) -> dict[str, object]:
        known = settings.ENVIRONMENT.sign_in
        return {
            "organisation_name": known.name if known else "",
            "provider": ORGANISATION,
            "demonstration": settings.ENVIRONMENT.demonstration,
        }


@method_decorator(_BOTH, name="dispatch")
class WriteCode(Ours, ConfirmLoginCodeView):
    """Write the code of the letter."""

    form_class = forms.Code
    page = "code"

    def more(self) -> dict[str, object]:
        return {"email": self._process.state.get("email", "")}


@method_decorator(_BOTH, name="dispatch")
class SignInByPassword(Ours, LoginView):
    """E-mail and password, for those who have set one."""

    form_class = forms.Password
    page = "password_sign_in"


@method_decorator(_BOTH, name="dispatch")
class ShowSecondFactor(Ours, AuthenticateView):
    """The second factor, for those who have one, whichever way they came."""

    form_class = forms.SecondFactor
    page = "second_factor_code"


def count_letter(request: HttpRequest) -> None:
    """Refused for whoever has sent a great many letters within the hour."""
    if not ratelimit.consume(request, action="send_letter", user=request.user):
        raise Refused(_("You have sent many letters within an hour."), _("Wait an hour and go on."))


def absolute(request: HttpRequest):  # type: ignore[no-untyped-def]
    """Makes whole addresses for letters: of the installation's own address where it has one."""
    address = settings.ENVIRONMENT.address
    return (lambda path: f"{address}{path}") if address else request.build_absolute_uri


@require_safe
def inactive(request: HttpRequest) -> HttpResponse:
    """The account has been closed by the keeper."""
    return shown(request, "closed", {"heading": _("This account is closed"), "advice": _("Ask the keeper of the service to open it.")})


@require_safe
def failed(request: HttpRequest) -> HttpResponse:
    """The organisation's own sign-in did not tell who came."""
    advice = _("Your organisation did not confirm who you are. Try again, or sign in with a code by e-mail.")
    return shown(request, "closed", {"heading": _("Signing in did not succeed"), "advice": advice})


@require_POST
@csrf_protect
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session, or a sign-in that is half way."""
    was_in = request.user.is_authenticated
    flows.logout.logout(request)
    if was_in:
        request.session.flush()
    else:
        unsent.flush(request.session)  # whoever begins again has still written what they wrote
    if was_in:
        messages.success(request, _("You have signed out."))
    return see(reverse("sign_in"))


@_BOTH
@by_letter
def newcomer(request: HttpRequest, word: str) -> HttpResponse:
    """Somebody opens the letter that was sent to an address nobody was known by, and says their name."""
    email = services.promised(word)
    if services.account_of_address(email) is not None:
        raise Refused(_("You are known already."), _("Sign in with a code by e-mail."))
    form = forms.Newcomer(given(request))
    if form.is_bound and form.is_valid():
        try:
            account = services.newcomer(email=email, name=form.cleaned_data["name"])
        except YhdyspintaError as error:
            form.add_error("name", str(error))
        else:
            record_authentication(request, account, method="code", email=email)
            return flows.login.perform_login(request, Login(user=account, email=email))
    return shown(request, "newcomer", {"form": form, "email": email}, 422 if form.errors else 200)


@require_GET
def by_organisation(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Lead to the organisation's own sign-in."""
    provider = _provider(request, provider_id)
    return _answered(lambda: provider.redirect(request, process=AuthProcess.LOGIN, next_url=get_next_redirect_url(request)))


@require_GET
def organisation_answers(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Come back from there."""
    _provider(request, provider_id)
    return _answered(lambda: OAuth2CallbackView.adapter_view(OrganisationSignIn(request, provider_id))(request))


def _answered(ask: Callable[[], HttpResponse]) -> HttpResponse:
    """What comes of asking the organisation's server, which may be down or answer anything."""
    try:
        return unkept(ask())
    except (OAuth2Error, RequestException, KeyError, ValueError) as error:
        _log.warning("Signing in by the organisation failed: %s", error)
        return redirect("sign_in_failed")


def _provider(request: HttpRequest, provider_id: str) -> Any:
    if settings.ENVIRONMENT.sign_in is None or provider_id != ORGANISATION:
        raise Http404
    return get_adapter().get_provider(request, provider_id)
