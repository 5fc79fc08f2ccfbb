"""Business ids of municipalities: the official directory, checked, over what the facts tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from yhdyspinta.domain.areas import MUNICIPALITY
from yhdyspinta.domain.errors import ParseError
from yhdyspinta.formats.bundle import Part
from yhdyspinta.formats.cube import FETCH_AGAIN
from yhdyspinta.formats.reading import clean, decode_json, expect_list, expect_object
from yhdyspinta.sources import facts
from yhdyspinta.sources.target import Target

_ID = re.compile(r"(\d{7})-(\d)")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2)
_FEWEST = 250  # municipalities: a directory with fewer has changed its shape or was cut into pages


def business_ids(target: Target, directory: Part | None) -> Mapping[str, str]:
    """Business id -> municipality. Without a directory those of the facts."""
    told = facts.mapping(target, "business_ids")
    if directory is None:
        return told
    found = _read(directory)
    certain = {area: business_id for business_id, area in found.items()}
    return found | {business_id: area for business_id, area in told.items() if area not in certain and business_id not in found}


def is_business_id(text: str) -> bool:
    """Whether the check digit of a business id is the right one."""
    match = _ID.fullmatch(text)
    if match is None:
        return False
    rest = sum(int(digit) * weight for digit, weight in zip(match[1], _WEIGHTS, strict=True)) % 11
    return rest != 1 and int(match[2]) == (11 - rest if rest else 0)


def _read(directory: Part) -> dict[str, str]:
    reply = expect_object(decode_json(clean(directory.data)), "The directory")
    rows = [expect_object(row, "A municipality") for row in expect_list(reply.get("value"), "`value` of the directory")]
    pairs = [(str(row.get("YTunnus") or ""), row.get("Kunta_Id")) for row in rows]
    good = [(one, f"{MUNICIPALITY}{number:03d}") for one, number in pairs if isinstance(number, int) and is_business_id(one)]
    ids, areas = Counter(one for one, _ in good), Counter(area for _, area in good)
    found = {one: area for one, area in good if ids[one] == 1 and areas[area] == 1}
    if len(found) < _FEWEST:
        raise ParseError(f"The directory gives the business ids of {len(found)} municipalities.", FETCH_AGAIN)
    return found
