"""Reading needs. Others' weights are left out by the query itself until the reader's own party has given its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import product

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from yhdyspinta.catalogue.needs import Need as Suggestion
from yhdyspinta.catalogue.needs import needs as suggestions
from yhdyspinta.needs.models import AGREED_STATES, Importance, Need, NeedIndicator, NeedState, Weight
from yhdyspinta.organisations.models import Agreement, Cooperation, Party, PartyKind
from yhdyspinta.organisations.policy import Actor
from yhdyspinta.organisations.queries.agreements import State, standing
from yhdyspinta.organisations.queries.visibility import visible_to

FIRST_SUGGESTIONS = 12
CORE_REMINDER, CARD_REMINDER = 40, 10  # indicators
_POINTS = {Importance.ESSENTIAL.value: 2, Importance.USEFUL.value: 1, Importance.NOT_NEEDED.value: 0}


_SIDES = {
    "county": Q(party__kind=PartyKind.COUNTY),
    "municipalities": Q(party__kind=PartyKind.MUNICIPALITY),
    "partners": ~Q(party__kind__in=(PartyKind.COUNTY, PartyKind.MUNICIPALITY)),
}
# One row a need, counted by the database: 45,000 weights of 2,000 needs come as 2,000 rows.
_COUNTS = {
    f"{side}_{importance}": Count("pk", filter=_SIDES[side] & Q(importance=importance))
    for side, importance in product(_SIDES, Importance.values)
}


class Verdict(StrEnum):
    """What the two sides' weights say of a need together; `board` tells the rule."""

    HIDDEN = "hidden"
    WAITING = "waiting"
    DISPUTED = "disputed"
    SHARED = "shared"
    ONE_SIDED = "one_sided"
    USEFUL = "useful"
    NOT_NEEDED = "not_needed"


@dataclass(slots=True)
class Line:
    """A need on the board. `county` and `municipalities` count the weights of each side by importance; empty while hidden."""

    need: Need
    own: str
    answered: int
    county: dict[str, int] = field(default_factory=dict)
    municipalities: dict[str, int] = field(default_factory=dict)
    partners: dict[str, int] = field(default_factory=dict)

    @property
    def plotted(self) -> tuple[float, float] | None:
        """Weight of the municipalities against that of the county, each the mean of 2, 1 and 0; None while a side is silent or hidden."""
        across, up = _mean(self.municipalities), _mean(self.county)
        return None if across is None or up is None else (across, up)

    @property
    def verdict(self) -> Verdict:
        """See `board`."""
        if not self.own:
            return Verdict.HIDDEN
        if self.plotted is None:
            return Verdict.WAITING
        said = {importance for side in (self.county, self.municipalities) for importance in side}
        if {Importance.ESSENTIAL.value, Importance.NOT_NEEDED.value} <= said:
            return Verdict.DISPUTED
        sides = [_mostly_essential(side) for side in (self.county, self.municipalities)]
        if all(sides):
            return Verdict.SHARED
        if any(sides):
            return Verdict.ONE_SIDED
        return Verdict.NOT_NEEDED if said == {Importance.NOT_NEEDED.value} else Verdict.USEFUL


def _mean(counts: dict[str, int]) -> float | None:
    number = sum(counts.values())
    return sum(_POINTS[importance] * count for importance, count in counts.items()) / number if number else None


def _mostly_essential(counts: dict[str, int]) -> bool:
    return 2 * counts.get(Importance.ESSENTIAL.value, 0) > sum(counts.values())


def needs_of(actor: Actor | None, cooperation: Cooperation, retired: bool = False) -> QuerySet[Need]:
    """The needs of a cooperation that the actor may see, by theme and number; retired ones only when asked for."""
    found = visible_to(actor, Need.objects.filter(cooperation=cooperation))
    found = found if retired else found.exclude(state=NeedState.RETIRED)
    return found.select_related("party", "theme").order_by("theme__number", "pk")


def is_seen(actor: Actor, need: Need) -> bool:
    """Whether the actor sees the need at all."""
    return visible_to(actor, Need.objects.filter(pk=need.pk)).exists()


def weights(actor: Actor, cooperation: Cooperation) -> QuerySet[Weight]:
    """The weights of a cooperation's needs that the actor may see: its own party's, and others' where its own party has answered."""
    if actor.party_id is None or not actor.joined:
        return Weight.objects.none()
    own = Weight.objects.filter(need=OuterRef("need"), party=actor.party_id)
    return Weight.objects.filter(need__in=_ids(actor, cooperation)).filter(Q(party=actor.party_id) | Exists(own))


def _ids(actor: Actor | None, cooperation: Cooperation) -> QuerySet[Need]:
    return needs_of(actor, cooperation).order_by().values("pk")


def board(actor: Actor, cooperation: Cooperation) -> list[Line]:
    """Every need with what the sides think of it.

    Disputed: somebody of the two sides says essential and somebody not needed. Shared: most of each side say essential.
    One-sided: most of one side do, and not of the other. Waiting: a side has said nothing yet. Hidden: the reader's own
    party has not answered, and only the number of answers is known.
    """
    ids = _ids(actor, cooperation)
    answered = dict(Weight.objects.filter(need__in=ids).values_list("need").annotate(Count("pk")))
    own = dict(weights(actor, cooperation).filter(party=actor.party_id).values_list("need", "importance"))
    told = {need: _by_side(counts) for need, *counts in weights(actor, cooperation).values_list("need").annotate(**_COUNTS)}
    # Two thousand needs share their parties and themes: made once, not once a row (200 ms of which 60 went).
    parties, themes = cooperation.parties.in_bulk(), cooperation.themes.in_bulk()
    seen = list(needs_of(actor, cooperation).select_related(None))
    for need in seen:
        need.party, need.theme = parties[need.party_id], themes[need.theme_id]
    return [Line(need, own.get(need.pk, ""), answered.get(need.pk, 0), **told.get(need.pk, {})) for need in seen]


def _by_side(counts: list[int]) -> dict[str, dict[str, int]]:
    """Counts in the order of `_COUNTS`, as a dictionary a side that has no zeros."""
    found: dict[str, dict[str, int]] = {side: {} for side in _SIDES}
    for (side, importance), count in zip(product(_SIDES, Importance.values), counts, strict=True):
        if count:
            found[side][importance] = count
    return found


def is_agreed(need: Need) -> bool:
    """Whether the newest agreement on what the need says now stands as agreed; one that was withdrawn does not count."""
    on_it = Agreement.objects.filter(target_kind=Need._meta.label_lower, target_id=need.pk, withdrawn_at=None)
    found = on_it.filter(target_version__gte=need.asked_version).order_by("-pk").first()
    return found is not None and standing(found).state is State.AGREED


def need_of_link(actor: Actor) -> Need | None:
    """The one need that a link was given for; nothing else is seen by it."""
    target = actor.only_target
    wanted = target is not None and target.kind == Need._meta.label_lower
    return Need.objects.filter(pk=target.id, cooperation=actor.cooperation_id).first() if wanted else None


def suggested(party: Party, level: str) -> tuple[list[Suggestion], list[Suggestion]]:
    """Needs to begin from at a level, without those that the party took and those of themes that are off: the first twelve, the rest."""
    on = set(party.cooperation.themes.filter(is_on=True).values_list("number", flat=True))
    taken = set(Need.objects.filter(party=party).values_list("origin", flat=True))
    found = [one for one in suggestions().values() if one.level == level and one.theme in on and one.id not in taken]
    return found[:FIRST_SUGGESTIONS], found[FIRST_SUGGESTIONS:]


@dataclass(frozen=True, slots=True)
class CoreSet:
    """Common core information: agreed needs and their indicators. `reminder` when there are more than people can follow."""

    needs: tuple[Need, ...]
    indicators: tuple[str, ...]
    unanswered: tuple[Need, ...]

    @property
    def reminder(self) -> bool:
        return too_many(self.indicators)


def too_many(indicators: Sequence[str], on_a_card: bool = False) -> bool:
    """Whether there are more indicators than people can follow together: a reminder to leave some out, not a limit."""
    return len(indicators) > (CARD_REMINDER if on_a_card else CORE_REMINDER)


def core_set(actor: Actor | None, cooperation: Cooperation) -> CoreSet:
    """The needs that were agreed essential, their indicators by id, and the needs among them that no indicator answers."""
    agreed = tuple(needs_of(actor, cooperation).filter(state__in=AGREED_STATES))
    pairs = list(
        NeedIndicator.objects.filter(need__in=_ids(actor, cooperation), need__state__in=AGREED_STATES).values_list("need", "indicator")
    )
    answered = {need for need, _ in pairs}
    return CoreSet(agreed, tuple(sorted({indicator for _, indicator in pairs})), tuple(need for need in agreed if need.pk not in answered))


def without_need(actor: Actor | None, cooperation: Cooperation, shown: Iterable[str]) -> tuple[str, ...]:
    """Those of the `shown` indicators that no need in force asks for: worth a reminder, never a reason to hide them."""
    asked = set(NeedIndicator.objects.filter(need__in=_ids(actor, cooperation)).values_list("indicator", flat=True))
    return tuple(indicator for indicator in shown if indicator not in asked)
