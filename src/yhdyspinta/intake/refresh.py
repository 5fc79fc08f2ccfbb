"""From the published table to the read model: what is computed from the figures, and what must be known beside them.

Where only some indicators have changed since the read model that stands was made, only they and what is made of them are
read, computed and written again. The whole is built where anything else that decides has changed (`frame`: the code, the
areas, the definitions, the register of sources), where releases rank otherwise, and where so much was added behind the
sorted rows that reading would grow slow.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa

import yhdyspinta
from yhdyspinta.analysis.comparison import size_class
from yhdyspinta.analysis.precedence import oldest_first
from yhdyspinta.catalogue import installed
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.catalogue.sources import sources
from yhdyspinta.domain.areas import COUNTRY, MUNICIPALITY, AreaRegister
from yhdyspinta.domain.canonical import content_hash
from yhdyspinta.domain.errors import Damaged, StateError
from yhdyspinta.domain.indicator import Indicator
from yhdyspinta.environment import Environment
from yhdyspinta.intake.computing import Computed, Group, People, Ranking, compute, families, population
from yhdyspinta.observations import pointer, readmodel
from yhdyspinta.observations.contents import Contents, contents_of
from yhdyspinta.observations.table import VersionedTable
from yhdyspinta.sources.archive import Archive

COUNTY = "HVA"
INPUTS = "readmodel.inputs.json"
# Whatever of the product decides what a read model holds: a change there builds it anew.
_DECIDING = ("analysis", "observations", "curated/areas", "curated/example/areas", "curated/indicators", "curated/sources")
_BEHIND = 0.25  # share of the rows that may lie behind the sorted ones before all are sorted again
_BEHIND_AT_LEAST = 1_000_000
_COMPUTING = 0.7  # share of the work
Report = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """Which read model stands: `version` is its data version, `built` whether this call made it, `changed` of how many
    indicators the rows were made anew (None: of all)."""

    table_version: int
    version: str
    built: bool
    changed: int | None = None


def rebuild(environment: Environment, report: Report) -> Rebuilt:
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
    try:
        path, changed = _make(environment, table, readmodel.standing(home), report)
    except (duckdb.IOException, duckdb.TransactionException, OSError) as error:
        raise StateError(
            f"The read model cannot be written under {home}: {str(error).splitlines()[0]}.",
            "Free disk space and run the same command again; what was there is served until then.",
        ) from error
    pointer.write(home / INPUTS, inputs)
    report("The read model is ready", 1.0)
    return Rebuilt(version, _data_version(path), True, changed)


def deciding() -> str:
    """A hash of everything beside the figures that decides what a read model holds for one version of the table: the
    product's code and curated tables, and the areas that the installation has accepted."""
    edition = installed.edition()
    return hashlib.sha256(f"{_shipped()} {edition}".encode()).hexdigest() if edition else _shipped()


@cache
def _shipped() -> str:
    digest, root = hashlib.sha256(yhdyspinta.__version__.encode()), Path(yhdyspinta.__file__).parent
    for folder in _DECIDING:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in (".py", ".csv", ".toml"):
                digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _make(environment: Environment, table: VersionedTable, base: readmodel.Standing | None, report: Report) -> tuple[Path, int | None]:
    """Build the whole or bring up to date what stands; the path, and how many indicators were made anew (None: all)."""
    home, contents = environment.home, contents_of(table, None)
    ages = oldest_first(release for name, release in Archive(home).releases().items() if name in contents.of_release)
    ranking = Ranking({source.id: source.precedence for source in sources().values()}, ages)
    frame = content_hash({"deciding": deciding(), "precedence": dict(ranking.precedence)})
    groups = families(indicators(), contents.sizes)
    changed = None if base is None or base.about.frame != frame else changed_since(base, contents, groups, ranking.order)
    limits = readmodel.Limits(environment.memory_limit, environment.threads)
    wanted = groups if changed is None else [group for group in groups if changed.issuperset(group)]
    report("Computing figures of larger areas", 0.0)
    made = compute(contents, wanted, indicators(), areas(), ranking, _counted(report))
    report("Building the read model", _COMPUTING)
    if base is None or changed is None:
        return _build(home, table, _given(made, made.people, ranking, frame), limits), None
    kept = {name: told for name, told in _noted(base.about.notes).items() if name not in changed}
    try:
        return readmodel.update(home, base, changed, _given(made, {**kept, **made.people}, ranking, frame), limits=limits), len(changed)
    except Damaged:  # a block of the file that stands cannot be read
        return _make(environment, table, None, report)


def changed_since(base: readmodel.Standing, contents: Contents, groups: Sequence[Group], order: Sequence[str]) -> frozenset[str] | None:
    """The indicators whose rows, received or computed, may differ from those of `base`; None: the whole is to be built.

    They are those of the releases that came, went or changed, and all that are made of one another with them, now or then.
    """
    before, after = base.about.releases, contents.of_release
    if before is None or not _ranked_alike(list(before), order):
        return None
    differing = {
        name for name in before.keys() | after.keys() if name not in before or name not in after or before[name][0] != after[name][0]
    }
    differing |= {name for name in before.keys() & after.keys() if not after[name][0]}  # of which no hash is known
    touched = {one for name in differing for listed in (before, after) if name in listed for one in listed[name][1]}
    then = families(indicators(), {one for _, listed in before.values() for one in listed})
    changed = frozenset(one for group in (*groups, *then) if not touched.isdisjoint(group) for one in group)
    coming = sum(contents.sizes.get(one, 0) for one in changed)
    if base.about.added + coming > max(_BEHIND_AT_LEAST, _BEHIND * base.observations):
        return None
    return changed


def _ranked_alike(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether the releases that stood and stand are in one order of age."""
    common = set(before) & set(after)
    return [name for name in before if name in common] == [name for name in after if name in common]


def _build(home: Path, table: VersionedTable, given: readmodel.Given, limits: readmodel.Limits) -> Path:
    return readmodel.build(
        home,
        table.version,
        given.computed,
        given.indicators,
        given.areas,
        present=given.present,
        precedence=given.precedence,
        order=given.order,
        frame=given.frame,
        notes=given.notes,
        limits=limits,
    )


def _given(made: Computed, people: People, ranking: Ranking, frame: str) -> readmodel.Given:
    return readmodel.Given(
        made.rows,
        indicator_table(indicators().values()),
        area_table(areas(), population(people)),
        made.present,
        ranking.precedence,
        ranking.order,
        frame,
        json.dumps(people, sort_keys=True),
    )


def _noted(notes: str) -> dict[str, dict[str, tuple[str, float]]]:
    """The people that a read model notes."""
    return {name: {area: (told[0], told[1]) for area, told in areas.items()} for name, areas in json.loads(notes or "{}").items()}


def _counted(report: Report) -> Callable[[int, int], None]:
    return lambda done, of: report(f"Computed {done} of {of} indicators", _COMPUTING * done / max(of, 1))


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


def area_table(register: AreaRegister, residents: Mapping[str, float]) -> pa.Table:
    """Each area of the current division (or the last that had its kind) with size class, county and country (readmodel.AREAS)."""
    rows: list[dict[str, str]] = []
    has_country = COUNTRY in register.kinds
    for kind in register.kinds:
        for area in register.areas(kind, min(register.current, register.last_year(kind))):
            county = register.parent(area.id, COUNTY, register.current) if kind == MUNICIPALITY else None
            size = size_class(kind, residents.get(area.id))
            country = COUNTRY if has_country and area.id != COUNTRY else ""
            rows.append({"area": area.id, "kind": kind, "size": size or "", "county": county or "", "country": country})
    return pa.Table.from_pylist(rows, schema=readmodel.AREAS)
