"""A cooperation of a county and two of its municipalities, and browsers of the people in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.utils.translation import override

from tests import universe
from tests.web.rooms import signing
from yhdyspinta.accounts.services import opening
from yhdyspinta.organisations.models import Person
from yhdyspinta.organisations.policy import Actor

Browser = Callable[..., Client]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def world(db: None) -> universe.World:
    return universe.world()


@pytest.fixture
def browser() -> Browser:
    """A browser in which whoever acts has signed in, and has shown the second factor unless told otherwise."""

    def signed_in(actor: Actor, proved: bool = True) -> Client:
        client = Client()
        account = opening.account_of(Person.objects.get(pk=actor.person_id))
        client.force_login(account)
        if proved:
            signing.prove(client, account)
        return client

    return signed_in
