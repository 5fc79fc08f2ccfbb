"""Draw the map of the invented areas and find who borders whom: `make example-figures`. The same plan gives the same bytes.

The plan is a lattice of squares, each of one municipality or of none. Its corners are moved and its sides made crooked by chance
that is the same every time; a side that two municipalities share is one arc, and makes them neighbours.
"""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from itertools import pairwise
from random import Random

from yhdyspinta import durable
from yhdyspinta.catalogue.areas import EXAMPLE

# Rows from north to south; the digit ends the id of the municipality.
PLAN = (
    "667755",
    "366755",
    "331155",
    "431122",
    "444122",
    "....2.",
)
ISLANDS = (("8", 6.5, 3.3, 0.55), ("8", 6.3, 4.3, 0.3), ("8", 7.2, 3.9, 0.28))  # row, column and radius of each
WEST, NORTH, WIDE, HIGH = 25.2, 63.9, 0.34, 0.155  # degrees
STEPS = 10_000  # of the quantised coordinates, to a degree
BENDS = 6  # pieces of a side
Point = tuple[float, float]
Corner = tuple[int, int]
Side = tuple[Corner, Corner]


def sides() -> dict[Side, set[str]]:
    """Each side of a square, its corners in order, with what lies on both sides of it; outside the plan there is nothing."""
    found: dict[Side, list[str]] = defaultdict(list)
    for row, line in enumerate(PLAN):
        for column, owner in enumerate(line):
            corners = [(row, column), (row, column + 1), (row + 1, column + 1), (row + 1, column)]
            for one, other in pairwise([*corners, corners[0]]):
                found[min(one, other), max(one, other)].append(owner)
    return {side: {*owners, *("." if len(owners) == 1 else "")} for side, owners in found.items()}


def corner(place: Corner) -> Point:
    chance = Random(f"corner {place}")  # noqa: S311 - an invented map
    return place[1] + chance.uniform(-0.24, 0.24), place[0] + chance.uniform(-0.24, 0.24)


def arc(side: Side) -> list[Point]:
    """The crooked line of a side, from its first corner to its second."""
    (x, y), (to_x, to_y) = corner(side[0]), corner(side[1])
    chance = Random(f"side {side}")  # noqa: S311
    points = [(x, y)]
    for number in range(1, BENDS):
        share, aside = number / BENDS, chance.uniform(-0.07, 0.07)
        points.append((x + share * (to_x - x) - aside * (to_y - y), y + share * (to_y - y) + aside * (to_x - x)))
    return [*points, (to_x, to_y)]


def ring(bounds: list[tuple[int, Side]]) -> list[int]:
    """The arcs around one municipality in their order; one that runs backwards as its complement."""
    left = dict(bounds)
    number, side = next(iter(left.items()))
    left.pop(number)
    found, begins, end = [number], side[0], side[1]
    while end != begins:
        number, side = next((one, way) for one, way in left.items() if end in way)
        left.pop(number)
        found.append(number if side[0] == end else ~number)
        end = side[1] if side[0] == end else side[0]
    if left:
        raise SystemExit("A municipality of the plan is in several pieces.")
    return found


def island(owner: str, row: float, column: float, radius: float) -> list[Point]:
    chance = Random(f"island {owner} {row} {column}")  # noqa: S311
    shape = ((1, 0), (0.8, 0.6), (0.3, 0.95), (-0.35, 0.9), (-0.9, 0.5), (-1, -0.1), (-0.7, -0.7), (-0.1, -1), (0.6, -0.8))
    points = [(column + radius * x * chance.uniform(0.75, 1.2), row + radius * y * chance.uniform(0.75, 1.2)) for x, y in shape]
    return [*points, points[0]]


def quantised(points: list[Point]) -> list[list[int]]:
    """Whole steps from point to point, as TopoJSON keeps them."""
    whole = [(round(x * WIDE * STEPS), round(-y * HIGH * STEPS)) for x, y in points]
    return [list(whole[0])] + [[x - before_x, y - before_y] for (before_x, before_y), (x, y) in pairwise(whole)]


def drawn() -> tuple[str, list[tuple[str, str]]]:
    """The TopoJSON, and the pairs of neighbours."""
    bounds = {side: owners for side, owners in sides().items() if len(owners) > 1}
    arcs = [quantised(arc(side)) for side in bounds]
    around: dict[str, list[tuple[int, Side]]] = defaultdict(list)
    neighbours = set()
    for number, (side, owners) in enumerate(bounds.items()):
        named = sorted(owners - {"."})
        for owner in named:
            around[owner].append((number, side))
        if len(named) > 1:
            neighbours.add((named[0], named[1]))
    geometries = [{"type": "Polygon", "arcs": [ring(around[owner])], "id": f"KU900{owner}"} for owner in sorted(around)]
    pieces = []
    for one in ISLANDS:
        arcs.append(quantised(island(*one)))
        pieces.append([[len(arcs) - 1]])
    geometries.append({"type": "MultiPolygon", "arcs": pieces, "id": f"KU900{ISLANDS[0][0]}"})
    transform = {"scale": [1 / STEPS, 1 / STEPS], "translate": [WEST, NORTH]}
    made = {"type": "Topology", "transform": transform, "objects": {"areas": {"type": "GeometryCollection", "geometries": geometries}}}
    return json.dumps({**made, "arcs": arcs}, separators=(",", ":")) + "\n", sorted(neighbours)


def main() -> None:
    topology, neighbours = drawn()
    written = io.StringIO()
    rows = [("one", "other"), *((f"KU900{one}", f"KU900{other}") for one, other in neighbours)]
    csv.writer(written, lineterminator="\n").writerows(rows)
    durable.write(EXAMPLE / "municipalities.topojson", topology.encode())
    durable.write(EXAMPLE / "neighbours.csv", written.getvalue().encode())


if __name__ == "__main__":
    main()
