"""The PxWebApi 2 connector against a service of ours on this machine."""

from __future__ import annotations

import tomllib

import pytest

from tests.servers.pxweb import PxWeb
from tests.sources.pxweb_tables import jobs, number, population, running
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.domain.errors import CuratedError, ParseError
from yhdyspinta.domain.live import Target, Wanted
from yhdyspinta.sources.connectors import CONNECTORS
from yhdyspinta.sources.errors import Kind, SourceError

V2 = CONNECTORS["pxweb_v2"]


def entry(base: str, path: str = "/11re", key: str = "vaesto", **facts: object) -> Target:
    return Target("made", "made", "pxweb_v2", f"{base}/api/v2/tables{path}", facts, (Wanted("made.one", {"contents": key}),))


@pytest.mark.parametrize("cells", [120_000, 30])
def test_figures_within_the_service_s_limit(cells):
    service = PxWeb([population()], cells=cells)
    with running(service) as (served, way):
        wanted = entry(served.address, sexes=True, areas=["KU", "MK"])
        V2.check(wanted)
        reading = V2.read(wanted, list(V2.collect(wanted, way, {})), areas())
    assert reading.rows.num_rows == 4 * 3 * 3
    assert {row["boundaries"] for row in reading.rows.to_pylist()} == {2026}
    rows = {(row["area"], row["period"], row["sex"]): row["value"] for row in reading.rows.to_pylist()}
    key = {"alue_23_20260101": "KU091", "sukupuoli_9_20180101": "2", "ikaryhma_10_20180101": "SSS", "timeperiod_y": "2023"}
    assert rows["KU091", "2023", "female"] == number(key | {"contentscode": "vaerak-vaesto"})
    assert (len(service.queries) == 1) == (cells > 100)


def test_a_table_found_by_its_title_over_pages_of_the_list():
    with running(PxWeb([population(), jobs()])) as (served, way):
        wanted = entry(served.address, "", "Työttömiä", table="tärkeimmät tiedot", boundaries="newest")
        V2.check(wanted)
        assert V2.read(wanted, list(V2.collect(wanted, way, {})), areas()).rows.num_rows == 9
        with pytest.raises(SourceError, match="No table"):
            list(V2.collect(entry(served.address, "", table="puuttuu"), way, {}))


def test_two_tables_of_one_title_are_listed_and_none_is_guessed():
    first, second = population(), population()
    second.path = "vaerak/11rx.px"
    with running(PxWeb([first, second])) as (served, way), pytest.raises(SourceError, match=r"2 tables fit .*11re.*11rx"):
        list(V2.collect(entry(served.address, "", table="befolkning efter ålder"), way, {}))


def test_a_renamed_table_is_said_to_be():
    with running(PxWeb([population()])) as (served, way), pytest.raises(SourceError, match="renamed or discontinued") as gone:
        list(V2.collect(entry(served.address, "/TAB1"), way, {}))
    assert gone.value.kind is Kind.GONE


def test_a_code_list_takes_the_place_of_the_variable_s_codes():
    table = population()
    ages = next(one for one in table.variables if one.code.startswith("ika"))
    with running(PxWeb([table])) as (served, way):
        wanted = entry(served.address, ages=True, codelists={"ikaryhma": "agg_Age"})
        plain = list(V2.collect(entry(served.address), way, {}))
        ages.values, ages.texts = [*ages.values, "0-14", "15-"], {"fi": [*ages.texts["fi"], "0-14", "15-"]}
        parts = list(V2.collect(wanted, way, {}))
        assert '"codelist":"agg_Age"' in parts[-1].query
        rows = V2.read(wanted, parts, areas()).rows
        assert set(rows["age"].to_pylist()) == {"0-14", "15-"}
        with pytest.raises(ParseError, match="codelists"):
            list(V2.collect(entry(served.address, codelists={"kieli": "agg_Age"}), way, {}))
    with pytest.raises(ParseError, match="no description"):
        V2.read(wanted, plain[1:], areas())


def test_what_an_entry_must_say():
    for address, facts in (("/11re", {"table": "x"}), ("", {})):
        with pytest.raises(CuratedError, match="address"):
            V2.check(entry("https://example.invalid", address, **facts))


def test_a_proposal_says_what_the_service_says():
    with running(PxWeb([population()])) as (served, way):
        proposed = tomllib.loads(V2.propose(f"{served.address}/api/v2/tables/11re", way))
    target, indicator = proposed["target"][0], proposed["indicator"][0]
    assert target["connector"] == "pxweb_v2"
    assert target["series"][0]["key"] == {"contents": "vaerak-vaesto"}
    assert proposed["family"]["licence"] == "CC0"
    assert indicator["title"] == {"fi": "Befolkning 31.12", "sv": "Befolkning 31.12", "en": "Population"}
    assert indicator["unit"]["en"] == "persons"
