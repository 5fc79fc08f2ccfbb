"""Where each kind of shared object has its page: comments, agreements, searches and lists lead to it by kind and number."""

from __future__ import annotations

from django.urls import reverse

from yhdyspinta.organisations.queries.visibility import Shared

# Kind -> (page, whether its address has the object's number). A room that is built adds its kinds.
_PAGES: dict[str, tuple[str, bool]] = {
    "organisations.agreement": ("agreement", True),
    "organisations.agreementrule": ("agreements", False),
    "organisations.processpage": ("process", False),
    "needs.need": ("need", True),
    "phenomena.phenomenon": ("phenomenon", True),
    "phenomena.view": ("phenomenon_view", True),
    "phenomena.evidence": ("phenomenon_evidence", True),
    "phenomena.influence": ("phenomenon_influence", True),
    "phenomena.step": ("phenomenon_step", True),
    "phenomena.interface": ("interface", True),
    "phenomena.interfaceside": ("interface_side", True),
    "phenomena.working": ("interface_working", True),
    "phenomena.priority": ("priority", True),
    "phenomena.owngoal": ("own_goal", True),
    "cooperation.change": ("change", True),
    "cooperation.cycleevent": ("cycle_event", True),
}


def address(area: str, kind: str, number: int) -> str:
    """The page of an object in the cooperation of `area`."""
    page, numbered = _PAGES[kind]
    return reverse(page, args=[area, number] if numbered else [area])


def address_of(area: str, target: Shared) -> str:
    """The page of `target`."""
    return address(area, target._meta.label_lower, target.pk)
