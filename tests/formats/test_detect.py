"""The reader is chosen by content, and what is no data is refused with a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.formats.made import EVERY, PX, as_bytes
from yhdyspinta.domain.errors import ParseError
from yhdyspinta.formats.detect import FORMATS, parse_any

EXPECTED = {
    "json-stat 2": "json-stat",
    "json-stat 1": "json-stat",
    "pxweb json": "pxweb-json",
    "pxweb metadata": "pxweb-metadata",
    "px": "px",
    "px with keys": "px",
    "sotkanet json": "sotkanet-json",
    "sotkanet csv": "sotkanet-csv",
    "sotkanet regions": "sotkanet-metadata",
}


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"])
def test_content_tells_the_format(name: str, before: bytes) -> None:
    reply = EVERY[name]
    if name == "px" and before:
        reply = PX.encode()  # the mark in front says UTF-8
    if before.endswith(b"\n") and "csv" in name:
        before = b"\xef\xbb\xbf"  # the first line of a CSV is its head
    assert parse_any(before + reply)[0].meta["format"] == EXPECTED[name]


def test_every_format_that_is_found_may_also_be_named() -> None:
    assert set(EXPECTED.values()) <= set(FORMATS)
    for name, format_ in EXPECTED.items():
        assert parse_any(EVERY[name], format=format_)[0].meta["format"] == format_


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b"\n <html lang='fi'>", "web page"),
        (b"<?xml version='1.0'?><error/>", "web page"),
        (b'{"version":"2.0","class":"dataset\0"}', "NUL"),
        ("{}".encode("utf-16"), "UTF-16"),
        (b"[]", "empty list"),
        (b"342", "in no format"),
        (b"Bad Request", "in no format"),
        (b"{}", "no JSON-stat"),
        (b'{"a":', "cut off"),
        (b'{"a":"\xe4"}', "not UTF-8"),
        (as_bytes({"query": [], "response": {"format": "json"}}), "a query"),
        (as_bytes({"maxValues": 1, "maxCells": 1}), "settings"),
        (as_bytes({"language": "sv", "tables": []}), "a list of tables"),
        (as_bytes([{"name": "a", "type": "number"}]), "none that can be read"),
        (as_bytes([1, 2]), "none that can be read"),
        (b"[" * 100_000, "not valid JSON"),
        (b'{"a":' * 100_000, "not valid JSON"),
    ],
)
def test_what_is_no_data_is_refused_with_a_sentence(data: bytes, said: str) -> None:
    with pytest.raises(ParseError) as refusal:
        parse_any(data)
    assert said in str(refusal.value)
    assert refusal.value.hint


@pytest.mark.parametrize("format_", FORMATS)
def test_endless_nesting_is_refused_by_every_reader(format_: str) -> None:
    for start in (b'[{"a":', b'{"columns":[],"data":[],"comments":[', b'{"dataset":{"dimension":', b'{"value":{"0":'):
        with pytest.raises(ParseError):
            parse_any(start + b"[" * 50_000 + b"]" * 50_000, format=format_)


def test_an_unknown_format_lists_the_known_ones() -> None:
    with pytest.raises(ParseError, match="json-stat, pxweb-json"):
        parse_any(b"{}", format="xlsx")


def test_the_name_of_the_file_is_told() -> None:
    with pytest.raises(ParseError, match=r"'table\.txt' is in no format"):
        parse_any(b"hello", name="table.txt")


def test_the_reference_names_every_format_and_no_other() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "formats.md").read_text(encoding="utf-8")
    table = page.split("## The table")[0]
    assert [line.split("`")[1] for line in table.splitlines() if line.startswith("| `")] == list(FORMATS)
