"""Finnish personal identity codes: found, so that a file that holds one is refused. They are never stored or shown.

The form since 2023: day, month and year of birth, a sign of the century (+ for the 1800s; - Y X W V U for the 1900s;
A B C D E F for the 2000s), a number and a check character. Real date and right check character are asked for, so that
ordinary codes of products and decisions are not taken for persons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

_CHECK = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_CENTURIES = {"+": 1800} | dict.fromkeys("-YXWVU", 1900) | dict.fromkeys("ABCDEF", 2000)
# Word processors turn the hyphen into other dashes.
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_CODE = re.compile(r"(?<![0-9A-Za-z])(\d{2})(\d{2})(\d{2})([-+A-FU-Ya-fu-y])(\d{3})([0-9A-FHJ-NPR-Ya-fhj-npr-y])(?![0-9A-Za-z])")


def identity_codes(text: str) -> Iterator[int]:
    """Where in `text` a personal identity code begins, one place a code."""
    plain = text.translate(_DASHES)
    for match in _CODE.finditer(plain):
        if _is_code(*match.groups()):
            yield match.start()


def has_identity_code(text: str) -> bool:
    """Whether there is one, wherever it begins: a place of 0 is a place."""
    return next(identity_codes(text), None) is not None


def _is_code(day: str, month: str, year: str, sign: str, number: str, check: str) -> bool:
    try:
        date(_CENTURIES[sign.upper()] + int(year), int(month), int(day))
    except ValueError:
        return False
    return int(number) >= 2 and _CHECK[int(day + month + year + number) % len(_CHECK)] == check.upper()
