"""Raising a phenomenon, its sentence, and the themes, needs and figures that belong to it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext

from yhdyspinta.domain.errors import Refused
from yhdyspinta.domain.text import Text
from yhdyspinta.needs.models import Level, Need
from yhdyspinta.needs.queries import is_seen as need_is_seen
from yhdyspinta.organisations import policy
from yhdyspinta.organisations.audit import recording
from yhdyspinta.organisations.models import CooperationTheme, Party
from yhdyspinta.organisations.policy import Actor, Target
from yhdyspinta.organisations.services.changing import change, create, get
from yhdyspinta.phenomena.models import Phenomenon, PhenomenonIndicator, PhenomenonNeed, PhenomenonTheme
from yhdyspinta.phenomena.services import standing


def raise_phenomenon(*, actor: Actor, party: Party, sentence: Text, themes: Sequence[CooperationTheme] = ()) -> Phenomenon:
    """Raise a phenomenon for one's own party: one sentence, in one language or more."""
    policy.require(actor, "phenomenon.raise", policy.relation_to_party(actor, party), Target(Party._meta.label_lower, party.pk))
    if party.joined_at is None:
        raise Refused(gettext("The party has not joined yet."), gettext("Join the cooperation first."))
    standing.check_said(sentence, gettext("A phenomenon is a sentence."))
    for theme in themes:
        standing.check_theme(theme, party.cooperation_id)
    with recording(actor, "phenomenon.raise", party.cooperation_id) as recorder:
        raised = Phenomenon(cooperation_id=party.cooperation_id, raised_by=party, **standing.in_fields("sentence", sentence))
        create(recorder, raised)
        standing.tie(recorder, PhenomenonTheme, raised, "theme", themes)
    return raised


def rewrite(*, actor: Actor, phenomenon: Phenomenon, version: int, sentence: Text) -> Phenomenon:
    """Put the sentence of one's own party's phenomenon in other words."""
    policy.require(actor, "phenomenon.change", policy.relation_to_party(actor, phenomenon.raised_by))
    standing.check_said(sentence, gettext("A phenomenon is a sentence."))
    with recording(actor, "phenomenon.change", phenomenon.cooperation_id) as recorder:
        check_open(phenomenon)
        return change(recorder, phenomenon, version, **standing.in_fields("sentence", sentence))


def place(*, actor: Actor, phenomenon: Phenomenon, version: int, themes: Sequence[CooperationTheme], levels: Sequence[str]) -> Phenomenon:
    """Say which themes a phenomenon touches and at which levels it is led."""
    policy.require(actor, "phenomenon.link", standing.shared(actor, phenomenon))
    for theme in themes:
        standing.check_theme(theme, phenomenon.cooperation_id)
    if not set(levels) <= set(Level.values):
        raise Refused(gettext("The level is not one of the list."), gettext("Choose again."))
    with recording(actor, "phenomenon.link", phenomenon.cooperation_id) as recorder:
        check_open(phenomenon)
        standing.tie(recorder, PhenomenonTheme, phenomenon, "theme", themes)
        return change(recorder, phenomenon, version, levels=joined_levels(levels))


def joined_levels(levels: Sequence[str]) -> str:
    """`P J`: levels as the field keeps them, the highest first."""
    return " ".join(level for level in Level.values if level in levels)


def link_needs(*, actor: Actor, phenomenon: Phenomenon, needs: Sequence[Need]) -> None:
    """Say which needs a phenomenon raises, of those that the actor sees; ties to others stay."""
    policy.require(actor, "phenomenon.link", standing.shared(actor, phenomenon))
    if any(need.cooperation_id != phenomenon.cooperation_id or not need_is_seen(actor, need) for need in needs):
        raise Refused(gettext("The need is not one of this cooperation."), gettext("Choose again."))
    hidden = [tied.need for tied in phenomenon.needs.select_related("need") if not need_is_seen(actor, tied.need)]
    with recording(actor, "phenomenon.link", phenomenon.cooperation_id) as recorder:
        check_open(phenomenon)
        standing.tie(recorder, PhenomenonNeed, phenomenon, "need", [*needs, *hidden])


def link_indicators(*, actor: Actor, phenomenon: Phenomenon, indicator_ids: Sequence[str]) -> None:
    """Say which indicators of the catalogue show a phenomenon; those left out are taken away."""
    policy.require(actor, "phenomenon.link", standing.shared(actor, phenomenon))
    standing.check_indicators(indicator_ids)
    with recording(actor, "phenomenon.link", phenomenon.cooperation_id) as recorder:
        check_open(phenomenon)
        standing.tie(recorder, PhenomenonIndicator, phenomenon, "indicator", indicator_ids)


def check_open(phenomenon: Phenomenon) -> None:
    """Refused for a phenomenon that has been merged with another by now."""
    if get(Phenomenon, phenomenon.pk).merged_into_id is not None:
        raise Refused(gettext("This phenomenon has been merged with another."), gettext("Write to the other: everything has moved there."))
