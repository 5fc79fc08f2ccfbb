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
from tests.needs import asking
from tests.phenomena import raising
from tests.web.rooms import signing
from yhdyspinta.accounts.services import account_of
from yhdyspinta.attention.models import Follower
from yhdyspinta.attention.services import comments, following, weekly
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.catalogue.terms import terms
from yhdyspinta.cooperation.services import changes as calendar_changes
from yhdyspinta.cooperation.services import cycle
from yhdyspinta.domain.text import Text
from yhdyspinta.needs import services as needs
from yhdyspinta.needs.queries import suggested
from yhdyspinta.organisations import policy
from yhdyspinta.organisations.models import Agreement, AgreementParty, CooperationTheme, Person, Post, ProcessPage
from yhdyspinta.organisations.policy import Actor, Target
from yhdyspinta.organisations.services import access, agreements, cooperations, people, procedure
from yhdyspinta.phenomena.models import Evidence, Influence, Step, View
from yhdyspinta.phenomena.services import interfaces, leading
from yhdyspinta.web.rooms.calendar.feed import private_word

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
        **_of_phenomena(world),
        **_of_attention(roles, page),
        **_of_needs(world),
        **_of_calendar(world),
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


def _of_phenomena(world: universe.World) -> dict[str, str]:
    """A phenomenon of the first municipality with all that can be said of it, an interface, a priority and an own goal."""
    first = world.first
    one, other = raising.phenomenon(world, first), raising.phenomenon(world, first, "Toinen ilmiö.")
    raising.say_everything(first, one)
    met = raising.interface(world, first)
    working = interfaces.assess(actor=first, interface=met, version=0, grade=3, reason="Koska.")
    priority = leading.choose(actor=first, phenomenon=one, term=min(terms()), chosen=raising.chosen())
    goal = leading.Goal(met.theme, "strategy", "Strategia", timezone.localdate(), "Lapset voivat hyvin.")
    kept = leading.set_goal(actor=first, party=world.party(first), goal=goal)
    parts = {kind.__name__.upper(): str(kind.objects.get().pk) for kind in (View, Evidence, Influence, Step)}
    return parts | {
        "PHENOMENON": str(one.pk),
        "PHENOMENON_2": str(other.pk),
        "INTERFACE": str(met.pk),
        "SIDE": str(met.sides.get(party=first.party_id).pk),
        "WORKING": str(working.pk),
        "PRIORITY": str(priority.pk),
        "OWN_GOAL": str(kept.pk),
        "GOAL_THEME": str(met.theme_id),
        "TERM": str(max(terms())),
    }


def _of_attention(roles: dict[str, Actor], page: ProcessPage) -> dict[str, str]:
    """A comment of the editor that asks the reader to look, and the addresses of letters."""
    asked = Post.objects.get(pk=roles["reader"].post_id)
    made = comments.comment(actor=roles["editor"], target=page, text="Katsoisitko?", mentions=[asked])
    reader = Person.objects.get(pk=roles["reader"].person_id)
    choice = weekly.choose(actor=policy.signed_in(reader), person=reader, version=0, topics=["awaits"], language="fi")
    following.follow(email="follower@example.org", area="KU179", language="fi")
    return {
        "COMMENT": str(made.pk),
        "MENTION": str(made.mentions.get().pk),
        "LETTERS": choice.token,
        "FOLLOWER": Follower.objects.get().token,
    }


def _of_needs(world: universe.World) -> dict[str, str]:
    """A need of the first municipality, a hall that it opened about it, and a need that it asked earlier."""
    need = asking.need(world, world.first)
    hall = needs.open_hall(actor=world.first, needs=[need], title="Kokous")
    earlier = asking.need(world, world.first, "Kysyttiin viime vuonna?")
    needs.move(actor=world.first, need=earlier, version=1, state="retired")
    return {
        "NEED": str(need.pk),
        "NEED_EARLIER": str(earlier.pk),
        "NEED_THEME": str(need.theme.number),
        "SUGGESTION": suggested(world.party(world.first), "P")[0][0].id,
        "HALL": str(hall.pk),
        "HALL_CODE": hall.code,
        "INDICATOR": next(iter(indicators())),
    }


def _of_calendar(world: universe.World) -> dict[str, str]:
    """A change of the first municipality on which the second is asked for a statement, and an event of the cycle."""
    first, theme = world.first, world.cooperation.themes.order_by("number").last()
    place = world.party(first).area
    described = calendar_changes.Described(theme, "school", Text("Koulu lakkaa"), place, timezone.localdate() + timedelta(days=400))
    change = calendar_changes.record(actor=first, party=world.party(first), said=described)
    due = timezone.localdate() + timedelta(days=30)
    statement = calendar_changes.ask_statement(actor=first, target=change, asked_of=world.party(world.second), due=due)
    event = cycle.add_event(actor=first, cooperation=world.cooperation, told=cycle.Told(Text("Neuvottelu"), 5))
    return {
        "CHANGE": str(change.pk),
        "CHANGE_THEME": str(theme.pk),
        "PLACE": place,
        "STATEMENT": str(statement.pk),
        "COUNTY_PARTY": str(world.county.party_id),
        "EVENT": str(event.pk),
        "FEED": private_word(Post.objects.get(pk=first.post_id)),
    }
