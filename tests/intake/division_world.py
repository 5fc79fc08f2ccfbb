"""A made year after the newest one: two municipalities merge into a new one, one is joined to another, one moves to another
county and region, one is renamed, a region and its sub-region begin. Nothing of it is so."""

from __future__ import annotations

import copy
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import shapely

from tests.servers.stat_divisions import ROOT, WFS, Divisions, Year
from tests.servers.way import way_to
from yhdyspinta.catalogue import geometry, installed
from yhdyspinta.catalogue.areas import load_areas
from yhdyspinta.catalogue.live import division
from yhdyspinta.domain.areas import AreaRegister
from yhdyspinta.domain.live import Target
from yhdyspinta.environment import Environment, read
from yhdyspinta.intake.area_maps import outlines
from yhdyspinta.intake.area_refresh import refresh_division
from yhdyspinta.intake.live import Outcome

KINDS = dict(division().facts["kinds"])
NEW, NAMES = "997", ("Tekola", "Tekola", "Tekola")
MERGED, JOINED, MOVED, RENAMED, REGION = ("256", "931"), ("312", "226"), "291", "410", ("182", "249")
ALAND_CODES = {"hyvinvointialue": "91", "yhteistyoalue": "6"}


@cache
def shipped() -> AreaRegister:
    return load_areas(installed.SHIPPED)


@cache
def now() -> Year:
    """The division that is shipped, as the service would tell it."""
    register, year = shipped(), shipped().current
    items: dict[str, dict[str, Any]] = {}
    pairs: dict[str, list[tuple[str, str]]] = {}
    towns = register.areas("KU", year)
    for kind, name in KINDS.items():
        if kind not in register.kinds or register.last_year(kind) < year:
            continue
        items[name] = {area.code: (area.name.fi, area.name.sv, area.name.en) for area in register.areas(kind, year)}
        if kind == "KU":
            continue
        found = [(town.code, register.parent(town.id, kind, year)) for town in towns]
        pairs[name] = [(code, (parent or "").removeprefix(kind) or ALAND_CODES.get(name, "")) for code, parent in found]
        if name in ALAND_CODES:
            items[name][ALAND_CODES[name]] = ("Ahvenanmaa", "Åland", "Åland")
    drawn = outlines(geometry.topology("KU", installed.SHIPPED))
    shapes = {area.removeprefix("KU"): shapely.geometry.mapping(shape) for area, shape in drawn.items()}
    return Year(items, pairs, [(town.code, town.code) for town in towns], shapes)


def changed() -> Year:
    """The made year, for each test its own."""
    return copy.deepcopy(_changed())


@cache
def _changed() -> Year:
    year = copy.deepcopy(now())
    for old in (*MERGED, JOINED[0]):
        del year.items["kunta"][old]
    year.items["kunta"][NEW] = NAMES
    year.items["kunta"][RENAMED] = ("Uusi-Laukaa", "Laukas", "Laukaa")
    year.items["maakunta"]["22"] = ("Tekomaa", "Tekolandet", "Tekomaa")
    year.items["seutukunta"]["221"] = ("Tekoseutu", "Tekotrakten", "Tekoseutu")
    heirs = {MERGED[0]: NEW, MERGED[1]: NEW, JOINED[0]: JOINED[1]}
    for name, pairs in year.pairs.items():
        found = {code: parent for code, parent in pairs if code not in heirs}
        year.pairs[name] = list((found | {NEW: dict(pairs)[MERGED[0]]} | _elsewhere(name)).items())
    assert year.successors is not None
    assert year.outlines is not None
    year.successors = [(old, heirs.get(old, goal)) for old, goal in year.successors]
    drawn = {code: shapely.geometry.shape(shape) for code, shape in year.outlines.items()}
    for old, heir in heirs.items():
        drawn[heir] = shapely.unary_union([drawn.pop(old), *([drawn[heir]] if heir in drawn else [])])
    year.outlines = {code: shapely.geometry.mapping(shape) for code, shape in drawn.items()}
    return year


def _elsewhere(name: str) -> dict[str, str]:
    if name == "maakunta":
        return {MOVED: "13", **dict.fromkeys(REGION, "22")}
    return {"hyvinvointialue": {MOVED: "15"}, "seutukunta": dict.fromkeys(REGION, "221")}.get(name, {})


def service(year: Year | None = None) -> Divisions:
    """The shipped year and the one after it."""
    newest = shipped().current
    return Divisions({newest: now()} | ({newest + 1: year} if year else {}))


def target(address: str) -> Target:
    one = division()
    return replace(one, address=address + ROOT, facts={**one.facts, "boundaries": address + WFS})


def fetch(environment: Environment, address: str, deadline: float = 3.0, most_bytes: int = 20_000_000) -> Outcome:
    return refresh_division(environment, target(address), way_to(address, deadline, most_bytes), lambda text, share: None)


def environment(home: Path) -> Environment:
    return read({"YHDYSPINTA_HOME": str(home)})


if __name__ == "__main__":
    print(fetch(environment(Path(sys.argv[1])), sys.argv[2]))
