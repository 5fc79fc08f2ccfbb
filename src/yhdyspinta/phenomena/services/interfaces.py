"""Cooperation interfaces: named and given a goal together, each party saying itself what it does and how it works."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from yhdyspinta.domain.errors import Refused
from yhdyspinta.domain.text import Text
from yhdyspinta.needs.models import Need
from yhdyspinta.needs.queries import is_seen as need_is_seen
from yhdyspinta.organisations import policy
from yhdyspinta.organisations.audit import Recorder, recording
from yhdyspinta.organisations.models import Cooperation, CooperationTheme, Party, Post
from yhdyspinta.organisations.policy import Actor
from yhdyspinta.organisations.services.changing import change, create, get, remove
from yhdyspinta.phenomena.models import (
    Interface,
    InterfaceIndicator,
    InterfaceNeed,
    InterfacePhenomenon,
    InterfaceSide,
    Phenomenon,
    Working,
)
from yhdyspinta.phenomena.services import standing

_FEWEST = 2  # parties of an interface


@dataclass(frozen=True, slots=True)
class Described:
    """What an interface is: its theme, its name and the common goal."""

    theme: CooperationTheme
    name: Text
    goal: str = ""

    def values(self) -> dict[str, Any]:
        """The fields of the table."""
        return {"theme": self.theme, "goal": self.goal, **standing.in_fields("name", self.name)}


def begin(*, actor: Actor, cooperation: Cooperation, described: Described, parties: Sequence[Party]) -> Interface:
    """Name an interface and its parties, of which one's own is one; each of them then says itself what it does."""
    policy.require(actor, "interface.begin", policy.relation_to_cooperation(actor, cooperation.pk))
    _check(described, cooperation.pk)
    _check_parties(actor, cooperation.pk, parties)
    with recording(actor, "interface.begin", cooperation.pk) as recorder:
        own = get(Party, actor.party_id)
        interface = create(recorder, Interface(cooperation=cooperation, begun_by=own, **described.values()))
        _add_sides(recorder, interface, parties)
    return interface


def rewrite(*, actor: Actor, interface: Interface, version: int, described: Described) -> Interface:
    """Change the name, theme or goal of an interface of which one's own party is a side."""
    policy.require(actor, "interface.change", _side(actor, interface))
    _check(described, interface.cooperation_id)
    with recording(actor, "interface.change", interface.cooperation_id) as recorder:
        return change(recorder, interface, version, **described.values())


def name_parties(*, actor: Actor, interface: Interface, parties: Sequence[Party]) -> None:
    """Say whom an interface concerns. A party that has said something of it stays until it takes that back itself."""
    policy.require(actor, "interface.change", _side(actor, interface))
    _check_parties(actor, interface.cooperation_id, parties)
    wanted = {party.pk for party in parties}
    with recording(actor, "interface.change", interface.cooperation_id) as recorder:
        for side in interface.sides.exclude(party__in=wanted).order_by("pk"):
            if side.does or side.post_id or Working.objects.filter(interface=interface, party=side.party_id).exists():
                raise Refused(
                    gettext("This party has said its part, so others do not leave it out."), gettext("Ask it to empty its part first.")
                )
            remove(recorder, side)
        there = set(interface.sides.values_list("party", flat=True))
        _add_sides(recorder, interface, [party for party in parties if party.pk not in there])


def describe(*, actor: Actor, side: InterfaceSide, version: int, does: str, post: Post | None = None) -> InterfaceSide:
    """Say what one's own party does at an interface and which of its posts is responsible. What was agreed before was another text."""
    policy.require(actor, "interface.describe", policy.relation_to_party(actor, side.party))
    if post is not None and (post.party_id != side.party_id or post.closed_at is not None):
        raise Refused(gettext("The post is another party's."), gettext("Choose a post of your own party."))
    with recording(actor, "interface.describe", side.cooperation_id) as recorder:
        changed = change(recorder, side, version, does=does, post=post)
        if changed.version != version:
            interface = get(Interface, side.interface_id)
            change(recorder, interface, interface.version, said=interface.said + 1)
    return changed


def assess(*, actor: Actor, interface: Interface, version: int, grade: int, reason: str) -> Working:
    """Say how an interface works in one's own party's opinion, 1 to 4, and why; `version` is 0 the first time."""
    policy.require(actor, "interface.assess", _side(actor, interface))
    if not reason.strip():
        raise Refused(gettext("Tell why it works like that."), gettext("Write a sentence or two."))
    with recording(actor, "interface.assess", interface.cooperation_id) as recorder:
        known = Working.objects.filter(interface=interface, party=actor.party_id).first()
        if known is not None:
            return change(recorder, known, version, grade=grade, reason=reason)
        party, seen_by = get(Party, actor.party_id), standing.seen_by(interface)
        said = Working(cooperation_id=interface.cooperation_id, interface=interface, party=party, grade=grade, reason=reason, **seen_by)
        return create(recorder, said)


def link_needs(*, actor: Actor, interface: Interface, needs: Sequence[Need]) -> None:
    """Say which needs an interface has, of those that the actor sees; ties to others stay."""
    policy.require(actor, "interface.link", _side(actor, interface))
    if any(need.cooperation_id != interface.cooperation_id or not need_is_seen(actor, need) for need in needs):
        raise Refused(gettext("The need is not one of this cooperation."), gettext("Choose again."))
    hidden = [tied.need for tied in interface.needs.select_related("need") if not need_is_seen(actor, tied.need)]
    with recording(actor, "interface.link", interface.cooperation_id) as recorder:
        standing.tie(recorder, InterfaceNeed, interface, "need", [*needs, *hidden])


def link_indicators(*, actor: Actor, interface: Interface, indicator_ids: Sequence[str]) -> None:
    """Say by which indicators of the catalogue an interface is followed; those left out are taken away."""
    policy.require(actor, "interface.link", _side(actor, interface))
    standing.check_indicators(indicator_ids)
    with recording(actor, "interface.link", interface.cooperation_id) as recorder:
        standing.tie(recorder, InterfaceIndicator, interface, "indicator", indicator_ids)


def link_phenomena(*, actor: Actor, interface: Interface, phenomena: Sequence[Phenomenon]) -> None:
    """Say which phenomena are worked on at an interface, of those that the actor sees; ties to others stay."""
    policy.require(actor, "interface.link", _side(actor, interface))
    if any(not standing.is_seen(actor, one) or one.merged_into_id for one in phenomena):
        raise Refused(gettext("The phenomenon is not one of this cooperation."), gettext("Choose again."))
    tied = [one.phenomenon for one in interface.phenomena.select_related("phenomenon")]
    hidden = [one for one in tied if not standing.is_seen(actor, one)]
    with recording(actor, "interface.link", interface.cooperation_id) as recorder:
        standing.tie(recorder, InterfacePhenomenon, interface, "phenomenon", [*phenomena, *hidden])


def _side(actor: Actor, interface: Interface) -> policy.Relation:
    """Own when the actor sees the interface and its party is a side of it."""
    is_side = actor.party_id is not None and interface.sides.filter(party=actor.party_id).exists()
    return "own" if is_side and standing.is_seen(actor, interface) else "other"


def _check(described: Described, cooperation_id: int) -> None:
    standing.check_said(described.name, gettext("An interface has a name."))
    standing.check_theme(described.theme, cooperation_id)


def _check_parties(actor: Actor, cooperation_id: int, parties: Sequence[Party]) -> None:
    if any(party.cooperation_id != cooperation_id or party.joined_at is None for party in parties):
        raise Refused(gettext("An interface has parties that have joined the cooperation."), gettext("Choose those whom it concerns."))
    ids = {party.pk for party in parties}
    if len(ids) < _FEWEST or actor.party_id not in ids:
        raise Refused(gettext("An interface is between your own party and at least one other."), gettext("Choose those whom it concerns."))


def _add_sides(recorder: Recorder, interface: Interface, parties: Sequence[Party]) -> None:
    seen_by = standing.seen_by(interface)
    for party in sorted({party.pk: party for party in parties}.values(), key=lambda party: party.pk):
        create(recorder, InterfaceSide(cooperation_id=interface.cooperation_id, interface=interface, party=party, **seen_by))
