"""Readers of the curated folder: tables as CSV, definitions as TOML.

Every fault is a CuratedError that names the file, the line, the field and what is expected, for the people
who edit these files by hand.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yhdyspinta.domain.errors import CuratedError
from yhdyspinta.domain.text import LANGUAGES, Text

CURATED: Path = Path(__file__).resolve().parent.parent / "curated"


def fault(file: Path, line: int, field: str, expected: str) -> CuratedError:
    """The one form of a curated fault: `folder/file, line 3, field x: expected …`."""
    where = f"field {field}: " if field else ""
    return CuratedError(f"{file.parent.name}/{file.name}, line {line}, {where}expected {expected}.")


@dataclass(frozen=True, slots=True)
class Row(Mapping[str, str]):
    """One line of a curated table: field name -> text as written, without surrounding spaces."""

    file: Path
    line: int
    fields: dict[str, str]

    def __getitem__(self, field: str) -> str:
        return self.fields[field]

    def __iter__(self) -> Iterator[str]:
        return iter(self.fields)

    def __len__(self) -> int:
        return len(self.fields)

    def error(self, field: str, expected: str) -> CuratedError:
        """The error to raise when `field` of this line is not what is `expected`; quotes what stands there."""
        return fault(self.file, self.line, field, f"{expected}, found {self.fields.get(field, '')!r}")

    def filled(self, field: str) -> str:
        """The text of a field that may not be empty."""
        if not self[field]:
            raise self.error(field, "a text that is not empty")
        return self[field]

    def list(self, field: str) -> tuple[str, ...]:
        """The parts of a field that is separated by spaces; none when it is empty."""
        return tuple(self[field].split())

    def text(self, prefix: str = "") -> Text:
        """The fields `fi`, `sv`, `en` (or `<prefix>_fi` …) as one Text; none may be empty."""
        names = [f"{prefix}_{language}" if prefix else language for language in LANGUAGES]
        return Text(*(self.filled(name) for name in names))


def read_csv(file: Path, required: tuple[str, ...] = ()) -> list[Row]:
    """The rows of a comma-separated UTF-8 table with a heading line, which must hold the `required` fields."""
    reader = csv.reader(io.StringIO(_read(file), newline=""), strict=True)
    try:
        heading = next(reader, [])
        _check_heading(file, heading, required)
        rows, first = [], reader.line_num + 1
        for cells in reader:
            if cells:
                rows.append(_row(file, first, heading, cells))
            first = reader.line_num + 1
    except csv.Error as error:
        raise fault(file, reader.line_num, "", f"a comma-separated table ({error})") from error
    return rows


def _check_heading(file: Path, heading: list[str], required: tuple[str, ...]) -> None:
    for field in required:
        if field not in heading:
            raise fault(file, 1, field, f"a column of this name; there are {', '.join(heading) or 'none'}")
    for field in heading:
        if heading.count(field) > 1:
            raise fault(file, 1, field, "each column once")


def _row(file: Path, line: int, heading: list[str], cells: list[str]) -> Row:
    if len(cells) != len(heading):
        raise fault(file, line, heading[min(len(cells), len(heading)) - 1], f"{len(heading)} fields, found {len(cells)}")
    return Row(file, line, dict(zip(heading, (cell.strip() for cell in cells), strict=True)))


@dataclass(frozen=True, slots=True)
class Table:
    """One TOML table with its place in the file: reads typed fields and reports faults at their line."""

    file: Path
    line: int
    fields: dict[str, Any]

    def error(self, field: str, expected: str) -> CuratedError:
        """The error to raise when `field` is not what is `expected`; its line is that of the key, if it stands."""
        found = f", found {self.fields[field]!r}" if field in self.fields else ", found nothing"
        line = key_line(self.file, field, self.line)
        if line == self.line and field in self.fields:
            line = key_line(self.file, field, 1, self.line)  # it stands in the family's defaults, at the top
        return fault(self.file, line, field, expected + found)

    def string(self, field: str, default: str | None = None) -> str:
        """A text; without `default` it must stand and not be empty."""
        value = self.fields.get(field, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.error(field, "a text that is not empty")
        return value

    def whole(self, field: str, default: int | None = None) -> int:
        """A whole number, zero or more."""
        value = self.fields.get(field, default)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.error(field, "a whole number, zero or more")
        return value

    def flag(self, field: str, default: bool = False) -> bool:
        value = self.fields.get(field, default)
        if not isinstance(value, bool):
            raise self.error(field, "true or false")
        return value

    def strings(self, field: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of texts."""
        value = self.fields.get(field, default)
        if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
            raise self.error(field, "a list of texts")
        return tuple(value)

    def number(self, field: str, default: float | None = None) -> float:
        """A number above zero."""
        value = self.fields.get(field, default)
        if not isinstance(value, int | float) or isinstance(value, bool) or value <= 0:
            raise self.error(field, "a number above zero")
        return float(value)

    def text(self, field: str, default: Text | None = None) -> Text:
        """A text in three languages, written `field = { fi = "…", sv = "…", en = "…" }`; none may be empty."""
        value = self.fields.get(field)
        if value is None and default is not None:
            return default
        parts = [value.get(language) for language in LANGUAGES] if isinstance(value, dict) and set(value) == set(LANGUAGES) else []
        if not parts or not all(isinstance(part, str) and part.strip() for part in parts):
            raise self.error(field, "the three languages fi, sv and en, none empty")
        return Text(*(str(part).strip() for part in parts))

    def only(self, allowed: frozenset[str]) -> None:
        """Refuse a misspelt field."""
        for field in self.fields:
            if field not in allowed:
                raise self.error(field, f"one of the fields {', '.join(sorted(allowed))}")


def read_toml(file: Path) -> dict[str, Any]:
    """The values of a TOML file."""
    try:
        return tomllib.loads(_read(file))
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        raise fault(file, int(found[1]) if found else 1, "", f"TOML ({error})") from error


def read_tables(file: Path, name: str) -> list[Table]:
    """The tables `[[name]]` of a TOML file in their order, each with its line.

    A `[family]` at the top of the file gives defaults to each of them: one definition for a whole family.
    """
    content = read_toml(file)
    defaults, values = content.get("family", {}), content.get(name, [])
    for key in content.keys() - {"family", name}:
        raise fault(file, _first_line(file, key), key, f"only [family] and [[{name}]]")
    if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
        raise fault(file, key_line(file, name, 1), name, f"tables written [[{name}]]")
    lines = [number for number, text in enumerate(_read(file).splitlines(), 1) if text.strip() == f"[[{name}]]"]
    lines += [1] * (len(values) - len(lines))
    return [Table(file, line, {**defaults, **value}) for line, value in zip(lines, values, strict=False)]


def key_line(file: Path, key: str, after: int, otherwise: int | None = None) -> int:
    """The line of `key =` at or after line `after` within the same [[table]], else `otherwise`, else `after`."""
    for number, text in enumerate(_read(file).splitlines(), 1):
        if number > after and text.lstrip().startswith("[["):
            break
        if number >= after and _opens(text, key):
            return number
    return after if otherwise is None else otherwise


def _first_line(file: Path, key: str) -> int:
    """The line on which a key or a table of the top level first stands."""
    return next((number for number, text in enumerate(_read(file).splitlines(), 1) if _opens(text, key)), 1)


def _opens(text: str, key: str) -> bool:
    return re.match(rf"\s*(?:{re.escape(key)}\s*=|\[+{re.escape(key)}\])", text) is not None


def _read(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise fault(file, 0, "", "a file here") from error
    except UnicodeDecodeError as error:
        raise fault(file, error.object[: error.start].count(b"\n") + 1, "", "text in UTF-8") from error
