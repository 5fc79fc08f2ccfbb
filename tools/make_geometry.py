"""Make the maps of curated/areas: TopoJSON of municipalities, counties and regions, neighbours and the tile map.

Run: YHDYSPINTA_REFERENCES=<folder> python tools/make_geometry.py   (after make_areas.py)
Reads data/geometry/kunnat_2025_2026_coast.geojson (clipped to the coast) and data/classification/tile_grids.csv.
Counties and regions are dissolved from the municipalities here, so that their borders are the same lines.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Any

import shapely
import topojson
from shapely.geometry.base import BaseGeometry

from yhdyspinta.catalogue.areas import load_areas
from yhdyspinta.catalogue.curated import CURATED
from yhdyspinta.domain.areas import AreaRegister
from yhdyspinta.environment import read

FOLDER = CURATED / "areas"
DISSOLVED = ("HVA", "MK")
# Degrees. Neighbouring outlines of the source lie up to some 100 m apart; vertices this close become one.
SNAP = 0.002
SIMPLIFY = 0.0015  # about 150 m north to south
QUANTA = 30_000  # steps over the whole country: 40 m
SLIVER = 0.002  # square degrees: gaps between outlines that did not quite meet
BORDER = 0.01  # degrees of common border that make a neighbour


def main() -> None:
    references = read().references
    if references is None:
        sys.exit("Set YHDYSPINTA_REFERENCES to the folder of the reference material.")
    make(references, FOLDER)


def make(references: Path, target: Path) -> None:
    """Write maps, neighbours and tiles into the folder `target`."""
    register = load_areas()
    shapes = _aligned(_municipalities(references / "data" / "geometry" / "kunnat_2025_2026_coast.geojson", register))
    _write(target / "municipalities.topojson", shapes)
    for kind, name in zip(DISSOLVED, ("counties.topojson", "regions.topojson"), strict=True):
        _write(target / name, {area.id: _dissolved(register, area.id, shapes) for area in register.areas(kind, register.current)})
    _table(target / "neighbours.csv", ("one", "other"), _neighbours(shapes))
    _table(target / "tiles.csv", ("area", "row", "col"), _tiles(references / "data" / "classification" / "tile_grids.csv", register))


def _municipalities(file: Path, register: AreaRegister) -> dict[str, BaseGeometry]:
    features = json.loads(file.read_text(encoding="utf-8"))["features"]
    shapes = {f"KU{feature['properties']['code']}": shapely.make_valid(shapely.geometry.shape(feature["geometry"])) for feature in features}
    expected = set(register.members("SSS", register.current))
    if set(shapes) != expected:
        sys.exit(f"The map and the division of {register.current} differ: {sorted(set(shapes) ^ expected)}")
    return dict(sorted(shapes.items()))


def _aligned(shapes: dict[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """Give neighbours common vertices along their border, so that they become common arcs."""
    tree = shapely.STRtree(list(shapes.values()))
    ids = list(shapes)
    done = dict(shapes)
    for area_id in ids:
        near = [ids[index] for index in tree.query(shapes[area_id].buffer(SNAP)) if ids[index] != area_id]
        if near:
            outline = shapely.unary_union([done[other].boundary for other in near])
            done[area_id] = _polygons(shapely.snap(done[area_id], outline, SNAP))
    return done


def _polygons(shape: BaseGeometry) -> BaseGeometry:
    """The surfaces of a shape: snapping can leave lines and points behind."""
    parts = [part for part in shapely.get_parts(shapely.make_valid(shape)) if part.geom_type in ("Polygon", "MultiPolygon")]
    return shapely.unary_union(parts)


def _dissolved(register: AreaRegister, area_id: str, shapes: dict[str, BaseGeometry]) -> BaseGeometry:
    """The union of an area's municipalities without the gaps between them."""
    joined = shapely.unary_union([shapes[child] for child in register.members(area_id, register.current)])
    closed = joined.buffer(SNAP / 4, join_style="mitre").buffer(-SNAP / 4, join_style="mitre")
    parts = []
    for part in shapely.get_parts(closed):
        holes = [ring for ring in part.interiors if shapely.Polygon(ring).area > SLIVER]
        parts.append(shapely.Polygon(part.exterior, holes))
    return shapely.unary_union(parts)


def _write(file: Path, shapes: dict[str, BaseGeometry]) -> None:
    features: list[dict[str, Any]] = [
        {"type": "Feature", "id": area_id, "properties": {}, "geometry": shapely.geometry.mapping(shape)}
        for area_id, shape in shapes.items()
    ]
    made = topojson.Topology({"type": "FeatureCollection", "features": features}, prequantize=QUANTA, object_name="areas")
    made = made.toposimplify(SIMPLIFY, prevent_oversimplify=True)
    topology = json.loads(made.to_json())
    for geometry in topology["objects"]["areas"]["geometries"]:
        geometry.pop("properties", None)
    file.write_text(json.dumps(topology, separators=(",", ":")) + "\n", encoding="utf-8")


def _neighbours(shapes: dict[str, BaseGeometry]) -> list[tuple[str, ...]]:
    ids = list(shapes)
    tree = shapely.STRtree(list(shapes.values()))
    found = []
    for index, area_id in enumerate(ids):
        edge = shapes[area_id].boundary.buffer(SNAP / 2)
        later = [ids[other] for other in tree.query(edge) if other > index]
        found += [(area_id, other) for other in later if shapes[other].boundary.intersection(edge).length > BORDER]
    return sorted(found)


def _tiles(file: Path, register: AreaRegister) -> list[tuple[str, ...]]:
    with file.open(encoding="utf-8", newline="") as text:
        rows = [row for row in csv.DictReader(text) if row["grid"] == "hyvinvointialue"]
    ids = {area.id for area in register.areas("HVA", register.current)}
    found = [(f"HVA{int(row['code']):02d}", str(int(float(row["row"]))), str(int(float(row["col"])))) for row in rows]
    return sorted(row for row in found if row[0] in ids)


def _table(file: Path, heading: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as text:
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(heading)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
