"""What a Sotkanet target says of itself."""

from __future__ import annotations

from dataclasses import dataclass

from yhdyspinta.domain.errors import CuratedError
from yhdyspinta.domain.observation import SEXES, TOTAL
from yhdyspinta.sources import facts
from yhdyspinta.sources.target import Target

CSV, JSON = "csv", "json"
_KNOWN = frozenset({"indicator", "genders", "format"})


@dataclass(frozen=True, slots=True)
class Facts:
    indicator: int
    genders: tuple[str, ...]
    format: str
    ours: str  # the id of our indicator


def facts_of(target: Target) -> Facts:
    """The facts of a target; CuratedError names the one that is wrong."""
    facts.only(target, _KNOWN)
    indicator, genders = facts.whole(target, "indicator"), facts.texts(target, "genders", (TOTAL,))
    if not genders or set(genders) - set(SEXES) or len(set(genders)) < len(genders):
        raise facts.fault(target, "genders", f"a list of {', '.join(SEXES)}, each once")
    form = facts.text(target, "format", CSV)
    if form not in (CSV, JSON):
        raise facts.fault(target, "format", f"{CSV} or {JSON}")
    if len(target.series) != 1 or target.series[0].key:
        raise CuratedError(f"live target {target.id}, series: expected one indicator without a key: a Sotkanet reply holds one.")
    if not target.address:
        raise CuratedError(f"live target {target.id}, address: expected where the interface begins, https://…/rest/1.1.")
    return Facts(indicator, genders, form, target.series[0].indicator)
