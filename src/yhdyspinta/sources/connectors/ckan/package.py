"""What a package on CKAN consists of: the catalogue's listing, the description of the columns, the CSV files."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.csv as csv

from yhdyspinta.domain.errors import ParseError
from yhdyspinta.formats.bundle import Part
from yhdyspinta.formats.cube import FETCH_AGAIN
from yhdyspinta.formats.reading import clean, decode_json, expect_list, expect_object
from yhdyspinta.sources import facts
from yhdyspinta.sources.exchange import Fetches, Request
from yhdyspinta.sources.target import Target

LISTING, PACKAGE = "listing.json", "package.json"
_SHA = re.compile(r"[0-9a-f]{64}")


def fetched(way: Fetches, part: str, address: str) -> Part:
    reply = way.fetch(Request(address))
    return Part(part, address, "", reply.content_type, reply.data, reply.framed)


def resources_of(target: Target, listing: Part) -> list[dict[str, Any]]:
    """The files of the dataset, as the catalogue lists them."""
    reply = expect_object(decode_json(clean(listing.data)), "The catalogue's reply")
    if reply.get("success") is not True:
        raise ParseError("The catalogue says that the search failed.", "Try again later.")
    found = expect_list(expect_object(reply.get("result"), "`result`").get("results"), "`results`")
    wanted = facts.text(target, "dataset")
    for dataset in found:
        if isinstance(dataset, dict) and dataset.get("name") == wanted:
            return [one for one in expect_list(dataset.get("resources"), "`resources`") if {"name", "url"} <= set(one)]
    raise ParseError(f"The catalogue has no dataset {wanted!r}.", "It may have been renamed or discontinued: search its page.")


def _package(package: Part) -> dict[str, Any]:
    described = expect_object(decode_json(clean(package.data)), "package.json")
    resources = expect_list(described.get("resources"), "`resources` of package.json")
    if len(resources) != 1:
        raise ParseError(f"package.json describes {len(resources)} tables, and one is expected.", "The dataset has changed its shape.")
    return expect_object(resources[0], "The table of package.json")


def files_of(target: Target, package: Part) -> list[str]:
    """The CSV files to read: those of the package, or those of them that the facts name by pattern."""
    path = _package(package).get("path")
    files = [path] if isinstance(path, str) else [str(one) for one in expect_list(path, "`path` of package.json")]
    patterns = facts.texts(target, "files", ())
    return [file for file in files if not patterns or any(re.fullmatch(pattern, file) for pattern in patterns)]


def fields_of(package: Part) -> list[dict[str, Any]]:
    schema = expect_object(_package(package).get("schema"), "`schema` of package.json")
    return [expect_object(one, "A field of package.json") for one in expect_list(schema.get("fields"), "`fields` of package.json")]


def check_whole(part: Part, resource: Mapping[str, Any]) -> None:
    """The file must end with a line's end and be as long as the catalogue says: cut exactly between two rows it parses."""
    if not part.data.endswith(b"\n"):
        raise ParseError(f"{part.name} does not end with a line's end, so it was cut off.", FETCH_AGAIN)
    size = str(resource.get("size") or "")
    if size.isdigit() and len(part.data) < int(size):
        raise ParseError(f"{part.name} has {len(part.data)} bytes, and the catalogue promises {size}.", FETCH_AGAIN)
    promised = str(resource.get("sha256") or resource.get("hash") or "").lower()
    if _SHA.fullmatch(promised) and size == str(len(part.data)) and hashlib.sha256(part.data).hexdigest() != promised:
        raise ParseError(f"{part.name} is not the file that the catalogue names by its hash.", FETCH_AGAIN)


def table_of(part: Part, fields: Sequence[Mapping[str, Any]]) -> pa.Table:
    """All columns as text; an empty cell is null."""
    names = [str(field["name"]) for field in fields]
    try:
        table = csv.read_csv(
            io.BytesIO(clean(part.data)),
            parse_options=csv.ParseOptions(delimiter=","),
            convert_options=csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), null_values=[""], strings_can_be_null=True, quoted_strings_can_be_null=True
            ),
        )
    except pa.ArrowInvalid as error:
        raise ParseError(f"{part.name} is not the comma-separated table that its package describes: {error}.", FETCH_AGAIN) from error
    if set(table.column_names) != set(names):
        other = sorted(set(table.column_names) ^ set(names))
        raise ParseError(f"{part.name} and its package differ in the columns {', '.join(other)}.", "The dataset has changed its shape.")
    return table.select(names)
