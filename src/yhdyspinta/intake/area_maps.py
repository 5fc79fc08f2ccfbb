"""Maps of a division: outlines that meet along common arcs, simplified together, and who is whose neighbour.

In degrees (WGS84). `tools/make_geometry.py` makes the shipped maps with the same steps.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry
from topojson.core.topology import Topology

from yhdyspinta.catalogue.geometry import degrees
from yhdyspinta.domain.areas import AreaRegister

Shapes = dict[str, BaseGeometry]
DISSOLVED = {"HVA": "counties.topojson", "MK": "regions.topojson"}
# Degrees. Neighbouring outlines of the source lie up to some 100 m apart; vertices this close become one.
SNAP = 0.002
SIMPLIFY = 0.0015  # about 150 m north to south
QUANTA = 30_000  # steps over the whole country: 40 m
SLIVER = 0.002  # square degrees: gaps between outlines that did not quite meet
BORDER = 0.01  # degrees of common border that make a neighbour


def shapes_of(geometries: Mapping[str, Any]) -> Shapes:
    """Outlines of GeoJSON geometries by area, with common vertices along their borders."""
    return aligned({area: shapely.make_valid(shapely.geometry.shape(one)) for area, one in sorted(geometries.items())})


def outlines(topology: Mapping[str, Any]) -> Shapes:
    """The outlines of a TopoJSON of ours."""
    arcs = degrees(dict(topology))
    found = {}
    for one in topology["objects"]["areas"]["geometries"]:
        polygons = one["arcs"] if one["type"] == "MultiPolygon" else [one["arcs"]]
        rings = [[_ring(ring, arcs) for ring in polygon] for polygon in polygons]
        parts = [shapely.Polygon(outer, inner) for outer, *inner in rings if len(outer) >= 4]
        found[str(one["id"])] = shapely.make_valid(shapely.unary_union(parts))
    return found


def _ring(ring: Iterable[int], arcs: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    points: list[tuple[float, float]] = []
    for number in ring:
        points.extend(arcs[number] if number >= 0 else reversed(arcs[~number]))
    return points


def joined(former: Shapes, origins: Mapping[str, Iterable[str]]) -> Shapes:
    """Outlines of a new division made of those of the former one: each area is what its origins were."""
    return {area: _closed([former[one] for one in parts]) for area, parts in sorted(origins.items())}


def moved_share(before: BaseGeometry, after: BaseGeometry) -> float:
    """The share of an area's surface that belongs to only one of two outlines of it."""
    return float(before.symmetric_difference(after).area / max(before.area, after.area))


def aligned(shapes: Shapes) -> Shapes:
    """Give neighbours common vertices along their border, so that they become common arcs."""
    tree = shapely.STRtree(list(shapes.values()))
    ids = list(shapes)
    done = dict(shapes)
    for area in ids:
        near = [ids[index] for index in tree.query(shapes[area].buffer(SNAP)) if ids[index] != area]
        if near:
            outline = shapely.unary_union([done[other].boundary for other in near])
            done[area] = _polygons(shapely.snap(done[area], outline, SNAP))
    return done


def _polygons(shape: BaseGeometry) -> BaseGeometry:
    """The surfaces of a shape: snapping can leave lines and points behind."""
    parts = [part for part in shapely.get_parts(shapely.make_valid(shape)) if part.geom_type in ("Polygon", "MultiPolygon")]
    return shapely.unary_union(parts)


def dissolved(register: AreaRegister, area: str, shapes: Shapes) -> BaseGeometry:
    """The union of an area's municipalities without the gaps between them."""
    return _closed([shapes[child] for child in register.members(area, register.current)])


def _closed(shapes: list[BaseGeometry]) -> BaseGeometry:
    if len(shapes) == 1:
        return shapes[0]
    closed = shapely.unary_union(shapes).buffer(SNAP / 4, join_style="mitre").buffer(-SNAP / 4, join_style="mitre")
    parts = []
    for part in shapely.get_parts(closed):
        holes = [ring for ring in part.interiors if shapely.Polygon(ring).area > SLIVER]
        parts.append(shapely.Polygon(part.exterior, holes))
    return shapely.unary_union(parts)


def topology(shapes: Shapes) -> bytes:
    """The TopoJSON of outlines, simplified by their common arcs."""
    features: list[dict[str, Any]] = [
        {"type": "Feature", "id": area, "properties": {}, "geometry": shapely.geometry.mapping(shape)} for area, shape in shapes.items()
    ]
    made = Topology({"type": "FeatureCollection", "features": features}, prequantize=QUANTA, object_name="areas")
    found = json.loads(str(made.toposimplify(SIMPLIFY, prevent_oversimplify=True).to_json()))
    for geometry in found["objects"]["areas"]["geometries"]:
        geometry.pop("properties", None)
    return (json.dumps(found, separators=(",", ":")) + "\n").encode()


def neighbours(shapes: Shapes) -> list[tuple[str, str]]:
    """Pairs of areas with a common land border, the lesser id first."""
    ids = list(shapes)
    tree = shapely.STRtree(list(shapes.values()))
    found = []
    for index, area in enumerate(ids):
        edge = shapes[area].boundary.buffer(SNAP / 2)
        later = [ids[other] for other in tree.query(edge) if other > index]
        found += [(area, other) for other in later if shapes[other].boundary.intersection(edge).length > BORDER]
    return sorted(found)


def maps(register: AreaRegister, shapes: Shapes) -> dict[str, bytes]:
    """The map files of the newest division of a register: municipalities, counties, regions."""
    found = {"municipalities.topojson": topology(shapes)}
    for kind, name in DISSOLVED.items():
        found[name] = topology({area.id: dissolved(register, area.id, shapes) for area in register.areas(kind, register.current)})
    return found
