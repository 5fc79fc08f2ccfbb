"""The one text form from which content hashes are made.

UTF-8, sorted keys, no spaces, numbers as their shortest round-trip text, NFC (the product's table of meanings).
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from typing import Any


def canonical(value: Any) -> bytes:
    """The canonical bytes of a JSON value; NaN and infinities are refused by ValueError."""
    return json.dumps(_normalised(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def content_hash(value: Any) -> str:
    """sha256 (hex) of the canonical form."""
    return hashlib.sha256(canonical(value)).hexdigest()


def _normalised(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {_normalised(key): _normalised(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_normalised(item) for item in value]
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)  # 5.0 and 5 are one number
    return value
