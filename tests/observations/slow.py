"""`latest` a second time, slow and obvious, straight from the table of meanings."""

from __future__ import annotations

import statistics
from typing import Any

from yhdyspinta.domain.period import Period

Row = dict[str, Any]


def winners(received: list[Row], computed: list[Row], precedence: dict[str, int], order: list[str]) -> list[Row]:
    """One row a key: published beats computed, then precedence, then the newer release."""
    best: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    for origin, rows in enumerate((received, computed)):
        for one in rows:
            key = tuple(one[name] for name in ("indicator", "area", "boundaries", "period", "sex", "age"))
            newness = order.index(one["release"]) if one["release"] in order else -1
            claim = (-origin, -precedence.get(one["source"], 100), newness)
            if key not in best or claim > best[key][0]:
                best[key] = (claim, {**one, "origin": ("published", "computed")[origin]})
    return [found for _, found in best.values()]


def one_a_period(rows: list[Row], present: set[tuple[str, int]]) -> dict[tuple[str, str, str], Row]:
    """Indicator, area, period -> the row that stands for it today: published first, then the newest division."""
    found: dict[tuple[str, str, str], Row] = {}
    for one in rows:
        if one["status"] == "forecast" or (one["sex"], one["age"]) != ("total", "total") or (one["area"], one["boundaries"]) not in present:
            continue
        key = (one["indicator"], one["area"], one["period"])
        claim = (one["origin"] == "published", one["boundaries"])
        if key not in found or claim > (found[key]["origin"] == "published", found[key]["boundaries"]):
            found[key] = one
    return found


def latest(rows: dict[tuple[str, str, str], Row], indicators: dict[str, Row], areas: dict[str, Row]) -> list[Row]:
    series: dict[tuple[str, str], list[Row]] = {}
    for (indicator, area, _), one in rows.items():
        series.setdefault((indicator, area), []).append(one)
    return [_one(key, found, rows, indicators[key[0]], areas) for key, found in sorted(series.items())]


def _when(one: Row) -> tuple[Any, Any]:
    period = Period.parse(one["period"])
    return period.end, -period.start.toordinal()


def _one(key: tuple[str, str], series: list[Row], rows: Any, about: Row, areas: dict[str, Row]) -> Row:
    indicator, area = key
    series = sorted(series, key=_when)
    valued = [one for one in series if one["value"] is not None]
    newest = (valued or series)[-1]
    period, value = newest["period"], newest["value"]

    def at(place: str, when: str = period) -> float | None:
        return rows.get((indicator, place, when), {}).get("value")

    before = at(area, Period.parse(period).year_before().text)
    change = None if before is None or value is None else value - before
    peers = [at(place) for place, other in areas.items() if other["kind"] == areas[area]["kind"] and at(place) is not None]
    size = areas[area]["size"]
    alike = [at(place) for place, other in areas.items() if size and (other["kind"], other["size"]) == (areas[area]["kind"], size)]
    alike = [one for one in alike if one is not None]
    sign = {"higher_is_better": 1, "higher_is_worse": -1}.get(about["polarity"], 0)
    ranked = sign != 0 and value is not None
    points = [(int(one["period"][:4]), one["value"]) for one in valued if one["period"][4:] == period[4:]][-10:]
    enough = len(points) >= 5
    return {
        "indicator": indicator,
        "area": area,
        "boundaries": newest["boundaries"],
        "period": period,
        "period_end": Period.parse(period).end,
        "value": value,
        "status": newest["status"],
        "origin": newest["origin"],
        "release": newest["release"],
        "parts_missing": newest["parts_missing"],
        "previous_period": None if before is None else Period.parse(period).year_before().text,
        "previous_value": before,
        "change": change,
        "change_pct": None if change is None or not before > 0 or about["kind"] in ("share", "rank") else 100 * change / before,
        "rank": 1 + sum((other - value) * sign > 0 for other in peers) if ranked else None,
        "rank_n": len(peers) if ranked else None,
        "county": areas[area]["county"] or None,
        "county_value": at(areas[area]["county"]),
        "country_value": at(areas[area]["country"]),
        "same_size_median": statistics.median(alike) if alike else None,
        "same_size_n": len(alike) if size else None,
        "trend_slope": slope(points) if enough else None,
        "trend_n": len(points),
        "trend_direction": direction(points) if enough else None,
        "periods": len(valued),
    }


def slope(points: list[tuple[int, float]]) -> float:
    return statistics.median((y - b) / (x - a) for i, (x, y) in enumerate(points) for a, b in points[:i])


def direction(points: list[tuple[int, float]]) -> str:
    slopes = [slope(points), *(slope(points[:i] + points[i + 1 :]) for i in range(len(points)))]
    return "up" if all(one > 0 for one in slopes) else "down" if all(one < 0 for one in slopes) else "none"
