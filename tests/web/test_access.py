"""Every address of the rooms × method × role, against tests/web/access.csv. An address that is not there fails.

A row: the name of the page, the method, its arguments and the body (with {NAMES} of access_world), the action of the table of
rules that it does (empty where it does none), and for each role the status; `in` stands for being led to signing in.
Where a row fails, the message gives the row as it was measured: copy it only after seeing that it is as it should be.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import override

from tests import universe
from tests.web import access_world, addresses
from tests.web.access_world import ROLES, Stage
from yhdyspinta.organisations import policy

pytestmark = pytest.mark.django_db
TABLE = Path(__file__).with_name("access.csv")
LED = "in"
# On the page of one thing each party answers for itself, so the other party does too.
_OF_EACH = {
    "agreement.answer",
    "weight.give",
    *(f"phenomenon.{what}" for what in ("view", "evidence", "influence", "step")),
    *(f"interface.{what}" for what in ("change", "describe", "assess", "link")),
}
_DENIED = {LED, "403", "404", "405"}


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


ROWS = rows()


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker) -> Iterator[Stage]:  # type: ignore[no-untyped-def]
    """One world for the whole table; each request is undone."""
    with django_db_blocker.unblock(), transaction.atomic(), override("en"):
        yield access_world.stage()
        transaction.set_rollback(True)


def _ask(stage: Stage, role: str, method: str, name: str, arguments: str, body: str = "") -> HttpResponse:
    words, _, query = arguments.format(**stage.names).partition("?")
    address = reverse(name, args=words.split()) + (f"?{query}" if query else "")
    client = stage.browser(role)
    with transaction.atomic():
        response = client.generic(method, address, body.format(**stage.names), content_type="application/x-www-form-urlencoded")
        transaction.set_rollback(True)
    return response


def _status(response: HttpResponse) -> str:
    led = response.status_code == 302 and response["Location"].startswith(reverse("sign_in") + "?")
    return LED if led else str(response.status_code)


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['method']} {row['page']}" for row in ROWS])
def test_each_role_gets_what_the_table_says(stage: Stage, row: dict[str, str]):
    measured = {role: _status(_ask(stage, role, row["method"], row["page"], row["arguments"], row["body"])) for role in ROLES}
    expected = {role: row[role] for role in ROLES}
    assert measured == expected, ",".join([row["page"], row["method"], row["arguments"], row["body"], row["action"], *measured.values()])


def test_every_address_of_the_rooms_stands_in_the_table():
    listed = {row["page"] for row in ROWS}
    assert addresses.room_names() - listed == set(), "addresses without a row in tests/web/access.csv"
    assert listed - addresses.room_names() == set(), "rows of addresses that are no more"


def test_methods_that_no_row_names_are_not_answered(stage: Stage):
    arguments = {row["page"]: row["arguments"] for row in ROWS}
    named = {(row["page"], row["method"]) for row in ROWS}
    for page, words in arguments.items():
        for method in ("GET", "POST", "PUT", "DELETE"):
            if (page, method) not in named:
                status = _status(_ask(stage, "coordinator", method, page, words))
                assert status in ("405", "404"), (page, method, status)


def test_the_table_says_what_the_rules_say():
    """What a role may do by the table of rules, it is not refused here, and the other way round; nobody does what is another's."""
    told = set()
    for row in (row for row in ROWS if row["action"]):
        action = row["action"]
        told.add(action)
        # A rule of both kinds is tried on a thing of the cooperation.
        relation = "shared" if (action, "shared") in policy.rules() else "own"
        for role in (*universe.ROLES, "link"):
            # The link of the world was given for one action, and opens nothing else.
            may = role in policy.rules()[action, relation] and (role != "link" or action == "assessment.give")
            assert (row[role] not in _DENIED) == may, (row["page"], row["method"], action, role)
        assert {row["stranger"], row["person"], row["other_cooperation"]} <= _DENIED, (row["page"], action)
        if relation == "own" and " " in row["arguments"] and action not in _OF_EACH:
            assert row["other_party"] in _DENIED, (row["page"], action)
    assert len(told) > 10
