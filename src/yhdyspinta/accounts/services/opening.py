"""Opening an account: for a person who is known, or for somebody who has shown that an address is theirs."""

from __future__ import annotations

from django.core import signing
from django.utils.translation import gettext

from yhdyspinta.accounts.models import Account
from yhdyspinta.domain.errors import Refused
from yhdyspinta.organisations.models import Person
from yhdyspinta.organisations.policy import PERSON, Actor
from yhdyspinta.organisations.services import people

_SALT = "yhdyspinta.accounts.newcomer"
_NEWCOMER_SECONDS = 60 * 60


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


def account_of_address(email: str) -> Account | None:
    """The account of whoever is known by this address; nothing for an address that nobody is known by."""
    person = Person.objects.filter(email=email.strip().lower()).first() if email.strip() else None
    return account_of(person) if person is not None else None


def newcomer(*, email: str, name: str = "") -> Account:
    """The account of somebody who has shown that the address is theirs, known before or not."""
    return account_of(people.know(actor=Actor(PERSON), email=email, name=name))


def promise(email: str) -> str:
    """A word for a letter, by which its receiver shows that they read what is sent to `email`."""
    return signing.dumps(email.strip().lower(), salt=_SALT)


def promised(word: str) -> str:
    """The address of the letter; Refused when the word is not ours or is too old."""
    try:
        return str(signing.loads(word, salt=_SALT, max_age=_NEWCOMER_SECONDS))
    except signing.BadSignature as error:
        raise Refused(gettext("This link can no longer be used."), gettext("Ask for a new code on the page of signing in.")) from error
