"""Interfaces in a list, one with everything that its sides say of it, and the plan that is made of them all."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from yhdyspinta.needs.queries import Need, needs_of
from yhdyspinta.organisations.models import Agreement, Cooperation, Party, Visibility
from yhdyspinta.organisations.policy import Actor
from yhdyspinta.organisations.queries.agreements import Standing, standing
from yhdyspinta.organisations.queries.visibility import visible_to
from yhdyspinta.phenomena.models import LEAST_WORKING, MOST_WORKING, Interface, InterfaceSide, Phenomenon, Working
from yhdyspinta.phenomena.queries.found import the_one
from yhdyspinta.phenomena.queries.phenomena import phenomena_of

__all__ = ["LEAST_WORKING", "MOST_WORKING", "Interface", "InterfaceSide", "InterfaceTold", "SideTold"]


@dataclass(frozen=True, slots=True)
class SideTold:
    """A party of an interface with what it says; None where it has said nothing, or nothing that the reader may see."""

    party: Party
    side: InterfaceSide | None
    working: Working | None


@dataclass(frozen=True, slots=True)
class InterfaceTold:
    """All that a reader may see of an interface; `agreement` is the newest on it that was not withdrawn."""

    interface: Interface
    sides: tuple[SideTold, ...]
    needs: tuple[Need, ...]
    indicators: tuple[str, ...]
    phenomena: tuple[Phenomenon, ...]
    agreement: Standing | None


def interfaces_of(actor: Actor | None, cooperation: Cooperation) -> QuerySet[Interface]:
    """The interfaces that the actor may see, by theme."""
    found = visible_to(actor, Interface.objects.filter(cooperation=cooperation))
    return found.select_related("theme", "begun_by", "cooperation").order_by("theme__number", "pk")


def interface_of(actor: Actor | None, cooperation: Cooperation, number: int) -> Interface:
    """An interface by its number; Unknown when there is none that the actor may see."""
    return the_one(interfaces_of(actor, cooperation), number)


def told_of(actor: Actor | None, interface: Interface) -> InterfaceTold:
    """Everything that is said of an interface and that the actor may see. Of one that is not stored here nothing is told."""
    if interface.visibility == Visibility.ELSEWHERE:
        return InterfaceTold(interface, (), (), (), (), None)
    needs = needs_of(actor, interface.cooperation).filter(pk__in=interface.needs.values("need"))
    phenomena = phenomena_of(actor, interface.cooperation).filter(pk__in=interface.phenomena.values("phenomenon"))
    return InterfaceTold(
        interface=interface,
        sides=_sides(actor, interface),
        needs=tuple(needs),
        indicators=tuple(interface.indicators.order_by("pk").values_list("indicator", flat=True)),
        phenomena=tuple(phenomena),
        agreement=newest_agreement(actor, interface),
    )


def _sides(actor: Actor | None, interface: Interface) -> tuple[SideTold, ...]:
    """Whom an interface concerns is known to all who see it; what each says, to those who may see that."""
    stored = InterfaceSide.objects.filter(interface=interface)
    shown = {one.party_id: one for one in visible_to(actor, stored.exclude(visibility=Visibility.ELSEWHERE)).select_related("post")}
    graded = visible_to(actor, Working.objects.filter(interface=interface).exclude(visibility=Visibility.ELSEWHERE))
    workings = {one.party_id: one for one in graded}
    parties = Party.objects.filter(pk__in=stored.values("party")).order_by("kind", "area", "name")
    return tuple(SideTold(party, shown.get(party.pk), workings.get(party.pk)) for party in parties)


def newest_agreement(actor: Actor | None, interface: Interface) -> Standing | None:
    """How the newest agreement on an interface stands, of those that the actor may see and that were not withdrawn."""
    on_it = Agreement.objects.filter(target_kind=Interface._meta.label_lower, target_id=interface.pk, withdrawn_at=None)
    found = visible_to(actor, on_it).order_by("-pk").first()
    return standing(found) if found else None


def plan(actor: Actor | None, cooperation: Cooperation) -> list[InterfaceTold]:
    """The cooperation interface plan: every interface with all that the actor may see of it, by theme."""
    return [told_of(actor, one) for one in interfaces_of(actor, cooperation).exclude(visibility=Visibility.ELSEWHERE)]


def side_of(actor: Actor | None, cooperation: Cooperation, number: int) -> InterfaceSide:
    """What a party says of an interface, by its number; Unknown unless the actor may see both."""
    seen = visible_to(actor, InterfaceSide.objects.filter(interface__in=interfaces_of(actor, cooperation).order_by().values("pk")))
    return the_one(seen, number)


def working_of(actor: Actor | None, cooperation: Cooperation, number: int) -> Working:
    """How an interface works in a party's opinion, by its number; Unknown unless the actor may see both."""
    seen = visible_to(actor, Working.objects.filter(interface__in=interfaces_of(actor, cooperation).order_by().values("pk")))
    return the_one(seen, number)
