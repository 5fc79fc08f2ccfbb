"""A pasted link becomes a proposal that the curated folder's own readers accept."""

from __future__ import annotations

import re
import shutil
import tomllib
from dataclasses import replace

import pytest

from tests.servers.pxweb import PxWeb
from tests.sources.pxweb_tables import jobs, population, running
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.check import check
from yhdyspinta.catalogue.curated import CURATED
from yhdyspinta.catalogue.indicators import indicators, load_indicators
from yhdyspinta.catalogue.live import load_targets, read_target, targets
from yhdyspinta.domain.errors import Unknown
from yhdyspinta.domain.live import Target
from yhdyspinta.sources.connectors import CONNECTORS
from yhdyspinta.sources.connectors.pxweb_v1.addresses import aliases, parse, successor
from yhdyspinta.sources.errors import SourceError

V1 = CONNECTORS["pxweb_v1"]
PAGES = [
    "PxWeb/pxweb/fi/StatFin/StatFin__vaerak/11re.px/",
    "PxWeb/pxweb/sv/StatFin/StatFin__vaerak/11re.px/table/tableViewLayout1/?loadedQueryId=1",
    "PxWeb/pxweb/fi/StatFin/StatFin__vaerak/statfin_vaerak_pxt_11re.px/",
    "PxWeb/api/v1/fi/StatFin/vaerak/11re.px",
    "PxWeb/api/v1/en/StatFin/vaerak/statfin_vaerak_pxt_11re.px",
]


def split(text: str, tmp_path):
    """The proposal in two files, as the reader is told to put it."""
    cut = text.index("[family]")
    live, folder = tmp_path / "live.toml", tmp_path / "indicators"
    folder.mkdir()
    live.write_text(text[:cut], encoding="utf-8")
    (folder / "proposed.toml").write_text(text[cut:], encoding="utf-8")
    return live, folder


@pytest.mark.parametrize("page", PAGES)
def test_a_link_to_a_page_or_to_the_interface(page, tmp_path):
    with running(PxWeb([population()])) as (served, way):
        text = V1.propose(f"{served.address}/{page}", way)
        tomllib.loads(text)
        secure = text.replace("http://127.0.0.1", "https://127.0.0.1")  # the loader takes no other
        live, folder = split(secure, tmp_path)
        target = next(iter(read_target(live).values()))
        local = replace(target, address=target.address.replace("https:", "http:"))
        V1.check(local)
        rows = V1.read(local, list(V1.collect(local, way, {})), areas()).rows
    defined = load_indicators(folder)
    assert {wanted.indicator for wanted in target.series} == set(defined) == set(rows["indicator"].to_pylist())
    named = next(one for one in defined.values() if one.id.endswith(".vaesto"))
    assert (named.title.fi, named.title.sv, named.title.en) == ("Väestö 31.12.", "Befolkning 31.12", "Population")
    assert (named.unit.fi, named.unit.sv, named.unit.en) == ("henkilöä", "personer", "persons")
    assert (named.decimals, named.rhythm.value, named.ages, named.sexes) == (1, "year", True, True)
    assert named.producer == "Tilastokeskus"
    ratio = next(one for one in defined.values() if one.id.endswith(".vaestollinen_huoltosuhde"))
    assert ratio.kind.value == "share"


def test_what_the_table_does_not_say_is_marked_for_a_person(tmp_path):
    with running(PxWeb([jobs()])) as (served, way):
        text = V1.propose(f"{served.address}/PxWeb/pxweb/fi/StatFin/StatFin__tyonv/12r5.px/", way)
    assert 'boundaries = "newest"  # check' in text
    assert re.search(r'others\."Ammattiryhmä" = "SS"  # check', text)
    assert 'producer = "KEHA-keskus"' in text
    assert 'licence = "not established"' in text
    assert 'rhythm = "month"' in text
    assert text.count("check") > 6
    live, _ = split(text.replace("http://", "https://"), tmp_path)
    assert next(iter(read_target(live).values())).facts["others"] == {"Ammattiryhmä": "SS"}


def test_what_is_no_table_is_refused():
    with running(PxWeb([population()])) as (served, way):
        for address in ("https://stat.fi/", f"{served.address}/PxWeb/pxweb/fi/StatFin/StatFin__vaerak/", "11re"):
            with pytest.raises(Unknown):
                V1.propose(address, way)
        with pytest.raises(SourceError, match="renamed or discontinued"):
            V1.propose(f"{served.address}/PxWeb/api/v1/fi/StatFin/vaerak/99zz.px", way)


def test_addresses_of_the_service_s_older_names():
    page = parse("https://statfin.stat.fi/PXWeb/pxweb/fi/StatFin/StatFin__vrm__vaerak/statfin_vaerak_pxt_11re.px/")
    assert page.host == "pxdata.stat.fi"
    assert page.path == ("StatFin", "vrm", "vaerak", "statfin_vaerak_pxt_11re.px")
    assert str(parse("https://pxdata.stat.fi:443/PxWeb/api/v1/fi/StatFin/vaerak/11ra.px")).startswith("https://pxdata.stat.fi/PxWeb/api/")


@pytest.mark.parametrize(
    ("page", "interface"),
    [
        (
            "https://stat.hel.fi/pxweb/fi/Aluesarjat/Aluesarjat__vrm__vaerak/A010S.px/",
            "https://stat.hel.fi/api/v1/fi/Aluesarjat/vrm/vaerak/A010S.px",
        ),
        (
            "https://statdb.luke.fi/PxWeb/pxweb/sv/LUKE/LUKE__02%20Maatalous__04/01%20Sato.px/table/tableViewLayout2/",
            "https://statdb.luke.fi/PxWeb/api/v1/sv/LUKE/02%20Maatalous/04/01%20Sato.px",
        ),
        (
            "https://vero2.stat.fi/PXWeb/pxweb/fi/Vero/Vero__Henkiloasiakkaiden_tuloverot/tulot_101.px/",
            "https://vero2.stat.fi/PXWeb/api/v1/fi/Vero/Henkiloasiakkaiden_tuloverot/tulot_101.px",
        ),
        (
            "https://pxdata.stat.fi/PxWeb/pxweb/fi/Kuntien_avainluvut/Kuntien_avainluvut__2023/kuntien_avainluvut_2023_aikasarja.px",
            "https://pxdata.stat.fi/PxWeb/api/v1/fi/Kuntien_avainluvut/2023/kuntien_avainluvut_2023_aikasarja.px",
        ),
    ],
)
def test_pages_of_the_sister_services(page, interface):
    assert str(parse(page)) == interface == str(parse(interface))


@pytest.mark.parametrize(("old", "new"), sorted(aliases("table").items()))
def test_every_old_id_leads_to_its_successor(old, new):
    address = parse(f"https://pxdata.stat.fi/PxWeb/api/v1/fi/StatFin/{old}")
    later, note = successor(address)
    assert "/".join(later.path) == f"StatFin/{new}"
    assert note
    assert successor(later) is None


def test_an_old_id_that_the_table_of_aliases_has_not_follows_the_rule():
    later, _ = successor(parse("https://pxdata.stat.fi/PxWeb/api/v1/fi/StatFin/kuol/statfin_kuol_pxt_12an.px"))
    assert later.path == ("StatFin", "kuol", "12an.px")


def test_a_live_entry_is_checked_by_its_connector():
    checked: list[Target] = [target for target in targets().values() if target.connector.startswith("pxweb")]
    for target in checked:
        CONNECTORS[target.connector].check(target)
    fed = {wanted.indicator for target in checked for wanted in target.series}
    wanted = {one.id for one in indicators().values() if "/PxWeb/api/v1/" in one.address}
    assert wanted <= fed


def test_a_table_is_added_by_following_the_text(tmp_path):
    """docs/reference/sources-pxweb.md, steps 2 to 5: propose, review, put into the curated folder, check, fetch."""
    table = population()
    table.path = "vaerak/11zz.px"
    curated = tmp_path / "curated"
    shutil.copytree(CURATED, curated)
    with running(PxWeb([table])) as (served, way):
        text = V1.propose(f"{served.address}/PxWeb/pxweb/fi/StatFin/StatFin__vaerak/11zz.px/", way)
        reviewed = text.replace(served.address, "https://pxdata.stat.fi").replace('source = "pxweb.vaerak"', 'source = "stat.vaerak"')
        live, indicators_folder = split(reviewed, tmp_path)
        shutil.copy(live, curated / "live" / "own.toml")
        shutil.copy(indicators_folder / "proposed.toml", curated / "indicators" / "own.toml")
        with (curated / "items" / "links.csv").open("a", encoding="utf-8") as links:
            links.writelines(line + "T0.E1\n" for line in re.findall(r"^# ([^ ]+,)ITEM$", text, re.MULTILINE))
        assert "\n".join(map(str, check(curated))) == ""
        target = load_targets(curated / "live")["pxweb.vaerak.11zz"]
        local = replace(target, address=target.address.replace("https://pxdata.stat.fi", served.address))
        V1.check(local)
        rows = V1.read(local, list(V1.collect(local, way, {})), areas()).rows
    assert set(rows["indicator"].unique().to_pylist()) <= load_indicators(curated / "indicators").keys()
