"""Whether whoever came has shown by a second factor that it is they."""

from __future__ import annotations

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest

from yhdyspinta.accounts.models import Account

_METHOD = "mfa"  # allauth's own word for it


def proved(request: HttpRequest) -> bool:
    """In this session, by an authenticator app, a recovery code, or the organisation's own sign-in; in the demonstration always."""
    if settings.ENVIRONMENT.demonstration:
        return True
    return any(one["method"] == _METHOD for one in get_authentication_records(request, request.user))


def in_use(account: Account) -> bool:
    """Whether the account has one, shown in this session or not."""
    return is_mfa_enabled(account)


def prove(request: HttpRequest, account: Account, kind: str) -> None:
    """Note in the session that a second factor of this kind has been shown."""
    record_authentication(request, account, method=_METHOD, type=kind, reauthenticated=True)
