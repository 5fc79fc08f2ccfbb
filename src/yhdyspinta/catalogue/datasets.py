"""The datasets of the shipped sample: what each package holds, whence it came and what it lacks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from yhdyspinta.catalogue.curated import CURATED, Table, fault, key_line, read_toml
from yhdyspinta.domain.release import Release
from yhdyspinta.domain.status import WITHOUT_VALUE
from yhdyspinta.domain.text import LANGUAGES, Text

SAMPLE = CURATED / "sample"
PACKAGE = "package"  # the format of every file of the sample
_SHA = re.compile(r"[0-9a-f]{64}")
_TEXTS = (
    *("id", "sha256", "source", "publisher", "producer", "through", "licence", "licence_address", "address"),
    *("retrieved_at", "source_updated_at", "first_period", "last_period"),
)
_FIELDS = frozenset((*_TEXTS, "file", "rows", "boundaries", "periods", "indicators", "title", "limits", "left_out", "marked"))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that a dataset's origin holds and the sample does not."""

    what: str
    reason: Text


@dataclass(frozen=True, slots=True)
class Marked:
    """`rows` cells whose received value could not be one: shipped empty, with `status`."""

    indicator: str
    status: str
    rows: int
    reason: Text


@dataclass(frozen=True, slots=True)
class Dataset:
    """One package. `retrieved_at` and `source_updated_at` are ISO text or "unknown"; `through` is whose copy it was."""

    id: str
    path: Path
    sha256: str
    source: str
    publisher: str
    producer: str
    through: str
    licence: str
    licence_address: str
    address: str
    retrieved_at: str
    source_updated_at: str
    rows: int
    boundaries: tuple[int, ...]
    first_period: str
    last_period: str
    periods: int
    indicators: tuple[str, ...]
    title: Text
    limits: Text
    left_out: tuple[LeftOut, ...]
    marked: tuple[Marked, ...]

    @property
    def release(self) -> Release:
        """The release as which the package is archived; its id is the dataset with the beginning of the hash."""
        return Release(
            id=f"{self.id}-{self.sha256[:12]}",
            source=self.source,
            dataset=self.id,
            address=self.address,
            query="",
            retrieved_at=self.retrieved_at,
            source_updated_at=self.source_updated_at,
            licence=self.licence,
            producer=self.producer,
            through=self.through,
            sha256=self.sha256,
            format=PACKAGE,
        )


@cache
def datasets() -> tuple[Dataset, ...]:
    """The datasets that the product ships, read once."""
    return load_datasets()


def load_datasets(folder: Path = SAMPLE) -> tuple[Dataset, ...]:
    """The datasets of `datasets.toml` in order; CuratedError names the line and field of the first fault."""
    file = folder / "datasets.toml"
    reasons = _reasons(file)
    found: dict[str, Dataset] = {}
    for table in _tables(file, "dataset"):
        dataset = _dataset(table, reasons)
        if dataset.id in found:
            raise table.error("id", "an id that no other dataset has")
        found[dataset.id] = dataset
    return tuple(found.values())


def load_absent(folder: Path = SAMPLE) -> tuple[LeftOut, ...]:
    """What is not shipped at all, of no dataset."""
    file = folder / "datasets.toml"
    reasons = _reasons(file)
    return tuple(LeftOut(table.string("what"), _reason(table, reasons)) for table in _tables(file, "left_out"))


def _tables(file: Path, name: str) -> list[Table]:
    """The tables [[name]] of the file, each with its line."""
    lines = [number for number, text in enumerate(file.read_text("utf-8").splitlines(), 1) if text == f"[[{name}]]"]
    return [Table(file, line, fields) for line, fields in zip(lines, read_toml(file).get(name, []), strict=True)]


def _reasons(file: Path) -> dict[str, Text]:
    found = {}
    for key, texts in read_toml(file).get("reasons", {}).items():
        if set(texts) != set(LANGUAGES) or not all(isinstance(text, str) and text.strip() for text in texts.values()):
            raise fault(file, key_line(file, "fi", 1), f"reasons.{key}", "the three languages fi, sv and en, none empty")
        found[key] = Text(texts["fi"], texts["sv"], texts["en"])
    return found


def _reason(table: Table, reasons: dict[str, Text]) -> Text:
    key = table.string("reason")
    if key not in reasons:
        raise table.error("reason", f"one of {', '.join(reasons)}")
    return reasons[key]


def _dataset(table: Table, reasons: dict[str, Text]) -> Dataset:
    table.only(_FIELDS)
    if not _SHA.fullmatch(table.string("sha256")):
        raise table.error("sha256", "64 hexadecimal digits")
    parts: dict[str, list[Table]] = {
        name: [Table(table.file, table.line, entry) for entry in table.fields.get(name, [])] for name in ("left_out", "marked")
    }
    texts: dict[str, Any] = {name: table.string(name) for name in _TEXTS}
    return Dataset(
        **texts,
        path=table.file.parent / table.string("file"),
        rows=table.whole("rows"),
        boundaries=_years(table),
        periods=table.whole("periods"),
        indicators=table.strings("indicators"),
        title=table.text("title"),
        limits=table.text("limits"),
        left_out=tuple(LeftOut(part.string("what"), _reason(part, reasons)) for part in parts["left_out"]),
        marked=tuple(_marked(part, reasons) for part in parts["marked"]),
    )


def _years(table: Table) -> tuple[int, ...]:
    years = table.fields.get("boundaries")
    if not isinstance(years, list) or not years or not all(isinstance(year, int) for year in years):
        raise table.error("boundaries", "a list of years")
    return tuple(years)


def _marked(part: Table, reasons: dict[str, Text]) -> Marked:
    status = part.string("status")
    if status not in WITHOUT_VALUE:
        raise part.error("status", f"one of {', '.join(sorted(WITHOUT_VALUE))}")
    return Marked(part.string("indicator"), status, part.whole("rows"), _reason(part, reasons))
