"""Agreement by its rule: every named party answers for itself, silence is no answer, and a differing view stands beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext

from yhdyspinta.domain.errors import Refused
from yhdyspinta.domain.text import Text
from yhdyspinta.organisations import policy
from yhdyspinta.organisations.audit import Recorder, recording
from yhdyspinta.organisations.models import (
    Agreement,
    AgreementParty,
    AgreementRule,
    Answer,
    Cooperation,
    Group,
    Party,
    Shared,
    Side,
    Visibility,
)
from yhdyspinta.organisations.policy import Actor
from yhdyspinta.organisations.queries.agreements import rule_in_force
from yhdyspinta.organisations.queries.visibility import visible_to
from yhdyspinta.organisations.services.changing import change, create, get, require_stored_here

DAYS = 14
MOST_DAYS = 120


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is put to whom, and how many days they have."""

    title: Text
    parties: tuple[Party, ...]
    proposal: str
    days: int


def propose(*, actor: Actor, target: Shared, title: Text, parties: Sequence[Party], proposal: str = "", days: int = DAYS) -> Agreement:
    """Put an object to the parties it concerns, in its present version; they have `days` days.

    Where the cooperation has a rule of its own, the group that speaks stands for the municipalities among them.
    """
    seen = visible_to(actor, type(target)._default_manager.filter(pk=target.pk)).exists()
    policy.require(actor, "agreement.propose", policy.relation_to_cooperation(actor, target.cooperation_id) if seen else "other")
    with recording(actor, "agreement.propose", target.cooperation_id) as recorder:
        if get(type(target), target.pk).became():
            raise Refused(gettext("This was merged with another, so it is not agreed on alone."), gettext("Put the other to the parties."))
        return _propose(recorder, target, Proposal(title, tuple(parties), proposal, days), rule_in_force(target.cooperation_id))


def propose_rule(
    *, actor: Actor, cooperation: Cooperation, speaker: Group, text: Text, parties: Sequence[Party], days: int = DAYS
) -> Agreement:
    """Propose that a group speaks for the municipalities. It comes into force when every party has joined in agreeing to it."""
    policy.require(actor, "agreement.rule", policy.relation_to_cooperation(actor, cooperation.pk))
    joined = set(cooperation.parties.filter(joined_at__isnull=False).values_list("pk", flat=True))
    if joined != {party.pk for party in parties}:
        raise Refused(gettext("Another rule concerns every party that has joined."), gettext("Name all of them."))
    with recording(actor, "agreement.rule", cooperation.pk) as recorder:
        rule = AgreementRule(cooperation=cooperation, speaker=speaker, text_fi=text.fi, text_sv=text.sv, text_en=text.en)
        create(recorder, rule)
        return _propose(recorder, rule, Proposal(text, tuple(parties), "", days), None)


def _propose(recorder: Recorder, target: Shared, made: Proposal, rule: AgreementRule | None) -> Agreement:
    _check_named(target.cooperation_id, made)
    agreement = Agreement(
        cooperation_id=target.cooperation_id,
        visibility=target.visibility,
        legal_ground=target.legal_ground,
        ground_note=target.ground_note,
        group=target.group,
        kept_at=target.kept_at,
        target_kind=target._meta.label_lower,
        target_id=target.pk,
        target_version=get(type(target), target.pk).version,
        title_fi=made.title.fi,
        title_sv=made.title.sv,
        title_en=made.title.en,
        proposal=made.proposal,
        proposed_by=get(Party, recorder.actor.party_id),
        proposed_at=recorder.now,
        deadline=recorder.now + timedelta(days=made.days),
        rule=rule,
    )
    create(recorder, agreement)
    _name(recorder, agreement, made.parties, rule)
    return agreement


def _check_named(cooperation_id: int, made: Proposal) -> None:
    if not made.parties or any(party.cooperation_id != cooperation_id or party.joined_at is None for party in made.parties):
        raise Refused(gettext("An agreement names parties that have joined the cooperation."), gettext("Choose those whom it concerns."))
    if not 1 <= made.days <= MOST_DAYS:
        raise Refused(gettext("The time for answers is from 1 to 120 days."), gettext("The usual time is 14 days."))


def _name(recorder: Recorder, agreement: Agreement, parties: Sequence[Party], rule: AgreementRule | None) -> None:
    spoken_for = [party for party in parties if rule is not None and party.side == Side.MUNICIPALITY]
    for party in sorted({party.pk: party for party in parties if party not in spoken_for}.values(), key=lambda party: party.pk):
        create(recorder, AgreementParty(agreement=agreement, party=party))
    if rule is not None and spoken_for:
        create(recorder, AgreementParty(agreement=agreement, speaker=rule.speaker))


def answer(*, actor: Actor, named: AgreementParty, version: int, answer: str, text: str = "") -> AgreementParty:
    """Answer for one's own party, or for the group that one chairs; remarks and a differing view need a text.

    An answer may be changed until the deadline; a late first answer is taken, with its date. Of what is not stored here no text is.
    """
    _require_voice(actor, named)
    told = text.strip() or named.agreement.visibility == Visibility.ELSEWHERE
    if answer not in Answer.values or (answer != Answer.AGREE and not told):
        raise Refused(gettext("Choose an answer, and tell your remarks or how you see it."), gettext("Write a sentence or two."))
    with recording(actor, "agreement.answer", named.agreement.cooperation_id) as recorder:
        agreement, stored = get(Agreement, named.agreement_id), get(AgreementParty, named.pk)
        if agreement.withdrawn_at is not None:
            raise Refused(gettext("The proposal was withdrawn."), gettext("Wait for a new one, or make it."))
        require_stored_here(agreement, text)
        if stored.answered_at is not None and recorder.now > agreement.deadline:
            raise Refused(gettext("The time for answers is over, and yours stands."), gettext("Put the matter to the parties again."))
        return change(recorder, named, version, answer=answer, text=text, answered_at=recorder.now)


def _require_voice(actor: Actor, named: AgreementParty) -> None:
    if named.party is not None:
        policy.require(actor, "agreement.answer", policy.relation_to_party(actor, named.party))
        return
    policy.require(actor, "agreement.speak", "own" if _chairs(actor, named) else "other")


def _chairs(actor: Actor, named: AgreementParty) -> bool:
    return actor.post_id is not None and named.speaker.chair_id == actor.post_id


def keep_minutes(*, actor: Actor, named: AgreementParty, version: int, body: str, day: date, reference: str) -> AgreementParty:
    """Keep where one's own party's body dealt with it: the body, the day and the reference of the minutes."""
    if named.party is not None:
        policy.require(actor, "agreement.minute", policy.relation_to_party(actor, named.party))
    else:
        policy.require(actor, "agreement.minute", "own" if _chairs(actor, named) else "other")
    if not body.strip() or not reference.strip():
        raise Refused(gettext("Minutes have a body and a reference."), gettext("Write both."))
    require_stored_here(named.agreement, body, reference)
    with recording(actor, "agreement.minute", named.agreement.cooperation_id) as recorder:
        return change(recorder, named, version, minute_body=body, minute_date=day, minute_reference=reference)


def withdraw(*, actor: Actor, agreement: Agreement, version: int) -> Agreement:
    """Withdraw what one's own party proposed; the answers stay to be seen."""
    policy.require(actor, "agreement.withdraw", policy.relation_to_party(actor, agreement.proposed_by))
    with recording(actor, "agreement.withdraw", agreement.cooperation_id) as recorder:
        return change(recorder, agreement, version, withdrawn_at=recorder.now)
