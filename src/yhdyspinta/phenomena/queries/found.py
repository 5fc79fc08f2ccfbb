"""One object of a query, or a sentence that tells that there is none."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext

from yhdyspinta.domain.errors import Unknown


def the_one(objects: QuerySet[Any], number: int) -> Any:
    """The object of that number among `objects`; Unknown when there is none, whether or not somebody else sees one."""
    found = objects.filter(pk=number).first()
    if found is None:
        raise Unknown(gettext("There is no such object any more."), gettext("Go back and choose again."))
    return found
