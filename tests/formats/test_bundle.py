"""A release of several replies: the same bytes each time, and nothing of a cut or altered one."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yhdyspinta.domain.errors import ParseError
from yhdyspinta.formats.bundle import Part, pack, unpack

PARTS = (
    Part("regions", "https://a.example/regions", "", "application/json", b"[1]"),
    Part("figures", "https://a.example/data", '{"query":[]}', "text/csv", "ä;1\r\n".encode(), framed=False),
    Part("../escape", "", "", "", b""),
)
MANIFEST = {"target": {"id": "a.b", "facts": {"ä": [1, 2.5, True]}}}


def test_replies_come_back_as_they_were() -> None:
    found = unpack(pack(MANIFEST, PARTS))
    assert found.manifest == MANIFEST
    assert found.parts == PARTS


def test_the_same_replies_give_the_same_bytes() -> None:
    reordered = {"target": {"facts": {"ä": [1, 2.5, True]}, "id": "a.b"}}
    assert pack(MANIFEST, PARTS) == pack(reordered, PARTS)
    assert pack(MANIFEST, PARTS) != pack(MANIFEST, PARTS[:2])


def test_one_name_for_two_replies_is_refused() -> None:
    with pytest.raises(ParseError):
        pack({}, [PARTS[0], PARTS[0]])


def test_a_bundle_cut_at_any_byte_is_refused() -> None:
    data = pack(MANIFEST, PARTS)
    for size in range(len(data)):
        with pytest.raises(ParseError):
            unpack(data[:size])


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_an_altered_byte_never_alters_a_reply(place: int, mask: int) -> None:
    """It is refused, or it was a byte that says nothing (a version of the packer, a right of a file)."""
    data = bytearray(pack(MANIFEST, PARTS))
    data[place % len(data)] ^= mask
    try:
        found = unpack(bytes(data))
    except ParseError:
        return
    assert (found.manifest, found.parts) == (MANIFEST, PARTS)


def test_a_compressed_archive_is_refused_before_it_grows() -> None:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("bundle.json", bytes(50_000_000))
    with pytest.raises(ParseError, match="stored"):
        unpack(sink.getvalue())


@pytest.mark.parametrize("around", [lambda data: data + b"x", lambda data: b"x" + data])
def test_nothing_stands_around_a_bundle(around: object) -> None:
    with pytest.raises(ParseError):
        unpack(around(pack(MANIFEST, PARTS)))  # type: ignore[operator]
