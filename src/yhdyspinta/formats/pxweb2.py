"""PxWebApi 2 beside its JSON-stat: code lists, and the replies that hold no figures."""

from __future__ import annotations

from collections.abc import Collection

from yhdyspinta.domain.errors import ParseError
from yhdyspinta.formats.cube import Cube, Dimension, codes_only
from yhdyspinta.formats.reading import clean, decode_json, expect_list, expect_object, text_of

CODELIST_NAME = "pxwebapi-codelist"

# Keys by which a reply without figures is known, and what it is.
_WITHOUT_FIGURES = (
    ({"query"}, "a query, not the answer to it"),
    ({"queryObj"}, "a saved query, not the answer to it"),
    ({"tables"}, "a list of tables"),
    ({"maxDataCells"}, "the settings of a PxWeb service"),
    ({"maxCells"}, "the settings of a PxWeb service"),
    ({"apis"}, "a catalogue of PxWeb services"),
    ({"variableNames", "firstPeriod"}, "the entry of one table in a list"),
    ({"folderContents"}, "the contents of a folder"),
)


def parse_codelist(data: bytes) -> list[Cube]:
    """A code list `{id, label, values: [{code, label, valueMap}]}` as codes; which codes each one sums is in `meta`."""
    root = expect_object(decode_json(clean(data)), "A code list")
    values = [expect_object(value, "A value") for value in expect_list(root.get("values"), "`values`")]
    if not all(isinstance(value.get("code"), str) for value in values):
        raise ParseError("A value of the code list has no code.", "Fetch it again.")
    codes = tuple(value["code"] for value in values)
    labels = tuple(text_of(value.get("label", value["code"])) for value in values)
    sums = {value["code"]: value["valueMap"] for value in values if "valueMap" in value}
    dimension = Dimension(text_of(root.get("id", "codelist")), text_of(root.get("label", "")), codes, labels)
    return [codes_only([dimension], {"format": CODELIST_NAME, "type": root.get("type", ""), "sums": sums})]


def refuse_known(keys: Collection[str]) -> None:
    """Raise a ParseError that names what a reply without figures is."""
    for known, what in _WITHOUT_FIGURES:
        if known <= set(keys) and "dimension" not in keys:
            raise ParseError(f"This is {what}: it holds no figures.", "Give the reply that holds the data or the metadata of a table.")
