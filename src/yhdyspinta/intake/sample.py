"""Loading the shipped sample: verified, archived as received, parsed, checked, committed, and made readable."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from time import monotonic
from typing import Any

import pyarrow as pa

from yhdyspinta import durable
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.datasets import Dataset, datasets
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.domain.areas import AreaRegister
from yhdyspinta.domain.errors import Damaged, ParseError
from yhdyspinta.domain.release import Release
from yhdyspinta.environment import Environment
from yhdyspinta.formats import package
from yhdyspinta.intake.refresh import rebuild
from yhdyspinta.intake.state import open_state
from yhdyspinta.intake.validation import check_areas, check_indicators
from yhdyspinta.observations.table import VersionedTable
from yhdyspinta.sources.archive import Archive

Report = Callable[[str, float], None]
_TABLE_PART = 0.4  # of the whole work; the read model is the rest


@dataclass(frozen=True, slots=True)
class Summary:
    """What a load did. `releases` are the new ones; `version` is the published version of the table."""

    datasets: int
    rows: int
    releases: tuple[str, ...]
    version: int
    readmodel: str
    rebuilt: bool
    seconds: float

    @property
    def already_loaded(self) -> bool:
        return not self.releases

    def as_dict(self) -> dict[str, Any]:
        return asdict(self) | {"releases": list(self.releases), "already_loaded": self.already_loaded}

    def __str__(self) -> str:
        if self.already_loaded and not self.rebuilt:
            return f"Already loaded: {self.rows:,} figures of {_count(self.datasets, 'dataset')}, table version {self.version}."
        done = (
            "Already loaded; the read model was built anew"
            if self.already_loaded
            else f"Loaded {_count(len(self.releases), 'new release')}"
        )
        return f"{done}: {self.rows:,} figures of {_count(self.datasets, 'dataset')}, table version {self.version}, {self.seconds:.0f} s."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def load_sample(environment: Environment, report: Report, given: Iterable[Dataset] | None = None) -> Summary:
    """Load the sample (or the `given` datasets) into the state folder. The same again changes nothing.

    `report` is called with a sentence and the share of the work that is done. Damaged when a shipped file is not
    the one that datasets.toml names, ParseError when its content is not what the catalogue and the register know:
    then nothing of its source enters the table.
    """
    begun, home = monotonic(), environment.home
    open_state(home)
    wanted = tuple(datasets() if given is None else given)
    with durable.locked(home / "locks" / "load.lock"):
        archive, table = Archive(home), VersionedTable(home)
        sources = dict.fromkeys(dataset.source for dataset in wanted)
        new: list[str] = []
        for number, source in enumerate(sources):
            report(f"{source}: archive, parse and commit", _TABLE_PART * number / len(sources))
            new += _load_source(archive, table, source, [dataset for dataset in wanted if dataset.source == source])
        if not new:
            report("The sample is already loaded", _TABLE_PART)
        model = rebuild(environment, lambda text, share: report(text, _TABLE_PART + (1 - _TABLE_PART) * share))
        report("Done", 1.0)
    rows = sum(dataset.rows for dataset in wanted)
    return Summary(len(wanted), rows, tuple(new), model.table_version, model.version, model.built, monotonic() - begun)


def _load_source(archive: Archive, table: VersionedTable, source: str, wanted: list[Dataset]) -> list[str]:
    """Bring the packages of one source into archive and table in one commit; the ids of the new releases."""
    standing = table.releases()
    received = [(dataset, _received(archive, dataset)) for dataset in wanted]
    new = [(dataset, data) for dataset, data in received if dataset.release.id not in standing]
    if not new:
        return []
    rows = pa.concat_tables([_rows(dataset, data) for dataset, data in new])
    table.commit(source, rows, replaces=_superseded(archive.releases(), standing, [dataset for dataset, _ in new]))
    return [dataset.release.id for dataset, _ in new]


def _received(archive: Archive, dataset: Dataset) -> bytes:
    """The bytes of a shipped file, proven and archived."""
    try:
        data = dataset.path.read_bytes()
    except FileNotFoundError as error:
        raise Damaged(f"{dataset.path} is missing from the product.", "Install the product again.") from error
    if hashlib.sha256(data).hexdigest() != dataset.sha256:
        raise Damaged(f"{dataset.path} is not the file that datasets.toml names.", "Install the product again, or run `make sample`.")
    archive.put(data, dataset.release)
    return data


def _rows(dataset: Dataset, data: bytes) -> pa.Table:
    """The observations of a package, checked against the register and the catalogue."""
    table = package.parse(data)
    check(table, dataset, indicators(), areas())
    size = table.num_rows
    release = pa.array([dataset.release.id], pa.string()).take(pa.repeat(0, size))
    source = pa.array([dataset.source], pa.string()).take(pa.repeat(0, size))
    return table.append_column("release", release).append_column("source", source)


def check(table: pa.Table, dataset: Dataset, known: Mapping[str, object], register: AreaRegister) -> None:
    """ParseError when an indicator is not defined, an area does not stand on its boundaries, or the count is another."""
    if table.num_rows != dataset.rows:
        raise ParseError(f"{dataset.id} has {table.num_rows} rows; {dataset.rows} are promised.", "Run `make sample`.")
    check_indicators(dataset.id, table, known.keys())
    check_areas(dataset.id, table, register)


def _superseded(archived: Mapping[str, Release], standing: Iterable[str], new: list[Dataset]) -> list[str]:
    """Earlier releases of the same datasets that stand in the table."""
    names = {dataset.id for dataset in new}
    return [release for release in standing if release in archived and archived[release].dataset in names]
