"""How an agreement stands, computed from its answers and the time; nothing of it is stored as a word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, override

from yhdyspinta.domain.errors import Unknown
from yhdyspinta.organisations import policy
from yhdyspinta.organisations.models import Agreement, AgreementParty, AgreementRule, Answer, AuditRow, Shared, Side
from yhdyspinta.organisations.policy import Actor
from yhdyspinta.organisations.queries.visibility import visible_to

ANSWERS = tuple(Answer.choices)  # for forms
# Fields of an object that tell nothing of what it says.
_BESIDE = frozenset(
    {"version", "asked_version", "asked_again_on", "weighing", "state", "agreed_on", "minute_reference", "merged_into_id", "merged_at"}
    | {"visibility", "legal_ground", "ground_note", "group_id", "kept_at"}
)


class State(StrEnum):
    """How an agreement stands."""

    OPEN = "open"  # some have not answered, and there is time
    AGREED = "agreed"  # every named party has answered, and not all of them see it differently
    NO_COMMON_VIEW = "no_common_view"  # every named party has answered, and all see it differently
    PARTLY_ANSWERED = "partly_answered"  # the time is over and some were silent, which is neither consent nor veto
    UNANSWERED = "unanswered"  # the time is over and nobody answered
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Standing:
    """An agreement with its named parties in order, the county first and partners last; `changed_since` when its object says something
    else than was put to them."""

    agreement: Agreement
    state: State
    named: tuple[AgreementParty, ...]
    changed_since: bool

    def answered(self, *answers: Answer) -> tuple[AgreementParty, ...]:
        """Those who gave one of these answers."""
        return tuple(one for one in self.named if one.answer in answers)

    @property
    def silent(self) -> tuple[AgreementParty, ...]:
        """Those who have not answered."""
        return tuple(one for one in self.named if not one.answer)


def standing(agreement: Agreement, now: datetime | None = None) -> Standing:
    """How the agreement stands at `now`."""
    in_order = agreement.named.select_related("party", "speaker").order_by("party__area", "party__name", "pk")
    named = tuple(sorted(in_order, key=lambda one: list(Side).index(one.party.side if one.party else Side.MUNICIPALITY)))
    return Standing(agreement, _state(agreement, named, now or timezone.now()), named, _changed_since(agreement))


def _changed_since(agreement: Agreement) -> bool:
    """Whether what the object says was changed, or the object removed, after it was put to the parties.

    How far it has come, who may see it, where it was dealt with and that it was merged with another are not what it says.
    """
    rows = AuditRow.objects.filter(target_kind=agreement.target_kind, target_id=agreement.target_id, at__gt=agreement.proposed_at)
    return any(set(fields.split()) - _BESIDE for fields in rows.values_list("fields", flat=True))


def _state(agreement: Agreement, named: tuple[AgreementParty, ...], now: datetime) -> State:
    answers = [one.answer for one in named if one.answer]
    if agreement.withdrawn_at is not None:
        return State.WITHDRAWN
    if len(answers) == len(named):
        return State.NO_COMMON_VIEW if set(answers) == {Answer.DIFFER} else State.AGREED
    if now <= agreement.deadline:
        return State.OPEN
    return State.PARTLY_ANSWERED if answers else State.UNANSWERED


def agreements_of(actor: Actor | None, cooperation_id: int, now: datetime | None = None) -> Iterator[Standing]:
    """The agreements of a cooperation that the actor may see, the newest first."""
    for agreement in visible_to(actor, Agreement.objects.filter(cooperation=cooperation_id)).order_by("-pk"):
        yield standing(agreement, now)


def agreement_of(actor: Actor | None, cooperation_id: int, number: int) -> Standing:
    """One of them; Unknown when there is none of that number that the actor may see."""
    found = visible_to(actor, Agreement.objects.filter(cooperation=cooperation_id, pk=number)).select_related("proposed_by", "rule").first()
    if found is None:
        raise Unknown(gettext("There is no such object any more."), gettext("Go back and choose again."))
    return standing(found)


def voice_of(actor: Actor | None, shown: Standing) -> AgreementParty | None:
    """For which of the named parties (or for which group that one chairs) the actor may answer, if for any."""
    if actor is None:
        return None
    for one in shown.named:
        if one.party_id is not None and one.party_id == actor.party_id:
            return one if policy.allowed(actor, "agreement.answer", "own") else None
        if one.speaker_id is not None and actor.post_id is not None and one.speaker.chair_id == actor.post_id:
            return one if policy.allowed(actor, "agreement.speak", "own") else None
    return None


def awaiting(actor: Actor, cooperation_id: int) -> list[Standing]:
    """Open agreements that wait for an answer which the actor may give, the one that ends first first."""
    found = [one for one in agreements_of(actor, cooperation_id) if one.state is State.OPEN]
    mine = [one for one in found if (voice := voice_of(actor, one)) is not None and not voice.answer]
    return sorted(mine, key=lambda one: one.agreement.deadline)


def about(actor: Actor | None, targets: Sequence[Shared]) -> list[Standing]:
    """The agreements on these objects (of one kind) that the actor may see and that were not withdrawn, the newest first."""
    if not targets:
        return []
    on_them = Agreement.objects.filter(target_kind=targets[0]._meta.label_lower, target_id__in=[one.pk for one in targets])
    return [standing(one) for one in visible_to(actor, on_them.filter(withdrawn_at=None)).order_by("-pk")]


def is_waiting(target: Shared) -> bool:
    """Whether something put to the parties on the object still waits for answers."""
    on_it = Agreement.objects.filter(target_kind=target._meta.label_lower, target_id=target.pk, withdrawn_at=None)
    return any(standing(one).state is State.OPEN for one in on_it)


def rule_in_force(cooperation_id: int) -> AgreementRule | None:
    """The cooperation's own rule: the newest to which every party that had joined agreed; none means the common rule."""
    for rule in AgreementRule.objects.filter(cooperation=cooperation_id).order_by("-pk"):
        agreement = Agreement.objects.filter(target_kind=rule._meta.label_lower, target_id=rule.pk, withdrawn_at=None).first()
        answers = [] if agreement is None else list(agreement.named.values_list("answer", flat=True))
        if answers and set(answers) <= {Answer.AGREE, Answer.REMARKS}:
            return rule
    return None


def rule_text(rule: AgreementRule | None, language: str) -> str:
    """The rule of agreement as it is printed, in `language`."""
    if rule is not None:
        return rule.text().in_(language)
    with override(language):
        return gettext(
            "A matter is agreed when every named party has answered. Silence is shown as no answer; it is neither consent nor a veto. "
            "A differing view is printed and does not block. No party answers for another."
        )


def agenda_text(shown: Standing, language: str) -> str:
    """The agreement as text for the agenda of a body, in `language`: what, who says what, by which rule, and what it is not."""
    agreement = shown.agreement
    with override(language):
        lines = [agreement.title().in_(language), "", *([agreement.proposal, ""] if agreement.proposal else [])]
        lines += [gettext("Views of the parties:"), *(f"– {_said(shown, one, language)}" for one in shown.named), ""]
        lines.append(gettext("Answers by %(day)s.") % {"day": date_format(timezone.localtime(agreement.deadline), "DATE_FORMAT")})
        if shown.changed_since:
            lines.append(gettext("The text has been changed after it was put to the parties."))
        lines += [gettext("Rule of agreement: %(rule)s") % {"rule": rule_text(agreement.rule, language)}]
        lines.append(gettext("What the parties record here is not an official decision; each decides in its own bodies."))
    return "\n".join(lines)


def answer_words(shown: Standing, one: AgreementParty) -> str:
    """What a named party answers, in the language in force; silence is “no answer” only once the time is over."""
    if one.answer:
        return str(one.get_answer_display())
    return gettext("has not answered yet") if shown.state is State.OPEN else gettext("no answer")


def _said(shown: Standing, one: AgreementParty, language: str) -> str:
    text = f": {one.text}" if one.text else ""
    minutes = f" ({one.minute_body} {date_format(one.minute_date, 'SHORT_DATE_FORMAT')}, {one.minute_reference})" if one.minute_date else ""
    return f"{one.title().in_(language)}: {answer_words(shown, one)}{text}{minutes}"
