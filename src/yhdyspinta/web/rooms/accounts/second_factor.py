"""The second factor: taking it into use, recovery codes, giving it up, and showing it again before a change."""

from __future__ import annotations

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import ReauthenticateView as SecondFactorAgainView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods, require_safe

from yhdyspinta.accounts.second_factor import prove
from yhdyspinta.organisations.queries.cooperations import Person
from yhdyspinta.web.rooms.accounts import forms
from yhdyspinta.web.rooms.accounts.pages import Ours, for_signed_in, shown

_BOTH = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@for_signed_in
def second_factor(request: HttpRequest, person: Person) -> HttpResponse:
    """Whether it is in use, and what for."""
    context = {"enabled": is_mfa_enabled(request.user), "demonstration": settings.ENVIRONMENT.demonstration}
    return shown(request, "second_factor", context)


@method_decorator(_BOTH, name="dispatch")
class TakeIntoUse(LoginRequiredMixin, Ours, ActivateTOTPView):
    """Read the square with an app and write its first code."""

    form_class = forms.Activate
    page = "second_factor_on"

    def form_valid(self, form: forms.Activate) -> HttpResponse:
        response = super().form_valid(form)
        prove(self.request, self.request.user, "totp")
        self.request.session.cycle_key()  # what was known of the session before does not carry the new right
        return response

    def get_context_data(self, **named: object) -> dict[str, object]:
        context = super().get_context_data(**named)
        self.square = {"square": context["totp_svg_data_uri"], "secret": context["form"].secret}
        return context

    def more(self) -> dict[str, object]:
        secret = self.square["secret"]
        return {**self.square, "secret": " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))}


@method_decorator(_BOTH, name="dispatch")
class RecoveryCodes(LoginRequiredMixin, Ours, ViewRecoveryCodesView):
    """The codes, shown once."""

    page = "recovery_codes"

    def get_context_data(self, **named: object) -> dict[str, object]:
        context = super().get_context_data(**named)
        self.codes = {"codes": context["unused_codes"], "seen": not context["can_view_codes"]}
        return context

    def more(self) -> dict[str, object]:
        return self.codes


@method_decorator(_BOTH, name="dispatch")
class NewRecoveryCodes(LoginRequiredMixin, Ours, GenerateRecoveryCodesView):
    """New codes in place of the old."""

    form_class = forms.NewCodes
    page = "recovery_codes_new"


@method_decorator(_BOTH, name="dispatch")
class GiveUp(LoginRequiredMixin, Ours, DeactivateTOTPView):
    """Give the second factor up; in this session too it no longer counts."""

    form_class = forms.Deactivate
    page = "second_factor_off"

    def form_valid(self, form: forms.Deactivate) -> HttpResponse:
        response = super().form_valid(form)
        kept = [one for one in get_authentication_records(self.request, self.request.user) if one["method"] != "mfa"]
        self.request.session["account_authentication_methods"] = kept
        return response


@method_decorator(_BOTH, name="dispatch")
class PasswordAgain(Ours, ReauthenticateView):
    """The password before a change of how one signs in."""

    form_class = forms.PasswordAgain
    page = "again"


@method_decorator(_BOTH, name="dispatch")
class SecondFactorAgain(Ours, SecondFactorAgainView):
    """The second factor before such a change."""

    form_class = forms.SecondFactorAgain
    page = "again"
