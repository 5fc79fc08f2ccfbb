"""Rebuilding from the archive alone: the archived bytes are parsed and computed again in a folder of their own."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pyarrow as pa
import pyarrow.compute as pc

from yhdyspinta.domain.errors import ParseError
from yhdyspinta.environment import Environment
from yhdyspinta.formats import bundle, package
from yhdyspinta.intake import bundles
from yhdyspinta.intake.refresh import rebuild
from yhdyspinta.intake.state import open_state
from yhdyspinta.observations.table import VersionedTable
from yhdyspinta.sources.archive import Archive

# Release.format -> the reader that makes rows of its bytes.
READERS: Mapping[str, Callable[[bytes], pa.Table]] = MappingProxyType({"package": package.parse, bundle.NAME: bundles.parse})


def replay(environment: Environment, releases: Collection[str], indicators: Collection[str], folder: Path) -> Environment:
    """Parse the archived bytes of `releases` again and build table and read model of `indicators` under `folder`.

    Returns an environment whose home is `folder`. Unknown when a release is not in the archive, Damaged when its bytes
    have changed, ParseError when its format has no reader.
    """
    archive, fresh = Archive(environment.home), replace(environment, home=folder)
    open_state(folder)
    table, copy = VersionedTable(folder), Archive(folder)
    by_source: dict[str, list[pa.Table]] = {}
    for name in sorted(releases):
        release, data = archive.get(name)
        if release.format not in READERS:
            raise ParseError(
                f"Release {name} has format {release.format!r}, which this version cannot read.", "Use the version that made it."
            )
        copy.put(data, release)
        rows = READERS[release.format](data)
        wanted = rows.filter(pc.is_in(rows["indicator"], value_set=pa.array(sorted(indicators))))
        by_source.setdefault(release.source, []).append(bundles.observations(wanted, release.id, release.source))
    for source, tables in sorted(by_source.items()):
        table.commit(source, pa.concat_tables(tables))
    rebuild(fresh, lambda step, done: None)
    return fresh
