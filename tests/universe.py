"""A cooperation with people in it, made through the services alone, so that no test stands on what cannot be."""

from __future__ import annotations

from dataclasses import dataclass

from yhdyspinta.catalogue.areas import areas
from yhdyspinta.organisations import policy
from yhdyspinta.organisations.models import Cooperation, Party, Person, Post, Role
from yhdyspinta.organisations.policy import Actor
from yhdyspinta.organisations.services import cooperations, people
from yhdyspinta.organisations.services.cooperations import NewParty

KEEPER = policy.administrator()


def county(place: int = 0) -> str:
    """The id of a real county's area, only as an area: nothing is said in its name but by tests."""
    return areas().areas("HVA", areas().current)[place].id


def person(name: str) -> Person:
    return people.know(actor=KEEPER, email=f"{name}@example.org", name=name)


def actor(post: Post) -> Actor:
    """Whoever holds the post now, acting in it."""
    now = Post.objects.select_related("party", "holder").get(pk=post.pk)
    return policy.in_post(now, now.holder)


@dataclass(slots=True)
class World:
    """A cooperation: a county and two municipalities that have joined, each with a coordinator."""

    cooperation: Cooperation
    county: Actor
    first: Actor
    second: Actor

    def party(self, of: Actor) -> Party:
        return Party.objects.get(pk=of.party_id)

    @property
    def parties(self) -> tuple[Party, Party, Party]:
        return self.party(self.county), self.party(self.first), self.party(self.second)

    def member(self, of: Actor, role: str) -> Actor:
        """Somebody else of the same party, in a new post of that role."""
        party = self.party(of)
        name = f"{role}{party.pk}"
        return actor(people.open_post(actor=of, party=party, title=name, role=role, holder=person(name)))


def joined(invited: Post) -> Actor:
    """The party of this post joins."""
    cooperations.join(actor=actor(invited), party=invited.party, version=invited.party.version)
    return actor(invited)


def world(place: int = 0) -> World:
    """A cooperation of the county at that place, begun by the county; two of its municipalities have joined."""
    area, name = county(place), f"county{place}"
    begun = cooperations.begin(
        actor=policy.signed_in(person(name)),
        area=area,
        beginner=NewParty("county", area),
        post_title="Yhteistyöpäällikkö",
        holder=person(name),
    )
    cooperation, county_actor = begun.party.cooperation, actor(begun)
    found = []
    for municipality in areas().members(area, areas().current)[:2]:
        invited = cooperations.invite(
            actor=county_actor,
            cooperation=cooperation,
            new=NewParty("municipality", municipality),
            post_title="Hyvinvointikoordinaattori",
            holder=person(f"{municipality}{place}".lower()),
        )
        found.append(joined(invited))
    return World(cooperation, county_actor, *found)


ROLES = tuple(Role.values)
