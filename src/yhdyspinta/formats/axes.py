"""The dimensions of a JSON-stat dataset: ids, sizes, codes in order, labels and roles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yhdyspinta.domain.errors import ParseError
from yhdyspinta.formats.cube import FETCH_AGAIN, Dimension
from yhdyspinta.formats.reading import expect_list, expect_object, text_of

ROLES = ("time", "geo", "metric")


def read_dimensions(found: Mapping[str, Any]) -> tuple[Dimension, ...]:
    """The dimensions in the order of the cells; `id`, `size` and `role` stand in the dataset or in `dimension`."""
    described = expect_object(found.get("dimension"), "`dimension`")
    ids = [text_of(item) for item in expect_list(_either(found, described, "id"), "`id`")]
    sizes = [_size(item) for item in expect_list(_either(found, described, "size"), "`size`")]
    if len(ids) != len(sizes):
        raise ParseError(f"`id` names {len(ids)} dimensions and `size` has {len(sizes)} numbers.", FETCH_AGAIN)
    if len(set(ids)) < len(ids):
        raise ParseError("`id` names the same dimension twice.", FETCH_AGAIN)
    roles = _roles(_either(found, described, "role"))
    read = []
    for id_, size in zip(ids, sizes, strict=True):
        if id_ not in described:
            raise ParseError(f"`dimension` does not describe {id_!r}, which `id` names.", FETCH_AGAIN)
        read.append(read_dimension(id_, expect_object(described[id_], f"Dimension {id_!r}"), roles.get(id_, ""), size))
    return tuple(read)


def read_dimension(id_: str, described: Mapping[str, Any], role: str, size: int | None) -> Dimension:
    """One dimension; `size` None when nothing declares it."""
    category = described.get("category")
    if category is None:
        raise ParseError(f"Dimension {id_!r} lists no categories here.", "They may stand at its `href`: fetch the table with them.")
    category = expect_object(category, f"The categories of {id_!r}")
    labels = category.get("label")
    labels = None if labels is None else expect_object(labels, f"The labels of {id_!r}")
    codes = _codes(id_, category.get("index"), labels)
    if size is not None and size != len(codes):
        raise ParseError(f"Dimension {id_!r} should have {size} categories, and lists {len(codes)}.", FETCH_AGAIN)
    texts = None if labels is None else tuple(_label(labels.get(code), code) for code in codes)
    return Dimension(id_, _label(described.get("label"), id_), codes, texts, role)


def categories_of(found: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """What is said of categories beyond codes and labels (unit, note, child, coordinates), by dimension."""
    said: dict[str, dict[str, Any]] = {}
    for id_, described in found.get("dimension", {}).items():
        category = described.get("category") if isinstance(described, dict) else None
        if isinstance(category, dict):
            rest = {key: value for key, value in category.items() if key not in ("index", "label")}
            notes = {key: described[key] for key in ("note", "extension", "link", "href") if key in described}
            if rest or notes:
                said[id_] = {**notes, **rest}
    return said


def _codes(id_: str, index: Any, labels: Mapping[str, Any] | None) -> tuple[str, ...]:
    if index is None:  # allowed where there is one category, whose code the label gives
        if labels is None or len(labels) != 1:
            raise ParseError(f"Dimension {id_!r} has no `index`, and only a single category may do without.", FETCH_AGAIN)
        return tuple(labels)
    if isinstance(index, list):
        if not all(isinstance(code, str | int | float) for code in index):
            raise ParseError(f"Dimension {id_!r} lists a category whose code is not text.", FETCH_AGAIN)
        codes = tuple(text_of(code) for code in index)
        if len(set(codes)) < len(codes):
            raise ParseError(f"Dimension {id_!r} lists a category twice.", FETCH_AGAIN)
        return codes
    ordered: dict[int, str] = {}
    for code, place in expect_object(index, f"The index of {id_!r}").items():
        ordered[_place(id_, place)] = code
    if sorted(ordered) != list(range(len(index))):
        raise ParseError(f"The index of {id_!r} does not number its {len(index)} categories from 0 on, each once.", FETCH_AGAIN)
    return tuple(ordered[place] for place in range(len(ordered)))


def _label(label: Any, fallback: str) -> str:
    return fallback if label is None else text_of(label)


def _place(id_: str, place: Any) -> int:
    if isinstance(place, float) and place.is_integer():
        return int(place)
    if isinstance(place, str) and place.isascii() and place.isdigit() and len(place) < 10:
        return int(place)
    if isinstance(place, bool) or not isinstance(place, int):
        raise ParseError(f"The index of {id_!r} gives a category the place {place!r}, which is no whole number.", FETCH_AGAIN)
    return place


def _size(item: Any) -> int:
    size = int(item) if isinstance(item, str) and item.isascii() and item.isdigit() and len(item) < 10 else item
    if isinstance(size, float) and size.is_integer():
        size = int(size)
    if isinstance(size, bool) or not isinstance(size, int) or size < 0:
        raise ParseError(f"`size` holds {item!r}, which is no whole number.", FETCH_AGAIN)
    return size


def _either(found: Mapping[str, Any], described: Mapping[str, Any], key: str) -> Any:
    """`key` of the dataset (2.0) or of its `dimension` (1.x). A dimension may itself be called `id`."""
    return found[key] if key in found else described.get(key)


def _roles(role: Any) -> dict[str, str]:
    if not isinstance(role, dict):
        return {}
    named = {name: role[name] for name in ROLES if isinstance(role.get(name), list)}
    return {id_: name for name, ids in named.items() for id_ in ids if isinstance(id_, str)}
