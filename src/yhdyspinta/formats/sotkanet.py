"""Sotkanet REST 1.1: figures as JSON or CSV, and its lists of indicators, regions and subjects.

A missing figure has no row, or a row without a value; neither is zero. `region` is Sotkanet's own number, not
a municipality code: join it through the list of regions.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa

from yhdyspinta.domain.errors import ParseError
from yhdyspinta.formats.cube import FETCH_AGAIN, Cube, Dimension, listing, no_status, rows
from yhdyspinta.formats.reading import clean, decode_json, expect_list, expect_object, text_of

NAME = "sotkanet-json"
METADATA_NAME = "sotkanet-metadata"
AXES = ("indicator", "region", "year", "gender")
ROLES = {"region": "geo", "year": "time", "indicator": "metric"}
NUMERATOR = "absolute_value"  # the count behind a share, where Sotkanet gives one
_LANGUAGES = ("fi", "sv", "en")


class _Row(msgspec.Struct):
    indicator: int
    region: int
    year: int
    gender: str
    value: float | None = None
    absValue: float | None = None  # noqa: N815 - the source's own name


def parse(data: bytes) -> list[Cube]:
    """The reply of `/json`, a list of rows, as one cube with `absolute_value` beside the values.

    An empty list is a cube without rows: Sotkanet answers so when an indicator has no such gender or year.
    """
    text = clean(data)
    try:
        found = msgspec.json.decode(text, type=list[_Row])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        items = decode_json(text)  # when the JSON itself is broken, this names the place
        _refuse_conversion(items)
        raise ParseError(f"This is not Sotkanet's own JSON: {error}.", "Fetch it from /rest/1.1/json.") from None
    axes = [[str(getattr(row, axis)) for row in found] for axis in AXES]
    values = pa.array([row.value for row in found], pa.float64())
    numerators = pa.array([row.absValue for row in found], pa.float64())
    return [cube_of(axes, values, no_status(len(found)), numerators, NAME)]


def cube_of(axes: Sequence[Any], values: pa.Array, status: pa.Array, numerators: pa.Array, name: str) -> Cube:
    """Rows of the four axes (lists or string arrays) as a cube; codes in the order in which they come."""
    dimensions, positions = [], []
    for axis, column in zip(AXES, axes, strict=True):
        encoded = pa.array(column, pa.string()).dictionary_encode()
        dimensions.append(Dimension(axis, axis, tuple(encoded.dictionary.to_pylist()), None, ROLES.get(axis, "")))
        positions.append(np.asarray(encoded.indices))
    return rows(dimensions, positions, values, status, {"format": name}, {NUMERATOR: numerators})


def parse_metadata(data: bytes) -> list[Cube]:
    """The list of indicators, regions or subjects (or one indicator) as a listing of text."""
    root = decode_json(clean(data))
    items = [expect_object(item, "An entry") for item in ([root] if isinstance(root, dict) else expect_list(root, "The list"))]
    if not items:
        raise ParseError("The list is empty.", FETCH_AGAIN)
    if all("memberOf" in item and "category" in item for item in items):
        columns = _regions(items)
    elif all("title" in item and "organization" in item and "classifications" in item for item in items):
        columns = _indicators(items)
    elif all({"fi"} <= set(item) <= {*_LANGUAGES, "uri"} for item in items):
        columns = {name: [item.get(name) for item in items] for name in (*_LANGUAGES, "uri")}
    else:
        raise ParseError("This is none of Sotkanet's lists: indicators, regions or subjects.", "Fetch it from /rest/1.1/.")
    table = pa.table(
        {name: pa.array([None if text is None else text_of(text) for text in column], pa.string()) for name, column in columns.items()}
    )
    return [listing(table, {"format": METADATA_NAME, "items": items})]


def _regions(items: Sequence[dict[str, Any]]) -> dict[str, list[Any]]:
    return {
        "id": [item.get("id") for item in items],
        "code": [item.get("code") for item in items],
        "category": [item.get("category") for item in items],
        **_in_languages("title", [item.get("title") for item in items]),
        "memberOf": [_joined(item.get("memberOf")) for item in items],
        "uri": [item.get("uri") for item in items],
    }


def _indicators(items: Sequence[dict[str, Any]]) -> dict[str, list[Any]]:
    organizations = [_object(item.get("organization")) for item in items]
    return {
        "id": [item.get("id") for item in items],
        **_in_languages("title", [item.get("title") for item in items]),
        "organization": [organization.get("id") for organization in organizations],
        **_in_languages("organization", [organization.get("title") for organization in organizations]),
        "sex": [_classes(item, "sex") for item in items],
        "region": [_classes(item, "region") for item in items],
        "updated": [item.get("data-updated") for item in items],
        "first_year": [_object(item.get("range")).get("start") for item in items],
        "last_year": [_object(item.get("range")).get("end") for item in items],
        "value_type": [_object(item.get("primaryValueType")).get("code") for item in items],
        "decimals": [item.get("decimals") for item in items],
    }


def _in_languages(name: str, texts: Sequence[Any]) -> dict[str, list[Any]]:
    return {f"{name}_{language}": [_object(text).get(language) for text in texts] for language in _LANGUAGES}


def _classes(item: dict[str, Any], name: str) -> str | None:
    return _joined(_object(_object(item.get("classifications")).get(name)).get("values"))


def _joined(values: Any) -> str | None:
    return " ".join(text_of(value) for value in values) if isinstance(values, list) else None


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _refuse_conversion(items: Any) -> None:
    """Another system's JSON made from the CSV reply: every figure is text under the CSV's column name."""
    if isinstance(items, list) and items and isinstance(items[0], dict) and "primary value" in items[0]:
        raise ParseError(
            "This is not Sotkanet's own JSON but another system's conversion of its CSV: numbers are text and the "
            "value is called `primary value` instead of `value`, so what was lost on the way cannot be known.",
            "Fetch the JSON from /rest/1.1/json, or give the CSV reply itself.",
        )
