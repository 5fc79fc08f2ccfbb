"""The rooms of a cooperation in the order of the chain: the pages that belong to each, and its link of the chain."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Link(StrEnum):
    """The links of the chain of knowledge-based management."""

    NEEDS = "needs"
    KNOWLEDGE = "knowledge"
    PICTURE = "picture"
    DECISIONS = "decisions"
    ACTIONS = "actions"


@dataclass(frozen=True, slots=True)
class Place:
    """A room: its name in the menu, the page to which the menu leads, the pages that belong to it, and its link of the chain."""

    title: Promise
    page: str
    pages: frozenset[str]
    link: Link


# A room that is built adds its line in its place of the chain. Who is at the table and how they work comes before what they ask.
ROOMS: tuple[Place, ...] = (
    Place(
        _("Parties"),
        "cooperation",
        frozenset({"cooperation", "cooperation_invite", "cooperation_join", "cooperation_themes", "cooperation_groups"})
        | {"cooperation_group", "cooperation_posts", "cooperation_post", "links", "process", "process_write", "responsibility"}
        | {"assessment", "record", "visibility"},
        Link.NEEDS,
    ),
    Place(
        _("Information needs"),
        "needs_board",
        frozenset({"needs_board", "needs_plot", "core_set", "needs_suggested", "needs_again", "need_new", "need", "need_edit"})
        | {"need_weigh", "need_move", "needs_weigh", "needs_meeting", "need_meeting", "halls", "hall", "needs_sheet", "need_indicators"},
        Link.NEEDS,
    ),
    Place(
        _("Phenomena"),
        "phenomena",
        frozenset({"phenomena", "phenomenon", "phenomenon_change", "phenomenon_merge"})
        | {"phenomenon_view", "phenomenon_evidence", "phenomenon_influence", "phenomenon_step"},
        Link.DECISIONS,
    ),
    Place(
        _("Interfaces"),
        "interfaces",
        frozenset({"interfaces", "interface_new", "interface", "interface_change", "interface_side", "interface_working"})
        | {"interface_plan"},
        Link.DECISIONS,
    ),
    Place(
        _("Priorities and goals"),
        "priorities",
        frozenset({"priorities", "priority", "own_goals", "own_goal_new", "own_goal"}),
        Link.DECISIONS,
    ),
    Place(
        _("Changes"),
        "changes",
        frozenset({"changes", "change", "change_new", "change_edit", "changes_sheet", "change_ask", "change_statement", "change_impact"}),
        Link.ACTIONS,
    ),
    Place(_("Annual cycle"), "cycle", frozenset({"cycle", "cycle_begin", "cycle_event", "cycle_event_new"}), Link.ACTIONS),
    Place(
        _("Agreements"),
        "agreements",
        frozenset({"agreements", "agreement", "agreement_new", "agreement_rule", "agreement_withdraw"}),
        Link.DECISIONS,
    ),
    Place(
        _("Awaits you"),
        "awaiting",
        frozenset({"awaiting", "mention_read", "comment", "comment_withdraw", "comment_new"}),
        Link.ACTIONS,
    ),
    Place(_("Search"), "room_search", frozenset({"room_search"}), Link.KNOWLEDGE),
)


def pages_of(link: Link) -> frozenset[str]:
    """The pages of the rooms that belong to a link of the chain."""
    return frozenset().union(*(room.pages for room in ROOMS if room.link is link))
