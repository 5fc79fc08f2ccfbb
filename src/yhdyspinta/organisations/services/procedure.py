"""Who answers for the procedure, the process page, and the yearly self-assessment of readiness."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext

from yhdyspinta.domain.errors import Refused
from yhdyspinta.domain.text import Text
from yhdyspinta.organisations import moments, policy
from yhdyspinta.organisations.audit import recording
from yhdyspinta.organisations.models import Cooperation, Party, Post, ProcessPage, Responsibility, SelfAssessment
from yhdyspinta.organisations.policy import Actor, Target
from yhdyspinta.organisations.services.changing import change, create


def take_responsibility(
    *, actor: Actor, party: Party, version: int, top_official: str, political_body: str, post: Post | None = None
) -> Responsibility:
    """Say who answers for the procedure in one's own party; `version` is 0 the first time."""
    policy.require(actor, "responsibility.change", policy.relation_to_party(actor, party))
    if post is not None and post.party_id != party.pk:
        raise Refused(gettext("The post is another party's."), gettext("Choose a post of your own party."))
    fields = {"top_official": top_official, "political_body": political_body, "post": post}
    with recording(actor, "responsibility.change", party.cooperation_id) as recorder:
        known = Responsibility.objects.filter(party=party).first()
        if known is None:
            return create(recorder, Responsibility(party=party, **fields))
        return change(recorder, known, version, **fields)


def write_process(
    *, actor: Actor, cooperation: Cooperation, version: int, text: Text, agreed_on: date | None = None, minute_reference: str = ""
) -> ProcessPage:
    """Write the process page of the cooperation; `version` is 0 the first time."""
    policy.require(actor, "process.change", policy.relation_to_cooperation(actor, cooperation.pk))
    fields = {"text_fi": text.fi, "text_sv": text.sv, "text_en": text.en, "agreed_on": agreed_on, "minute_reference": minute_reference}
    with recording(actor, "process.change", cooperation.pk) as recorder:
        known = ProcessPage.objects.filter(cooperation=cooperation).first()
        if known is None:
            return create(recorder, ProcessPage(cooperation=cooperation, **fields))
        return change(recorder, known, version, **fields)


def assess(*, actor: Actor, party: Party, version: int, answers: Mapping[str, int], remark: str = "") -> SelfAssessment:
    """Assess how ready one's own party is this year: 1 to 4 on each of the five; `version` is 0 the first time."""
    policy.require(actor, "assessment.give", policy.relation_to_party(actor, party), Target(Party._meta.label_lower, party.pk))
    if answers.keys() != set(SelfAssessment.QUESTIONS):
        raise Refused(gettext("Each of the five questions needs an answer."), gettext("Answer those that are open."))
    year = timezone.localtime(moments.now()).year
    with recording(actor, "assessment.give", party.cooperation_id) as recorder:
        known = SelfAssessment.objects.filter(party=party, year=year).first()
        if known is None:
            return create(recorder, SelfAssessment(party=party, year=year, remark=remark, **answers))
        return change(recorder, known, version, remark=remark, **answers)
