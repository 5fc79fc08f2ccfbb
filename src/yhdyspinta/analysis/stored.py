"""Figures as they stand in the versioned table of an installation: what `values` prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from yhdyspinta.analysis.parts import needed
from yhdyspinta.analysis.series import Series, values
from yhdyspinta.domain.areas import AreaRegister
from yhdyspinta.domain.errors import StateError
from yhdyspinta.domain.indicator import Indicator
from yhdyspinta.observations.table import VersionedTable


def stored_values(
    home: Path,
    indicator: Indicator,
    register: AreaRegister,
    kind: str,
    *,
    definitions: Mapping[str, Indicator],
    areas: Sequence[str] = (),
    periods: Sequence[str] = (),
    boundaries: int | None = None,
    sexes: Sequence[str] = (),
    ages: Sequence[str] = (),
) -> Series:
    """`series.values` over the rows of the table under `home` at its pointer's version.

    StateError when nothing has been loaded yet; otherwise raises what `series.values` raises.
    """
    table = VersionedTable(home)
    if table.version is None:
        raise StateError(f"There are no figures in {home} yet.", "Load the shipped ones first: yhdyspinta load-sample.")
    rows = table.read(indicators=needed(indicator))
    return values(
        rows,
        indicator,
        register,
        kind,
        areas=areas,
        periods=periods,
        boundaries=boundaries,
        definitions=definitions,
        sexes=sexes,
        ages=ages,
    )
