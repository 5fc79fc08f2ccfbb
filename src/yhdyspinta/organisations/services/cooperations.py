"""Beginning a cooperation, its parties, themes and groups."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext

from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.themes import NUMBERS
from yhdyspinta.domain.errors import Refused
from yhdyspinta.domain.text import Text
from yhdyspinta.organisations import policy
from yhdyspinta.organisations.audit import Recorder, recording
from yhdyspinta.organisations.models import (
    Cooperation,
    CooperationTheme,
    Group,
    GroupKind,
    GroupMember,
    Party,
    PartyKind,
    Person,
    Post,
    PostHolding,
    Role,
)
from yhdyspinta.organisations.models.cooperation import AREA_OF_KIND
from yhdyspinta.organisations.policy import Actor
from yhdyspinta.organisations.queries.inviting import BEGINNERS, NewParty, parties_of_area
from yhdyspinta.organisations.services.changing import change, create, get, remove

GROUP_KINDS = tuple(GroupKind.choices)  # for forms
FIRST_OWN_THEME = 100  # numbers under it are left to the national document


def begin(*, actor: Actor, area: str, beginner: NewParty, post_title: str, holder: Person) -> Post:
    """Begin the cooperation of `area` (HVA13); returns the coordinator's post of the party that begins, which `holder` holds.

    A county invites its municipalities at once; a municipality or a regional council begins alone, and others are
    invited when they like. Refused when the area has a cooperation, or the beginner does not belong to it.
    """
    policy.require(actor, "cooperation.begin", "none")
    if Cooperation.objects.filter(area=area).exists():
        raise Refused(gettext("This area has a cooperation already."), gettext("Ask one of its parties to invite you."))
    _check_beginner(area, beginner)
    with recording(actor, "cooperation.begin") as recorder:
        cooperation = create(recorder, Cooperation(area=area))
        recorder.cooperation_id = cooperation.pk
        party = _invite(recorder, cooperation, beginner, None)
        recorder.party_id = party.pk
        party = change(recorder, party, party.version, joined_at=recorder.now)
        change(recorder, cooperation, cooperation.version, begun_by=party)
        for number in NUMBERS:
            create(recorder, CooperationTheme(cooperation=cooperation, number=number))
        if beginner.kind == PartyKind.COUNTY:
            for municipality in parties_of_area(area, (PartyKind.MUNICIPALITY,)):
                _invite(recorder, cooperation, municipality, party)
        post = create(recorder, Post(party=party, title=post_title, role=Role.COORDINATOR, holder=holder))
        create(recorder, PostHolding(post=post, person=holder, since=recorder.now))
    return post


def _check_beginner(area: str, beginner: NewParty) -> None:
    if areas().get(area).kind != AREA_OF_KIND[PartyKind.COUNTY]:
        raise Refused(
            gettext("A cooperation has the area of a county."), gettext("Choose the county even when a municipality begins alone.")
        )
    if beginner.kind not in BEGINNERS:
        raise Refused(gettext("A county, a municipality or a regional council begins."), gettext("Ask one of them to invite you."))
    if beginner not in parties_of_area(area, BEGINNERS):
        raise Refused(gettext("The party does not belong to this area."), gettext("Choose a party of the area."))


def _invite(recorder: Recorder, cooperation: Cooperation, new: NewParty, by: Party | None) -> Party:
    wanted = AREA_OF_KIND.get(PartyKind(new.kind)) if new.kind in PartyKind.values else None
    if (areas().get(new.area).kind if new.area else None) != wanted:
        raise Refused(gettext("The area is not one of this kind of party."), gettext("Choose its area, or a name where it has none."))
    party = Party(cooperation=cooperation, kind=new.kind, area=new.area, name=new.name, invited_by=by, invited_at=recorder.now)
    return create(recorder, party)


def invite(*, actor: Actor, cooperation: Cooperation, new: NewParty, post_title: str, holder: Person) -> Post:
    """Invite a party: it gets a coordinator's post, whose holder may join. A party that was invited before gets its first holder."""
    policy.require(actor, "party.invite", policy.relation_to_cooperation(actor, cooperation.pk))
    with recording(actor, "party.invite", cooperation.pk) as recorder:
        known = Party.objects.filter(cooperation=cooperation, kind=new.kind, area=new.area, name=new.name).first()
        if known is not None and known.posts.exists():
            raise Refused(gettext("This party has been invited already."), gettext("Its own coordinator invites its people."))
        party = known or _invite(recorder, cooperation, new, get(Party, actor.party_id))
        post = create(recorder, Post(party=party, title=post_title, role=Role.COORDINATOR, holder=holder))
        create(recorder, PostHolding(post=post, person=holder, since=recorder.now))
    return post


def join(*, actor: Actor, party: Party, version: int) -> Party:
    """Join on behalf of one's own party; what was done before stays as it is."""
    policy.require(actor, "party.join", policy.relation_to_party(actor, party))
    with recording(actor, "party.join", party.cooperation_id) as recorder:
        if get(Party, party.pk).joined_at is not None:
            raise Refused(gettext("The party has joined already."), gettext("Nothing more is needed."))
        return change(recorder, party, version, joined_at=recorder.now)


def change_theme(*, actor: Actor, theme: CooperationTheme, version: int, is_on: bool, name: Text) -> CooperationTheme:
    """Switch a theme on or off, and name it; an empty name is that of the national document."""
    policy.require(actor, "theme.change", policy.relation_to_cooperation(actor, theme.cooperation_id))
    if not _says_something(name) and theme.number >= FIRST_OWN_THEME:
        raise Refused(gettext("A theme of your own needs a name."), gettext("Write its name in Finnish, or in Swedish."))
    with recording(actor, "theme.change", theme.cooperation_id) as recorder:
        return change(recorder, theme, version, is_on=is_on, name_fi=name.fi, name_sv=name.sv, name_en=name.en)


def add_theme(*, actor: Actor, cooperation: Cooperation, name: Text) -> CooperationTheme:
    """Add a theme beside those of the national document."""
    policy.require(actor, "theme.change", policy.relation_to_cooperation(actor, cooperation.pk))
    if not _says_something(name):
        raise Refused(gettext("A theme of your own needs a name."), gettext("Write its name in Finnish, or in Swedish."))
    with recording(actor, "theme.change", cooperation.pk) as recorder:
        number = max([FIRST_OWN_THEME - 1, *cooperation.themes.values_list("number", flat=True)]) + 1
        theme = CooperationTheme(cooperation=cooperation, number=number, name_fi=name.fi, name_sv=name.sv, name_en=name.en)
        return create(recorder, theme)


def _says_something(name: Text) -> bool:
    return any(text.strip() for text in name.as_dict().values())


def make_group(*, actor: Actor, cooperation: Cooperation, kind: str, name: str) -> Group:
    """Make a group (HYTE network, municipal managers' meeting)."""
    policy.require(actor, "group.change", policy.relation_to_cooperation(actor, cooperation.pk))
    with recording(actor, "group.change", cooperation.pk) as recorder:
        return create(recorder, Group(cooperation=cooperation, kind=kind, name=name))


def seat(*, actor: Actor, group: Group, version: int, posts: Sequence[Post], chair: Post | None = None) -> Group:
    """Say which posts sit in a group and which of them chairs it; Refused for a post outside the cooperation."""
    policy.require(actor, "group.change", policy.relation_to_cooperation(actor, group.cooperation_id))
    wanted = {post.pk: post for post in posts}
    if any(post.party.cooperation_id != group.cooperation_id for post in posts) or (chair is not None and chair.pk not in wanted):
        raise Refused(gettext("Only posts of the cooperation sit in its groups, and the chair is one of them."), gettext("Choose again."))
    with recording(actor, "group.change", group.cooperation_id) as recorder:
        changed = change(recorder, group, version, chair=chair)
        sitting = {member.post_id: member for member in group.members.all()}
        for post_id in sitting.keys() - wanted.keys():
            remove(recorder, sitting[post_id])
        for post_id in sorted(wanted.keys() - sitting.keys()):
            create(recorder, GroupMember(group=group, post=wanted[post_id]))
    return changed
