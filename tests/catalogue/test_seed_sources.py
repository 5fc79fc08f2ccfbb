"""Every source that the national document names is described, compiled by someone, and reached from a content item."""

from __future__ import annotations

import pytest

from yhdyspinta.catalogue.items import content_items
from yhdyspinta.catalogue.live import targets
from yhdyspinta.catalogue.sources import sources

# As the document of February 2026 names them, theme by theme, with the address that it gives, and where they stand here.
NAMED = {
    "Tilastokeskus, alueellinen yritystoimintatilasto (stat.fi/tilasto/alyr)": "stat.alyr",
    "TEM: maakuntien tilanne- ja kehityskuvat (tem.fi)": "tem.tilannekuvat",
    "Kelan tilastot alueittain (tietotarjotin.fi)": "kela.avoin",
    "Migri (migri.fi)": "migri",
    "KEHA:n katsaukset (keha-keskus.fi)": "keha.katsaukset",
    "työnvälitystilasto (tyonvalitystilasto.fi)": "stat.tyonv",
    "työllisyyskatsaus (tyollisyyskatsaus.fi)": "keha.katsaukset",
    "Kototietokanta": "stat.kototietokanta",
    "EVP-indeksi (MDI)": "mdi.evp",
    "Koulutustilastot (Tilastokeskus)": "stat.vkour",
    "opetushallitus (oph.fi)": "oph.tilastot",
    "Osaamispolku": "osaamispolku",
    "vähimmäistietosisältö (THL)": "thl.vahimmaistieto",
    "Sotkanet": "thl.sotkanet",
    "HYTE-kertoimen indikaattorit (THL)": "thl.hyte",
    "HVA tilannekuvat (stm.fi)": "stm.tilannekuvat",
    "Tarmoa": "tarmoa",
    "Lähellä.fi": "lahella",
    "kuntien tieto yhteistyöhön": "alue.kunnat",
    "hyvinvointialueen tieto yhteistyöhön": "alue.hyvinvointialue",
    "maakunnan liiton rooli tiedon kokoajana": "alue.maakunnan_liitto",
    "työllisyysalueiden rooli tiedon kokoajana": "alue.tyollisyysalue",
}


@pytest.mark.parametrize("name", NAMED)
def test_it_is_reached_from_a_content_item(name: str) -> None:
    reached = {item.id for item in content_items().values() if NAMED[name] in item.sources}
    assert reached, name


@pytest.mark.parametrize("name", NAMED)
def test_the_register_says_who_compiles_and_what_is_not_possible(name: str) -> None:
    source = sources()[NAMED[name]]
    for text in (source.compiler, source.title):
        assert all(text.as_dict().values()), name
    assert source.interface
    assert source.rhythm
    if source.interface == "document":
        assert len(source.limits.fi) > 20, name


def test_the_guide_names_every_source_that_is_fetched(request: pytest.FixtureRequest) -> None:
    guide = (request.config.rootpath / "docs" / "guide" / "lahteet.md").read_text("utf-8")
    listed = {line.split("|")[1].strip(): line for line in guide.splitlines() if line.startswith("| ")}
    for source in {target.source for target in targets().values()}:
        assert sources()[source].publisher in listed[sources()[source].title.fi], source


def test_every_source_of_the_register_serves_some_item() -> None:
    reached = {source for item in content_items().values() for source in item.sources}
    assert sorted(set(sources()) - reached) == []
