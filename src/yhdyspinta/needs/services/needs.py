"""Asking, changing and moving needs, and saying what answers them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

from django.utils.translation import get_language, gettext

from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.catalogue.items import codes
from yhdyspinta.catalogue.needs import needs as shipped
from yhdyspinta.domain.errors import Refused, Unknown
from yhdyspinta.domain.text import LANGUAGES, Text
from yhdyspinta.needs.models import AGREED_STATES, NEXT, Need, NeedIndicator, NeedKind, NeedState
from yhdyspinta.needs.queries import is_agreed, is_seen, taken_earlier
from yhdyspinta.needs.services.again import asked_anew, begun_anew
from yhdyspinta.organisations import policy
from yhdyspinta.organisations.audit import recording
from yhdyspinta.organisations.models import Cooperation, CooperationTheme, Party
from yhdyspinta.organisations.policy import Actor, Target
from yhdyspinta.organisations.services.changing import change, create, get, remove


@dataclass(frozen=True, slots=True)
class Asked:
    """What a need says. Theme, level and the question in one language are demanded; `wanted` are kinds of information (S, R, X, O)."""

    theme: CooperationTheme
    level: str
    question: Text
    body: str = ""
    purpose: str = ""
    kind: str = NeedKind.INFORMATION.value
    decision: str = ""
    decision_when: str = ""
    changing_answer: str = ""
    wanted: tuple[str, ...] = ()

    def values(self) -> dict[str, object]:
        """The fields of the table."""
        plain = {one.name: getattr(self, one.name) for one in fields(self) if one.name not in ("question", "wanted")}
        question = {f"question_{language}": text for language, text in self.question.as_dict().items()}
        return plain | question | {"wanted": " ".join(sorted(set(self.wanted)))}


def suggest(*, actor: Actor, party: Party, asked: Asked) -> Need:
    """Ask a question for one's own party."""
    policy.require(actor, "need.suggest", policy.relation_to_party(actor, party), Target(Party._meta.label_lower, party.pk))
    _check(party.cooperation, asked)
    with recording(actor, "need.suggest", party.cooperation_id) as recorder:
        return create(recorder, Need(cooperation=party.cooperation, party=party, **asked.values()))


def take(*, actor: Actor, party: Party, suggestions: Sequence[str]) -> list[Need]:
    """Take suggested needs (N12) as one's own party's, all or none; they may be edited like any other.

    One that the party took earlier and retired comes back with what it said of it then.
    """
    policy.require(actor, "need.suggest", policy.relation_to_party(actor, party), Target(Party._meta.label_lower, party.pk))
    with recording(actor, "need.suggest", party.cooperation_id) as recorder:
        earlier = taken_earlier(party)
        return [asked_anew(recorder, earlier[one]) if one in earlier else create(recorder, _taken(party, one)) for one in suggestions]


def _taken(party: Party, suggestion: str) -> Need:
    given = shipped().get(suggestion)
    if given is None:
        raise Unknown(gettext("There is no such suggestion."), gettext("Go back and choose again."))
    theme = CooperationTheme.objects.get(cooperation=party.cooperation, number=given.theme)
    decision = given.decision.in_((get_language() or LANGUAGES[0])[:2])  # one text: in the language of whoever takes it
    asked = Asked(theme, given.level, given.question, purpose=given.purpose, decision=decision, wanted=given.kinds)
    return Need(cooperation=party.cooperation, party=party, origin=suggestion, **asked.values())


def rewrite(*, actor: Actor, need: Need, version: int, asked: Asked) -> Need:
    """Change what a need of one's own party says. What was agreed of it is then to be agreed again: it goes back to discussed."""
    policy.require(actor, "need.change", policy.relation_to_party(actor, need.party))
    _check(need.cooperation, asked)
    with recording(actor, "need.change", need.cooperation_id) as recorder:
        values = asked.values()
        stored = get(Need, need.pk)
        if stored.version == version and any(getattr(stored, name) != value for name, value in values.items()):
            values |= {"asked_version": version + 1}
            values |= {"state": NeedState.DISCUSSED} if stored.state in AGREED_STATES else {}
        return change(recorder, need, version, **values)


def _check(cooperation: Cooperation, asked: Asked) -> None:
    if asked.theme.cooperation_id != cooperation.pk:
        raise Refused(gettext("The theme is not one of this cooperation."), gettext("Choose again."))
    if not any(text.strip() for text in asked.question.as_dict().values()):
        raise Refused(gettext("A need is a question."), gettext("Write what you need to know."))
    if asked.purpose and asked.purpose not in codes()["purpose"]:
        raise Refused(gettext("The purpose is not one of the list."), gettext("Choose again."))
    if not set(asked.wanted) <= codes()["kind"].keys():
        raise Refused(gettext("The kind of information is not one of the list."), gettext("Choose again."))


def move(*, actor: Actor, need: Need, version: int, state: str) -> Need:
    """Bring a need to its next state. Essential it becomes only when an agreement on it stands: see `propose` of agreements."""
    policy.require(actor, "need.move", shared(actor, need))
    with recording(actor, "need.move", need.cooperation_id) as recorder:
        stored = get(Need, need.pk)
        if state not in NEXT[stored.state]:
            raise Refused(gettext("A need does not go from its present state to that one."), gettext("Look how far it has come."))
        if state == NeedState.ESSENTIAL and not is_agreed(need):
            raise Refused(gettext("A need is essential when the parties have agreed so."), gettext("Put it to the parties first."))
        anew = begun_anew(stored) if state == NeedState.SUGGESTED else {}
        return change(recorder, need, version, state=state, **anew)


def answer_with(*, actor: Actor, need: Need, indicator_ids: Sequence[str]) -> tuple[NeedIndicator, ...]:
    """Say which indicators of the catalogue answer a need; those left out are taken away."""
    policy.require(actor, "need.answer", shared(actor, need))
    wanted = set(indicator_ids)
    if not wanted <= indicators().keys():
        raise Unknown(gettext("There is no such indicator."), gettext("Search for it by name."))
    with recording(actor, "need.answer", need.cooperation_id) as recorder:
        there = {one.indicator: one for one in need.indicators.all()}
        for gone in sorted(there.keys() - wanted):
            remove(recorder, there[gone])
        for new in sorted(wanted - there.keys()):
            create(recorder, NeedIndicator(need=need, indicator=new))
    return tuple(need.indicators.order_by("indicator"))


def shared(actor: Actor, need: Need) -> policy.Relation:
    """How a need that the actor may change together with others stands to the actor."""
    return policy.relation_to_cooperation(actor, need.cooperation_id) if is_seen(actor, need) else "other"
