"""Packages on CKAN: what the columns mean comes from facts; what does not agree with its description is refused."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace

import pytest

from tests.servers import ckan as made
from tests.servers.faults import serve
from tests.servers.way import way_to
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.domain.errors import CuratedError, ParseError, Unknown
from yhdyspinta.domain.live import Target, Wanted
from yhdyspinta.formats.bundle import Part
from yhdyspinta.sources.connectors.ckan import CONNECTOR

KEY = {"value": "saaja_lkm", "period": "year", "aikatyyppi": "Vuosi", "etuus": "Yhteensä"}
TARGET = Target(
    "made.recipients",
    "kela.avoin",
    "ckan",
    "https://www.avoindata.fi/data/api/3/action/package_search",
    {
        "dataset": made.DATASET,
        "area": "kunta_nro",
        "kind": "KU",
        "masked": ["199"],
        "year": "vuosi",
        "boundaries": "period",
        "country": True,
        "sum": ["ikaryhma", "sukupuoli"],
        "ignored": ["kunta_nimi", "maksettu_eur"],
    },
    (Wanted("kela.opintotuki.saajat", KEY),),
)


def parts(**changed: bytes) -> list[Part]:
    held = made.files() | {name.replace("_csv", ".csv"): content for name, content in changed.items()}
    listing = made.listing("http://127.0.0.1", made.files())
    return [Part("listing.json", "", "", "", listing), *(Part(name, "", "", "", content) for name, content in held.items())]


def test_small_groups_make_sums_partial_and_the_country_holds_them() -> None:
    rows = CONNECTOR.read(TARGET, parts(), areas()).rows.to_pylist()
    found = {(row["area"], row["period"]): (row["value"], row["status"], row["boundaries"]) for row in rows}
    assert found == {
        ("KU179", "2023"): (42, "partial", 2023),
        ("KU016", "2023"): (5, "partial", 2023),
        ("SSS", "2023"): (50, "final", 2023),
        ("KU179", "2024"): (12, "final", 2024),
        ("KU016", "2024"): (4, "final", 2024),
        ("SSS", "2024"): (16, "final", 2024),
    }


def test_every_cut_of_a_file_is_refused() -> None:
    whole = made.files()["data.csv"]
    for end in range(len(whole)):
        with pytest.raises(ParseError):
            CONNECTOR.read(TARGET, parts(data_csv=whole[:end]), areas())


@pytest.mark.parametrize(
    ("columns", "says"),
    [((*made.COLUMNS, "perhetyyppi"), "differ in the columns perhetyyppi"), (made.COLUMNS[:-1], "differ in the columns maksettu_eur")],
)
def test_a_file_and_its_package_must_agree(columns: tuple[str, ...], says: str) -> None:
    longer = tuple(tuple([*row, "x"][: len(columns)]) for row in made.ROWS_2024)
    content = made.data(longer, columns)
    content += b"\n" * (1 + max(0, len(made.files()["data.csv"]) - len(content)))
    with pytest.raises(ParseError, match=says):
        CONNECTOR.read(TARGET, parts(data_csv=content), areas())


def test_a_new_column_needs_a_meaning() -> None:
    facts = dict(TARGET.facts) | {"ignored": ["kunta_nimi"]}
    with pytest.raises(ParseError, match="maksettu_eur are new"):
        CONNECTOR.read(replace(TARGET, facts=facts), parts(), areas())


def test_a_renamed_code_and_an_unknown_municipality_are_refused() -> None:
    renamed = (Wanted("kela.opintotuki.saajat", KEY | {"etuus": "Opintotuki"}),)
    with pytest.raises(ParseError, match="No row answers"):
        CONNECTOR.read(replace(TARGET, series=renamed), parts(), areas())
    facts = dict(TARGET.facts) | {"masked": []}
    with pytest.raises(ParseError, match="'199' is no code of KU"):
        CONNECTOR.read(replace(TARGET, facts=facts), parts(), areas())


def test_several_rows_of_an_area_need_a_column_that_is_summed() -> None:
    facts = dict(TARGET.facts) | {"sum": [], "ignored": ["kunta_nimi", "maksettu_eur", "ikaryhma", "sukupuoli"]}
    with pytest.raises(ParseError, match="several rows"):
        CONNECTOR.read(replace(TARGET, facts=facts), parts(), areas())


def test_a_dataset_that_is_gone_says_so() -> None:
    gone = json.loads(made.listing("", made.files()))
    gone["result"]["results"] = []
    with pytest.raises(ParseError, match="no dataset 'made-recipients'"):
        CONNECTOR.read(TARGET, [Part("listing.json", "", "", "", json.dumps(gone).encode()), *parts()[1:]], areas())


def test_a_misspelt_fact_is_named() -> None:
    with pytest.raises(CuratedError, match=r"facts.mask: expected one of"):
        CONNECTOR.check(replace(TARGET, facts=dict(TARGET.facts) | {"mask": ["199"]}))
    CONNECTOR.check(TARGET)


def test_collects_over_the_network_and_resumes_with_what_was_kept() -> None:
    with serve(made.service) as server:
        target = replace(TARGET, address=server.address + "/data/api/3/action/package_search?q=made")
        first = list(CONNECTOR.collect(target, way_to(server.address), {}))
        assert [part.name for part in first] == ["listing.json", "package.json", "data_2023.csv", "data.csv"]
        assert CONNECTOR.read(target, first, areas()).rows.num_rows == 6
        asked = len(server.asked)
        again = list(CONNECTOR.collect(target, way_to(server.address), {part.name: part for part in first[:3]}))
        assert again == first
        assert [question.path for question in server.asked[asked:]] == ["/download/data.csv"]


def test_proposes_an_entry_with_the_columns_to_explain() -> None:
    with serve(made.service) as server:
        text = CONNECTOR.propose(f"{server.address}/data/fi/dataset/{made.DATASET}", way_to(server.address))
        assert tomllib.loads(text)["target"][0]["facts"]["dataset"] == made.DATASET
        assert "saaja_lkm" in text
        with pytest.raises(Unknown):
            CONNECTOR.propose(server.address + "/elsewhere", way_to(server.address))
