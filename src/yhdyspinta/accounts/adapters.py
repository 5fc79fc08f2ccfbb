"""What allauth asks of the product: letters, sentences, and who a person is that an organisation vouches for."""

from __future__ import annotations

import logging
from io import BytesIO
from typing import Any, NoReturn

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, _build_apps_from_settings
from allauth.socialaccount.models import SocialApp, SocialLogin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from yhdyspinta.accounts import letters, services
from yhdyspinta.accounts.models import Account
from yhdyspinta.accounts.second_factor import prove
from yhdyspinta.domain.errors import YhdyspintaError

_log = logging.getLogger(__name__)
_WRONG_CODE = _("The code is not right. Look at the newest letter, or ask for a new code.")


# allauth's names of what it would tell of.
_CHANGED = {
    "mfa/email/totp_activated": letters.Changed.SECOND_FACTOR_ON,
    "mfa/email/totp_deactivated": letters.Changed.SECOND_FACTOR_OFF,
    "mfa/email/recovery_codes_generated": letters.Changed.RECOVERY_CODES,
    "socialaccount/email/account_connected": letters.Changed.ORGANISATION,
}


class AccountAdapter(DefaultAccountAdapter):
    """Signing in by a code in a letter, or by a password."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "incorrect_code": _WRONG_CODE,
        "incorrect_password": _("The password is not right."),
        "rate_limited": _("You have tried many times. Wait a few minutes and try again."),
        "too_many_login_attempts": _("You have tried many times. Wait a few minutes and try again."),
    }

    def send_notification_mail(
        self, template_prefix: str, user: Account, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """A change of how somebody signs in, told in our own words."""
        changed = _CHANGED.get(template_prefix)
        if changed is not None:
            letters.tell_of_change(user, changed)

    def set_password(self, user: Account, password: str) -> None:
        super().set_password(user, password)
        letters.tell_of_change(user, letters.Changed.PASSWORD)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Of allauth's letters only the one with the code is sent."""
        if template_prefix == "account/email/login_code":
            letters.send_code(email, context["code"])

    def add_message(self, *_arguments: Any, **_named: Any) -> None:
        """Our own pages say what happened."""

    def pre_login(self, request: HttpRequest, user: Account, **named: Any) -> HttpResponse | None:
        """Where the organisation says that it saw a second factor, that counts."""
        by_organisation = (named["signal_kwargs"] or {}).get("sociallogin")
        if by_organisation is not None and "mfa" in by_organisation.claims.get("amr", ()):
            prove(request, user, "organisation")
        return super().pre_login(request, user, **named)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by our own services alone."""
        return False


class SecondFactorAdapter(DefaultMFAAdapter):
    """Authenticator apps and recovery codes."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("The code is not right. Look at the app again: a code lives for half a minute."),
        "rate_limited": _("You have tried many times. Wait a few minutes and try again."),
    }

    def build_totp_svg(self, url: str) -> str:
        """The square that a phone reads."""
        written = BytesIO()
        segno.make(url, error="m").save(written, kind="svg", scale=5, border=4, light="#fff", xmldecl=False)
        return written.getvalue().decode()


class OrganisationAdapter(DefaultSocialAccountAdapter):
    """The organisation's own sign-in: it tells who came, and the person is found by what it vouches for."""

    def list_apps(self, request: HttpRequest, provider: str | None = None, client_id: str | None = None) -> list[SocialApp]:
        """The one of the installation's settings; none is kept in the database."""
        found = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [one for several in found.values() for one in several]

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Tie a sign-in that has not been seen before to the person of its address, which the organisation must have checked."""
        claims = sociallogin.claims
        if not sociallogin.is_existing:
            if not _vouched(claims):
                _failed("the organisation does not vouch for the e-mail address")
            try:
                account = services.newcomer(email=claims["email"], name=str(claims.get("name", "")))
            except YhdyspintaError as error:
                _failed(error.message)
            sociallogin.connect(request, account)

    def on_authentication_error(self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, **_named: Any) -> None:
        _failed(f"{error} {exception or ''}".strip())


def _vouched(claims: dict[str, Any]) -> bool:
    """OpenID Connect says `email_verified`; Entra ID says `xms_edov` (the domain's owner has been verified)."""
    return bool(claims.get("email")) and (claims.get("email_verified") is True or str(claims.get("xms_edov")).lower() in ("true", "1"))


def _failed(reason: str) -> NoReturn:
    _log.warning("Signing in by the organisation failed: %s", reason)
    raise ImmediateHttpResponse(redirect("sign_in_failed"))
