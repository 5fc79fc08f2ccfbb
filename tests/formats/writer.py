"""A small JSON-stat writer: one set of cells in any of the representations that the format allows."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import product
from typing import Any, Literal

from hypothesis import strategies as st

INDEX = Literal["object", "array", "absent"]
FORM = Literal["array", "object"]

codes = st.one_of(
    st.from_regex(r"0?[0-9]{1,3}", fullmatch=True),
    st.from_regex(r"[A-Z]{2}[0-9]{3}", fullmatch=True),
    st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0*"), min_size=1, max_size=6),
)
numbers = st.one_of(
    st.none(),
    st.just(0),
    st.integers(-(2**53), 2**53),
    st.floats(allow_nan=False, allow_infinity=False),
    st.decimals(-1000, 1000, places=2).map(float),
)
marks = st.one_of(st.none(), st.sampled_from([".", "..", "...", "e", "p", "a,b", 'a"b', "]", "}", "ä", "\\", "null"]))


@dataclass(frozen=True)
class Cells:
    """Dimension id -> codes, and value and mark of each combination, the last dimension fastest."""

    axes: dict[str, list[str]]
    values: list[float | None]
    status: list[str | None]

    def rows(self) -> list[tuple[Any, ...]]:
        return [(*keys, value, mark) for keys, value, mark in zip(product(*self.axes.values()), self.values, self.status, strict=True)]


@st.composite
def cells(draw: st.DrawFn) -> Cells:
    names = draw(
        st.lists(codes.filter(lambda name: name not in ("id", "size", "role", "value", "status")), min_size=1, max_size=4, unique=True)
    )
    axes = {name: draw(st.lists(codes, min_size=1, max_size=4, unique=True)) for name in names}
    count = 1
    for members in axes.values():
        count *= len(members)
    values = draw(st.lists(numbers, min_size=count, max_size=count))
    status = draw(st.one_of(st.just([None] * count), st.lists(marks, min_size=count, max_size=count)))
    return Cells(axes, values, status)


@st.composite
def documents(draw: st.DrawFn, of: Cells) -> bytes:
    """The cells as JSON-stat 1 or 2, members in any order, with any white space."""
    old = draw(st.booleans())
    where = {"id": list(of.axes), "size": [draw(st.sampled_from([len(c), str(len(c))])) for c in of.axes.values()]}
    dimension = {name: {"label": name, "category": _category(draw, members)} for name, members in of.axes.items()}
    whole: dict[str, Any] = {"label": 'a "value": [1,2] that is none', "extension": {"value": [1, 2, {"status": "x"}]}}
    whole |= {"dimension": {**dimension, **where}} if old else {"version": "2.0", "class": "dataset", "dimension": dimension, **where}
    whole["value"] = _form(draw, of.values)
    if any(of.status) or draw(st.booleans()):
        whole["status"] = _status(draw, of.status)
    keys = draw(st.permutations(list(whole)))
    ordered: dict[str, Any] = {key: whole[key] for key in keys}
    root = {"dataset": ordered} if old and draw(st.booleans()) else ordered
    space = draw(st.sampled_from([(None, (",", ":")), (None, (", ", ": ")), (1, (",", ": ")), ("\t", (" ,", " : "))]))
    text = json.dumps(root, indent=space[0], separators=space[1], ensure_ascii=draw(st.booleans()))
    return draw(st.sampled_from([b"", b"\xef\xbb\xbf"])) + text.encode()


def _category(draw: st.DrawFn, members: list[str]) -> dict[str, Any]:
    form: INDEX = draw(st.sampled_from(["object", "array", "absent"] if len(members) == 1 else ["object", "array"]))
    labels = {"label": {code: f"text of {code}" for code in members}}
    if form == "absent":
        return labels
    places = draw(st.permutations(list(enumerate(members))))
    index = {code: place for place, code in places} if form == "object" else members
    return {"index": index, **(labels if draw(st.booleans()) else {})}


def _form(draw: st.DrawFn, items: list[Any]) -> Any:
    form: FORM = draw(st.sampled_from(["array", "object"]))
    if form == "array":
        return items
    written = [(place, item) for place, item in enumerate(items) if item is not None or draw(st.booleans())]
    return {str(place): item for place, item in draw(st.permutations(written))}


def _status(draw: st.DrawFn, marks_: list[str | None]) -> Any:
    same = len(set(marks_)) == 1 and marks_[0] is not None
    if same and draw(st.booleans()):
        return draw(st.sampled_from([marks_[0], [marks_[0]]]))
    return _form(draw, marks_)
