"""Phenomena and interfaces raised as parties do."""

from __future__ import annotations

from datetime import date

from tests import universe
from yhdyspinta.domain.text import Text
from yhdyspinta.organisations.policy import Actor
from yhdyspinta.phenomena.models import Interface, Phenomenon
from yhdyspinta.phenomena.services import interfaces, parts, phenomena
from yhdyspinta.phenomena.services.interfaces import Described
from yhdyspinta.phenomena.services.leading import Chosen
from yhdyspinta.phenomena.services.parts import Felt, Planned, Proof, Seen

SENTENCE = "Nuoret viihtyvät huonommin kuin ennen."
# Something of every kind that a party may say of a phenomenon.
EVERYTHING = (
    Seen("Meillä se näkyy kouluissa."),
    Proof("statistics", "Kysely kertoo samaa.", source="Kouluterveyskysely"),
    Felt("barrier", "Rahaa ei ole."),
    Planned("action", "Etsivä nuorisotyö iltoihin.", date(2027, 5, 31)),
)


def phenomenon(world: universe.World, actor: Actor, sentence: str = SENTENCE, themes: tuple[int, ...] = ()) -> Phenomenon:
    chosen = [world.cooperation.themes.get(number=number) for number in themes]
    return phenomena.raise_phenomenon(actor=actor, party=world.party(actor), sentence=Text(sentence), themes=chosen)


def say_everything(actor: Actor, of: Phenomenon) -> None:
    for said in EVERYTHING:
        parts.say(actor=actor, phenomenon=of, said=said)


def described(world: universe.World, name: str = "Perhekeskus", goal: str = "Apu löytyy yhdestä paikasta.", number: int = 2) -> Described:
    return Described(world.cooperation.themes.get(number=number), Text(name), goal)


def interface(world: universe.World, actor: Actor, name: str = "Perhekeskus") -> Interface:
    """Of all three parties."""
    return interfaces.begin(actor=actor, cooperation=world.cooperation, described=described(world, name), parties=world.parties)


def chosen(name: str = "Nuorten hyvinvointi") -> Chosen:
    return Chosen(Text(name), "Kuntajohtajien kokous", date(2026, 3, 12), "§ 14")
