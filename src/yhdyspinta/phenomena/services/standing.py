"""How an actor stands to an object of a cooperation, who sees what is added to it, and rows that tie two objects together."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.utils.translation import gettext

from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.domain.errors import Refused, Unknown
from yhdyspinta.domain.text import LANGUAGES, Text
from yhdyspinta.organisations import policy
from yhdyspinta.organisations.audit import Recorder
from yhdyspinta.organisations.models import CooperationTheme, Shared, Versioned, Visibility
from yhdyspinta.organisations.policy import Actor
from yhdyspinta.organisations.queries.visibility import visible_to
from yhdyspinta.organisations.services.changing import create, remove

_DEFAULTS = ("visibility", "legal_ground", "ground_note", "group")


def is_seen(actor: Actor, target: Shared) -> bool:
    """Whether the actor's party has joined the cooperation of `target` and the actor sees it."""
    ours = actor.joined and actor.cooperation_id == target.cooperation_id
    return ours and visible_to(actor, type(target)._default_manager.filter(pk=target.pk)).exists()


def shared(actor: Actor, target: Shared) -> policy.Relation:
    """The relation to what is the cooperation's: shared when the actor sees it."""
    return "shared" if is_seen(actor, target) else "other"


def seen_by(target: Shared) -> dict[str, Any]:
    """The fields of visibility for what a party adds to `target`: nobody sees it who does not see that, and nothing is public at once."""
    if target.visibility == Visibility.ELSEWHERE:
        raise Refused(gettext("This is not stored here, so nothing is added to it here."), gettext("Write where it is kept."))
    if target.visibility == Visibility.PUBLIC:
        return {}
    return {name: getattr(target, name) for name in _DEFAULTS}


def in_fields(field: str, text: Text) -> dict[str, str]:
    """`text` by the names of the fields that hold it in each language."""
    return {f"{field}_{language}": text.as_dict()[language] for language in LANGUAGES}


def check_said(text: Text, message: str) -> None:
    """Refused with `message` when the text says nothing in any language."""
    if not any(one.strip() for one in text.as_dict().values()):
        raise Refused(message, gettext("Write it in one language at least."))


def check_theme(theme: CooperationTheme, cooperation_id: int) -> None:
    """Refused for a theme of another cooperation."""
    if theme.cooperation_id != cooperation_id:
        raise Refused(gettext("The theme is not one of this cooperation."), gettext("Choose again."))


def check_indicators(wanted: Collection[str]) -> None:
    """Unknown when the catalogue lacks one of them."""
    if not set(wanted) <= indicators().keys():
        raise Unknown(gettext("There is no such indicator."), gettext("Search for it by name."))


def tie(recorder: Recorder, rows: type[Versioned], owner: Versioned, field: str, wanted: Sequence[Any]) -> None:
    """Make `rows` tie `owner` to exactly the `wanted`: new ones are added, those left out are taken away."""
    of_owner = owner._meta.model_name
    there = {getattr(row, field): row for row in rows._default_manager.filter(**{str(of_owner): owner})}
    for gone in [one for one in there if one not in wanted]:
        remove(recorder, there[gone])
    for new in dict.fromkeys(one for one in wanted if one not in there):
        create(recorder, rows(**{str(of_owner): owner, field: new}))
