"""JSON-stat 1.x (bundle, dataset) and 2.0 (dataset, collection, dimension): bytes to cubes.

The format: https://json-stat.org/full/. Oddities of its writers that are read as well: sizes as text, `id` and
`size` inside `dimension`, the draft's name `measure` for `value`, and a dataset without any wrapper.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from yhdyspinta.domain.errors import ParseError
from yhdyspinta.formats import scan
from yhdyspinta.formats.axes import categories_of, read_dimension, read_dimensions
from yhdyspinta.formats.cells import read_values
from yhdyspinta.formats.cube import Cube, codes_only, dense, listing
from yhdyspinta.formats.marks import read_status
from yhdyspinta.formats.preliminary import mark_stars, take_stars
from yhdyspinta.formats.reading import clean, decode_json, expect_list, expect_object
from yhdyspinta.formats.scan import Piece

NAME = "json-stat"
_CELLS = ("value", "measure", "status")
_DEPTH = 8  # of collections within collections


def parse(data: bytes) -> list[Cube]:
    """Every dataset (or dimension) that the reply holds; ParseError when it is not whole, sound JSON-stat.

    A dataset without values, as PxWebApi 2 describes a table, gives a cube of kind "codes"; a collection of
    links only gives a listing of them.
    """
    root, cut, inside = _decode(clean(data))
    root = expect_object(root, "JSON-stat")
    if inside:
        return [_dataset(expect_object(root["dataset"], "`dataset`"), cut, "dataset")]
    kind = root.get("class", "")
    if kind == "collection":
        return _collection(root, _DEPTH)
    if kind == "dimension":
        return [_single_dimension(root)]
    if kind == "dataset" or "dimension" in root or ("id" in root and "size" in root):
        return [_dataset(root, cut, "")]
    return _bundle(root)


def _decode(data: bytes) -> tuple[Any, dict[str, Piece], bool]:
    """The document with its long parts cut out, the parts, and whether they were inside a `dataset` of 1.x."""
    spans = scan.members(data)
    inside = bool(spans) and spans is not None and "dataset" in spans and "dimension" not in spans and len(spans) == 1
    if spans is not None and inside:
        spans = scan.members(data, spans["dataset"][0])
        inside = spans is not None
    pieces: list[bytes] = []
    cut: dict[str, Piece] = {}
    done = 0
    for key, (start, end) in (spans or {}).items():
        if key in _CELLS and data[start : start + 1] in (b"[", b"{"):
            cut[key] = Piece(data, start, end)
            pieces += [data[done:start], b"null"]
            done = end
    if not cut:
        return decode_json(data), {}, inside
    return decode_json(b"".join([*pieces, data[done:]])), cut, inside


def _dataset(found: dict[str, Any], cut: Mapping[str, Piece], name: str) -> Cube:
    dimensions = read_dimensions(found)
    sizes = [len(dimension.codes) for dimension in dimensions]
    count = prod(sizes)
    key = "value" if "value" in found else "measure"
    raw = cut.get(key, found.get(key))
    meta = {**_about(found), "name": name, "categories": categories_of(found)}
    dimensions, starred = take_stars(dimensions)
    if raw is None or (count and _is_empty_list(raw)):
        return codes_only(dimensions, meta)
    values, marks = read_values(raw, sizes, count)
    status = read_status(cut.get("status", found.get("status")), count)
    if marks.null_count < len(marks):
        status = pc.coalesce(status, marks)
    return dense(dimensions, values, mark_stars(status, starred, sizes), meta)


def _is_empty_list(raw: Any) -> bool:
    return raw == [] or (isinstance(raw, Piece) and raw.opens_with(b"[") and not bytes(raw.view[1:-1][:4096]).strip())


def _about(found: Mapping[str, Any]) -> dict[str, Any]:
    left_out = {*_CELLS, "dimension", "id", "size"}
    return {"format": NAME, **{key: value for key, value in found.items() if key not in left_out}}


def _single_dimension(root: dict[str, Any]) -> Cube:
    dimension = read_dimension(str(root.get("label") or "dimension"), root, "", None)
    return codes_only([dimension], _about(root))


def _bundle(root: Mapping[str, Any]) -> list[Cube]:
    """Datasets of JSON-stat 1.x, keyed by name."""
    sets = {key: value for key, value in root.items() if isinstance(value, dict) and ("dimension" in value or "value" in value)}
    if not sets:
        raise ParseError(
            "This JSON holds no JSON-stat dataset: it has neither `dimension` nor a class.",
            "Check that json-stat or json-stat2 was asked for.",
        )
    return [_dataset(value, {}, name) for name, value in sets.items()]


def _collection(root: Mapping[str, Any], depth: int) -> list[Cube]:
    """What is embedded in a collection; when all are links, the list of them."""
    items = _items(root)
    cubes: list[Cube] = []
    for item in items:
        entry = expect_object(item, "An item of the collection")
        if entry.get("class") == "collection" and depth and _items(entry):
            cubes += _collection(entry, depth - 1)
        elif "dimension" in entry:
            cubes.append(_dataset(entry, {}, str(entry.get("label", ""))))
        elif entry.get("class") == "dimension" and "category" in entry:
            cubes.append(_single_dimension(entry))
    if any(cube.kind != "listing" for cube in cubes):
        return cubes
    columns = {key: pa.array([_text(item.get(key)) for item in items], pa.string()) for key in ("class", "href", "label")}
    return [*cubes, listing(pa.table(columns), {"links": items, **_about(root)})]


def _items(root: Mapping[str, Any]) -> list[Any]:
    """Items stand in `link.item`; JSON-stat 2.0 also lets a collection be given as an array or object of them."""
    link = root.get("link") or {}
    items = expect_object(link, "`link`").get("item", root.get("item", []))
    return list(items.values()) if isinstance(items, dict) else expect_list(items, "`link.item`")


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None
