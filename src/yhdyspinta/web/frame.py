"""The frame around every page: the chain of knowledge-based management as main navigation, and the footer."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yhdyspinta.web.following import address
from yhdyspinta.web.rooms.table import Link, pages_of

# The links of the chain in its own words. A part leads to the page that holds it, or to its place on the page of the chain, which
# tells what of it is where. (title, page, anchor on it, the pages that belong to the part)
_CHAIN: tuple[tuple[Promise, str, str, frozenset[str]], ...] = (
    (_("Information needs"), "cooperations", "", pages_of(Link.NEEDS) | {"cooperations", "cooperation_begin", "hall_phone"}),
    (
        _("Knowledge base"),
        "sources",
        "",
        pages_of(Link.KNOWLEDGE) | {"sources", "refreshes", "review", "indicators", "indicator", "theme", "glossary", "term"},
    ),
    (
        _("Situation picture"),
        "start",
        "",
        pages_of(Link.PICTURE)
        | {"start", "search", "area", "area_theme", "area_indicator", "picture", "edition", "archive", "edition_changes"}
        | {"figure", "edition_figure", "comparison", "hyte", "agenda", "report_page", "slides", "power_query", "follow"}
        | {"chart", "chart_explore", "edition_chart", "edition_chart_explore"},
    ),
    (_("Situation awareness and decisions"), "chain", "#decisions", pages_of(Link.DECISIONS)),
    (_("Implementation and action"), "chain", "#actions", pages_of(Link.ACTIONS)),
)

# (title, page). Add a page that every reader should find from every page. All readers share the bytes of a public page, so it cannot
# know who has signed in: it leads to one's rooms, and only there is whoever has not signed in asked to.
_FOOTER: list[tuple[Promise, str]] = [
    (_("Sources and freshness"), "sources"),
    (_("Indicators"), "indicators"),
    (_("Glossary"), "glossary"),
    (_("The chain of knowledge"), "chain"),
    (_("Published editions"), "archive"),
    (_("Help"), "help"),
    (_("Accessibility statement"), "accessibility"),
    (_("Give feedback"), "feedback"),
    (_("My rooms"), "rooms"),
]


@dataclass(frozen=True, slots=True)
class Entry:
    """A link of the frame; `here` when the page belongs to it."""

    title: str
    url: str
    here: bool


def navigation(view: str) -> tuple[Entry, ...]:
    """The main navigation as the page of `view` shows it."""
    return tuple(Entry(str(title), address(page) + anchor, view in pages) for title, page, anchor, pages in _CHAIN)


def footer(view: str) -> tuple[Entry, ...]:
    """The links at the foot of every page."""
    return tuple(Entry(str(title), address(page), view == page) for title, page in _FOOTER)
