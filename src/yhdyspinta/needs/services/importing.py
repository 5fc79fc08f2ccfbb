"""Taking in a sheet of needs and weights of one's own party: all of it or nothing, each row by the service that forms use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yhdyspinta.domain.errors import YhdyspintaError
from yhdyspinta.domain.text import LANGUAGES, Text
from yhdyspinta.needs.models import Level, Need, NeedKind, Weight
from yhdyspinta.needs.queries.needs import needs_of, own_weights
from yhdyspinta.needs.services.needs import Asked, rewrite, suggest
from yhdyspinta.needs.services.weights import weigh
from yhdyspinta.needs.sheets import Fault, Row, theme_of
from yhdyspinta.organisations.models import CooperationTheme, Party
from yhdyspinta.organisations.policy import Actor


@dataclass(slots=True)
class Taken:
    """What a sheet comes to: needs that are new or changed, weights given or changed, and what is wrong in it."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    weighed: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


class _Undone(Exception):
    """Everything that was tried is taken back."""


def take_in(*, actor: Actor, party: Party, rows: Sequence[Row], keep: bool) -> Taken:
    """Try every row of a sheet, and keep them if `keep` says so and none has a fault; else nothing at all is kept.

    The services say for each row whether the actor may, and what is wrong, so that a preview and the real thing agree.
    """
    taken = Taken()
    themes = list(party.cooperation.themes.all())
    seen = {need.pk: need for need in needs_of(actor, party.cooperation, retired=True)}
    weights = own_weights(party)
    try:
        with transaction.atomic():
            for row in rows:
                _try(actor, party, row, taken, themes, seen, weights)
            if taken.faults or not keep:
                raise _Undone
    except _Undone:
        pass
    return taken


def _try(
    actor: Actor,
    party: Party,
    row: Row,
    taken: Taken,
    themes: Sequence[CooperationTheme],
    seen: dict[int, Need],
    weights: dict[int, Weight],
) -> None:
    need = seen.get(row.number)
    if row.number and need is None:
        taken.faults.append(Fault(row.line, "number", _("There is no need of this number.")))
        return
    theme = theme_of(themes, row.cells["theme"])
    if theme is None:
        taken.faults.append(Fault(row.line, "theme", _("The cooperation has no theme of this number.")))
        return
    try:
        with transaction.atomic():
            need = _written(actor, party, row, theme, need, taken)
            _weighed(actor, party, row, need, weights.get(need.pk), taken)
    except YhdyspintaError as error:
        column = error.field or ""
        column = {"importance": "weight"}.get(column, column)
        taken.faults.append(Fault(row.line, column, f"{error.message} {error.hint}".strip()))


def _written(actor: Actor, party: Party, row: Row, theme: CooperationTheme, need: Need | None, taken: Taken) -> Need:
    """The need of the row: a new one, one's own as the row now says, or another party's as it is."""
    if need is not None and need.party_id != party.pk:
        return need
    cells = row.cells
    asked = Asked(
        theme,
        cells["level"] or Level.SECTOR,
        Text(cells["question_fi"], cells["question_sv"], cells["question_en"]),
        body=cells["body"],
        purpose=cells["purpose"],
        kind=cells["kind"] or NeedKind.INFORMATION,
        decision=cells["decision"],
        decision_when=cells["decision_when"],
        changing_answer=cells["changing_answer"],
        wanted=tuple(cells["wanted"].split()),
    )
    question = cells["question_fi"] or cells["question_sv"] or cells["question_en"]
    if need is None:
        taken.new.append(question)
        return suggest(actor=actor, party=party, asked=asked)
    if all(getattr(need, name) == value for name, value in asked.values().items() if name != "theme") and need.theme_id == theme.pk:
        return need
    now = rewrite(actor=actor, need=need, version=row.version, asked=asked)
    taken.changed.append(question)
    return now


def _weighed(actor: Actor, party: Party, row: Row, need: Need, known: Weight | None, taken: Taken) -> None:
    importance, reason = row.cells["weight"], row.cells["reason"]
    if not importance or (known is not None and (known.importance, known.reason) == (importance, reason)):
        return
    weigh(actor=actor, need=need, party=party, version=row.weight_version, importance=importance, reason=reason)
    taken.weighed.append(need.question().in_((get_language() or LANGUAGES[0])[:2]))
