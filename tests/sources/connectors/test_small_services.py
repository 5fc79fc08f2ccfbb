"""Kela's counties, Vipunen, the Service Catalogue and THL's cubes: what each gives, and what each refuses."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from typing import Any

import pytest

from tests.servers import kela_hva, ptv, thl_cube, vipunen
from tests.servers.faults import Service, serve
from tests.servers.way import way_to
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.domain.errors import CuratedError, ParseError, Unknown
from yhdyspinta.domain.live import Target, Wanted
from yhdyspinta.formats.bundle import Part
from yhdyspinta.sources.connectors import CONNECTORS
from yhdyspinta.sources.source import Reading

KELA = Target("kela.hva", "kela.avoin", "kela_hva", "/data/dat_hva.json", {"boundaries": 2026, "left_out": ["Manner-Suomi"]},
              (Wanted("kela.hva.verenpaine_ikavakioitu", {"indi": kela_hva.SERIES}),))  # fmt: skip
VIPUNEN = Target("vipunen.amm", "oph.vipunen", "vipunen", vipunen.RESOURCE,
                 {"page": 2, "year": "tilastovuosi", "area": "SSS", "boundaries": "period", "sum": True},
                 (Wanted("oph.vipunen.amm_netto", {"value": "nettoopiskelijamaaraLkm"}),))  # fmt: skip
PTV = Target("ptv.palvelut", "ptv", "ptv", ptv.BASE, {"boundaries": 2026, "snapshot": True}, (Wanted("ptv.palvelut", {}),))
CUBE = Target("thl.ttr", "thl.kuutiot", "thl_cube", thl_cube.CUBE,
              {"area": "hva", "time": "yearweek", "boundaries": 2026, "country": True, "left_out": ["Ahvenanmaa"]},
              (Wanted("thl.ttr.klamydia", {"group": "tehtytauti"}),))  # fmt: skip


def at(target: Target, base: str) -> Target:
    return replace(target, address=base + target.address)


def read(target: Target, service: Service) -> Reading:
    with serve(service) as server:
        here, connector = at(target, server.address), CONNECTORS[target.connector]
        connector.check(here)
        parts = list(connector.collect(here, way_to(server.address), {}))
        asked = len(server.asked)
        assert list(connector.collect(here, way_to(server.address), {part.name: part for part in parts})) == parts
        assert len(server.asked) == asked
        return connector.read(here, parts, areas())


def figures(reading: Reading) -> dict[tuple[str, str], tuple[float | None, str]]:
    return {(row["area"], row["period"]): (row["value"], row["status"]) for row in reading.rows.to_pylist()}


def test_kela_names_become_areas_and_an_empty_value_is_no_zero() -> None:
    one = {"HVA15": (10.5, "final"), "HVA08": (None, "not_available"), "HVA90": (0.0, "final")}
    assert figures(read(KELA, kela_hva.service)) == {(area, year): value for area, value in one.items() for year in ("2022", "2023")}


def kela(rows: Any, target: Target = KELA) -> Reading:
    return CONNECTORS["kela_hva"].read(target, [Part("dat_hva.json", "", "", "", json.dumps(rows).encode())], areas())


def test_kela_refuses_what_does_not_fit() -> None:
    rows = kela_hva.rows()
    for broken, says in (
        (rows[:-5] + rows[-4:], None),  # another series lost a row: not ours
        ([row for row in rows if (row["vuosi"], row["hyvinvointialue_name_fi"]) != (2023, "Helsinki")], "different areas"),
        ([row | {"hyvinvointialue_name_fi": "Kesk-Suom"} for row in rows], "no area that is known"),
        ([row | {"arvo": "10,5"} for row in rows], "holds"),
        ([row | {"indi": "renamed"} for row in rows], "No row answers"),
        ({"etuus": []}, "should be a JSON array"),
    ):
        if says is None:
            assert kela(broken).rows.num_rows == 6
        else:
            with pytest.raises(ParseError, match=says):
                kela(broken)


def test_vipunen_sums_rows_of_the_country_and_names_itself() -> None:
    reading = read(VIPUNEN, vipunen.Vipunen())
    assert figures(reading) == {("SSS", "2023"): (16.5, "final"), ("SSS", "2024"): (11.0, "final")}
    assert reading.updated == "2026-03-01T04:00:00Z"
    chosen = replace(VIPUNEN, series=(Wanted("oph.vipunen.amm_netto", {"value": "nettoopiskelijamaaraLkm", "tutkinto": "B"}),))
    assert figures(read(chosen, vipunen.Vipunen()))["SSS", "2024"] == (None, "not_available")


@pytest.mark.parametrize(
    ("service", "says"),
    [
        (vipunen.Vipunen(counted=6), "counts 6 rows, and its pages hold 5"),
        (vipunen.Vipunen([*vipunen.rows()[:-1], vipunen.rows()[-1] | {"tietojoukkoPaivitettyPvm": "2026-04-01"}]), "different updates"),
        (vipunen.Vipunen([row | {"nettoopiskelijamaaraLkm": "1–4"} for row in vipunen.rows()]), "holds '1–4'"),
        (vipunen.Vipunen([{"tilastovuosi": 2023, "tietojoukkoPaivitettyPvm": "x"}]), "have no nettoopiskelijamaaraLkm"),
        (vipunen.Vipunen([]), "count of rows is '0'"),
    ],
)
def test_vipunen_refuses_half_and_mixed_resources(service: vipunen.Vipunen, says: str) -> None:
    with pytest.raises(ParseError, match=says):
        read(VIPUNEN, service)


def test_services_are_counted_and_no_contact_is_ever_kept() -> None:
    with serve(ptv.service) as server:
        here, connector = at(PTV, server.address), CONNECTORS["ptv"]
        parts = list(connector.collect(here, way_to(server.address), {}))
        assert len(server.asked) == 4
    assert all(ptv.PERSON.encode() not in part.data and b"contact" not in part.data for part in parts)
    found = figures(connector.read(here, parts, areas()))
    month = json.loads(parts[0].data)["month"]
    assert found["KU179", month] == (80.0, "final")
    assert found["KU500", month] == (40.0, "final")
    assert {area for area, _ in found} == {"KU179", "KU500"}, "a municipality that is not found has no figure, not a nil"
    classed = replace(here, series=(Wanted("ptv.palvelut", {"class": "P3"}),))
    in_class = figures(connector.read(classed, parts, areas()))
    assert in_class == {("KU179", month): (40.0, "final"), ("KU500", month): (0.0, "final")}
    with pytest.raises(ParseError, match="120 services are listed, and 100 are described"):
        connector.read(here, parts[:2], areas())


def test_a_cube_is_asked_by_words_and_its_left_out_cells_are_no_zeros() -> None:
    reading = read(CUBE, thl_cube.service)
    assert figures(reading) == {
        ("SSS", "2023"): (100.0, "final"),
        ("SSS", "2024"): (120.0, "final"),
        ("HVA15", "2023"): (60.0, "final"),
        ("HVA15", "2024"): (70.0, "final"),
        ("HVA08", "2023"): (30.0, "final"),
        ("HVA08", "2024"): (None, "suppressed"),
    }
    assert any("2025 is left out" in note for note in reading.notes)
    fewer = {place: value for place, value in thl_cube.VALUES.items() if place != "5"}
    sparse = cube(thl_cube.cube(fewer))
    assert ("HVA15", "2023") not in figures(sparse)
    assert "1 cells are left out by the source: no figure, which is not a zero." in sparse.notes


def cube(data: bytes, axes: bytes | None = None, target: Target = CUBE) -> Reading:
    described = thl_cube.described(thl_cube.axes()) if axes is None else axes
    return CONNECTORS["thl_cube"].read(target, [Part("dimensions", "", "", "", described), Part("cube-000", "", "", "", data)], areas())


def test_a_cube_that_lost_something_is_refused() -> None:
    fewer = {sid: label for sid, label in thl_cube.AREAS.items() if sid != "9102"}
    with pytest.raises(ParseError, match="lacks areas that its axes name"):
        cube(thl_cube.cube({"1": 5}, fewer))
    with pytest.raises(ParseError, match="no figure of the areas"):
        cube(thl_cube.cube({"0": 5}))
    with pytest.raises(ParseError, match="not the call of a script"):
        cube(thl_cube.cube(), json.dumps(thl_cube.axes()).encode())
    for end in range(0, len(thl_cube.cube()), 7):
        with pytest.raises(ParseError):
            cube(thl_cube.cube()[:end])


@pytest.mark.parametrize(
    ("key", "facts", "says"),
    [
        ({"group": "Poistettu"}, {}, "0 nodes of axis 'group' are called 'Poistettu'"),
        ({"gone": "Muu"}, {}, "no axis 'gone'"),
        ({}, {"area": "group"}, None),
    ],
)
def test_words_that_are_gone_are_told_before_a_cube_is_asked(key: dict[str, str], facts: dict[str, Any], says: str | None) -> None:
    with serve(thl_cube.service) as server:
        target = at(replace(CUBE, series=(Wanted("thl.ttr.klamydia", key),), facts={**CUBE.facts, **facts}), server.address)
        with pytest.raises(Exception, match=says or "404|not here|gone"):
            list(CONNECTORS["thl_cube"].collect(target, way_to(server.address), {}))
        assert len(server.asked) == (1 if says else 2)


@pytest.mark.parametrize("target", [KELA, VIPUNEN, PTV, CUBE], ids=lambda target: target.connector)
def test_each_checks_its_facts_and_knows_its_own_addresses(target: Target) -> None:
    connector = CONNECTORS[target.connector]
    with pytest.raises(CuratedError, match=r"facts\.boundaries: expected a whole number"):
        connector.check(replace(target, facts={**target.facts, "boundaries": 0}))
    with pytest.raises(CuratedError, match=r"facts\.misspelt: expected one of"):
        connector.check(replace(target, facts={**target.facts, "misspelt": 1}))
    with pytest.raises(Unknown):
        connector.propose("https://example.org/table", way_to("http://127.0.0.1:9"))


def test_entries_that_are_proposed_can_be_read() -> None:
    nowhere = way_to("http://127.0.0.1:9")
    for name, address in (("kela_hva", "https://hva-tietopaketti.kela.fi/x"), ("ptv", "https://api.palvelutietovaranto.suomi.fi/x")):
        text = CONNECTORS[name].propose(address, nowhere)
        assert tomllib.loads("series = [" + text.partition("\n")[2] + "]")["series"][0]["indicator"] == ""
