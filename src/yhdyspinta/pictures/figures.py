"""One row of the read model's `latest`, told as a Figure: comparators, verdicts, and what cannot be told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from yhdyspinta.analysis.method import PUBLISHED, describe
from yhdyspinta.analysis.signals import (
    EVENTS_LEAST,
    NOT_CLEAR,
    Basis,
    Verdict,
    cannot_tell,
    compared,
    old,
    stands_out,
    three_period_mean,
    unusual,
    within_chance,
)
from yhdyspinta.domain.areas import COUNTRY
from yhdyspinta.domain.indicator import Additivity, Indicator, MeasureKind
from yhdyspinta.domain.observation import TOTAL, FigureId
from yhdyspinta.domain.period import due_date
from yhdyspinta.domain.status import Status
from yhdyspinta.intake.computing import populations
from yhdyspinta.pictures.changes import change_of
from yhdyspinta.pictures.comparability import grows_with_area, may_lack_parts
from yhdyspinta.pictures.context import Context
from yhdyspinta.pictures.history import Histories, relative
from yhdyspinta.pictures.model import Comparator, Figure, Trend
from yhdyspinta.pictures.phrases import in_all, say

Row = Mapping[str, Any]
_NO_METHOD = in_all(lambda language: "")


@dataclass(frozen=True, slots=True)
class Teller:
    """Makes figures of one area. `residents` is its newest known population.

    `seeks_unusual` asks whether a change is unusual beside those of all areas, which reads them all.
    """

    context: Context
    histories: Histories
    area: str
    kind: str
    residents: float | None
    seeks_unusual: bool = True

    def figure(self, row: Row) -> Figure:
        """The figure of a `latest` row, without its sentence."""
        indicator = self.context.indicators[row["indicator"]]
        row = {**row, **change_of(self.context, self.histories, indicator, row)}
        basis = self._basis(row, indicator)
        silent = cannot_tell(indicator, basis)
        return replace(
            self.listed(row),
            previous_period=row["previous_period"],
            previous_value=row["previous_value"],
            change=row["change"],
            change_pct=row["change_pct"],
            change_parts=row["change_parts"],
            change_verdict=self._change_verdict(row, indicator, basis),
            comparators=self._comparators(row, indicator, basis),
            cannot_tell=self._reason(indicator, basis) if silent else "",
            mean_of_three=self._mean(row, indicator) if silent else None,
            unusual=self._unusual(row, indicator, tells=not silent),
            method=self._method(row),
            **_standing(row, indicator, self._trend(row), silent=silent),
        )

    def led_to(self, row: Row) -> Figure:
        """The figure as `listed`, with its trend where that tells: a drawing that a page leads to is named by it."""
        indicator = self.context.indicators[row["indicator"]]
        silent = cannot_tell(indicator, self._basis(row, indicator))
        return replace(self.listed(row), trend=None if silent else self._trend(row))

    def listed(self, row: Row) -> Figure:
        """The figure with nothing beside it and without its method, as lists show it: a tenth of the work, and no history is read."""
        indicator = self.context.indicators[row["indicator"]]
        return Figure(
            id=str(FigureId(indicator.id, self.area, row["period"], TOTAL, TOTAL, row["boundaries"])),
            area=self.area,
            boundaries=row["boundaries"],
            period=row["period"],
            period_end=row["period_end"].isoformat(),
            sex=TOTAL,
            age=TOTAL,
            value=row["value"],
            status=row["status"],
            origin=row["origin"],
            method=_NO_METHOD,
            parts=row["parts"],
            parts_missing=row["parts_missing"] or 0,
            releases=tuple(row["release"].split(",")),
            **_definition(indicator, self.context),
            **_due(row["period_end"], indicator),
        )

    def _method(self, row: Row) -> dict[str, str]:
        """How a figure was computed, read from its own row; empty texts for one that was published."""
        own = self.histories.row(row["indicator"], self.area, row["period"])
        if row["origin"] != "computed" and not own["method"]:
            return _NO_METHOD
        return describe(own["method"] or PUBLISHED).as_dict()

    def _basis(self, row: Row, indicator: Indicator) -> Basis:
        own = self.histories.row(row["indicator"], self.area, row["period"])
        above, below = own["numerator"], own["denominator"]
        if indicator.additivity is Additivity.RATIO_OF_SUMS:
            above = above if above is not None else self._part(indicator.numerator, row["period"])
            below = below if below is not None else self._part(indicator.denominator, row["period"])
        return Basis(row["value"], above, below, own["n"], own["low"], own["high"], self.residents)

    def _part(self, indicator: str, period: str) -> float | None:
        value: float | None = self.histories.row(indicator, self.area, period)["value"]
        return value

    def _trend(self, row: Row) -> Trend | None:
        """The trend with its first period: of a monthly series the same month of each year counts."""
        if row["trend_direction"] is None:
            return None
        season = row["period"][4:]
        known = [
            one["period"]
            for one in self.histories.of(row["indicator"], self.area)
            if one["value"] is not None and one["period"][4:] == season and one["period"] <= row["period"]
        ]
        since = known[-row["trend_n"]] if len(known) >= row["trend_n"] else ""
        return Trend(slope=row["trend_slope"], n=row["trend_n"], direction=row["trend_direction"], since=since)

    def _change_verdict(self, row: Row, indicator: Indicator, basis: Basis) -> str:
        if row["change"] is None:
            return ""
        if indicator.kind is MeasureKind.COUNT and abs(row["before"]) < EVENTS_LEAST:
            return Verdict.CANNOT_TELL.value  # twenty from five is chance as much as five from twenty
        now = replace(basis, value=row["before"] + row["change"])  # over the same parts, where some are missing
        verdict = compared(indicator, now, Basis(row["before"]))
        if within_chance(indicator, row["before"] + row["change"], row["before"]) and verdict is not Verdict.SAME:
            return NOT_CLEAR
        if verdict is Verdict.NO_DIRECTION:
            return _up_or_down(row["change"], indicator.decimals)
        return verdict.value

    def _comparators(self, row: Row, indicator: Indicator, basis: Basis) -> tuple[Comparator, ...]:
        if grows_with_area(indicator):
            return ()
        found = []
        for key, value in (("county", row["county_value"]), ("country", row["country_value"])):
            other = row["county"] if key == "county" else COUNTRY
            if value is not None and other and self._is_elsewhere(other):
                one = self._comparator(indicator, basis, key, other, self.context.places.name(other), value)
                found.append(replace(one, status=self._status(indicator, other, row["period"])))
        if row["same_size_median"] is not None and row["same_size_n"] > 1:  # itself is counted
            key = "median_same_size_county" if self.kind == "HVA" else "median_same_size"
            name = in_all(lambda language: say(key, language, n=row["same_size_n"]))
            found.append(self._comparator(indicator, basis, "same_size", "", name, row["same_size_median"], row["same_size_n"]))
        return tuple(found)

    def _status(self, indicator: Indicator, other: str, period: str) -> str:
        """Of what stands beside: only a figure that is made of parts can lack some."""
        if not may_lack_parts(indicator):
            return Status.FINAL.value
        return self.histories.row(indicator.id, other, period)["status"] or Status.FINAL.value

    def _is_elsewhere(self, other: str) -> bool:
        """Helsinki's county is Helsinki: nothing is compared with itself."""
        register, year = self.context.register, self.context.register.current
        return other != self.area and register.members(other, year) != register.members(self.area, year)

    def _comparator(
        self, indicator: Indicator, basis: Basis, key: str, area: str, name: dict[str, str], value: float, n: int | None = None
    ) -> Comparator:
        verdict = compared(indicator, basis, Basis(value))
        word = verdict.value
        if verdict is Verdict.NO_DIRECTION and basis.value is not None:
            word = higher_or_lower(basis.value - value, indicator.decimals)
        return Comparator(key=key, area=area, name=name, value=value, n=n, verdict=word)

    def _reason(self, indicator: Indicator, basis: Basis) -> str:
        """Why it cannot be told, as the key of the sentence that says so."""
        if basis.value is None:
            return "no_value"
        events = basis.value if indicator.kind is MeasureKind.COUNT else basis.numerator
        if events is not None and abs(events) < EVENTS_LEAST:
            return "few_events"
        people = basis.denominator if basis.denominator is not None else basis.residents
        return "unknown_n" if people is None or indicator.survey else "small_denominator"

    def _mean(self, row: Row, indicator: Indicator) -> float | None:
        if indicator.minimum_n or indicator.survey:
            return None
        return three_period_mean([item["value"] for item in self.histories.of(indicator.id, self.area) if item["period"] <= row["period"]])

    def _unusual(self, row: Row, indicator: Indicator, *, tells: bool) -> bool:
        if not self.seeks_unusual or not tells or old(row["period_end"], self.context.day):
            return False
        if row["change"] is None or (indicator.kind is MeasureKind.COUNT and abs(row["before"]) < EVENTS_LEAST):
            return False
        change = relative(indicator, row["before"] + row["change"], row["before"])
        own = self.histories.earlier_changes(indicator, self.area, row["period"])
        if not stands_out(change, own):
            return False  # without reading how the others changed
        peers = [
            relative(indicator, peer["value"], peer["previous_value"])
            for peer in self.histories.peers(indicator.id, self.kind)
            if peer["area"] != self.area and peer["period"] == row["period"]
        ]
        return unusual(change, own, peers, tells=tells)


def teller_of(context: Context, histories: Histories, area: str, rows: Iterable[Row], *, seeks_unusual: bool = True) -> Teller:
    """The teller of an area; its residents are the newest population among its own `latest` rows."""
    counts = populations(context.indicators)
    people = [row for row in rows if row["indicator"] in counts and row["value"] is not None]
    residents = max(people, key=lambda row: row["period_end"])["value"] if people else None
    return Teller(context, histories, area, context.register.get(area).kind, residents, seeks_unusual)


def _definition(indicator: Indicator, context: Context) -> dict[str, Any]:
    return {
        "indicator": indicator.id,
        "title": indicator.title.as_dict(),
        "unit": indicator.unit.as_dict(),
        "decimals": indicator.decimals,
        "polarity": indicator.polarity.value,
        "kind": indicator.kind.value,
        "source": indicator.source,
        "publisher": context.publisher(indicator),
    }


def _standing(row: Row, indicator: Indicator, trend: Trend | None, *, silent: bool) -> dict[str, Any]:
    """Rank and trend, which are told only where a figure can tell."""
    if silent:
        return {"rank": None, "rank_n": None, "trend": None}
    ranked = not grows_with_area(indicator) and row["rank_n"] is not None and row["rank_n"] > 1
    return {"rank": row["rank"] if ranked else None, "rank_n": row["rank_n"] if ranked else None, "trend": trend}


def _due(period_end: date, indicator: Indicator) -> dict[str, Any]:
    due = due_date(period_end, indicator.lag_days, indicator.rhythm)
    return {"due": due.isoformat() if due else None}


def _up_or_down(change: float, decimals: int) -> str:
    rounded = round(change, decimals)
    return "same" if rounded == 0 else "up" if rounded > 0 else "down"


def higher_or_lower(difference: float, decimals: int) -> str:
    rounded = round(difference, decimals)
    return "same" if rounded == 0 else "higher" if rounded > 0 else "lower"
