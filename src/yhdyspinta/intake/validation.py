"""What every received table must stand up to before it is compared or stored: known indicators, and areas of its division."""

from __future__ import annotations

from collections.abc import Collection

import pyarrow as pa

from yhdyspinta.domain.areas import AreaRegister
from yhdyspinta.domain.errors import ParseError, Unknown


def check_indicators(name: str, rows: pa.Table, known: Collection[str]) -> None:
    """ParseError when `rows` of the dataset `name` give an indicator that is not defined."""
    undefined = sorted(set(rows["indicator"].unique().to_pylist()) - set(known))
    if undefined:
        raise ParseError(f"{name} has figures of {', '.join(undefined)}, which no definition names.", "Define them in the catalogue.")


def check_areas(name: str, rows: pa.Table, register: AreaRegister) -> None:
    """ParseError when an area of `rows` does not stand on the division that the row names."""
    pairs = rows.select(["boundaries", "area"]).group_by(["boundaries", "area"]).aggregate([])
    standing: dict[tuple[str, int], frozenset[str]] = {}
    for year, area in sorted(zip(pairs["boundaries"].to_pylist(), pairs["area"].to_pylist(), strict=True)):
        if year not in register.years:
            raise ParseError(f"{name} stands on the division of {year}, which is not known.", f"Known are {register.years}.")
        kind = _kind(name, register, area)
        if (kind, year) not in standing:
            standing[kind, year] = frozenset(other.id for other in register.areas(kind, year))
        if area not in standing[kind, year]:
            raise ParseError(f"{name} has figures of {area}, which is not in the division of {year}.", "Give the boundaries of the file.")


def _kind(name: str, register: AreaRegister, area: str) -> str:
    try:
        return register.get(area).kind
    except Unknown as error:
        raise ParseError(f"{name} has figures of {area}, which is no area.", error.hint) from error
