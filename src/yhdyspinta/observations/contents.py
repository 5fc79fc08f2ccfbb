"""What a version of the table holds: its releases, the indicators of each, and the files where their rows lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pyarrow as pa

from yhdyspinta.observations.scan import Scan

if TYPE_CHECKING:
    from yhdyspinta.observations.table import VersionedTable


@dataclass(frozen=True)
class Contents:
    """`of_release`: release -> the hash of its rows, and how many rows it has of each indicator."""

    files: tuple[str, ...]
    of_release: Mapping[str, tuple[str, Mapping[str, int]]]

    @cached_property
    def scan(self) -> Scan:
        return Scan(self.files)

    @cached_property
    def sizes(self) -> dict[str, int]:
        """Indicator -> how many rows it has, of all releases."""
        found: dict[str, int] = {}
        for _, indicators in self.of_release.values():
            for name, count in indicators.items():
                found[name] = found.get(name, 0) + count
        return found

    def releases(self, order: Sequence[str] = ()) -> dict[str, tuple[str, Mapping[str, int]]]:
        """`of_release`, the releases of `order` first and as ordered there."""
        named = [name for name in order if name in self.of_release]
        return {name: self.of_release[name] for name in [*named, *sorted(self.of_release.keys() - set(named))]}


def contents_of(table: VersionedTable, version: int | None) -> Contents:
    """What a version holds, by default the published one: told by its manifest, or found out where that does not tell."""
    files = tuple(table.file_uris(version))
    listed = table.listed() if version in (None, table.version) else None
    return Contents(files, listed if listed is not None else _counted(Scan(files)))


def _counted(scan: Scan) -> dict[str, tuple[str, dict[str, int]]]:
    """Found by reading: of versions that are past, and of tables whose manifest lists no indicators. Their hashes are not known."""
    found: dict[str, tuple[str, dict[str, int]]] = {}
    for file in range(len(scan.files)):
        groups = [group.number for group in scan.groups if group.file == file]
        rows = scan.row_groups(file, groups, ["release", "indicator"])
        plain = pa.table({name: rows[name].cast(pa.string()) for name in ("release", "indicator")})
        for row in plain.group_by(["release", "indicator"]).aggregate([([], "count_all")]).to_pylist():
            _, counts = found.setdefault(row["release"], ("", {}))
            counts[row["indicator"]] = counts.get(row["indicator"], 0) + row["count_all"]
    return found
