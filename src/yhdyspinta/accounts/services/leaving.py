"""What a person changes of themselves, and leaving for good."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from yhdyspinta.accounts import letters, unsent
from yhdyspinta.accounts.models import Account
from yhdyspinta.organisations import policy
from yhdyspinta.organisations.audit import recording
from yhdyspinta.organisations.models import Person
from yhdyspinta.organisations.policy import Actor
from yhdyspinta.organisations.services import people
from yhdyspinta.organisations.services.changing import change


def rename(*, actor: Actor, person: Person, version: int, name: str) -> Person:
    """Say what one is called; nobody else may."""
    policy.require(actor, "person.rename", "own" if actor.person_id == person.pk else "other")
    with recording(actor, "person.rename") as recorder:
        return change(recorder, person, version, name=name)


def erase(*, actor: Actor, person: Person) -> Person:
    """Erase a person with their account, second factor and sessions; what was done stays in the chain by number."""
    with transaction.atomic():
        erased = people.erase(actor=actor, person=person)
        for account in Account.objects.filter(person=person):
            sign_out_everywhere(account)
            account.delete()
    return erased


def close(*, actor: Actor, account: Account) -> None:
    """Let nobody sign in by this account until it is opened again."""
    with _keeping(actor, account):
        Account.objects.filter(pk=account.pk).update(is_active=False)
        sign_out_everywhere(account)


def reopen(*, actor: Actor, account: Account) -> None:
    """Let the account be used again."""
    with _keeping(actor, account):
        Account.objects.filter(pk=account.pk).update(is_active=True)


def forget_second_factor(*, actor: Actor, account: Account) -> None:
    """For somebody who has lost the phone and the recovery codes; sessions that rest on them end."""
    with _keeping(actor, account):
        account.authenticator_set.all().delete()
        sign_out_everywhere(account)
        letters.tell_of_change(account, letters.Changed.SECOND_FACTOR_FORGOTTEN)


@contextmanager
def _keeping(actor: Actor, account: Account) -> Iterator[None]:
    """What the keeper does to an account stands in the chain, by the number of its person; nothing of the person changes."""
    policy.require(actor, "account.keep", "none")
    with recording(actor, "account.keep") as recorder:
        yield
        person = account.person
        recorder.row(person, person.plain(), person.plain())


def sign_out_everywhere(account: Account) -> None:
    """End every session of the account, and those that hold what its person wrote and has not sent."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        content = session.get_decoded()
        if str(content.get("_auth_user_id", "")) == str(account.pk) or unsent.is_of(content, account.person_id):
            session.delete()


def sweep() -> int:
    """Take away sessions that are over, and forms kept too long in others; how many sessions there were."""
    unsent.sweep()
    return Session.objects.filter(expire_date__lte=timezone.now()).delete()[0]
