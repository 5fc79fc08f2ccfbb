"""Phenomena in a list, and everything that is said of one on one page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from yhdyspinta.needs.models import Level
from yhdyspinta.needs.queries import Need, needs_of
from yhdyspinta.organisations.models import Cooperation, CooperationTheme, Party, Side, Visibility
from yhdyspinta.organisations.policy import Actor
from yhdyspinta.organisations.queries import agreements
from yhdyspinta.organisations.queries.agreements import Standing
from yhdyspinta.organisations.queries.visibility import visible_to
from yhdyspinta.phenomena.models import (
    Evidence,
    EvidenceKind,
    Influence,
    InfluenceKind,
    Interface,
    PartOfPhenomenon,
    Phenomenon,
    PhenomenonIndicator,
    PhenomenonTheme,
    Priority,
    Step,
    StepKind,
    View,
)
from yhdyspinta.phenomena.queries.found import the_one

__all__ = [
    "LEVELS",
    "Evidence",
    "EvidenceKind",
    "Influence",
    "InfluenceKind",
    "PartOfPhenomenon",
    "Phenomenon",
    "Step",
    "StepKind",
    "Told",
    "View",
]
LEVELS = tuple(Level.choices)  # for forms


@dataclass(frozen=True, slots=True)
class PhenomenonLine:
    """A phenomenon in a list: the themes it touches, the parties whose view the reader may see, and how many figures show it."""

    phenomenon: Phenomenon
    themes: tuple[CooperationTheme, ...]
    parties: tuple[Party, ...]
    figures: int


@dataclass(frozen=True, slots=True)
class Told:
    """All that a reader may see of a phenomenon. `merged` are those that were merged into it, at any time; `into` is where it went in
    the end. `agreements` are on it and on the merged ones, the newest first."""

    phenomenon: Phenomenon
    themes: tuple[CooperationTheme, ...]
    views: tuple[View, ...]
    evidence: tuple[Evidence, ...]
    influences: tuple[Influence, ...]
    steps: tuple[Step, ...]
    needs: tuple[Need, ...]
    indicators: tuple[str, ...]
    interfaces: tuple[Interface, ...]
    priorities: tuple[Priority, ...]
    merged: tuple[Phenomenon, ...]
    into: Phenomenon | None
    agreements: tuple[Standing, ...]


def phenomena_of(actor: Actor | None, cooperation: Cooperation) -> QuerySet[Phenomenon]:
    """The phenomena that the actor may see, the newest first, without those that were merged with another."""
    found = visible_to(actor, Phenomenon.objects.filter(cooperation=cooperation, merged_into=None))
    return found.select_related("raised_by", "cooperation").order_by("-pk")


def phenomena_in_lines(actor: Actor | None, cooperation: Cooperation, theme: int | None = None) -> list[PhenomenonLine]:
    """Them as a list, of one theme by its number where asked."""
    found = phenomena_of(actor, cooperation)
    found = found if theme is None else found.filter(themes__theme__number=theme)
    ids = found.order_by().values("pk")
    themes = _by_phenomenon(PhenomenonTheme.objects.filter(phenomenon__in=ids).order_by("theme__number"), "theme_id")
    views = _by_phenomenon(visible_to(actor, View.objects.filter(phenomenon__in=ids)).order_by("party__area", "party__name"), "party_id")
    counted = PhenomenonIndicator.objects.filter(phenomenon__in=ids).values_list("phenomenon").annotate(Count("pk"))
    figures = dict(counted)
    all_themes, all_parties = cooperation.themes.in_bulk(), cooperation.parties.in_bulk()
    return [
        PhenomenonLine(
            one,
            tuple(all_themes[theme] for theme in themes[one.pk]),
            tuple(sorted((all_parties[party] for party in views[one.pk]), key=lambda party: list(Side).index(party.side))),
            figures.get(one.pk, 0),
        )
        for one in found
    ]


def _by_phenomenon(rows: QuerySet[Any], field: str) -> dict[int, list[int]]:
    """Phenomenon -> the different numbers of `field`, in order."""
    found: dict[int, list[int]] = defaultdict(list)
    for phenomenon, number in rows.values_list("phenomenon", field):
        if number not in found[phenomenon]:
            found[phenomenon].append(number)
    return found


def phenomenon_of(actor: Actor | None, cooperation: Cooperation, number: int) -> Phenomenon:
    """A phenomenon by its number, also one that was merged; Unknown when there is none that the actor may see."""
    seen = visible_to(actor, Phenomenon.objects.filter(cooperation=cooperation))
    return the_one(seen.select_related("raised_by", "cooperation"), number)


def told_of(actor: Actor | None, phenomenon: Phenomenon) -> Told:
    """Everything that is said of a phenomenon and that the actor may see. Of one that is not stored here nothing is told."""
    if phenomenon.visibility == Visibility.ELSEWHERE:
        return Told(phenomenon, (), (), (), (), (), (), (), (), (), (), None, ())
    themes = phenomenon.themes.select_related("theme").order_by("theme__number")
    needs = needs_of(actor, phenomenon.cooperation).filter(pk__in=phenomenon.needs.values("need"))
    interfaces = visible_to(actor, Interface.objects.filter(pk__in=phenomenon.interfaces.values("interface")))
    priorities = visible_to(actor, Priority.objects.filter(phenomenon=phenomenon))
    merged = tuple(_merged(actor, (phenomenon.pk,)))
    return Told(
        phenomenon=phenomenon,
        themes=tuple(one.theme for one in themes),
        views=_parts(actor, View, phenomenon),
        evidence=_parts(actor, Evidence, phenomenon),
        influences=_parts(actor, Influence, phenomenon),
        steps=_parts(actor, Step, phenomenon),
        needs=tuple(needs),
        indicators=tuple(phenomenon.indicators.order_by("pk").values_list("indicator", flat=True)),
        interfaces=tuple(interfaces.order_by("theme__number", "pk")),
        priorities=tuple(priorities.order_by("term", "pk")),
        merged=merged,
        into=_in_the_end(actor, phenomenon),
        agreements=tuple(agreements.about(actor, (phenomenon, *merged))),
    )


def _in_the_end(actor: Actor | None, phenomenon: Phenomenon) -> Phenomenon | None:
    """Where a merged phenomenon went, over all mergers, as far as the actor may see."""
    last: Phenomenon | None = None
    while following := (last or phenomenon).became():
        found = visible_to(actor, Phenomenon.objects.filter(pk=following)).first()
        if found is None:
            break
        last = found
    return last


def _parts(actor: Actor | None, kind: type[Any], phenomenon: Phenomenon) -> tuple[Any, ...]:
    """By party, the county first, each in the order of its writing."""
    found = visible_to(actor, kind.objects.filter(phenomenon=phenomenon)).exclude(visibility=Visibility.ELSEWHERE)
    return tuple(found.select_related("party", "came_from").order_by("party__kind", "party__area", "party__name", "pk"))


def _merged(actor: Actor | None, into: Iterable[int]) -> list[Phenomenon]:
    """What was merged into these, and into that in turn."""
    found = list(visible_to(actor, Phenomenon.objects.filter(merged_into__in=into)).select_related("raised_by").order_by("merged_at"))
    return found + _merged(actor, [one.pk for one in found]) if found else []


def part_of(actor: Actor | None, cooperation: Cooperation, kind: type[PartOfPhenomenon], number: int) -> PartOfPhenomenon:
    """Something of that kind that was said of a phenomenon; Unknown unless the actor may see both it and the phenomenon."""
    phenomena = visible_to(actor, Phenomenon.objects.filter(cooperation=cooperation))
    seen = visible_to(actor, kind._default_manager.filter(cooperation=cooperation, phenomenon__in=phenomena))
    return the_one(seen.select_related("party", "phenomenon"), number)
