"""Forms of signing in, of one's own details and of links."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, LoginForm, ReauthenticateForm, RequestLoginCodeForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as SecondFactorAgainForm
from allauth.mfa.recovery_codes.forms import GenerateRecoveryCodesForm
from allauth.mfa.totp.forms import ActivateTOTPForm, DeactivateTOTPForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yhdyspinta.accounts import letters, services
from yhdyspinta.web.rooms.accounts.pages import Dressed
from yhdyspinta.web.rooms.forms import RoomForm

_LONGEST_NAME = 120


class CodeRequest(Dressed, RequestLoginCodeForm):
    """Where to send the code. Whether the address is known is told to its owner alone, in the letter."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["email"].label = _("E-mail address")

    def clean_email(self) -> str:
        services.account_of_address(self.data.get("email", ""))  # whoever has been given a post has an account to sign in to
        return str(super().clean_email())

    def tell_newcomer(self, build: Any) -> None:
        """Write to an address that nobody is known by; `build` makes an absolute address."""
        email = self.cleaned_data["email"]
        letters.send_newcomer(email, build(reverse("newcomer", args=[services.promise(email)])))


class Code(Dressed, ConfirmLoginCodeForm):
    """The code of the letter."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["code"].label = _("Code from the letter")


class Password(Dressed, LoginForm):
    """E-mail and password."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["login"].label, self.fields["password"].label = _("E-mail address"), _("Password")
        self.fields["password"].help_text = ""


class SecondFactor(Dressed, AuthenticateForm):
    """A code of the app, or a recovery code."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["code"].label = _("Code from the app, or a recovery code")


class PasswordAgain(Dressed, ReauthenticateForm):
    """The password before a change of how one signs in."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["password"].label, self.fields["password"].help_text = _("Password"), ""


class SecondFactorAgain(Dressed, SecondFactorAgainForm):
    """The second factor before a change of how one signs in."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["code"].label = _("Code from the app, or a recovery code")


class Activate(Dressed, ActivateTOTPForm):
    """The first code of the app."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["code"].label = _("Six digits from the app")


class Deactivate(Dressed, DeactivateTOTPForm):
    """Nothing to fill in."""


class NewCodes(Dressed, GenerateRecoveryCodesForm):
    """Nothing to fill in."""


class Newcomer(RoomForm):
    """The name of somebody who comes for the first time."""

    name = forms.CharField(label=_("Your name"), max_length=_LONGEST_NAME, widget=forms.TextInput(attrs={"autocomplete": "name"}))


class Name(Newcomer):
    """The name of somebody who is known."""


class NewPassword(RoomForm):
    """A password, once; the browser shows and keeps it."""

    password = forms.CharField(
        label=_("New password"),
        help_text=_("At least 15 characters. Three or four words that do not belong together make a good one."),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *arguments: Any, account: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.account = account

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password, self.account)
        return password


class HandOver(RoomForm):
    """Who holds the post next, and what they should know."""

    email = forms.EmailField(label=_("E-mail address of the next holder"), max_length=254)
    note = forms.CharField(
        label=_("Note to the next holder"),
        help_text=_("What is going on, who knows what, what comes next. Write nothing about single people's health or circumstances."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class Erase(RoomForm):
    """Leaving for good is asked twice."""

    sure = forms.BooleanField(label=_("I understand that this cannot be undone."))


class GiveLink(RoomForm):
    """To whom a link is sent, and for which form."""

    email = forms.EmailField(label=_("E-mail address of the receiver"), max_length=254)
    what = forms.ChoiceField(label=_("What is asked for"))
    days = forms.IntegerField(label=_("How many days the link lasts"), min_value=1, max_value=14, initial=14)

    def __init__(self, *arguments: Any, choices: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["what"].choices = choices
