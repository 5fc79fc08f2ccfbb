"""What has been done in a cooperation, as its page shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils import timezone
from django.utils.formats import date_format

from yhdyspinta.organisations import policy
from yhdyspinta.organisations.queries.cooperations import AuditRow, Cooperation, parties_by_side
from yhdyspinta.web.page import language


@dataclass(frozen=True, slots=True)
class Done:
    """What was done at one moment by one party: rows of the chain from `first` to `last`."""

    first: int
    last: int
    at: str
    party: str
    what: str


def done(cooperation: Cooperation, rows: Iterable[AuditRow]) -> list[Done]:
    """Rows, newest first, one line for what was done at one moment."""
    names = {party.pk: party.title().in_(language()) for found in parties_by_side(cooperation).values() for party in found}
    lines = []
    for (at, party, action), together in groupby(rows, key=lambda row: (row.at, row.party_id, row.action)):
        numbers = [row.number for row in together]
        when = date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT")
        lines.append(Done(min(numbers), max(numbers), when, names.get(party, "–"), policy.what(action)))
    return lines
