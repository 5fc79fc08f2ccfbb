"""One made source for each connector, all holding the same kind of figures: areas × years, changed at will by a test.

`make(change, renamed)` gives a service in which every figure went through `change` (None leaves it out) and, when `renamed`,
the word by which the figures are found is another one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from tests.intake import live_world
from tests.servers import kela_hva, kuntatalous, thl_cube
from tests.servers.faults import Answer, Question, Service
from tests.servers.pxweb import PxWeb
from tests.servers.sotkanet import Sotkanet, indicator
from tests.servers.vipunen import Vipunen
from tests.sources.connectors import sotkanet_world
from tests.sources.connectors import test_kuntatalous as finances
from tests.sources.connectors import test_small_services as small
from tests.sources.pxweb_tables import population
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.live import targets
from yhdyspinta.domain.live import Target, Wanted

Change = Callable[[str, str, float], float | None]
TOWNS = ("KU016", "KU049", "KU091", "KU179", "KU500", "KU837")
COUNTIES = ("HVA06", "HVA08", "HVA15", "HVA17", "HVA21")
YEARS = ("2023", "2024", "2025")


def same(area: str, year: str, value: float) -> float | None:
    return value


def figures(
    change: Change, known: tuple[str, ...] = TOWNS, years: tuple[str, ...] = YEARS, size: float = 100.0
) -> Iterator[tuple[str, str, float]]:
    for place, area in enumerate(known):
        for number, year in enumerate(years):
            value = change(area, year, size * (place + 1) + 3 * number)
            if value is not None:
                yield area, year, value


def _sotkanet(change: Change, renamed: bool) -> Service:
    numbers = sotkanet_world.numbers()
    held = [(numbers[area], int(year), "total", value, None) for area, year, value in figures(change)]
    number = 128 if renamed else 127
    return Sotkanet(sotkanet_world.regions(), {number: indicator(number, ("total",), 2023, 2025)}, {number: held})


def _sotkanet_at(base: str) -> Target:
    return Target("thl.sotkanet.127", "thl.sotkanet", "sotkanet", f"{base}/rest/1.1", {"indicator": 127}, (Wanted("thl.sotkanet.127"),))


def _pxweb(change: Change, renamed: bool) -> Service:
    table, held = population(YEARS), {(area, year): value for area, year, value in figures(change)}
    known = list(dict.fromkeys(area for area, _ in held))
    table.variables[0] = replace(table.variables[0], values=known, texts={"fi": [areas().get(area).name.fi for area in known]})
    if renamed:
        table.variables[-1] = replace(table.variables[-1], values=["a", "b"], texts={"fi": ["Ensimmäinen", "Toinen"]})
        table.units = {code: {"fi": "kpl"} for code in ("a", "b")}
    table.cell = lambda key: held.get((key["alue_23_20260101"], key["timeperiod_y"]), "..")
    return PxWeb([table], config={"maxCells": 30}, cells=30)


def _pxweb_at(base: str) -> Target:
    entry = targets()["stat.vaerak.11re"]
    return replace(entry, address=entry.address.replace("https://pxdata.stat.fi", base), facts={"areas": ["KU"]})


def _pxweb2_at(base: str) -> Target:
    return replace(_pxweb_at(base), connector="pxweb_v2", address=f"{base}/api/v2/tables/11re", facts={"areas": ["KU"]})


def _ckan(change: Change, renamed: bool) -> Service:
    def of(cell: tuple[str, str, str], value: float) -> float | None:
        return change(f"KU{cell[1]}", cell[2], value)

    world = live_world.World.usual().change(of)
    return replace(world, renamed={live_world.INDICATOR: "Kaikki"} if renamed else {}).service


def _kuntatalous(change: Change, renamed: bool) -> Service:
    ids = _business_ids()
    documents: dict[tuple[str, str], list[dict[str, object]]] = {}
    for area, year, value in figures(change, years=("2024", "2025")):
        made = kuntatalous.row(ids[area], "1401" if renamed else "1400", f"{value:.2f}", raportointikausi=f"{year}C12")
        documents.setdefault((ids[area], f"{year}C12"), []).append(made)
    entries = [kuntatalous.entry(one, "Lopullinen", "2026-02-10 00:00:00", period) for one, period in documents]

    def service(question: Question) -> Answer:
        if question.path == kuntatalous.CATALOGUE:
            return Answer(kuntatalous.catalogue(entries))
        steps = tuple(question.path.split("/")[-2:])
        return Answer(json.dumps(documents[steps]).encode()) if steps in documents else Answer(b"not here", 404)  # type: ignore[index]

    return service


def _business_ids() -> dict[str, str]:
    return {area: kuntatalous.business_id(100 + place) for place, area in enumerate(TOWNS)}


def _kuntatalous_at(base: str) -> Target:
    facts = {
        "periods": ["2024C12", "2025C12"],
        "taxonomies": {"2024": kuntatalous.TAXONOMY, "2025": kuntatalous.TAXONOMY},
        "business_ids": {one: area for area, one in _business_ids().items()},
    }
    made = finances.target(base, **facts)
    return replace(made, series=made.series[:1])


def _kela(change: Change, renamed: bool) -> Service:
    name = "another_share" if renamed else kela_hva.SERIES
    rows = [
        {"etuus": "x", "indi": name, "vuosi": int(year), "hyvinvointialue_name_fi": areas().get(area).name.fi, "arvo": value}
        for area, year, value in figures(change, COUNTIES)
    ]
    return lambda question: Answer(json.dumps(rows, ensure_ascii=False).encode())


def _vipunen(change: Change, renamed: bool) -> Service:
    column = "opiskelijatLkm" if renamed else "nettoopiskelijamaaraLkm"
    rows = [
        {"tilastovuosi": int(year), "kuntaKoodi": area[2:], column: value, "tietojoukkoPaivitettyPvm": "2026-03-01T04:00:00Z"}
        for area, year, value in figures(change)
    ]
    return Vipunen(rows)


def _vipunen_at(base: str) -> Target:
    facts = {"page": 5, "year": "tilastovuosi", "area_column": "kuntaKoodi", "kind": "KU", "boundaries": "period"}
    return replace(small.at(small.VIPUNEN, base), facts=facts)


def _ptv(change: Change, renamed: bool) -> Service:
    services, key = [], "places" if renamed else "areas"
    for area, _, value in figures(change, years=("2026",), size=1.0):
        for number in range(int(value)):
            held = [{"type": "Municipality", "municipalities": [{"code": area[2:], "name": []}]}]
            services.append({"id": f"{area}-{number}", "areaType": "LimitedType", key: held, "serviceClasses": []})

    def service(question: Question) -> Answer:
        if question.path.endswith("/list"):
            wanted = set(question.query["guids"][0].split(","))
            return Answer(json.dumps([one for one in services if one["id"] in wanted]).encode())
        items = [{"id": one["id"], "name": "x"} for one in services]
        return Answer(json.dumps({"pageNumber": 1, "pageSize": len(items), "pageCount": 1, "itemList": items}).encode())

    return service


def _cube(change: Change, renamed: bool) -> Service:
    held = {(area, year): value for area, year, value in figures(change, COUNTIES)}
    known = tuple(dict.fromkeys(area for area, _ in held))
    named = {"9100": "Kaikki hyvinvointialueet"} | {f"91{place:02d}": areas().get(area).name.fi for place, area in enumerate(known, 1)}
    values = {
        str(4 * row + column): held[area, year]
        for row, area in enumerate(known, 1)
        for column, year in enumerate(YEARS, 1)
        if (area, year) in held
    }
    nodes = [{"id": f"n{sid}", "sid": int(sid), "label": label, "children": []} for sid, label in named.items()]
    tree = [{**nodes[0], "children": nodes[1:]}]
    words = [{"sid": 9300, "label": "Taudit", "children": [{"sid": 9301, "label": "Muu nimi" if renamed else "Tehtytauti"}]}]
    axes = thl_cube.described(thl_cube.axes(hva=tree, group=words))
    return lambda question: Answer(axes if question.path.endswith(".dimensions.json") else thl_cube.cube(values, named))


def _cube_at(base: str) -> Target:
    made = small.at(small.CUBE, base)
    return replace(made, facts={"area": "hva", "time": "yearweek", "boundaries": 2026, "newest": True})


@dataclass(frozen=True)
class Made:
    """A source: its service, its target there, and by how much "too large by far" is told in it."""

    make: Callable[[Change, bool], Service]
    at: Callable[[str], Target]
    times: float = 1000.0


EVERY: Mapping[str, Made] = {
    "sotkanet": Made(_sotkanet, _sotkanet_at),
    "pxweb_v1": Made(_pxweb, _pxweb_at),
    "pxweb_v2": Made(_pxweb, _pxweb2_at),
    "ckan": Made(_ckan, live_world.target),
    "kuntatalous": Made(_kuntatalous, _kuntatalous_at),
    "kela_hva": Made(_kela, lambda base: small.at(small.KELA, base)),
    "vipunen": Made(_vipunen, _vipunen_at),
    "ptv": Made(_ptv, lambda base: small.at(small.PTV, base), 20.0),
    "thl_cube": Made(_cube, _cube_at),
}
PEOPLE = ("documents", "own_data")  # connectors of files that are given, not fetched
