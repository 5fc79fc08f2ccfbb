"""PxWeb v1: the `json` answer to a query, the description of a table, and the contents of a folder.

Numbers come as text, missing ones as `.`, `..` or `...`; an answer may hold several contents columns, which
become one dimension, `contents`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from yhdyspinta.domain.errors import ParseError
from yhdyspinta.formats.cube import FETCH_AGAIN, Cube, Dimension, codes_only, listing, rows
from yhdyspinta.formats.numbers import read_numbers
from yhdyspinta.formats.preliminary import mark_star_rows, take_stars
from yhdyspinta.formats.reading import clean, decode_json, expect_list, expect_object, text_of

NAME = "pxweb-json"
METADATA_NAME = "pxweb-metadata"
CONTENTS = "contents"


class _Column(msgspec.Struct):
    code: str
    text: str = ""
    type: str = "d"
    unit: str | None = None
    comment: str | None = None


class _Row(msgspec.Struct):
    key: list[str]
    values: list[str | float | None]


class _Answer(msgspec.Struct):
    columns: list[_Column]
    data: list[_Row]
    comments: list[Any] = []
    metadata: list[Any] = []


def parse(data: bytes) -> list[Cube]:
    """The answer `{columns, data, comments, metadata}` as one cube of rows; ParseError when it is not whole."""
    text = clean(data)
    try:
        answer = msgspec.json.decode(text, type=_Answer)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        decode_json(text)  # when the JSON itself is broken, this names the place
        raise ParseError(f"This is not PxWeb's `json` answer: {error}.", "Check that the response format json was asked for.") from None
    axes = [column for column in answer.columns if column.type != "c"]
    contents = [column for column in answer.columns if column.type == "c"]
    if not contents:
        raise ParseError("The answer has no contents column (type c), so it holds no figures.", "Ask for at least one content.")
    _check_rows(answer.data, len(axes), len(contents))
    return [_cube(answer, axes, contents)]


def metadata(data: bytes) -> Cube:
    """The description of a table `{title, variables}` as a cube of kind "codes".

    `meta` has title, the ids of the variables that may be left out of a query (`elimination`), and the map
    that goes with one (`map`).
    """
    root = expect_object(decode_json(clean(data)), "The description of a table")
    dimensions, elimination, maps = [], [], {}
    for item in expect_list(root.get("variables"), "`variables`"):
        variable = expect_object(item, "A variable")
        code = variable.get("code")
        if not isinstance(code, str):
            raise ParseError("A variable has no `code`.", FETCH_AGAIN)
        codes = tuple(text_of(value) for value in expect_list(variable.get("values"), f"`values` of {code!r}"))
        labels = tuple(text_of(value) for value in expect_list(variable.get("valueTexts", list(codes)), f"`valueTexts` of {code!r}"))
        if len(codes) != len(labels):
            raise ParseError(f"Variable {code!r} has {len(codes)} values and {len(labels)} texts for them.", FETCH_AGAIN)
        dimensions.append(Dimension(code, text_of(variable.get("text", code)), codes, labels, "time" if variable.get("time") else ""))
        if variable.get("elimination"):
            elimination.append(code)
        if "map" in variable:
            maps[code] = variable["map"]
    meta = {"format": METADATA_NAME, "label": root.get("title", ""), "elimination": elimination, "map": maps}
    return codes_only(dimensions, meta)


def parse_metadata(data: bytes) -> list[Cube]:
    return [metadata(data)]


def parse_folder(data: bytes) -> list[Cube]:
    """The contents of a folder or the list of databases: id (or dbid), type, text, updated, as published."""
    entries = [expect_object(entry, "An entry of a folder") for entry in expect_list(decode_json(clean(data)), "A folder")]
    if not all("text" in entry and ("id" in entry or "dbid" in entry) for entry in entries):
        raise ParseError("An entry of the folder has no id or no text, so this is no PxWeb folder.", FETCH_AGAIN)
    names = [name for name in ("dbid", "id", "type", "text", "updated") if any(name in entry for entry in entries)] or ["id", "text"]
    columns = {name: [None if entry.get(name) is None else text_of(entry[name]) for entry in entries] for name in names}
    return [listing(pa.table({name: pa.array(texts, pa.string()) for name, texts in columns.items()}), {"format": "pxweb-folder"})]


def _check_rows(data: Sequence[_Row], axes: int, contents: int) -> None:
    for number, row in enumerate(data, start=1):
        if len(row.key) != axes or len(row.values) != contents:
            raise ParseError(
                f"Row {number} has {len(row.key)} keys and {len(row.values)} values; the columns promise {axes} and {contents}.",
                FETCH_AGAIN,
            )


def _cube(answer: _Answer, axes: Sequence[_Column], contents: Sequence[_Column]) -> Cube:
    dimensions, positions = [], []
    for number, column in enumerate(axes):
        encoded = pa.array([row.key[number] for row in answer.data], pa.string()).dictionary_encode()
        codes = tuple(encoded.dictionary.to_pylist())
        dimensions.append(Dimension(column.code, column.text or column.code, codes, None, "time" if column.type == "t" else ""))
        positions.append(np.repeat(encoded.indices.to_numpy(), len(contents)))
    dimensions.append(_contents(axes, contents))
    positions.append(np.tile(np.arange(len(contents)), len(answer.data)))
    values, marks = _values([value for row in answer.data for value in row.values])
    plain, starred = take_stars(dimensions)
    meta = {
        "format": NAME,
        "units": {column.code: column.unit for column in contents if column.unit},
        "column_comments": {column.code: column.comment for column in answer.columns if column.comment},
        "comments": answer.comments,
        "metadata": answer.metadata,
    }
    return rows(plain, positions, values, mark_star_rows(marks, starred, positions), meta)


def _contents(axes: Sequence[_Column], contents: Sequence[_Column]) -> Dimension:
    name = CONTENTS
    while any(column.code == name for column in axes):
        name += "_"
    codes = tuple(column.code for column in contents)
    if len(set(codes)) < len(codes):
        raise ParseError("Two contents columns have the same code.", FETCH_AGAIN)
    return Dimension(name, name, codes, tuple(column.text or column.code for column in contents), "metric")


def _values(items: list[str | float | None]) -> tuple[pa.Array, pa.Array]:
    texts = pa.array([item if isinstance(item, str) else None for item in items], pa.string())
    values, marks = read_numbers(texts)
    plain = pa.array([None if item is None or isinstance(item, str) else item for item in items], pa.float64())
    return pc.coalesce(plain, values), marks
