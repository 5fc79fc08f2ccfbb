"""Which reader a reply needs, told by what it holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from yhdyspinta.domain.errors import ParseError
from yhdyspinta.formats import jsonstat, px, pxweb, pxweb2, scan, sotkanet, sotkanet_csv
from yhdyspinta.formats.cube import Cube
from yhdyspinta.formats.reading import clean, decode_json

Reader = Callable[[bytes], list[Cube]]

READERS: dict[str, Reader] = {
    jsonstat.NAME: jsonstat.parse,
    pxweb.NAME: pxweb.parse,
    pxweb.METADATA_NAME: pxweb.parse_metadata,
    "pxweb-folder": pxweb.parse_folder,
    pxweb2.CODELIST_NAME: pxweb2.parse_codelist,
    px.NAME: px.parse,
    sotkanet.NAME: sotkanet.parse,
    sotkanet_csv.NAME: sotkanet_csv.parse,
    sotkanet.METADATA_NAME: sotkanet.parse_metadata,
}
FORMATS = tuple(READERS)

_PX = re.compile(rb"\s*[A-Za-z][A-Za-z0-9_\-]*(?:\[[^\]]*\])?(?:\(\s*\"[^\"]*\"[^)]*\))?\s*=")
_SOTKANET_HEAD = {"indicator", "region", "year", "gender"}
_REGION_IDS_HEAD = {"nimi", "uusi_id", "vanha_id", "uusi_code", "vanha_code"}


def parse_any(data: bytes, name: str = "", format: str = "") -> list[Cube]:  # noqa: A002 - as the command says it
    """Read `data` with the reader of `format` (one of FORMATS), else with the one that its content calls for.

    `name` is the file's name; it only helps to say what was expected. ParseError when no reader fits.
    """
    if format:
        if format not in READERS:
            raise ParseError(f"{format!r} is not a format.", "Choose one of: " + ", ".join(FORMATS) + ".")
        return READERS[format](data)
    return _reader(clean(data), name)(data)


def _reader(data: bytes, name: str) -> Reader:
    first = data.lstrip()[:1]
    if first == b"{":
        return _object_reader(data)
    if first == b"[":
        return _array_reader(data)
    head = data.split(b"\n", 1)[0].decode("latin-1").strip()
    columns = {column.strip().strip('"') for column in re.split("[;,]", head)}
    if columns >= _SOTKANET_HEAD:
        return sotkanet_csv.parse
    if columns == _REGION_IDS_HEAD:
        return sotkanet_csv.parse_listing
    if _PX.match(data) or name.lower().endswith(".px"):
        return px.parse
    kind = f"{name!r} is" if name else "This is"
    raise ParseError(f"{kind} in no format that can be read here.", "Formats: " + ", ".join(FORMATS) + ".")


def _object_reader(data: bytes) -> Reader:
    keys: Collection[str] = scan.members(data) or decode_json(data)
    if {"columns", "data"} <= set(keys):
        return pxweb.parse
    if "variables" in keys and "dimension" not in keys:
        return pxweb.parse_metadata
    if {"id", "values", "type"} <= set(keys) and "dimension" not in keys:
        return pxweb2.parse_codelist
    if {"title", "organization", "classifications"} <= set(keys):
        return sotkanet.parse_metadata
    pxweb2.refuse_known(keys)
    return jsonstat.parse


def _array_reader(data: bytes) -> Reader:
    opened = data.index(b"[") + 1
    keys = scan.members(data, opened)
    if keys is None:
        items = decode_json(data)
        if items == []:
            raise ParseError("The reply is an empty list, which several interfaces send.", "Name the format, for example sotkanet-json.")
        keys = items[0] if isinstance(items[0], dict) else {}
    if "indicator" in keys and "region" in keys:
        return sotkanet.parse
    if "memberOf" in keys or "classifications" in keys or ("fi" in keys and set(keys) <= {"fi", "sv", "en", "uri"}):
        return sotkanet.parse_metadata
    if "text" in keys and ("id" in keys or "dbid" in keys):
        return pxweb.parse_folder
    decode_json(data)  # when the JSON itself is broken, this names the place
    raise ParseError("This JSON list is none that can be read here.", "Formats: " + ", ".join(FORMATS) + ".")
