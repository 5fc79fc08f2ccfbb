"""A table as a Power Query snippet (the language M) that Excel and Power BI refresh by themselves.

The base of Web.Contents is a constant and the rest stands in RelativePath and Query: only so does the Power BI service
know whom it may ask. Types are told with the culture of our CSV ("en-US": a full stop before decimals), whatever the
reader's own settings are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from yhdyspinta.pictures.exports.fields import DAY, NUMBER, TEXT, WHOLE, Field

_TYPES = {TEXT: "type text", NUMBER: "type number", WHOLE: "Int64.Type", DAY: "type date"}
_UTF8 = 65001


def snippet(base: str, path: str, query: Mapping[str, str], fields: Iterable[Field]) -> str:
    """The M of a table: `base` such as https://example.fi, `path` of the machine CSV without its first slash."""
    asked = ", ".join(f"{_name(key)} = {text(value)}" for key, value in query.items())
    options = f"[RelativePath = {text(path)}" + (f", Query = [{asked}]" if asked else "") + "]"
    types = ",\n".join(f"            {{{text(field.name)}, {_TYPES[field.kind]}}}" for field in fields)
    return f"""let
    Reply = Web.Contents({text(base)}, {options}),
    Rows = Csv.Document(Reply, [Delimiter = ",", Encoding = {_UTF8}, QuoteStyle = QuoteStyle.Csv]),
    Headed = Table.PromoteHeaders(Rows, [PromoteAllScalars = true]),
    Emptied = Table.ReplaceValue(Headed, "", null, Replacer.ReplaceValue, Table.ColumnNames(Headed)),
    Typed = Table.TransformColumnTypes(
        Emptied,
        {{
{types}
        }},
        "en-US"
    )
in
    Typed
"""


def text(value: str) -> str:
    """A text literal of M: quotes are doubled; control characters, and what would begin an escape, are escaped."""
    escaped = value.replace("#(", "#(#)(").replace('"', '""')
    return '"' + "".join(letter if letter.isprintable() else f"#({ord(letter):08X})" for letter in escaped) + '"'


def _name(value: str) -> str:
    """A field name of a record: plain where it is one word, else quoted."""
    return value if value.isascii() and value.isidentifier() else f"#{text(value)}"
