"""The versioned table: every state the figures ever had, on Delta Lake, published by a pointer of our own.

delta-rs never fsyncs, and its log alone does not say what was safely on disk. So a commit ends only when its data
files, log entry and folders are synced and the pointer names the version; readers use nothing else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyarrow as pa
import pyarrow.compute as pc
from deltalake import CommitProperties, DeltaTable, PostCommitHookProperties, WriterProperties, write_deltalake
from deltalake.exceptions import CommitFailedError, DeltaError

from yhdyspinta import durable
from yhdyspinta.domain.errors import Damaged, ParseError, StateError, Unknown
from yhdyspinta.observations import pointer
from yhdyspinta.observations.compacting import FILE_BYTES, ROW_GROUP, crowded, in_order
from yhdyspinta.observations.contents import sizes_of
from yhdyspinta.observations.manifest import METADATA_KEY, Publisher
from yhdyspinta.observations.rows import content_hash, ordered
from yhdyspinta.observations.scan import Scan, by_text, scan_of
from yhdyspinta.observations.schema import OBSERVATIONS, conform

_FOREVER = "interval 36500 days"
_CONFIGURATION = {
    # With the defaults time travel dies after 30 days; an edition's evidence must outlive us.
    "delta.logRetentionDuration": _FOREVER,
    "delta.deletedFileRetentionDuration": _FOREVER,
    "delta.enableExpiredLogCleanup": "false",
}
_SOURCE = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
_TRIES = 20
_WRITER = WriterProperties(compression="ZSTD", max_row_group_size=ROW_GROUP)


class VersionedTable:
    """Observations under `home/table`, partitioned by source, sorted by indicator, area and period."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.folder = home / "table"
        self.pointer_path = home / "table.pointer.json"
        self._publisher = Publisher(self.folder, self.pointer_path, home / "locks" / "table.lock")

    # ---- reading

    @property
    def version(self) -> int | None:
        """The published version, None before the first commit."""
        held = pointer.read(self.pointer_path)
        return None if held is None else int(held["version"])

    def read(self, version: int | None = None, indicators: Sequence[str] | None = None) -> pa.Table:
        """The rows (schema OBSERVATIONS) of a version, by default the published one; of some indicators only, if named."""
        table = self._at(version)
        if table is None:
            return OBSERVATIONS.empty_table()
        try:
            if indicators is not None:
                return scan_of(tuple(map(str, self._files(table)))).read(indicators).cast(OBSERVATIONS)
            return table.to_pyarrow_dataset().to_table(columns=OBSERVATIONS.names).cast(OBSERVATIONS)
        except (OSError, pa.ArrowException) as error:
            names = ", ".join(map(str, self.damaged(version)))
            raise Damaged(f"The table cannot be read; changed: {names or self.folder}.", "Restore it from a backup.") from error

    def file_uris(self, version: int | None = None) -> list[str]:
        """The Parquet files of a version, as paths; `source` is in the folder names (`source=…`)."""
        table = self._at(version)
        return [] if table is None else [str(path) for path in self._files(table)]

    def identity(self, version: int | None = None) -> str:
        """The hash of the log entry of a version, by default the published one; empty before the first commit."""
        wanted = self.version if version is None else version
        return "" if wanted is None else self._publisher.manifest().log[str(wanted)]

    def releases(self) -> dict[str, str]:
        """Release id -> content hash of its rows, for every release of the published version."""
        return {release: str(entry["hash"]) for release, entry in self._publisher.manifest().releases.items()}

    def listed(self) -> dict[str, tuple[str, dict[str, int]]] | None:
        """Release id -> content hash and how many rows it has of each indicator, of the published version; None where a
        release was committed by a version of the product that did not write that down."""
        entries = self._publisher.manifest().releases
        if any("indicators" not in entry for entry in entries.values()):
            return None
        return {release: (str(entry["hash"]), entry["indicators"]) for release, entry in entries.items()}

    def may_hold(self, indicators: Collection[str]) -> bool:
        """False only where the published version surely has no row of any of the indicators."""
        wanted, listed = frozenset(indicators), self.listed()
        return listed is None or any(not wanted.isdisjoint(held) for _, held in listed.values())

    # ---- writing

    def commit(self, source: str, rows: pa.Table, replaces: Iterable[str] = ()) -> int:
        """Make `rows` the whole content of the releases that they name; returns the published version.

        `replaces` names earlier releases of the source that these supersede: their rows leave the table (older
        versions keep them). Rows of other releases stay. Committing what already stands makes no new version.
        ParseError when a row is not an observation, belongs to another source, or one release gives a key twice.
        """
        if not _SOURCE.fullmatch(source):
            raise ParseError(f"{source!r} is not a source id.", "Ids hold small letters, digits, dots, dashes and underscores.")
        rows = ordered(conform(rows))
        if rows.num_rows and set(rows["source"].unique().to_pylist()) != {source}:
            raise ParseError(f"Rows of other sources in a commit of {source}.", "Commit each source by itself.")
        wanted = _by_release(rows)
        with self._lock(source):
            for _ in range(_TRIES):
                done = self._try(source, rows, wanted, frozenset(replaces) - wanted.keys())
                if done is not None:
                    return done
        raise StateError(f"Other writers changed the table {_TRIES} times during one commit of {source}.", "Try again.")

    def compact(self, sources: Iterable[str] | None = None) -> int | None:
        """Write each source (or each of some) whose files are many and small, or overlap, as files in order; returns the
        published version. Memory does not grow with the source.

        Small commits make every later one slower (1,200 of them: 10 to 98 ms). The old files stay for the old versions.
        """
        held = self._publisher.manifest().sources()
        for source in held if sources is None else sorted({*sources} & {*held}):
            with self._lock(source):
                self._compact(source)
        return self.version

    def _compact(self, source: str) -> None:
        for _ in range(_TRIES):
            table = self._latest()
            scan = Scan([str(path) for path in self._files(table) if unquote(path.parent.name) == f"source={source}"])
            if not crowded(scan.groups):
                return
            if self._write(table, in_order(scan, self._sizes(source, scan)), f"source = '{source}'", {}):
                self._publisher.publish()
                return

    def _sizes(self, source: str, scan: Scan) -> dict[str, int]:
        """Indicator -> rows, of one source."""
        entries = [entry for entry in self._publisher.manifest().releases.values() if entry["source"] == source]
        told = all("indicators" in entry for entry in entries)
        return sizes_of([entry["indicators"] for entry in entries] if told else scan.counted().values())

    def _try(self, source: str, given: pa.Table, wanted: dict[str, tuple[str, pa.Table]], replaces: frozenset[str]) -> int | None:
        """One attempt of a commit: the version, or None when another writer came between."""
        table = self._latest()
        standing = self._publisher.manifest().releases
        changed = {release: rows for release, (found, rows) in wanted.items() if standing.get(release, {}).get("hash") != found}
        gone = sorted(release for release in {*changed, *replaces} if release in standing)
        if not changed and not gone:
            return self.version
        foreign = [release for release in gone if standing[release]["source"] != source]
        if foreign:
            raise ParseError(f"Release {foreign[0]} belongs to {standing[foreign[0]]['source']}, not to {source}.")
        note: dict[str, Any] = dict.fromkeys(gone)
        note |= {release: _noted(source, *wanted[release]) for release in changed}
        rows = given if len(changed) == len(wanted) else ordered(pa.concat_tables([OBSERVATIONS.empty_table(), *changed.values()]))
        touched = ", ".join(map(_quoted, sorted({*gone, *changed})))  # Delta wants new rows to fit the predicate as well
        predicate = f"source = '{source}' AND release IN ({touched})" if gone else None
        return self._publisher.publish() if self._write(table, rows, predicate, note) else None

    def _write(self, table: DeltaTable, rows: pa.Table | pa.RecordBatchReader, predicate: str | None, note: dict[str, Any]) -> bool:
        """One Delta commit; False when another writer's commit conflicts with it."""
        how: dict[str, Any] = {"mode": "append"} if predicate is None else {"mode": "overwrite", "predicate": predicate}
        try:
            write_deltalake(
                table,
                rows,
                writer_properties=_WRITER,
                target_file_size=FILE_BYTES,
                commit_properties=CommitProperties(custom_metadata={METADATA_KEY: json.dumps(note)}),
                post_commithook_properties=PostCommitHookProperties(cleanup_expired_logs=False),
                **how,
            )
        except CommitFailedError:
            return False
        return True

    def _latest(self) -> DeltaTable:
        """The newest state, published or whole and about to be; creates the table when there is none."""
        if "%" in str(self.folder):
            raise StateError(f"The table cannot lie in {self.folder}: delta-rs misreads a percent sign.", "Choose another YHDYSPINTA_HOME.")
        with durable.locked(self.home / "locks" / "create.lock"):
            if not (self.folder / "_delta_log").is_dir() or not DeltaTable.is_deltatable(str(self.folder)):
                if self.version is not None:
                    raise Damaged(f"{self.folder} holds no table.", "Restore it from a backup.")
                self.folder.mkdir(parents=True, exist_ok=True)
                DeltaTable.create(str(self.folder), OBSERVATIONS, partition_by=["source"], configuration=_CONFIGURATION)
        self._publisher.recover()
        return self._open(None)

    def _at(self, version: int | None) -> DeltaTable | None:
        published = self.version
        if published is None:
            if version is None:
                return None
            raise Unknown(f"There is no version {version}: nothing was loaded yet.")
        wanted = published if version is None else version
        if not 0 <= wanted <= published:
            raise Unknown(f"There is no version {wanted} of the table.", f"The newest is {published}.")
        return self._open(wanted)

    def _open(self, version: int | None) -> DeltaTable:
        try:
            return DeltaTable(str(self.folder), version=version)
        except DeltaError as error:
            names = ", ".join(map(str, self._publisher.damaged([])))
            raise Damaged(f"The table cannot be read; changed: {names or self.folder}.", "Restore it from a backup.") from error

    def _files(self, table: DeltaTable) -> list[Path]:
        """The data files of a state, sorted. (Its own `file_uris` gives a space in the folder's name as %20.)"""
        return sorted(self.folder / unquote(path) for path in pa.table(table.get_add_actions(flatten=True))["path"].to_pylist())

    def _lock(self, source: str) -> Any:
        return durable.locked(self.home / "locks" / f"source-{source}.lock")

    # ---- proving

    def verify(self) -> None:
        """Check that the pointer, the log entry that it names and the list of files belong together; else Damaged."""
        self._publisher.verify()

    def damaged(self, version: int | None = None) -> tuple[Path, ...]:
        """The log entries and the data files of a version whose bytes are not those that were published."""
        entries = self._publisher.damaged([])  # with a damaged log Delta may say anything of the files
        table = None if entries else self._at(version)
        return entries if table is None else self._publisher.damaged(self._files(table))

    def verify_files(self, version: int | None = None) -> None:
        """Damaged, naming the files, when a byte of the version's data differs from what was published."""
        self.verify()
        found = self.damaged(version)
        if found:
            raise Damaged(f"Changed since they were published: {', '.join(map(str, found))}.", "Restore them from a backup.")


def _by_release(rows: pa.Table) -> dict[str, tuple[str, pa.Table]]:
    """Release id -> content hash and rows, in their order."""
    parts = by_text(rows, "release")
    return {release: (content_hash(part), part) for release, part in parts.items()}


def _noted(source: str, digest: str, rows: pa.Table) -> dict[str, Any]:
    """What the manifest keeps of a release."""
    counts = {count["values"]: count["counts"] for count in pc.value_counts(rows["indicator"]).to_pylist()}
    return {"source": source, "hash": digest, "rows": rows.num_rows, "indicators": counts}


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
