"""The meanings of series once more, slowly and obviously: plain Python over plain rows, one area at a time."""

from __future__ import annotations

from datetime import date

from yhdyspinta.domain.areas import AreaRegister

Rows = list[dict[str, object]]
ORDER = ["final", "preliminary", "estimate", "forecast"]


def parts_of(register: AreaRegister, area: str, year: int, target: int) -> list[str] | None:
    """The municipalities of `year` that make up `area` on the division of `target`; None where it cannot be had of them."""
    members = set(register.members(area, target))
    if year <= target:
        day = date(target, 1, 1)
        return [one.id for one in register.areas("KU", year) if {place for place, _ in register.became(one.id, day)} & members]
    day = date(year, 1, 1)
    holders = {place for member in members for place, _ in register.became(member, day)}
    for other in register.areas("KU", target):
        if {place for place, _ in register.became(other.id, day)} & holders and other.id not in members:
            return None
    return sorted(holders)


def value_of(rows: Rows, name: str, area: str, period: str) -> tuple[float | None, str]:
    for row in rows:
        if (row["indicator"], row["area"], row["period"]) == (name, area, period):
            return row["value"], str(row["status"])  # type: ignore[return-value]
    return None, "not_available"


def summed(rows: Rows, name: str, parts: list[str], period: str) -> tuple[float | None, str, int, int]:
    """(value, status, parts, parts missing) of a sum."""
    found = [value_of(rows, name, part, period) for part in parts]
    known = [(value, status) for value, status in found if value is not None]
    missing = len(parts) - len(known)
    if not known:
        return None, "not_available", len(parts), missing
    status = "partial" if missing else max((status for _, status in known), key=ORDER.index)
    return sum(value for value, _ in known), status, len(parts), missing


def ratio(rows: Rows, above: str, below: str, parts: list[str], period: str, factor: float) -> tuple[float | None, str, int, int]:
    """(value, status, parts, parts missing) of a ratio of sums, over the parts where both are known."""
    both = [(value_of(rows, above, part, period), value_of(rows, below, part, period)) for part in parts]
    known = [(one, other) for one, other in both if one[0] is not None and other[0] is not None]
    missing = len(parts) - len(known)
    if not known:
        return None, "not_available", len(parts), missing
    denominator = sum(other[0] for _, other in known)
    if denominator == 0:
        return None, "not_applicable", len(parts), missing
    statuses = [status for pair in known for _, status in pair]
    status = "partial" if missing else max(statuses, key=ORDER.index)
    return factor * sum(one[0] for one, _ in known) / denominator, status, len(parts), missing


def weighted(rows: Rows, name: str, people: str, parts: list[str], period: str) -> tuple[float | None, str, int, int]:
    """(value, status, parts, parts missing) of a mean weighted by population."""
    scaled: Rows = []
    for part in parts:
        (value, status), (weight, _) = value_of(rows, name, part, period), value_of(rows, people, part, period)
        product = value * weight if value is not None and weight is not None else None
        scaled.append({"indicator": "product", "area": part, "period": period, "value": product, "status": status})
    return ratio(scaled + rows, "product", people, parts, period, 1.0)


def theil_sen(times: list[float], values: list[float]) -> float:
    slopes = sorted((values[j] - values[i]) / (times[j] - times[i]) for i in range(len(times)) for j in range(i + 1, len(times)))
    middle = len(slopes) // 2
    return slopes[middle] if len(slopes) % 2 else (slopes[middle - 1] + slopes[middle]) / 2
