"""From bytes to JSON or text, refusing what is not what it says: a page, a cut reply, a wrong charset."""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import Any

import orjson

from yhdyspinta.domain.errors import ParseError
from yhdyspinta.formats.cube import FETCH_AGAIN

_PAGE = re.compile(rb"\s*<(?:!doctype|html|head|body|\?xml|!--|[a-z]+[\s>])", re.IGNORECASE)
_NOT_NUMBERS = re.compile(rb"(?<![\w\"])-?(?:NaN|Infinity)\b")
_BROKEN = "Fetch it again from its source; if it comes like this, the source or a copy of it has broken it."
_ENVELOPES = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def clean(data: bytes) -> bytes:
    """The bytes without a UTF-8 mark in front; empty bytes, a web page, UTF-16 or NUL are a ParseError."""
    data = data.removeprefix(codecs.BOM_UTF8)
    if data.startswith(_ENVELOPES):
        raise ParseError("The reply is UTF-16 text.", "Save or ask it as UTF-8.")
    if not data[:4096].strip() and not data.strip():
        raise ParseError("The reply is empty.", "The source may be down: fetch it again later.")
    if _PAGE.match(data):
        raise ParseError(
            "The reply is a web page (HTML or XML), not data.",
            "The address has changed, or the service shows an error page: open the address in a browser and correct it.",
        )
    if b"\0" in data:
        raise ParseError("The reply holds NUL bytes, which no text format of ours allows.", FETCH_AGAIN)
    return data


def decode_json(data: bytes | memoryview) -> Any:
    """The JSON value; a ParseError names the line, the column and the likely reason."""
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise ParseError(f"This is not valid JSON: {_reason(bytes(data), error)}.", _BROKEN) from None


def _reason(data: bytes, error: orjson.JSONDecodeError) -> str:
    try:
        length = len(data.decode())
    except UnicodeDecodeError as wrong:
        return f"byte {wrong.start} is not UTF-8, in which JSON must be written"
    if error.pos >= length - 1 or "unexpected end" in error.msg or "EOF" in error.msg:
        return "it ends in the middle, so it was cut off"
    if _NOT_NUMBERS.search(data):
        return f"it holds NaN or Infinity, which JSON has no words for (near line {error.lineno})"
    sign = data.decode()[error.pos : error.pos + 1]
    shown = f"{sign!r} ({unicodedata.name(sign, 'unnamed')})"
    return f"{error.msg.split(': line')[0]} at line {error.lineno}, column {error.colno}, where {shown} stands"


def text_of(value: Any) -> str:
    """A code or label as text: JSON numbers keep their digits, text its zeros."""
    return value if isinstance(value, str) else str(value)


def expect_object(value: Any, what: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ParseError(f"{what} should be a JSON object, and is {kind_of(value)}.", FETCH_AGAIN)
    return value


def expect_list(value: Any, what: str) -> list[Any]:
    if not isinstance(value, list):
        raise ParseError(f"{what} should be a JSON array, and is {kind_of(value)}.", FETCH_AGAIN)
    return value


def kind_of(value: Any) -> str:
    names = {dict: "an object", list: "an array", str: "text", bool: "true or false", int: "a number", float: "a number"}
    return names.get(type(value), "null")
