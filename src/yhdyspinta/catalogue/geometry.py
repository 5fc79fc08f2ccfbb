"""Maps of Finland: TopoJSON of areas, outlines to draw, and the tile map of the counties.

The TopoJSON is in WGS84 degrees. Outlines are drawn in ETRS-TM35FIN (transverse Mercator, central meridian
27°), in which Finland looks as on official maps, in one fixed view box for all kinds of area.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from yhdyspinta.catalogue import installed
from yhdyspinta.catalogue.areas import EXAMPLE
from yhdyspinta.catalogue.curated import fault, read_csv
from yhdyspinta.domain.coordinates import to_plane
from yhdyspinta.domain.errors import Unknown

FILES = {"KU": "municipalities.topojson", "HVA": "counties.topojson", "MK": "regions.topojson"}
# The corner and the size of Finland in metres of ETRS-TM35FIN, and the view box that they are drawn in.
_WEST, _NORTH, _METRES = 70_000.0, 7_785_000.0, 1_160.0
WIDTH, HEIGHT = 575, 1000
VIEW_BOX = f"0 0 {WIDTH} {HEIGHT}"

Point = tuple[float, float]


def topology(kind: str, folder: Path | None = None) -> dict[str, Any]:
    """The TopoJSON of the current areas of a kind; its object `areas` holds geometries whose `id` is the area's."""
    if kind not in FILES:
        raise Unknown(f"There is no map of the kind {kind!r}.", f"There are maps of {', '.join(FILES)}.")
    return _topology(kind, folder or installed.folder())


@lru_cache(maxsize=2 * len(FILES))
def _topology(kind: str, folder: Path) -> dict[str, Any]:
    file = folder / FILES[kind]
    try:
        loaded: dict[str, Any] = json.loads(file.read_bytes())
        loaded["objects"]["areas"]["geometries"], loaded["arcs"], loaded["transform"]["scale"]
    except FileNotFoundError as error:
        raise fault(file, 0, "", "a file here") from error
    except (ValueError, KeyError, TypeError) as error:
        raise fault(file, 1, "objects.areas", f"TopoJSON with geometries of areas ({error})") from error
    return loaded


def shapes(kind: str) -> tuple[tuple[str, str], ...]:
    """(area id, SVG path data) of each current area of a kind, in the view box `VIEW_BOX`."""
    return _shapes(kind, installed.folder())


def invented_shapes(kind: str) -> tuple[tuple[str, str], ...]:
    """The same of the invented areas, whose map is of nowhere: none of a kind that is not drawn."""
    return _shapes(kind, EXAMPLE) if (EXAMPLE / FILES[kind]).exists() else ()


@lru_cache(maxsize=3 * len(FILES))
def _shapes(kind: str, folder: Path) -> tuple[tuple[str, str], ...]:
    loaded = topology(kind, folder)
    arcs = [[drawn(*point) for point in arc] for arc in degrees(loaded)]
    return tuple((str(one["id"]), _path(one, arcs)) for one in loaded["objects"]["areas"]["geometries"])


def geometries(kind: str) -> dict[str, dict[str, Any]]:
    """GeoJSON geometries of the current areas of a kind, the invented ones too, by area id: WGS84 degrees, to about ten metres."""
    invented = _geometries(kind, EXAMPLE) if (EXAMPLE / FILES[kind]).exists() else {}
    return {**_geometries(kind, installed.folder()), **invented}


@lru_cache(maxsize=3 * len(FILES))
def _geometries(kind: str, folder: Path) -> dict[str, dict[str, Any]]:
    loaded = topology(kind, folder)
    arcs = [[(round(x, 4), round(y, 4)) for x, y in arc] for arc in degrees(loaded)]
    return {str(one["id"]): _geometry(one, arcs) for one in loaded["objects"]["areas"]["geometries"]}


def bounds(kind: str, area: str) -> tuple[float, float, float, float] | None:
    """The westernmost, southernmost, easternmost and northernmost degree of an area's outline; None where it has none."""
    found = geometries(kind).get(area)
    if found is None:
        return None
    corners = [point for part in found["coordinates"] for ring in part for point in ring]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def tiles(folder: Path | None = None) -> tuple[tuple[str, int, int], ...]:
    """(area id, row, column) of each organiser on the tile map, from 1; no two share a tile."""
    return _tiles(folder or installed.folder())


@lru_cache(maxsize=2)
def _tiles(folder: Path) -> tuple[tuple[str, int, int], ...]:
    found: dict[tuple[int, int], str] = {}
    for row in read_csv(folder / "tiles.csv", ("area", "row", "col")):
        for field in ("row", "col"):
            if not row[field].isdigit() or row[field] == "0":
                raise row.error(field, "a whole number from 1")
        place = (int(row["row"]), int(row["col"]))
        if place in found:
            raise row.error("col", f"a tile of its own; {found[place]} has this one")
        found[place] = row.filled("area")
    return tuple((area, row, col) for (row, col), area in found.items())


def degrees(loaded: dict[str, Any]) -> list[list[Point]]:
    """The arcs in longitude and latitude: TopoJSON stores whole steps from point to point."""
    (east, north), (left, bottom) = loaded["transform"]["scale"], loaded["transform"]["translate"]
    arcs = []
    for arc in loaded["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((left + x * east, bottom + y * north))
        arcs.append(points)
    return arcs


def drawn(longitude: float, latitude: float) -> Point:
    """Where a point in degrees lies in the view box `VIEW_BOX`."""
    easting, northing = to_plane(longitude, latitude)
    return round((easting - _WEST) / _METRES, 1), round((_NORTH - northing) / _METRES, 1)


def _path(geometry: dict[str, Any], arcs: list[list[Point]]) -> str:
    rings = (_ring(ring, arcs) for polygon in _polygons(geometry) for ring in polygon)
    return "".join("M" + "L".join(f"{x:g},{y:g}" for x, y in ring) + "Z" for ring in rings)


def _geometry(geometry: dict[str, Any], arcs: list[list[Point]]) -> dict[str, Any]:
    """A MultiPolygon, outer rings counterclockwise as RFC 7946 has them (TopoJSON's are clockwise).

    Rings that rounding made too short to enclose anything are left out.
    """
    parts = [[ring[::-1] for ring in (_ring(one, arcs) for one in polygon) if len(ring) >= 4] for polygon in _polygons(geometry)]
    return {"type": "MultiPolygon", "coordinates": [part for part in parts if part]}


def _polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    polygons: list[list[list[int]]] = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return polygons


def _ring(ring: list[int], arcs: list[list[Point]]) -> list[Point]:
    """The points of a ring; an arc with a negative number runs backwards, and arcs share their end points."""
    points: list[Point] = []
    for number in ring:
        for point in arcs[number] if number >= 0 else reversed(arcs[~number]):
            if not points or point != points[-1]:
                points.append(point)
    return points
