"""Where the members of a JSON object lie in its bytes, without decoding them.

Decoding ten million numbers into Python objects is what makes JSON slow. The scanner walks the members of one
object only, jumping over flat arrays by memchr, so that a long array can be cut out and decoded as a column.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import orjson

_SPACE = re.compile(rb"[ \t\r\n]*+")
_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
_SCALAR = re.compile(rb'[^,\]}\s"\[{]++')
# Everything up to the next bracket that is not inside a string. Possessive: no backtracking, no deep stack.
_TO_BRACKET = re.compile(rb'[^"\[\]{}]*+(?:"[^"\\]*+(?:\\.[^"\\]*+)*+"[^"\[\]{}]*+)*+', re.DOTALL)
_CLOSES = {ord("["): b"]", ord("{"): b"}"}

Span = tuple[int, int]


class Piece(NamedTuple):
    """A part of a document that is left where it stands: `data[start:end]`, uncopied."""

    data: bytes
    start: int
    end: int

    @property
    def view(self) -> memoryview:
        return memoryview(self.data)[self.start : self.end]

    def opens_with(self, sign: bytes) -> bool:
        return self.data.startswith(sign, self.start)

    def holds(self, sign: bytes) -> bool:
        return self.data.find(sign, self.start, self.end) >= 0


def members(data: bytes, start: int = 0) -> dict[str, Span] | None:
    """Key -> (start, end) of each member's value in the object that begins at or after `start`.

    None when there is no well-formed object there or a key comes twice: then decode it the ordinary way,
    which finds the error or settles it. The values themselves are not checked.
    """
    position = _after_space(data, start)
    if data[position : position + 1] != b"{":
        return None
    found: dict[str, Span] = {}
    position = _after_space(data, position + 1)
    while data[position : position + 1] == b'"':
        key, position = _key(data, position)
        if key is None or key in found:
            return None
        end = _end_of_value(data, position)
        if end is None:
            return None
        found[key] = (position, end)
        position = _after_space(data, end)
        if data[position : position + 1] != b",":
            break
        position = _after_space(data, position + 1)
    return found if data[position : position + 1] == b"}" else None


def _after_space(data: bytes, position: int) -> int:
    match = _SPACE.match(data, position)
    return match.end() if match else position


def _key(data: bytes, position: int) -> tuple[str | None, int]:
    """The key at `position` and where its value begins; None for the key when it is malformed."""
    match = _STRING.match(data, position)
    if match is None:
        return None, position
    colon = _after_space(data, match.end())
    if data[colon : colon + 1] != b":":
        return None, position
    try:
        return orjson.loads(match.group()), _after_space(data, colon + 1)
    except orjson.JSONDecodeError:
        return None, position


def _end_of_value(data: bytes, position: int) -> int | None:
    first = data[position : position + 1]
    if first == b'"':
        match = _STRING.match(data, position)
        return match.end() if match else None
    if first in (b"[", b"{"):
        return _flat_end(data, position) or _nested_end(data, position)
    match = _SCALAR.match(data, position)
    return match.end() if match else None


def _flat_end(data: bytes, position: int) -> int | None:
    """The end of an array or object that holds no other; None when it does or when that cannot be told cheaply."""
    end = data.find(_CLOSES[data[position]], position + 1)
    piece = Piece(data, position + 1, end)
    if end < 0 or piece.holds(b"[") or piece.holds(b"{"):
        return None
    # Without escapes, an even number of quotes means that the closing bracket stands outside a string.
    if piece.holds(b'"') and (piece.holds(b"\\") or data.count(b'"', position, end) % 2):
        return None
    return end + 1


def _nested_end(data: bytes, position: int) -> int | None:
    """The end of any array or object, by counting brackets outside strings."""
    closing, depth = _CLOSES[data[position]], 0
    while True:
        bracket = data[position : position + 1]
        if bracket in (b"[", b"{"):
            depth += 1
        elif bracket in (b"]", b"}"):
            depth -= 1
        else:
            return None
        if depth == 0:
            return position + 1 if bracket == closing else None
        match = _TO_BRACKET.match(data, position + 1)
        position = match.end() if match else len(data)
