"""Opening an account for a person who is known."""

from __future__ import annotations

from django.utils.translation import gettext

from yhdyspinta.accounts.models import Account
from yhdyspinta.domain.errors import Refused
from yhdyspinta.organisations.models import Person


def account_of(person: Person) -> Account:
    """The account of a person, made when there is none yet, without a password; Refused for one who has been erased."""
    if person.erased_at is not None or not person.email:
        raise Refused(gettext("The person has been erased."), gettext("Invite them again by e-mail."))
    account = Account.objects.filter(person=person).first()
    if account is None:
        fresh = Account(person=person, email=person.email)
        fresh.set_unusable_password()
        account, _made = Account.objects.get_or_create(person=person, defaults={"email": person.email, "password": fresh.password})
    return account
