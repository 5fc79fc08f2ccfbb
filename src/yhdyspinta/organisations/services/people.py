"""People, the posts that they hold, and handing a post over."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext

from yhdyspinta.domain.errors import Refused
from yhdyspinta.organisations import policy
from yhdyspinta.organisations.audit import Recorder, recording
from yhdyspinta.organisations.models import AccessLink, Group, Party, Person, Post, PostHolding, Role
from yhdyspinta.organisations.policy import Actor
from yhdyspinta.organisations.services.changing import change, create, get

ROLES = tuple(Role.choices)  # for forms


def know(*, actor: Actor, email: str, name: str = "") -> Person:
    """The person of an e-mail address, whom nobody need have known before. A known person's name is not changed by others."""
    policy.require(actor, "person.know", "none")
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise Refused(gettext("This is not an e-mail address."), gettext("Write it as name@organisation.fi.")) from error
    known = Person.objects.filter(email=address).first()
    if known is not None:
        return known
    with recording(actor, "person.know") as recorder:
        return Person.objects.filter(email=address).first() or create(recorder, Person(name=name, email=address))


def open_post(*, actor: Actor, party: Party, title: str, role: str, holder: Person | None = None) -> Post:
    """Make a post in one's own party; without a holder it waits for one."""
    policy.require(actor, "post.change", policy.relation_to_party(actor, party))
    with recording(actor, "post.change", party.cooperation_id) as recorder:
        post = create(recorder, Post(party=party, title=title, role=role, holder=holder))
        if holder is not None:
            create(recorder, PostHolding(post=post, person=holder, since=recorder.now))
    return post


def change_post(*, actor: Actor, post: Post, version: int, title: str, role: str) -> Post:
    """Rename a post of one's own party or give it another role; a party keeps at least one coordinator."""
    policy.require(actor, "post.change", policy.relation_to_party(actor, post.party))
    with recording(actor, "post.change", post.party.cooperation_id) as recorder:
        changed = change(recorder, post, version, title=title, role=role)
        _keep_a_coordinator(post.party)
    return changed


def close_post(*, actor: Actor, post: Post, version: int) -> Post:
    """Close a post: nobody acts in it any more, and what was done in it stays. A party keeps at least one coordinator."""
    policy.require(actor, "post.change", policy.relation_to_party(actor, post.party))
    with recording(actor, "post.change", post.party.cooperation_id) as recorder:
        changed = change(recorder, post, version, closed_at=recorder.now, holder=None)
        _end_holding(recorder, post)
        _keep_a_coordinator(post.party)
        if Group.objects.filter(chair=post).exists():
            raise Refused(gettext("The post chairs a group."), gettext("Choose another chair first."))
    return changed


def hand_over(*, actor: Actor, post: Post, version: int, successor: Person, note: str = "") -> Post:
    """Give a post to its next holder with a note for the work; the one before acts in it no more."""
    action = "post.hand_over_mine" if actor.post_id == post.pk else "post.hand_over"
    policy.require(actor, action, policy.relation_to_party(actor, post.party))
    with recording(actor, action, post.party.cooperation_id) as recorder:
        if get(Post, post.pk).closed_at is not None:
            raise Refused(gettext("The post is closed."), gettext("Open a new one."))
        if get(Person, successor.pk).erased_at is not None:
            raise Refused(gettext("The person has been erased."), gettext("Invite them again by e-mail."))
        changed = change(recorder, post, version, holder=successor, handover_note=note)
        _end_holding(recorder, post)
        create(recorder, PostHolding(post=post, person=successor, since=recorder.now))
    return changed


def erase(*, actor: Actor, person: Person) -> Person:
    """Erase a person: name and e-mail go, posts wait for a new holder, links are withdrawn; what was done stays in the chain by number."""
    own = actor.person_id == person.pk
    policy.require(actor, "person.erase", "own" if own else "none")
    with recording(actor, "person.erase") as recorder:
        for post in Post.objects.filter(holder=person).order_by("pk"):
            change(recorder, post, post.version, holder=None)
            _end_holding(recorder, post)
        for link in AccessLink.objects.filter(person=person, used_at=None, withdrawn_at=None).order_by("pk"):
            change(recorder, link, link.version, withdrawn_at=recorder.now)
        stored = get(Person, person.pk)
        return change(recorder, stored, stored.version, name="", email="", erased_at=recorder.now)


def _end_holding(recorder: Recorder, post: Post) -> None:
    for holding in PostHolding.objects.filter(post=post, until=None):
        change(recorder, holding, holding.version, until=recorder.now)


def _keep_a_coordinator(party: Party) -> None:
    if not Post.objects.filter(party=party, role="coordinator", closed_at=None).exists():
        raise Refused(gettext("A party needs a coordinator."), gettext("Give another post that role first."))
