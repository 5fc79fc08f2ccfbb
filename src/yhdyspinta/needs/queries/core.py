"""Common core information: agreed needs and the indicators that answer them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from yhdyspinta.needs.models import AGREED_STATES, Need, NeedIndicator, NeedState
from yhdyspinta.needs.queries.needs import ids_of, needs_of
from yhdyspinta.organisations.models import Cooperation
from yhdyspinta.organisations.policy import Actor

CORE_REMINDER, CARD_REMINDER = 40, 10  # indicators


@dataclass(frozen=True, slots=True)
class CoreSet:
    """Common core information: agreed needs and their indicators. `reminder` when there are more than people can follow.

    `answers` has the indicators of each need by its number.
    """

    needs: tuple[Need, ...]
    indicators: tuple[str, ...]
    unanswered: tuple[Need, ...]
    answers: dict[int, tuple[str, ...]]

    @property
    def reminder(self) -> bool:
        return too_many(self.indicators)


def too_many(indicators: Sequence[str], on_a_card: bool = False) -> bool:
    """Whether there are more indicators than people can follow together: a reminder to leave some out, not a limit."""
    return len(indicators) > (CARD_REMINDER if on_a_card else CORE_REMINDER)


def core_set(actor: Actor | None, cooperation: Cooperation) -> CoreSet:
    """The needs that were agreed essential, their indicators by id, and the needs among them that are a gap.

    A gap is what the parties have marked as one, and what no indicator answers unless they have marked it as answered otherwise.
    """
    agreed = tuple(needs_of(actor, cooperation).filter(state__in=AGREED_STATES))
    found = NeedIndicator.objects.filter(need__in=ids_of(actor, cooperation), need__state__in=AGREED_STATES)
    answers: dict[int, tuple[str, ...]] = {}
    for need, indicator in found.order_by("indicator").values_list("need", "indicator"):
        answers[need] = (*answers.get(need, ()), indicator)
    every = tuple(sorted({indicator for some in answers.values() for indicator in some}))
    gaps = tuple(need for need in agreed if need.state == NeedState.GAP or (need.state != NeedState.ANSWERED and need.pk not in answers))
    return CoreSet(agreed, every, gaps, answers)


def without_need(actor: Actor | None, cooperation: Cooperation, shown: Iterable[str]) -> tuple[str, ...]:
    """Those of the `shown` indicators that no need in force asks for: worth a reminder, never a reason to hide them."""
    asked = set(NeedIndicator.objects.filter(need__in=ids_of(actor, cooperation)).values_list("indicator", flat=True))
    return tuple(indicator for indicator in shown if indicator not in asked)
