"""From the published table to the read model: what is computed from the figures, and what must be known beside them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa

import yhdyspinta
from yhdyspinta.analysis.comparison import size_class
from yhdyspinta.analysis.precedence import oldest_first
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.catalogue.sources import sources
from yhdyspinta.domain.areas import COUNTRY, MUNICIPALITY, AreaRegister
from yhdyspinta.domain.errors import StateError
from yhdyspinta.domain.indicator import Indicator
from yhdyspinta.environment import Environment
from yhdyspinta.intake.computing import Ranking, compute
from yhdyspinta.observations import pointer, readmodel
from yhdyspinta.observations.table import VersionedTable
from yhdyspinta.sources.archive import Archive

COUNTY = "HVA"
INPUTS = "readmodel.inputs.json"
# Whatever of the product decides what a read model holds: a change there builds it anew.
_DECIDING = ("analysis", "observations", "curated/areas", "curated/indicators", "curated/sources")


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """Which read model stands: `version` is its data version, `built` whether this call made it."""

    table_version: int
    version: str
    built: bool


def rebuild(environment: Environment, report: Callable[[str, float], None]) -> Rebuilt:
    """Make the read model of the published table, unless the one that stands was made of the same.

    StateError when nothing was loaded yet.
    """
    home = environment.home
    table = VersionedTable(home)
    version = table.version
    if version is None:
        raise StateError("There are no figures yet.", "Load the shipped ones first: yhdyspinta load-sample.")
    inputs = {"version": version, "deciding": deciding()}
    standing = _standing(home, inputs)
    if standing:
        report("The read model is up to date", 1.0)
        return Rebuilt(version, standing, False)
    report("Computing figures of larger areas", 0.0)
    ranking = Ranking({source.id: source.precedence for source in sources().values()}, oldest_first(Archive(home).releases().values()))
    told = 0.7  # share of the work that is computing
    made = compute(table, indicators(), areas(), ranking, lambda done, of: report(f"Computed {done} of {of} indicators", told * done / of))
    report("Building the read model", 0.7)
    try:
        path = readmodel.build(
            home,
            version,
            made.rows,
            indicator_table(indicators().values()),
            area_table(areas(), made.population),
            present=made.present,
            precedence=ranking.precedence,
            order=ranking.order,
            limits=readmodel.Limits(environment.memory_limit, environment.threads),
        )
    except duckdb.IOException as error:
        raise StateError(
            f"The read model cannot be written under {home}: {str(error).splitlines()[0]}.",
            "Free disk space and run the same command again; what was there is served until then.",
        ) from error
    pointer.write(home / INPUTS, inputs)
    report("The read model is ready", 1.0)
    return Rebuilt(version, _data_version(path), True)


@cache
def deciding() -> str:
    """A hash of everything in the product that decides what a read model holds for one version of the table."""
    digest, root = hashlib.sha256(yhdyspinta.__version__.encode()), Path(yhdyspinta.__file__).parent
    for folder in _DECIDING:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in (".py", ".csv", ".toml"):
                digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _standing(home: Path, inputs: Mapping[str, object]) -> str:
    """The data version of the read model that stands, empty when it must be built."""
    held = pointer.read(home / readmodel.POINTER)
    if held is None or pointer.read(home / INPUTS) != inputs or held["version"] != inputs["version"]:
        return ""
    path = home / "readmodel" / str(held["file"])
    return _data_version(path) if path.exists() else ""


def _data_version(path: Path) -> str:
    return path.stem.removeprefix("readmodel-")


def indicator_table(definitions: Iterable[Indicator]) -> pa.Table:
    """Polarity and kind of each indicator (schema readmodel.INDICATORS)."""
    rows = [{"indicator": item.id, "polarity": item.polarity.value, "kind": item.kind.value} for item in definitions]
    return pa.Table.from_pylist(rows, schema=readmodel.INDICATORS)


def area_table(register: AreaRegister, population: Mapping[str, float]) -> pa.Table:
    """Each area of the current division (or the last that had its kind) with size class, county and country (readmodel.AREAS)."""
    rows = []
    for kind in register.kinds:
        for area in register.areas(kind, min(register.current, register.last_year(kind))):
            county = register.parent(area.id, COUNTY, register.current) if kind == MUNICIPALITY else None
            size = size_class(kind, population.get(area.id))
            country = "" if area.id == COUNTRY else COUNTRY
            rows.append({"area": area.id, "kind": kind, "size": size or "", "county": county or "", "country": country})
    return pa.Table.from_pylist(rows, schema=readmodel.AREAS)
