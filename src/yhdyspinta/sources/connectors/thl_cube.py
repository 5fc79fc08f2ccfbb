"""THL's database reports: JSON-stat 1 cubes whose axes are described by a script (JSONP) and whose ids mean nothing.

Ids of nodes differ from cube to cube and may change, so each run finds them anew by the words that the facts give: asking for
a node gives the node itself and its children. A cell that is left out is not a zero: it may be one, or be hidden. The newest
year of a cube that grows week by week is left out, because it may be under way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from yhdyspinta.domain.areas import AreaRegister
from yhdyspinta.domain.errors import ParseError, Unknown, YhdyspintaError
from yhdyspinta.domain.status import Status
from yhdyspinta.formats import jsonstat
from yhdyspinta.formats.bundle import Part
from yhdyspinta.formats.cube import FETCH_AGAIN, Cube, to_table
from yhdyspinta.formats.reading import clean, decode_json, expect_list, expect_object
from yhdyspinta.sources import facts
from yhdyspinta.sources.exchange import Fetches, Request
from yhdyspinta.sources.rows import joined, rows_of
from yhdyspinta.sources.source import Connector, OfFunctions, Reading
from yhdyspinta.sources.target import Target, Wanted

NAME = "thl_cube"
AXES = "dimensions"
_CALL = re.compile(rb"\A\s*thl\.pivot\.loadDimensions\((.*)\)\s*;?\s*\Z", re.DOTALL)
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
FACTS = frozenset({"area", "time", "boundaries", "country", "left_out", "areas", "newest"})
_MARKS = {"..": Status.SUPPRESSED, "...": Status.SUPPRESSED, ".": Status.NOT_APPLICABLE}


def check(target: Target) -> None:
    facts.only(target, FACTS)
    for field in ("area", "time"):
        facts.text(target, field)
    facts.whole(target, "boundaries")
    facts.flag(target, "country")
    facts.flag(target, "newest")
    facts.texts(target, "left_out", ())
    facts.mapping(target, "areas", {})


def kinds(target: Target) -> frozenset[str]:
    return frozenset()


def collect(target: Target, way: Fetches, kept: Mapping[str, Part]) -> Iterator[Part]:
    axes = kept.get(AXES)
    if axes is None:
        reply = way.fetch(Request(target.address + ".dimensions.json"))
        axes = Part(AXES, target.address + ".dimensions.json", "", reply.content_type, reply.data, reply.framed)
    yield axes
    for number, wanted in enumerate(target.series):
        name = f"cube-{number:03d}"
        yield kept.get(name) or _cube(target, wanted, axes, way, name)


def read(target: Target, parts: Sequence[Part], register: AreaRegister) -> Reading:
    by_name = {part.name: part for part in parts}
    if AXES not in by_name:
        raise ParseError("The release lacks the description of its axes.", FETCH_AGAIN)
    notes: list[str] = []
    made = []
    for number, wanted in enumerate(target.series):
        part = by_name.get(f"cube-{number:03d}")
        if part is None:
            raise ParseError(f"The release lacks the cube of {wanted.indicator}.", FETCH_AGAIN)
        made.append(_series(target, wanted, by_name[AXES], part, register, notes))
    return Reading(joined(made), tuple(dict.fromkeys(notes)))


def propose(address: str, way: Fetches) -> str:
    """A draft for a cube: its axes are listed with the words of their first nodes."""
    match = re.match(r"(https://sampo\.thl\.fi/pivot/prod/[a-z]{2}/[\w/]+/fact_\w+)", address)
    if match is None:
        raise Unknown("This is not the address of a cube of THL.", "It begins https://sampo.thl.fi/pivot/prod/fi/….")
    reply = way.fetch(Request(match[1] + ".dimensions.json"))
    axes = _axes(Part(AXES, "", "", "", reply.data))
    words = "".join(f"# {axis}: {', '.join(_label(node) for node in nodes)}\n" for axis, nodes in axes.items())
    return (
        f'[[target]]\nid = "thl.{match[1].rpartition("fact_")[2]}"\nsource = "thl.kuutiot"\nconnector = "thl_cube"\n'
        f'address = "{match[1]}"\n{words}facts = {{ area = "", time = "", boundaries = 0, country = false }}\n'
        'series = [{ indicator = "", key = { } }]  # axis = the words of the node that is wanted\n'
    )


def _cube(target: Target, wanted: Wanted, axes: Part, way: Fetches, name: str) -> Part:
    found = _axes(axes)
    area, time = facts.text(target, "area"), facts.text(target, "time")
    asked = [("row", area, _root(found, area)), ("column", time, _root(found, time))]
    asked += [("filter", axis, _node(found, axis, words)) for axis, words in wanted.key.items()]
    query = "&".join(f"{place}={quote(axis)}-{_id(node)}" for place, axis, node in asked)
    reply = way.fetch(Request(f"{target.address}.json?{query}"))
    return Part(name, f"{target.address}.json?{query}", "", reply.content_type, reply.data, reply.framed)


def _axes(part: Part) -> dict[str, list[dict[str, Any]]]:
    """Axis -> its topmost nodes."""
    match = _CALL.match(clean(part.data))
    if match is None:
        raise ParseError("The description of axes is not the call of a script that it should be.", FETCH_AGAIN)
    axes = [expect_object(axis, "An axis") for axis in expect_list(decode_json(match[1]), "The axes")]
    return {str(axis.get("id")): [expect_object(one, "A node") for one in facts.get(axis, "children", [])] for axis in axes}


def _nodes(axes: Mapping[str, list[dict[str, Any]]], axis: str) -> list[dict[str, Any]]:
    if not axes.get(axis):
        raise ParseError(f"The cube has no axis {axis!r}.", f"Its axes are: {', '.join(axes)}.")
    return axes[axis]


def _root(axes: Mapping[str, list[dict[str, Any]]], axis: str) -> dict[str, Any]:
    nodes = _nodes(axes, axis)
    if len(nodes) != 1:
        raise ParseError(f"Axis {axis!r} has {len(nodes)} topmost nodes, and one is expected.", "The cube has changed its shape.")
    return nodes[0]


def _node(axes: Mapping[str, list[dict[str, Any]]], axis: str, words: str) -> dict[str, Any]:
    """The one node of an axis that bears these words, at whatever depth."""
    waiting, found = list(_nodes(axes, axis)), []
    while waiting:
        node = waiting.pop()
        waiting += [expect_object(one, "A node") for one in facts.get(node, "children", [])]
        if _label(node).casefold() == words.casefold():
            found.append(node)
    if len(found) != 1:
        raise ParseError(f"{len(found)} nodes of axis {axis!r} are called {words!r}.", "The cube may have been renamed: see its page.")
    return found[0]


def _label(node: Mapping[str, Any]) -> str:
    return str(node.get("label", "")).strip()


def _id(node: Mapping[str, Any]) -> str:
    sid = str(node.get("sid", ""))
    if not sid.isdigit():
        raise ParseError(f"The node {_label(node)!r} has no id.", FETCH_AGAIN)
    return sid


def _series(target: Target, wanted: Wanted, axes: Part, part: Part, register: AreaRegister, notes: list[str]) -> Any:
    cubes = jsonstat.parse(part.data)
    if len(cubes) != 1:
        raise ParseError(f"One cube is expected, and the reply holds {len(cubes)}.", FETCH_AGAIN)
    area, time, cube = facts.text(target, "area"), facts.text(target, "time"), cubes[0]
    others = [one.id for one in cube.dimensions if one.id not in (area, time) and len(one.codes) > 1]
    if others or {area, time} - {one.id for one in cube.dimensions}:
        raise ParseError(f"The reply has the axes {', '.join(one.id for one in cube.dimensions)}.", f"Expected are {area} and {time}.")
    top, found = _id(_root(_axes(axes), area)), _axes(axes)
    areas = _areas(target, cube, top, [_id(one) for one in facts.get(_root(found, area), "children", [])], register)
    years = _years(target, cube, notes)
    table = to_table(cube).to_pylist()
    rows = [row for row in table if row[area] in areas and row[time] in years and (row["value"] is not None or row["status"])]
    if not rows:
        raise ParseError("The cube holds no figure of the areas and years that are wanted.", "Its words may have changed: see its page.")
    left = sum(row[area] in areas and row[time] in years for row in table) - len(rows)
    if left:
        notes.append(f"{left} cells are left out by the source: no figure, which is not a zero.")
    status = [Status.FINAL if row["value"] is not None else _MARKS.get(row["status"], Status.NOT_AVAILABLE) for row in rows]
    columns = {
        "area": [areas[row[area]] for row in rows],
        "period": [years[row[time]] for row in rows],
        "value": [row["value"] for row in rows],
        "status": [one.value for one in status],
    }
    return rows_of({"indicator": wanted.indicator, "boundaries": facts.whole(target, "boundaries"), **columns}, size=len(rows))


def _areas(target: Target, cube: Cube, top: str, children: Sequence[str], register: AreaRegister) -> dict[str, str]:
    """Code of a node -> our area. Every child of the topmost node must be there: a cube that lost an area is not whole."""
    labels = cube.labels.get(facts.text(target, "area"), {})
    if set(children) - set(labels):
        raise ParseError("The cube lacks areas that its axes name.", FETCH_AGAIN)
    words, left_out = facts.mapping(target, "areas", {}), set(facts.texts(target, "left_out", ()))
    found = {top: "SSS"} if facts.flag(target, "country") and top in labels else {}
    for code, label in labels.items():
        if code == top or label.strip() in left_out:
            continue
        try:
            found[code] = register.find(words.get(label.strip(), label.strip()), prefer=("HVA", "MK")).id
        except YhdyspintaError as error:
            raise ParseError(f"{label!r} is no area that is known.", "Give its id in the facts, or name it in `left_out`.") from error
    return found


def _years(target: Target, cube: Cube, notes: list[str]) -> dict[str, str]:
    """Code of a node -> year, from its words; the topmost node, all years together, has none."""
    found = {code: match[1] for code, label in cube.labels.get(facts.text(target, "time"), {}).items() if (match := _YEAR.search(label))}
    if found and not facts.flag(target, "newest"):
        newest = max(found.values())
        notes.append(f"The year {newest} is left out: it may be under way.")
        found = {code: year for code, year in found.items() if year != newest}
    return found


CONNECTOR: Connector = OfFunctions(NAME, check, kinds, collect, read, propose)
