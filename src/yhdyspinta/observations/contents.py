"""What a version of the table holds: its releases, the indicators of each, and the files where their rows lie."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from yhdyspinta.observations.scan import Scan, scan_of

if TYPE_CHECKING:
    from yhdyspinta.observations.table import VersionedTable


@dataclass(frozen=True)
class Contents:
    """`of_release`: release -> the hash of its rows, and how many rows it has of each indicator."""

    files: tuple[str, ...]
    of_release: Mapping[str, tuple[str, Mapping[str, int]]]

    @cached_property
    def scan(self) -> Scan:
        return scan_of(self.files)

    @cached_property
    def sizes(self) -> dict[str, int]:
        """Indicator -> how many rows it has, of all releases."""
        return sizes_of(indicators for _, indicators in self.of_release.values())

    def releases(self, order: Sequence[str] = ()) -> dict[str, tuple[str, Mapping[str, int]]]:
        """`of_release`, the releases of `order` first and as ordered there."""
        named = [name for name in order if name in self.of_release]
        return {name: self.of_release[name] for name in [*named, *sorted(self.of_release.keys() - set(named))]}


def contents_of(table: VersionedTable, version: int | None) -> Contents:
    """What a version holds, by default the published one: told by its manifest, or found out where that does not tell."""
    files = tuple(table.file_uris(version))
    listed = table.listed() if version in (None, table.version) else None
    if listed is None:  # of versions that are past, and of tables whose manifest lists no indicators; hashes are not known
        listed = {release: ("", counts) for release, counts in scan_of(files).counted().items()}
    return Contents(files, listed)


def sizes_of(listed: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Indicator -> how many rows it has, of all releases."""
    found: dict[str, int] = {}
    for indicators in listed:
        for name, count in indicators.items():
            found[name] = found.get(name, 0) + count
    return found
