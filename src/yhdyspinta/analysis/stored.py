"""Figures as they stand in the versioned table of an installation: what `values` prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from yhdyspinta.analysis.parts import needed
from yhdyspinta.analysis.precedence import oldest_first, one_a_key
from yhdyspinta.analysis.series import Series, values
from yhdyspinta.catalogue.sources import sources
from yhdyspinta.domain.areas import AreaRegister
from yhdyspinta.domain.errors import StateError
from yhdyspinta.domain.indicator import Indicator
from yhdyspinta.observations.table import VersionedTable
from yhdyspinta.sources.archive import Archive


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

    StateError when nothing has been loaded yet, Damaged when a byte of the table is not what was published; otherwise
    raises what `series.values` raises.
    """
    table = VersionedTable(home)
    if table.version is None:
        raise StateError(f"There are no figures in {home} yet.", "Load the shipped ones first: yhdyspinta load-sample.")
    table.verify_files()  # a byte that changed could give another figure that looks as good
    precedence = {source.id: source.precedence for source in sources().values()}
    rows = one_a_key(table.read(indicators=needed(indicator)), precedence, oldest_first(Archive(home).releases().values()))
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
