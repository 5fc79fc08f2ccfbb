"""Erasing what was held of an object that is from now on kept elsewhere: its parts' texts, and everything that was said of it.

Each table says itself what it tells of (`Versioned.TELLS_OF`) and which of its texts go; a part names its whole (`Shared.WHOLE`).
The chain keeps that it was so, as salted hashes alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps

from yhdyspinta.organisations.audit import Recorder
from yhdyspinta.organisations.models import Shared, Versioned
from yhdyspinta.organisations.services.changing import change, get, remove

SEEN_BY = ("visibility", "legal_ground", "ground_note", "group", "kept_at")


def erase_what_hangs_on(recorder: Recorder, target: Shared) -> None:
    """Erase the texts of everything that hangs on `target`, which is kept elsewhere already, and of what hangs on that."""
    _erase(recorder, target, {name: getattr(target, name) for name in SEEN_BY}, target)


def _erase(recorder: Recorder, of: Versioned, seen_by: dict[str, Any], target: Shared) -> None:
    for row in list(_hanging_on(of)):
        _erase(recorder, row, seen_by, target)
        fields = row.without_what_it_told(target)
        if isinstance(row, Shared):
            change(recorder, row, get(type(row), row.pk).version, **fields, **seen_by)
        elif fields:
            change(recorder, row, row.version, **fields)
        else:
            remove(recorder, row)


def _hanging_on(of: Versioned) -> Iterator[Versioned]:
    """The rows of all tables that tell of an object, and the parts of it."""
    for model in apps.get_models():
        if not issubclass(model, Versioned):
            continue
        tells_of = model.TELLS_OF or getattr(model, "WHOLE", "")
        if tells_of == "target":
            yield from model._default_manager.filter(target_kind=of._meta.label_lower, target_id=of.pk).order_by("pk")
        elif tells_of and model._meta.get_field(tells_of).related_model is type(of):
            yield from model._default_manager.filter(**{tells_of: of.pk}).order_by("pk")
