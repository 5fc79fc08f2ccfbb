"""The world against which tests/web/access.csv is tried, and the names of what is in it.

To add a room: make its objects of the first party in `tokens` (through services), and give each a name; rows of the table
then say {NAME} in an address or a body. What a body asks must be right, so that only the role decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing as signatures
from django.test import Client
from django.utils import timezone

from tests import universe
from tests.web.rooms import signing
from yhdyspinta.accounts.services import account_of
from yhdyspinta.domain.text import Text
from yhdyspinta.organisations.models import Agreement, AgreementParty, CooperationTheme, Person, ProcessPage
from yhdyspinta.organisations.policy import Actor, Target
from yhdyspinta.organisations.services import access, agreements, cooperations, people, procedure

# The columns of the table. Of the first municipality of the cooperation where nothing else is said.
ROLES = (
    "stranger",
    "link",
    "person",
    "guest",
    "reader",
    "compiler",
    "editor",
    "decision_maker",
    "coordinator",
    "other_party",
    "other_cooperation",
)


@dataclass(slots=True)
class Stage:
    """Who comes, by the cookies of their browsers, and what is there, by its name."""

    cookies: dict[str, dict[str, str]]
    names: dict[str, str]

    def browser(self, role: str) -> Client:
        """A browser in which that role has signed in; each request gets a new one, since some answers change cookies."""
        client = Client()
        for name, value in self.cookies[role].items():
            client.cookies[name] = value
        return client


def stage() -> Stage:
    """Two cooperations, people of every role, and an object of every kind."""
    world, elsewhere = universe.world(), universe.world(1)
    roles = {role: world.member(world.first, role) for role in universe.ROLES}
    browsers = {role: _browser(actor) for role, actor in roles.items()}
    browsers |= {"other_party": _browser(world.second), "other_cooperation": _browser(elsewhere.first)}
    browsers |= {"stranger": Client(), "person": _signed_in(universe.person("without-post")), "link": Client()}
    names = tokens(world, roles)
    browsers["link"].get(f"/en/linkki/{names['LINK']}/lomake/")
    return Stage({role: {key: one.value for key, one in client.cookies.items()} for role, client in browsers.items()}, names)


def _browser(actor: Actor) -> Client:
    return _signed_in(Person.objects.get(pk=actor.person_id))


def _signed_in(person: Person) -> Client:
    client, account = Client(), account_of(person)
    client.force_login(account)
    signing.prove(client, account)
    return client


def tokens(world: universe.World, roles: dict[str, Actor]) -> dict[str, str]:
    """What rows may name, made by the coordinator of the first municipality."""
    first, party, cooperation = world.first, world.party(world.first), world.cooperation
    group = cooperations.make_group(actor=first, cooperation=cooperation, kind="hyte", name="HYTE-verkosto")
    spare = people.open_post(actor=first, party=party, title="Vapaa tehtävä", role="reader")
    page = procedure.write_process(actor=first, cooperation=cooperation, version=0, text=Text("Näin toimimme."))
    agreement = agreements.propose(actor=first, target=page, title=Text("Prosessi"), parties=world.parties)
    voice = AgreementParty.objects.get(agreement=agreement, party=party)
    theme = CooperationTheme.objects.filter(cooperation=cooperation).order_by("number").first()
    target = Target("organisations.party", party.pk)
    link, token = access.give_link(
        actor=first, party=party, person=universe.person("guest-by-link"), action="assessment.give", target=target
    )
    _other, spare_token = access.give_link(
        actor=first, party=party, person=universe.person("guest-by-link"), action="assessment.give", target=target
    )
    return {
        "AREA": cooperation.area,
        "EMPTY_AREA": universe.county(2),
        "PARTY": str(party.pk),
        "PARTIES": "&".join(f"parties={one.pk}" for one in world.parties),
        "GROUP": str(group.pk),
        "SPARE_POST": str(spare.pk),
        "OWN_POST": str(first.post_id),
        "THEME": str(theme.pk),
        "PROCESS": str(page.pk),
        "PROCESS_VERSION": str(ProcessPage.objects.get(pk=page.pk).version),
        "AGREEMENT": str(agreement.pk),
        "AGREEMENT_VERSION": str(Agreement.objects.get(pk=agreement.pk).version),
        "VOICE_VERSION": str(voice.version),
        "LINK": token,
        "SPARE_LINK": spare_token,
        "LINK_NUMBER": str(link.pk),
        "NEWCOMER": signatures.dumps("somebody-new@example.org", salt="yhdyspinta.accounts.newcomer"),
        "TODAY": timezone.localdate().isoformat(),
        "SOON": (timezone.localdate() + timedelta(days=30)).isoformat(),
        **{f"POST_OF_{role.upper()}": str(actor.post_id) for role, actor in roles.items()},
    }
