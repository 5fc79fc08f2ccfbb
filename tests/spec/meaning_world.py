"""The invented country of the examples, and observations tables from rows of text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import pyarrow as pa

from tests.spec.meaning_tables import FOLDER, Row, Table, examples, number
from yhdyspinta.domain.areas import Area, AreaRegister, Change, Membership
from yhdyspinta.domain.indicator import Additivity, Indicator, MeasureKind, Polarity
from yhdyspinta.domain.period import Period, Rhythm
from yhdyspinta.domain.text import Text
from yhdyspinta.observations.schema import OBSERVATIONS, conform


def indicator(name: str, **fields: object) -> Indicator:
    """An indicator with everything that an example does not speak of filled in."""
    full: dict[str, object] = {
        "id": name, "title": Text(name), "definition": Text(name), "unit": Text(""), "decimals": 1, "polarity": Polarity.NEITHER,
        "kind": MeasureKind.COUNT, "additivity": Additivity.SUM, "themes": (1,), "source": "example", "producer": "example",
        "licence": "CC BY 4.0", "rhythm": Rhythm.YEAR, "lag_days": 0, "address": "", "ages": True, "sexes": True,
    }  # fmt: skip
    return Indicator(**{**full, **fields})  # type: ignore[arg-type]


def kind_of(area: str) -> str:
    return area.rstrip("0123456789")


def country() -> tuple[AreaRegister, dict[str, Indicator]]:
    """The register and the indicators of `00-country.md`."""
    (example,) = examples(FOLDER / "00-country.md")
    areas, memberships, changes, indicators = (table.rows for table in example.tables)
    register = AreaRegister(
        [Area(row["id"], kind_of(row["id"]), row["id"][-3:], Text(row["name"]), *_dates(row)) for row in areas],
        [Membership(row["municipality"], parent, kind_of(parent), *_dates(row)) for row in memberships for parent in row["in"].split()],
        [Change(row["kind"], date.fromisoformat(row["date"]), row["source"], row["target"]) for row in changes],  # type: ignore[arg-type]
    )
    return register, {row["indicator"]: _defined(row) for row in indicators}


def _dates(row: Row) -> tuple[date, date | None]:
    return date.fromisoformat(row["from"]), date.fromisoformat(row["to"]) if row["to"] else None


def _defined(row: Row) -> Indicator:
    return indicator(
        row["indicator"], additivity=Additivity(row["adds up"]), numerator=row["numerator"], denominator=row["denominator"],
        factor=float(row["factor"]),
    )  # fmt: skip


def observations(rows: Iterable[Mapping[str, object]]) -> pa.Table:
    """Rows with indicator, area, boundaries, period, value and status (sex, age, release … if given) as an observations table."""
    full = []
    for row in rows:
        period = Period.parse(str(row["period"]))
        basic = {
            "sex": "total",
            "age": "total",
            "release": "r1",
            "source": "example",
            "period_start": period.start,
            "period_end": period.end,
        }
        full.append({**basic, **row})
    return conform(pa.Table.from_pylist(full, schema=OBSERVATIONS) if full else OBSERVATIONS.empty_table())


def figures(table: Table) -> list[dict[str, object]]:
    """The rows of a table captioned "Figures of `indicator`"."""
    name = table.caption.split("`")[1]
    return [{**row, "indicator": name, "boundaries": int(row["boundaries"]), "value": number(row["value"])} for row in table.rows]
