"""Who comes to a room, in which post, and what a stranger is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse

from yhdyspinta.accounts.queries import party_of_link
from yhdyspinta.accounts.second_factor import proved
from yhdyspinta.domain.errors import Refused, YhdyspintaError
from yhdyspinta.organisations import policy
from yhdyspinta.organisations.policy import Actor
from yhdyspinta.organisations.queries.cooperations import Cooperation, Party, Person, Post, cooperation_of, posts_held
from yhdyspinta.organisations.services.access import reopen_link
from yhdyspinta.web.page import show, unkept
from yhdyspinta.web.rooms import menu, names, unsent
from yhdyspinta.web.rooms.unsent import CHOSEN_POST, Written, bare, person_of

__all__ = ["CHOSEN_POST", "NoPost", "Room", "SignInNeeded", "bare", "enter", "page", "person_of"]
# What a party that has been invited does of its own before it joins; what it would say of the cooperation's needs waits until then.
_BEFORE_JOINING = frozenset({"post.change", "assessment.give", "responsibility.change"})
OPENED_LINK = "link"  # the key that holds the number of the one-time link by which somebody came, and the form that it opens


class SignInNeeded(YhdyspintaError):
    """The page is for those who have a post in the cooperation, and nobody has signed in: they are led to where one does."""


class NoPost(YhdyspintaError):
    """Somebody has signed in who has no post in this cooperation."""


@dataclass(frozen=True, slots=True)
class Room:
    """A cooperation as whoever came sees it; `actor` is None for a stranger, who sees what is public."""

    cooperation: Cooperation
    person: Person | None = None
    post: Post | None = None
    actor: Actor | None = None
    link_party: Party | None = None  # the party that gave a link to whoever came
    unsent: Written | None = None  # what they wrote before they had to sign in anew

    @property
    def party(self) -> Party | None:
        """The party that whoever came acts for."""
        return self.post.party if self.post else self.link_party

    @property
    def area(self) -> str:
        """The area of the cooperation, as addresses name it."""
        return str(self.cooperation.area)

    def member(self) -> Actor:
        """Who acts, in a post of this cooperation; SignInNeeded or NoPost otherwise."""
        if self.actor is not None:
            return self.actor
        if self.person is None:
            raise SignInNeeded("Signing in is needed here.")
        raise NoPost("The person has no post in this cooperation.")

    @property
    def inside(self) -> bool:
        """Whether whoever came acts for a party that has joined: others see what is public, and do not know whether there is more."""
        return self.actor is not None and self.actor.joined

    def may(self, action: str, relation: policy.Relation = "shared") -> bool:
        """Whether the table of rules lets whoever came do `action`: for what a page offers, never in place of the service's own check."""
        if self.actor is None or not (self.actor.joined or (relation == "own" and action in _BEFORE_JOINING)):
            return False
        return policy.allowed(self.actor, action, relation)


def enter(request: HttpRequest, area_id: str) -> Room:
    """The room of an area's cooperation; Unknown when the area has none."""
    cooperation, person, written = cooperation_of(area_id), person_of(request), unsent.of(request)
    held = posts_held(person, cooperation) if person is not None else []
    if not held:
        return _by_link(request, cooperation) or Room(cooperation, person)
    post = next((one for one in held if one.pk == request.session.get(CHOSEN_POST)), held[0])
    return Room(cooperation, person, post, policy.in_post(post, person, proved=proved(request)), unsent=written)


def _by_link(request: HttpRequest, cooperation: Cooperation) -> Room | None:
    """The room as the form sees it that a one-time link opens; on every other page its holder is a stranger."""
    session = getattr(request, "session", {})
    number, form = session.get(OPENED_LINK, (None, ""))
    if number is None or not bare(request.path).startswith(form):
        return None
    try:
        actor = reopen_link(number)
    except Refused:
        del session[OPENED_LINK]
        return None
    if actor.cooperation_id != cooperation.pk:
        return None
    request.by_link = True  # type: ignore[attr-defined]  # forms.send then thanks in place of leading into the room
    return Room(cooperation, None, None, actor, party_of_link(actor))


def page(request: HttpRequest, room: Room, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page of a room. It holds what this reader alone may see, so nobody keeps it."""
    match = request.resolver_match
    frame = {
        "room": room,
        "room_area": room.area,
        "room_name": names.cooperation_name(room.cooperation),
        "unproved": room.actor is not None and policy.lacks_second_factor(room.actor),
        "acting": names.post_name(room.post) if room.post else "",
        "told": [str(one) for one in get_messages(request)],
        "room_menu": menu.entries(room.area, match.view_name if match else ""),
        **unsent.shown(request),
    }
    return unkept(show(request, template, {**frame, **context}, status=status))
