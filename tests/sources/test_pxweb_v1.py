"""The PxWeb v1 connector against a service of ours on this machine."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from itertools import product

import pytest

from tests.servers.faults import serve
from tests.servers.pxweb import PxWeb
from tests.servers.way import way_to
from tests.sources.pxweb_tables import AREAS, jobs, number, population, running, target
from tests.sources.ways import way_to as patient
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.domain.errors import ParseError
from yhdyspinta.domain.live import Target, Wanted
from yhdyspinta.sources.connectors import CONNECTORS
from yhdyspinta.sources.errors import Kind, SourceError

V1 = CONNECTORS["pxweb_v1"]


def read(service: PxWeb, **said: object):
    with running(service) as (served, way):
        wanted = target(served, **said)
        V1.check(wanted)
        parts = list(V1.collect(wanted, way, {}))
        return V1.read(wanted, parts, areas()), parts


def by_key(reading) -> dict:
    rows = reading.rows.to_pylist()
    found = {(row["area"], row["period"], row["sex"], row["age"]): row for row in rows}
    assert len(found) == len(rows)
    return found


def test_every_cell_arrives_where_it_belongs_and_the_marks_stay_three_things():
    service = PxWeb([population()])
    reading, _ = read(service, sexes=True, ages=True)
    rows = by_key(reading)
    words = {"SSS": "total", "1": "male", "2": "female"}
    ages = {"SSS": "total", "000": "0", "001": "1", "002": "2", "099": "99", "100-": "100-"}
    known = [area for area in AREAS if area not in ("MA1", "HVA91")]
    assert len(rows) == len(known) * 3 * 6 * 3
    for area, sex, age, year in product(known, words, ages, ("2022", "2023", "2024*")):
        key = {"contentscode": "vaerak-vaesto", "timeperiod_y": year, "ikaryhma_10_20180101": age}
        wanted = number(key | {"sukupuoli_9_20180101": sex, "alue_23_20260101": area})
        row = rows[area, year.rstrip("*"), words[sex], ages[age]]
        if wanted == "...":
            assert (row["value"], row["status"]) == (None, "suppressed")
        else:
            assert row["value"] == wanted
            assert row["status"] == ("preliminary" if year == "2024*" else "final")
    assert rows["SK131", "2022", "total", "total"]["value"] == 0.0
    assert {row["boundaries"] for row in rows.values()} == {2026}
    assert reading.updated == "2026-03-27T05:00:00Z"
    assert reading.producer == "Tilastokeskus"
    assert any("HVA91" in note for note in reading.notes)
    assert any("MA1" in note for note in reading.notes)


@pytest.mark.parametrize("most", [100, 37, 1])
def test_the_parts_are_the_whole_whatever_the_limit(most):
    """quality.md, test 8."""
    whole, _ = read(PxWeb([population()]), sexes=True, ages=True, areas=["KU", "SSS"])
    if most == 1:
        split, parts = read(PxWeb([population()], config={"maxCells": most}), areas=["KU", "SSS"])
        assert len(parts) == 1 + 4 * 3
        one = {key: row for key, row in by_key(whole).items() if key[2:] == ("total", "total")}
        assert by_key(split) == one
        return
    service = PxWeb([population()], config={"maxValues": 120_000, "maxCells": most})
    split, parts = read(service, sexes=True, ages=True, areas=["KU", "SSS"])
    assert by_key(split) == by_key(whole)
    cells = [len(query["alue_23_20260101"]) * len(query["timeperiod_y"]) * len(query["sukupuoli_9_20180101"]) for query in service.queries]
    assert len(parts) - 1 == len(cells)
    for query in service.queries:
        size = 1
        for codes in query.values():
            size *= len(codes)
        assert size <= most


def test_too_large_is_not_too_many_calls():
    """The service lets out fewer cells than it says: parts are halved, and 429 is waited for, not halved."""
    service = PxWeb([population()], cells=60)
    whole, _ = read(PxWeb([population()]), sexes=True, ages=True)
    halved, _ = read(service, sexes=True, ages=True)
    assert by_key(halved) == by_key(whole)
    busy = PxWeb([population()], busy=1)
    with running(busy) as (served, way), pytest.raises(SourceError) as refused:
        list(V1.collect(target(served), way, {}))
    assert refused.value.kind is Kind.BUSY
    assert busy.queries == []
    busy = PxWeb([population()], busy=2)
    with running(busy) as (served, _):
        parts = list(V1.collect(target(served), way_to(served.address, 20.0, tries=3), {}))
    assert (len(parts), len(busy.queries)) == (2, 1)


@pytest.mark.parametrize("name", ["pxweb_v1", "pxweb_v2"])
def test_a_service_is_asked_as_often_as_it_says_and_no_more_often(name):
    moment, went = [1_000_000.0], []

    def sleep(seconds):
        moment[0] += seconds

    service = PxWeb([population()], config={"maxCells": 30, "maxCalls": 4, "timeWindow": 9}, cells=30)
    with serve(lambda question: (went.append(moment[0]), service(question))[1]) as served:
        way = patient(served, options={"clock": lambda: moment[0], "sleep": sleep}, deadline_seconds=5.0)
        wanted = target(served)
        if name == "pxweb_v2":
            wanted = replace(
                wanted, connector=name, address=f"{served.address}/api/v2/tables/11re", series=(Wanted("made.one", {"contents": "vaesto"}),)
            )
        list(CONNECTORS[name].collect(replace(wanted, facts={"sexes": True, "ages": True}), way, {}))
    after = went[2:]  # the description and the settings come before anything was told
    assert len(after) > 8
    assert max(sum(start <= at < start + 9 for at in went) for start in after) == 4


def test_every_variable_is_always_sent():
    service = PxWeb([population()])
    read(service)
    for query in service.queries:
        assert query["sukupuoli_9_20180101"] == ["SSS"]
        assert query["ikaryhma_10_20180101"] == ["SSS"]
        assert query["contentscode"] == ["vaerak-vaesto"]


@pytest.mark.parametrize("formats", [("json",), ("json-stat", "json"), ("json-stat2", "json")])
def test_a_service_that_knows_only_older_formats(formats):
    plain, _ = read(PxWeb([population()]), sexes=True)
    reading, _ = read(PxWeb([population()], formats=formats, sparse=True), sexes=True)
    assert reading.updated == plain.updated == "2026-03-27T05:00:00Z"
    ours, others = by_key(reading), by_key(plain)
    assert {key: (row["value"], row["status"]) for key, row in ours.items()} == {
        key: (row["value"], row["status"]) for key, row in others.items()
    }


def test_an_old_id_is_said_to_be_renamed_with_its_successor():
    with running(PxWeb([population()])) as (served, way), pytest.raises(SourceError) as gone:
        list(V1.collect(target(served, "vaerak/statfin_vaerak_pxt_11re.px"), way, {}))
    assert gone.value.kind is Kind.GONE
    assert "renamed or discontinued" in gone.value.message
    assert "StatFin/vaerak/11re.px" in gone.value.hint


def test_a_discontinued_folder_names_where_it_went():
    with running(PxWeb([population()])) as (served, way), pytest.raises(SourceError, match=r"StatFin/raku"):
        list(V1.collect(target(served, "ras/statfin_ras_pxt_111.px"), way, {}))


def test_months_totals_and_a_table_without_a_vintage():
    reading, _ = read(PxWeb([jobs()]), path="tyonv/12r5.px", contents="TYOTTOMATLOPUSSA", boundaries="newest")
    rows = by_key(reading)
    assert {row["period"] for row in rows.values()} == {"2023-04", "2023-05", "2023-06"}
    assert {row["boundaries"] for row in rows.values()} == {2023}
    assert rows["KU182", "2023-05", "total", "total"]["status"] == "not_available"
    assert rows["KU182", "2023-04", "total", "total"]["status"] == "not_applicable"
    assert rows["KU179", "2023-06", "total", "total"]["status"] == "preliminary"
    assert reading.producer == "KEHA-keskus"
    with pytest.raises(ParseError, match="boundaries"):
        read(PxWeb([jobs()]), path="tyonv/12r5.px", contents="TYOTTOMATLOPUSSA")


def test_a_table_is_found_by_its_title():
    for searches in (True, False):
        service = PxWeb([population(), jobs()], searches=searches)
        reading, _ = read(service, path="tyonv", table="tärkeimmät tiedot", contents="Työttömiä", boundaries="newest")
        assert reading.rows.num_rows == 9
        with running(service) as (served, way), pytest.raises(SourceError, match="No table"):
            list(V1.collect(target(served, "tyonv", table="tätä ei ole"), way, {}))


def test_a_killed_run_goes_on_and_an_older_publishing_is_not_mixed_in():
    service = PxWeb([population()], config={"maxCells": 40})
    with running(service) as (served, way):
        wanted = target(served, sexes=True, ages=True, areas=["KU"])
        whole = list(V1.collect(wanted, way, {}))
        kept = {part.name: part for part in whole[:4]}
        service.queries.clear()
        resumed = list(V1.collect(wanted, way, kept))
        assert len(service.queries) == len(whole) - 4
        assert resumed == whole  # the same parts in the same order: the same release
        service.tables[0].updated = "2026-06-01T05:00:00Z"
        service.queries.clear()
        later = list(V1.collect(wanted, way, kept))
        assert len(service.queries) == len(whole) - 1
        assert V1.read(wanted, later, areas()).updated == "2026-06-01T05:00:00Z"
        with pytest.raises(ParseError, match="published anew"):
            V1.read(wanted, [*whole[:3], *later[3:]], areas())


def test_a_table_published_anew_while_it_is_fetched_gives_no_release():
    def publish(service: PxWeb) -> None:
        service.tables[0].updated += "1"

    service = PxWeb([population()], config={"maxCells": 40}, after=publish)
    with running(service) as (served, way), pytest.raises(SourceError, match="published anew"):
        list(V1.collect(target(served, sexes=True, ages=True), way, {}))


def test_a_part_that_is_missing_or_given_twice_is_refused():
    service = PxWeb([population()], config={"maxCells": 20})
    with running(service) as (served, way):
        wanted = target(served, ages=True)
        parts = list(V1.collect(wanted, way, {}))
    with pytest.raises(ParseError, match=r"hold \d+ of"):
        V1.read(wanted, parts[:-1], areas())
    with pytest.raises(ParseError, match="the same cells"):
        V1.read(wanted, [*parts, parts[-1]], areas())
    with pytest.raises(ParseError, match="no description"):
        V1.read(wanted, parts[1:], areas())


def test_what_an_entry_wants_and_the_table_no_longer_has_is_named():
    with pytest.raises(ParseError, match=r"'no_such' is no value of Tiedot .*vaerak-vaesto"):
        read(PxWeb([population()]), contents="no_such")
    with running(PxWeb([population()])) as (served, way):
        odd = Target("odd", "s", "pxweb_v1", target(served).address, {}, (Wanted("made.one", {"kieli": "fi"}),))
        with pytest.raises(ParseError, match="no such variable"):
            list(V1.collect(odd, way, {}))


@pytest.mark.parametrize("formats", [("json-stat2",), ("json",)])
def test_a_table_without_a_contents_variable(formats):
    table = population()
    contents = table.variables.pop()
    table.contents = "none"
    assert contents.code == "contentscode"
    with running(PxWeb([table], formats=formats)) as (served, way):
        plain = Target("odd", "s", "pxweb_v1", target(served).address, {"sexes": True}, (Wanted("made.one"),))
        rows = V1.read(plain, list(V1.collect(plain, way, {})), areas()).rows
        assert rows.num_rows == 7 * 3 * 3
        proposed = tomllib.loads(V1.propose(plain.address, way))
    assert proposed["target"][0]["series"][0]["key"] == {}
