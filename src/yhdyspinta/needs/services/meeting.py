"""A meeting goes through needs one by one: what was said is kept, and what was agreed goes to the parties to be agreed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext

from yhdyspinta.domain.errors import Refused
from yhdyspinta.domain.text import Text
from yhdyspinta.needs.models import Discussion, Need, NeedState
from yhdyspinta.needs.services.needs import shared
from yhdyspinta.organisations import policy
from yhdyspinta.organisations.audit import recording
from yhdyspinta.organisations.models import Agreement, Party
from yhdyspinta.organisations.policy import Actor
from yhdyspinta.organisations.services import agreements
from yhdyspinta.organisations.services.changing import change, create, get, require_stored_here

_TITLE = 200  # characters of an agreement's title


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: the need as it is now, what was kept, and what was put to the parties, if anything."""

    need: Need
    discussion: Discussion
    agreement: Agreement | None


def discuss(
    *, actor: Actor, need: Need, version: int, remark: str = "", parties: Sequence[Party] = (), days: int = agreements.DAYS
) -> Outcome:
    """Keep that a need was gone through, with what was said; `parties` are those to whom it is put as essential, none if it is not.

    A need that was only suggested is discussed from now on. Refused when nothing was said and nothing is put to anybody.
    """
    policy.require(actor, "need.discuss", shared(actor, need))
    if not remark.strip() and not parties:
        raise Refused(gettext("Write what was said, or put the need to the parties."), gettext("A sentence is enough."))
    require_stored_here(need, remark)
    with transaction.atomic():
        with recording(actor, "need.discuss", need.cooperation_id) as recorder:
            state = NeedState.DISCUSSED if get(Need, need.pk).state == NeedState.SUGGESTED else get(Need, need.pk).state
            now = change(recorder, need, version, state=state)
            discussion = create(recorder, Discussion(need=now, party=get(Party, actor.party_id), remark=remark))
        agreement = _put(actor, now, remark, parties, days) if parties else None
    return Outcome(now, discussion, agreement)


def _put(actor: Actor, need: Need, remark: str, parties: Sequence[Party], days: int) -> Agreement:
    title = Text(*(text[:_TITLE] for text in need.question().as_dict().values()))
    return agreements.propose(actor=actor, target=need, title=title, parties=parties, proposal=remark, days=days)
