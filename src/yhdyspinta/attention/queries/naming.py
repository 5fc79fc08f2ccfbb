"""What a kind of object is called, and the page to which a line about an object leads."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from yhdyspinta.organisations.models import Shared
from yhdyspinta.organisations.queries.visibility import kinds

COMMENT = "attention.comment"
# Kind -> its name in lists. One that has none here is called a document of the cooperation.
_NAMES: dict[str, Promise] = {
    "needs.need": _("Information need"),
    "organisations.agreement": _("Agreement"),
    "organisations.agreementrule": _("Rule of agreement"),
    "organisations.processpage": _("Process"),
    "phenomena.phenomenon": _("Phenomenon"),
    "phenomena.view": _("View of a phenomenon"),
    "phenomena.evidence": _("Evidence"),
    "phenomena.influence": _("Barrier or enabler"),
    "phenomena.step": _("Goal or action"),
    "phenomena.interface": _("Cooperation interface"),
    "phenomena.interfaceside": _("Side of a cooperation interface"),
    "phenomena.working": _("State of a cooperation interface"),
    "phenomena.priority": _("Priority"),
    "phenomena.owngoal": _("A party's own goal"),
    "cooperation.change": _("Planned change"),
    "cooperation.cycleevent": _("Event of the annual cycle"),
    COMMENT: _("Comment"),
}


def kind_name(kind: str) -> str:
    """The name of a kind in the reader's language."""
    return str(_NAMES.get(kind, _("Document of the cooperation")))


def page_of(area: str, target: Shared) -> str:
    """The address of an object's page in the language in use; of a part, that of what it is part of.

    Pages are built above this floor, so the settings name the function that knows them.
    """
    address = import_string(settings.ADDRESS_OF_OBJECT)
    try:
        return str(address(area, target._meta.label_lower, target.pk))
    except KeyError:
        whole = _whole(target)
        return page_of(area, whole) if whole else reverse("cooperation", args=[area])


def _whole(part: Shared) -> Shared | None:
    """The shared object that this one is a part of, by its first reference to one."""
    shared = tuple(kinds().values())
    for field in part._meta.concrete_fields:
        if field.is_relation and field.related_model in shared and getattr(part, field.attname) is not None:
            return getattr(part, field.name)  # type: ignore[no-any-return]
    return None
