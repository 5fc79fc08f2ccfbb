"""A map as GeoJSON (RFC 7946): outlines in WGS84 degrees with the value, the words and the colour of each area."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from yhdyspinta.domain.status import Status
from yhdyspinta.rendering import maps


def features(shown: maps.Map, geometries: Mapping[str, Mapping[str, Any]], notes: Mapping[str, str]) -> bytes:
    """UTF-8 GeoJSON of the areas of `shown` that have a geometry. `notes` are members of the collection itself: title, source.

    Properties: `area`, `name`, `value` (null where missing), `status`, `told` (name and value as people read them), `own`,
    and `fill`, the colour of the class, or `hatch` (`missing` or `suppressed`) where there is no value.
    """
    fills = maps.fills(shown)
    found = [
        {"type": "Feature", "id": place.area, "properties": _properties(shown, place, fills), "geometry": geometries[place.area]}
        for place in shown.places
        if place.area in geometries
    ]
    collection = {"type": "FeatureCollection", **notes, "features": found}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()


def _properties(shown: maps.Map, place: maps.Place, fills: Mapping[str, str]) -> dict[str, Any]:
    look = {"fill": fills[place.area]} if place.area in fills else {"hatch": _hatch(place)}
    own = {"own": True} if place.own else {}
    said = {"area": place.area, "name": place.name, "value": place.value, "status": place.status, "told": maps.told(shown, place)}
    return {**said, **look, **own}


def _hatch(place: maps.Place) -> str:
    return "suppressed" if place.status == Status.SUPPRESSED else "missing"
