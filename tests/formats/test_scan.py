"""The scanner finds the members of an object as a full reader does, and nothing in a broken one."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yhdyspinta.formats import scan

texts = st.text(st.sampled_from('ab"\\[]{},: \nä'), max_size=6)
values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(texts, values, max_size=5), st.sampled_from([None, 1]))
def test_each_member_lies_where_the_scanner_says(document: dict[str, Any], indent: int | None) -> None:
    data = json.dumps(document, indent=indent, ensure_ascii=False).encode()
    found = scan.members(data)
    assert found is not None
    assert {key: json.loads(data[start:end]) for key, (start, end) in found.items()} == document


@given(st.dictionaries(texts, values, min_size=1, max_size=3), st.data())
def test_a_cut_object_has_no_members(document: dict[str, Any], data: st.DataObject) -> None:
    whole = json.dumps(document).encode()
    assert scan.members(whole[: data.draw(st.integers(0, len(whole) - 1))]) is None


@pytest.mark.parametrize(
    "data", [b"", b"[1]", b'{"a":1,"a":2}', b'{"a" 1}', b'{"a":}', b'{"a":[1}', b"{a:1}", b'{"a":1 "b":2}', b'{"\\ud800":1}']
)
def test_what_is_malformed_or_ambiguous_is_left_to_the_full_reader(data: bytes) -> None:
    assert scan.members(data) is None
