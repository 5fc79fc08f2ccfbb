"""Needs asked and weighed as parties do."""

from __future__ import annotations

from tests import universe
from yhdyspinta.domain.text import Text
from yhdyspinta.needs import services
from yhdyspinta.needs.models import Need, Weight
from yhdyspinta.needs.services import Asked
from yhdyspinta.organisations.policy import Actor
from yhdyspinta.organisations.services import agreements


def asked(world: universe.World, question: str = "Missä lasten määrä vähenee ensin?", number: int = 4, level: str = "P", **more) -> Asked:
    return Asked(world.cooperation.themes.get(number=number), level, Text(question), **more)


def need(world: universe.World, actor: Actor, question: str = "Missä lasten määrä vähenee ensin?") -> Need:
    return services.suggest(actor=actor, party=world.party(actor), asked=asked(world, question))


def weigh(world: universe.World, actor: Actor, one: Need, importance: str, reason: str = "") -> Weight:
    return services.weigh(actor=actor, need=one, party=world.party(actor), version=0, importance=importance, reason=reason)


def agree(world: universe.World, one: Need) -> None:
    """All three parties agree on the need as it is now."""
    agreement = agreements.propose(actor=world.county, target=one, title=one.question(), parties=world.parties)
    for actor in (world.county, world.first, world.second):
        agreements.answer(actor=actor, named=agreement.named.get(party=actor.party_id), version=1, answer="agree")
