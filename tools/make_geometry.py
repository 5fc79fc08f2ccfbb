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

from yhdyspinta.catalogue.areas import load_areas
from yhdyspinta.catalogue.curated import CURATED
from yhdyspinta.domain.areas import AreaRegister
from yhdyspinta.environment import read
from yhdyspinta.intake import area_maps

FOLDER = CURATED / "areas"


def main() -> None:
    references = read().references
    if references is None:
        sys.exit("Set YHDYSPINTA_REFERENCES to the folder of the reference material.")
    make(references, FOLDER)


def make(references: Path, target: Path) -> None:
    """Write maps, neighbours and tiles into the folder `target`."""
    register = load_areas()
    shapes = _municipalities(references / "data" / "geometry" / "kunnat_2025_2026_coast.geojson", register)
    for name, data in area_maps.maps(register, shapes).items():
        (target / name).write_bytes(data)
    _table(target / "neighbours.csv", ("one", "other"), area_maps.neighbours(shapes))
    _table(target / "tiles.csv", ("area", "row", "col"), _tiles(references / "data" / "classification" / "tile_grids.csv", register))


def _municipalities(file: Path, register: AreaRegister) -> area_maps.Shapes:
    features = json.loads(file.read_text(encoding="utf-8"))["features"]
    geometries = {f"KU{feature['properties']['code']}": feature["geometry"] for feature in features}
    expected = set(register.members("SSS", register.current))
    if set(geometries) != expected:
        sys.exit(f"The map and the division of {register.current} differ: {sorted(set(geometries) ^ expected)}")
    return area_maps.shapes_of(geometries)


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
