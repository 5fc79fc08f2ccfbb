"""The history of one indicator on the present division: one row a period, whatever divisions it was published on."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection
from functools import lru_cache, partial
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from yhdyspinta.domain.areas import MUNICIPALITY, AreaRegister
from yhdyspinta.domain.indicator import Indicator, MeasureKind
from yhdyspinta.domain.observation import TOTAL
from yhdyspinta.domain.period import Period
from yhdyspinta.observations.queries import ReadModel
from yhdyspinta.observations.records import records
from yhdyspinta.observations.schema import PUBLISHED
from yhdyspinta.pictures.division import division_of

_COLUMNS = (
    "area", "boundaries", "period", "value", "numerator", "denominator", "n", "low", "high", "status", "origin", "release", "method",
)  # fmt: skip
_OF_PEERS = ("area", "boundaries", "period", "value", "status", "origin", "parts", "parts_missing", "release", "previous_value")
_NOTHING: dict[str, Any] = dict.fromkeys(_COLUMNS)
Row = dict[str, Any]


class _Shared:
    """What the pictures of many areas read alike: the lines of counties and the country, the figures of all areas of a kind.

    By the file of the read model, so that a new one is read anew. Nobody changes the rows.
    """

    def __init__(self, most_rows: int = 100_000) -> None:
        self._lock = threading.Lock()
        self._rows: OrderedDict[tuple[Any, ...], list[Row]] = OrderedDict()
        self._most = most_rows  # of about 400 bytes
        self._held = 0

    def get(self, key: tuple[Any, ...], read: Callable[[], list[Row]]) -> list[Row]:
        """The rows under a key, read when they are not here; two that ask at once may both read."""
        found = self.find(key)
        return self.keep(key, read()) if found is None else found

    def find(self, key: tuple[Any, ...]) -> list[Row] | None:
        """The rows under a key; None where they are not here."""
        with self._lock:
            if key not in self._rows:
                return None
            self._rows.move_to_end(key)
            return self._rows[key]

    def keep(self, key: tuple[Any, ...], rows: list[Row]) -> list[Row]:
        """Keep the rows under a key; those that were asked for longest ago go when there are too many."""
        with self._lock:
            self._held += len(rows) - len(self._rows.pop(key, ()))
            self._rows[key] = rows
            while self._held > self._most and len(self._rows) > 1:
                self._held -= len(self._rows.popitem(last=False)[1])
        return rows


_SHARED = _Shared()
# The lines of single municipalities: a page reads them in more than one step, and readers go from page to page of one area.
_RECENT = _Shared(most_rows=20_000)


class Histories:
    """Series of a read model by indicator, area and age; each is read once."""

    def __init__(self, model: ReadModel, register: AreaRegister) -> None:
        self.model = model
        self.register = register
        self._rows: dict[tuple[str, str, str], list[Row]] = {}
        self._by_period: dict[tuple[str, str], dict[str, Row]] = {}
        self._peers: dict[tuple[str, str], list[Row]] = {}
        self._municipal: dict[tuple[str, tuple[str, ...]], dict[str, dict[str, float]]] = {}

    def of(self, indicator: str, area: str, age: str = TOTAL) -> list[Row]:
        """The rows of one area, oldest first, one a period; none where its territory was another."""
        key = (indicator, area, age)
        if key not in self._rows:
            self._rows[key] = self._kept(area).get(self._shared(*key), partial(self._read, indicator, area, age))
        return self._rows[key]

    def read(self, area: str, indicators: Collection[str]) -> None:
        """Read the rows of many indicators of one area in one query; `of` then has them at hand."""
        self._read_several({(name, area, TOTAL): name for name in indicators}, "indicator", self.model.series_of_area, area)

    def read_ages(self, indicator: str, area: str, ages: Collection[str]) -> None:
        """Read the rows of many ages of one indicator and area in one query; `of` then has them at hand."""
        self._read_several({(indicator, area, age): age for age in ages}, "age", partial(self.model.series_of_ages, indicator), area)

    def _read_several(self, wanted: dict[tuple[str, str, str], str], axis: str, ask: Callable[..., pa.Table], area: str) -> None:
        """Of the series wanted, each by its key and its text on `axis`, keep those that are here and ask for the others at once."""
        kept = self._kept(area)
        found: dict[str, list[Row]] = {}
        for key, text in wanted.items():
            rows = self._rows[key] if key in self._rows else kept.find(self._shared(*key))
            if rows is None:
                found[text] = []
            else:
                self._rows[key] = rows
        if not found:
            return
        for row in records(ask(area, found, (axis, *_COLUMNS))):
            found[row.pop(axis)].append(row)
        for key, text in wanted.items():
            if text in found:
                self._rows[key] = kept.keep(self._shared(*key), self._one_a_period(area, found[text]))

    def _read(self, indicator: str, area: str, age: str) -> list[Row]:
        return self._one_a_period(area, records(self.model.series(indicator, (area,), TOTAL, age, _COLUMNS)))

    def _kept(self, area: str) -> _Shared:
        """Where the lines of an area are kept: those that others have around them longer."""
        return _RECENT if self.register.get(area).kind == MUNICIPALITY else _SHARED

    def _shared(self, *key: str) -> tuple[Any, ...]:
        return (self.model.path, self.register, *key)

    def several(self, indicator: str, areas: Collection[str]) -> list[Row]:
        """The rows of many areas, read at once and not kept; an area's stand together."""
        by_area: dict[str, list[Row]] = {name: [] for name in areas}
        for row in records(self.model.series(indicator, areas, TOTAL, TOTAL, _COLUMNS)):
            by_area[row["area"]].append(row)
        return [row for name, rows in by_area.items() for row in self._one_a_period(name, rows)]

    def municipal(self, indicator: str, periods: tuple[str, ...]) -> dict[str, dict[str, float]]:
        """The known values of every municipality in some periods, by area and period; read at once."""
        key = (indicator, periods)
        if key not in self._municipal:
            municipalities = [found.id for found in self.register.areas(MUNICIPALITY, self.register.current)]
            rows = self.model.series(indicator, municipalities, TOTAL, TOTAL, _COLUMNS)
            rows = rows.filter(pc.is_in(rows["period"].cast(pa.string()), value_set=pa.array(periods)))
            by_area: dict[str, list[Row]] = {}
            for row in records(rows):
                by_area.setdefault(row["area"], []).append(row)
            kept = {name: self._one_a_period(name, found) for name, found in by_area.items()}
            self._municipal[key] = {
                name: {row["period"]: row["value"] for row in found if row["value"] is not None} for name, found in kept.items()
            }
        return self._municipal[key]

    def division(self, area: str) -> int:
        """The division on which the area stands."""
        return division_of(self.register, area)

    def row(self, indicator: str, area: str, period: str) -> Row:
        """The row of one period; all None where there is none."""
        key = (indicator, area)
        if key not in self._by_period:
            self._by_period[key] = {row["period"]: row for row in self.of(indicator, area)}
        return self._by_period[key].get(period, _NOTHING)

    def peers(self, indicator: str, kind: str) -> list[Row]:
        """The `latest` rows of every area of a kind."""
        key = (indicator, kind)
        if key not in self._peers:
            self._peers[key] = _SHARED.get(
                self._shared(*key), lambda: records(self.model.latest_of_indicator(indicator, kind).select(_OF_PEERS))
            )
        return self._peers[key]

    def read_peers(self, indicators: Collection[str], kind: str) -> None:
        """Read the `latest` rows of many indicators in one query; `peers` then has them at hand."""
        found: dict[str, list[Row]] = {name: [] for name in indicators if _SHARED.find(self._shared(name, kind)) is None}
        if not found:
            return
        for row in records(self.model.latest_of_indicators(found, kind, ("indicator", *_OF_PEERS))):
            found[row.pop("indicator")].append(row)
        for name, rows in found.items():
            self._peers[name, kind] = _SHARED.keep(self._shared(name, kind), rows)

    def earlier_changes(self, indicator: Indicator, area: str, period: str) -> list[float | None]:
        """The year-on-year changes of an area before `period`, oldest first: in points for shares, else relative."""
        values = {row["period"]: row["value"] for row in self.of(indicator.id, area)}
        found = []
        for text in values:
            earlier = values.get(Period.parse(text).year_before().text)
            if text < period and text[4:] == period[4:]:
                found.append(relative(indicator, values[text], earlier))
        return found

    def _one_a_period(self, area: str, rows: list[Row]) -> list[Row]:
        """Of each period the published row, else the computed one, of the newest division on which the area is what it is now."""
        stands = {year: _stands(self.register, area, year) for year in {row["boundaries"] for row in rows}}
        found: dict[str, Row] = {}
        for row in sorted(rows, key=lambda item: (item["period"], item["origin"] == PUBLISHED, item["boundaries"])):
            if stands[row["boundaries"]]:
                found[row["period"]] = row
        return list(found.values())


def relative(indicator: Indicator, value: float | None, earlier: float | None) -> float | None:
    """The change in the measure by which changes are compared: points for shares, else the share of the earlier value."""
    if value is None or earlier is None:
        return None
    if indicator.kind in (MeasureKind.SHARE, MeasureKind.RANK):
        return value - earlier
    return None if earlier == 0 else (value - earlier) / abs(earlier)


@lru_cache(maxsize=65_536)
def _stands(register: AreaRegister, area: str, boundaries: int) -> bool:
    """Whether a row of a division speaks of the area as it is today (or was in the last division that had its kind)."""
    division = division_of(register, area)
    return boundaries == division or register.same_territory(area, boundaries, division)
