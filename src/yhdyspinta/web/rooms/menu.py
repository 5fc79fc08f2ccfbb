"""The menu of a cooperation's rooms, in the order of the chain."""

from __future__ import annotations

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yhdyspinta.web.frame import Entry

# (title, page, the pages that belong to it). A room that is built adds its line in its place of the chain.
_ROOMS: tuple[tuple[Promise, str, frozenset[str]], ...] = (
    (
        _("Parties"),
        "cooperation",
        frozenset({"cooperation", "cooperation_invite", "cooperation_join", "cooperation_themes", "cooperation_groups"})
        | {
            "cooperation_group",
            "cooperation_posts",
            "cooperation_post",
            "process",
            "process_write",
            "responsibility",
            "assessment",
            "record",
        },
    ),
    (
        _("Information needs"),
        "needs_board",
        frozenset({"needs_board", "needs_plot", "core_set", "needs_suggested", "need_new", "need", "need_edit", "need_weigh"})
        | {"needs_again", "needs_meeting", "need_meeting", "halls", "hall", "needs_sheet", "need_indicators"},
    ),
    (
        _("Phenomena"),
        "phenomena",
        frozenset({"phenomena", "phenomenon", "phenomenon_change", "phenomenon_merge"})
        | {"phenomenon_view", "phenomenon_evidence", "phenomenon_influence", "phenomenon_step"},
    ),
    (_("Interfaces"), "interfaces", frozenset({"interfaces", "interface_new", "interface", "interface_change", "interface_plan"})),
    (_("Priorities and goals"), "priorities", frozenset({"priorities", "priority", "own_goals", "own_goal_new", "own_goal"})),
    (
        _("Changes"),
        "changes",
        frozenset({"changes", "change", "change_new", "change_edit", "changes_sheet", "change_ask", "change_statement", "change_impact"}),
    ),
    (_("Annual cycle"), "cycle", frozenset({"cycle", "cycle_begin", "cycle_event", "cycle_event_new"})),
    (_("Agreements"), "agreements", frozenset({"agreements", "agreement", "agreement_new", "agreement_rule", "agreement_withdraw"})),
    (_("Awaits you"), "awaiting", frozenset({"awaiting", "mention_read", "comment", "comment_withdraw", "comment_new"})),
    (_("Search"), "room_search", frozenset({"room_search"})),
)


def entries(area: str, view: str) -> tuple[Entry, ...]:
    """The menu as the page of `view` shows it."""
    return tuple(Entry(str(title), reverse(page, args=[area]), view in pages) for title, page, pages in _ROOMS)
