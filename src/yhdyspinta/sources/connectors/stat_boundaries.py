"""Statistics Finland's boundaries: the outlines of the municipalities of a year, from its WFS as GeoJSON.

Asked for in degrees (EPSG:4326), in which the shipped maps are kept: the layer itself is in metres (EPSG:3067). The layer of
1:4,500,000 ends at the coast and is generalised by its publisher.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from yhdyspinta.domain.areas import MUNICIPALITY
from yhdyspinta.domain.errors import ParseError
from yhdyspinta.formats.bundle import Part
from yhdyspinta.formats.cube import FETCH_AGAIN
from yhdyspinta.formats.reading import clean, decode_json, expect_list, expect_object
from yhdyspinta.sources import facts
from yhdyspinta.sources.areas import area_id
from yhdyspinta.sources.errors import Kind, SourceError
from yhdyspinta.sources.exchange import Fetches, Request
from yhdyspinta.sources.target import Target

NAME = "stat_boundaries"
PART = "boundaries.json"
# Finland in degrees, with room: what lies elsewhere is in metres, or has its axes the other way round.
_LONGITUDE, _LATITUDE = (18.0, 33.0), (58.5, 71.0)
_SHAPES = ("Polygon", "MultiPolygon")


def check(target: Target) -> None:
    """CuratedError when the facts of the target are not what is needed here."""
    facts.text(target, "boundaries")
    if "{year}" not in facts.text(target, "layer"):
        raise facts.fault(target, "layer", "the name of a layer with {year} in it")


def collect(target: Target, way: Fetches, kept: Mapping[str, Part], year: int) -> Iterator[Part]:
    """The outlines of `year`; nothing where the service does not have that layer yet."""
    if PART in kept:
        yield kept[PART]
        return
    layer = facts.text(target, "layer").replace("{year}", str(year))
    asked = f"service=WFS&version=2.0.0&request=GetFeature&typeName={layer}&outputFormat=application/json&srsName=EPSG:4326"
    try:
        reply = way.fetch(Request(f"{facts.text(target, 'boundaries')}?{asked}"))
    except SourceError as error:
        # A layer that does not exist is answered with 400 or 404 by servers of this make.
        if error.kind is Kind.GONE or (error.kind is Kind.REFUSED and error.status == 400):
            return
        raise
    part = Part(PART, reply.url, "", reply.content_type, reply.data, reply.framed)
    if not reply.data.lstrip().startswith(b"<ows:ExceptionReport") and b"ExceptionReport" not in reply.data[:400]:
        read(part, year)
        yield part


def read(part: Part, year: int) -> dict[str, dict[str, Any]]:
    """Municipality -> its GeoJSON geometry in degrees; ParseError when the collection is not whole or of another year."""
    collection = expect_object(decode_json(clean(part.data)), part.name)
    features, found = expect_list(collection.get("features"), f"{part.name}.features"), {}
    told = [collection.get(name) for name in ("totalFeatures", "numberMatched", "numberReturned")]
    if any(isinstance(number, int) and number != len(features) for number in told):
        raise ParseError(f"{part.name} has {len(features)} outlines and says {told}.", FETCH_AGAIN)
    for number, value in enumerate(features):
        feature = expect_object(value, f"{part.name}[{number}]")
        said = expect_object(feature.get("properties"), f"{part.name}[{number}].properties")
        area = area_id(MUNICIPALITY, str(said.get("kunta", "")))
        if int(said.get("vuosi") or year) != year:
            raise ParseError(f"{part.name} has outlines of {said.get('vuosi')}, not of {year}.", FETCH_AGAIN)
        if area in found:
            raise ParseError(f"{part.name} has the outline of {area} twice.", FETCH_AGAIN)
        found[area] = _geometry(feature, area)
    return found


def _geometry(feature: Mapping[str, Any], area: str) -> dict[str, Any]:
    geometry = expect_object(feature.get("geometry"), f"the outline of {area}")
    if geometry.get("type") not in _SHAPES:
        raise ParseError(f"The outline of {area} is a {geometry.get('type')!r}, no surface.", FETCH_AGAIN)
    rings = geometry["coordinates"] if geometry["type"] == "Polygon" else [ring for shape in geometry["coordinates"] for ring in shape]
    for ring in rings:
        for longitude, latitude, *_ in ring:
            if not (_LONGITUDE[0] <= longitude <= _LONGITUDE[1] and _LATITUDE[0] <= latitude <= _LATITUDE[1]):
                raise ParseError(f"The outline of {area} goes through {longitude}, {latitude}, which is not in Finland.", FETCH_AGAIN)
    return geometry
