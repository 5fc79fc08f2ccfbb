"""The sources: every one that the national document names, each with its terms, or the reason why they are not known."""

from __future__ import annotations

from pathlib import Path

import pytest

from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.catalogue.sources import LIVE_INTERFACES, load_sources, sources
from yhdyspinta.domain.errors import CuratedError
from yhdyspinta.domain.source import NOT_ESTABLISHED

# What the national document of February 2026 lists, theme by theme, and where it stands here.
NAMED = {
    "Tilastokeskus, alueellinen yritystoimintatilasto": "stat.alyr",
    "TEM, maakuntien tilanne- ja kehityskuvat": "tem.tilannekuvat",
    "Kelan tilastot alueittain": "kela.avoin",
    "Migri": "migri",
    "KEHA:n katsaukset": "keha.katsaukset",
    "Työnvälitystilasto": "stat.tyonv",
    "Kototietokanta": "stat.kototietokanta",
    "EVP-indeksi": "mdi.evp",
    "Opetushallitus": "oph.tilastot",
    "Osaamispolku": "osaamispolku",
    "Vähimmäistietosisältö": "thl.vahimmaistieto",
    "Sotkanet": "thl.sotkanet",
    "HYTE-kerroin": "thl.hyte",
    "HVA tilannekuvat": "stm.tilannekuvat",
    "Tarmoa": "tarmoa",
    "Lähellä": "lahella",
}


@pytest.mark.parametrize("name", NAMED)
def test_every_source_of_the_national_document_is_described(name: str) -> None:
    source = sources()[NAMED[name]]
    assert source.title.fi
    assert source.compiler.sv
    assert source.publisher
    assert source.licence


def test_a_licence_is_named_with_its_address_or_its_lack_explained() -> None:
    for source in sources().values():
        if source.licence == NOT_ESTABLISHED:
            assert len(source.limits.fi) > 20, source.id
            assert source.licence_address == "", source.id
        else:
            assert source.licence_address.startswith("https://"), source.id


def test_documents_and_people_are_told_apart_from_live_interfaces() -> None:
    for identifier in ("stm.tilannekuvat", "tem.tilannekuvat", "mdi.evp", "osaamispolku", "tarmoa", "migri"):
        assert sources()[identifier].interface == "document"
    assert {source.interface for source in sources().values()} - LIVE_INTERFACES == {"document", "people"}


def test_need_factors_have_no_named_licence_and_no_figures() -> None:
    assert sources()["thl.tarve"].licence == NOT_ESTABLISHED
    assert not any(identifier.startswith("thl.tarve.") for identifier in indicators())


def test_the_original_wins_over_those_who_pass_it_on() -> None:
    known = sources()
    assert (
        known["stat.vaerak"].precedence < known["stat.avainluvut"].precedence < known["thl.sotkanet"].precedence < known["diak"].precedence
    )


SOURCE = """[[source]]
id = "a.b"
title = { fi = "A", sv = "A", en = "A" }
publisher = "A"
licence = "CC BY 4.0"
licence_address = "https://example.org/licence"
interface = "rest"
address = "https://example.org"
rhythm = "year"
lag_days = 3
compiler = { fi = "a", sv = "a", en = "a" }
"""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            'licence = "CC BY 4.0"',
            'licence = "not established"',
            "line 1, field limits: expected the reason why no licence is named, found nothing.",
        ),
        ('licence_address = "https://example.org/licence"\n', "", "line 1, field licence_address: expected the address of the licence"),
        ('interface = "rest"', 'interface = "REST"', "line 7, field interface: expected one of pxweb_v1, sotkanet"),
        (
            'address = "https://example.org"\n',
            'address = "example.org"\n',
            "line 8, field address: expected an address, https://…, found 'example.org'.",
        ),
        ('rhythm = "year"', 'rhythm = "yearly"', "line 9, field rhythm: expected one of month, quarter, year"),
        ("lag_days = 3", "lag_days = -3", "line 10, field lag_days: expected a whole number, zero or more, found -3."),
        ('id = "a.b"', 'id = "A b"', "line 2, field id: expected an id such as publisher or publisher.set"),
    ],
)
def test_a_wrong_source_names_line_and_field(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert SOURCE.count(old) == 1
    (tmp_path / "s.toml").write_text(SOURCE.replace(old, new), encoding="utf-8")
    with pytest.raises(CuratedError) as caught:
        load_sources(tmp_path)
    assert f"s.toml, {message}" in str(caught.value)
