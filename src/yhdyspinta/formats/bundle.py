"""A release made of several replies: one file that names what it is of and holds each reply as it came.

A zip archive without compression and without times, so that the same replies give the same bytes. Its first entry,
`bundle.json`, lists the parts with size and SHA-256. A cut or altered file is a ParseError.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from yhdyspinta.domain.errors import ParseError
from yhdyspinta.formats.cube import FETCH_AGAIN

NAME = "bundle"
_INDEX = "bundle.json"
_VERSION = 1
_FIXED = (1980, 1, 1, 0, 0, 0)  # the zero of zip: no time enters the bytes
_END_SIZE = 22  # of the record that ends a zip archive without a comment
_FIELDS = ("name", "url", "query", "content_type")


@dataclass(frozen=True, slots=True)
class Part:
    """One reply within a release: what was asked (`url`, and `query` as sent in the body) and the bytes that came.

    `framed` tells whether the transport proved the end of the body; see sources/exchange.py.
    """

    name: str
    url: str
    query: str
    content_type: str
    data: bytes
    framed: bool = True


@dataclass(frozen=True, slots=True)
class Bundle:
    """What `unpack` gives: the manifest as packed, and the parts in their order."""

    manifest: dict[str, Any]
    parts: tuple[Part, ...]


def pack(manifest: Mapping[str, Any], parts: Sequence[Part]) -> bytes:
    """The bytes of a bundle; the same manifest and parts give the same bytes. The names of the parts must differ."""
    if len({part.name for part in parts}) < len(parts):
        raise ParseError("Two parts of a bundle have one name.", "Name each reply by what it holds.")
    index = {"bundle": _VERSION, "manifest": dict(manifest), "parts": [_described(part) for part in parts]}
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as file:
        _add(file, _INDEX, orjson.dumps(index, option=orjson.OPT_SORT_KEYS))
        for number, part in enumerate(parts):
            _add(file, _entry(number), part.data)
    return sink.getvalue()


def unpack(data: bytes) -> Bundle:
    """The bundle of these bytes; ParseError when they are cut, altered or something else."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            _refuse_foreign(file, data)
            index = orjson.loads(file.read(_INDEX))
            contents = [file.read(_entry(number)) for number in range(len(file.namelist()) - 1)]
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise ParseError(f"This is not a whole bundle of replies: {error}.", FETCH_AGAIN) from None
    try:
        return _bundle(index, contents)
    except (KeyError, TypeError, AttributeError) as error:
        raise ParseError(f"The list of the bundle's replies is not what it should be: {error!r}.", FETCH_AGAIN) from None


def _described(part: Part) -> dict[str, Any]:
    described: dict[str, Any] = {name: getattr(part, name) for name in _FIELDS}
    return described | {"framed": part.framed, "size": len(part.data), "sha256": hashlib.sha256(part.data).hexdigest()}


def _entry(number: int) -> str:
    """Entries are numbered: a part may have any name, and an entry must be no path."""
    return f"{number:06d}"


def _add(file: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, _FIXED)
    entry.create_system = 3  # the same on every system
    entry.external_attr = 0o600 << 16
    file.writestr(entry, data)


def _refuse_foreign(file: zipfile.ZipFile, data: bytes) -> None:
    """Only what `pack` writes: no compression, so nothing can grow, and nothing before, between or behind."""
    if any(entry.compress_type != zipfile.ZIP_STORED or entry.file_size > len(data) for entry in file.infolist()):
        raise zipfile.BadZipFile("its entries are not stored as they came")
    if not data.startswith(b"PK\x03\x04") or data[-_END_SIZE : -_END_SIZE + 4] != b"PK\x05\x06":
        raise zipfile.BadZipFile("something stands around the archive")


def _bundle(index: dict[str, Any], contents: list[bytes]) -> Bundle:
    if index["bundle"] != _VERSION or len(index["parts"]) != len(contents):
        raise ParseError("The bundle has another version or another number of replies than it lists.", FETCH_AGAIN)
    parts = []
    for described, data in zip(index["parts"], contents, strict=True):
        if described["size"] != len(data) or described["sha256"] != hashlib.sha256(data).hexdigest():
            raise ParseError(f"Reply {described['name']!r} of the bundle is not the one that was packed.", FETCH_AGAIN)
        name, url, query, content_type = (str(described[field]) for field in _FIELDS)
        parts.append(Part(name, url, query, content_type, data, bool(described["framed"])))
    return Bundle(dict(index["manifest"]), tuple(parts))
