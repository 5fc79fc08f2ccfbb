"""Municipal finances: which document counts, what is never mixed, and which year's fields mean something."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.servers import kuntatalous as made
from tests.servers.faults import serve
from tests.servers.way import way_to
from yhdyspinta.catalogue.areas import areas
from yhdyspinta.catalogue.live import targets
from yhdyspinta.domain.errors import CuratedError, ParseError, Unknown
from yhdyspinta.domain.live import Target, Wanted
from yhdyspinta.formats.bundle import Part
from yhdyspinta.sources.connectors.kuntatalous import CONNECTOR
from yhdyspinta.sources.connectors.kuntatalous.catalogue import choose as choose_of
from yhdyspinta.sources.connectors.kuntatalous.directory import business_ids, is_business_id


def choose(wanted: Target, data: bytes) -> bytes:
    return choose_of(wanted, data, wanted.facts["business_ids"])


def target(base: str = "https://example.org", **changed: Any) -> Target:
    facts = {
        "package": "KKNR",
        "periods": ["2025C12"],
        "document": base + made.DOCUMENT,
        "phases": {"Lopullinen": "lopullinen", "Jälkikorjattu": "jalkikorjattu"},
        "taxonomies": {"2025": made.TAXONOMY},
        "business_ids": {made.ONE: "KU179", made.OTHER: "KU837"},
    }
    series = (
        Wanted("vk.kknr.vuosikate", {"part": "k-t07", "field": "1400", "period": "year"}),
        Wanted("vk.kknr.yli_alijaama", {"part": "k-t07", "field": "1447", "period": "year"}),
        Wanted("vk.kknr.investoinnit", {"part": "k-t13", "field": "1374", "period": "year"}),
    )
    return Target("vk.kknr", "vk.tutkihallintoa", "kuntatalous", base + made.CATALOGUE, facts | changed, series)


def parts(documents: dict[tuple[str, str], list[dict[str, Any]]] | None = None, entries: list[dict[str, str]] | None = None) -> list[Part]:
    held = made.DOCUMENTS if documents is None else documents
    selection = choose(target(), made.catalogue(made.ENTRIES if entries is None else entries))
    found = [Part("selection.json", "", "", "", selection)]
    for (phase, business_id), rows in held.items():
        if (phase, business_id) != ("lopullinen", made.ONE):
            found.append(Part(f"{business_id}-2025C12", "", "", "", json.dumps(rows).encode()))
    return found


def test_the_newest_corrected_actual_is_fetched_and_nothing_else() -> None:
    with serve(made.service) as server:
        wanted, way = target(server.address), way_to(server.address)
        fetched = list(CONNECTOR.collect(wanted, way, {}))
        assert [question.path for question in server.asked] == [
            made.CATALOGUE,
            f"/rest/v1/json/dokumentti/jalkikorjattu/KKNR/{made.ONE}/2025C12",
            f"/rest/v1/json/dokumentti/lopullinen/KKNR/{made.OTHER}/2025C12",
        ]
        rows = CONNECTOR.read(wanted, fetched, areas()).rows.to_pylist()
        list(CONNECTOR.collect(wanted, way, {part.name: part for part in fetched}))
        assert len(server.asked) == 3
    assert {(row["indicator"], row["area"], row["period"]): (row["value"], row["status"]) for row in rows} == {
        ("vk.kknr.vuosikate", "KU179", "2025"): (315934.27, "final"),
        ("vk.kknr.yli_alijaama", "KU179", "2025"): (-12.0, "final"),
        ("vk.kknr.investoinnit", "KU179", "2025"): (None, "not_available"),
        ("vk.kknr.vuosikate", "KU837", "2025"): (0.0, "final"),
    }


def test_the_catalogue_is_kept_only_where_it_was_chosen_from() -> None:
    chosen = json.loads(choose(target(), made.catalogue(made.ENTRIES)))
    assert [(one["ytunnus"], one["hyvaksymisvaihe"]) for one in chosen] == [(made.ONE, "Jälkikorjattu"), (made.OTHER, "Lopullinen")]


def test_a_later_final_wins_over_an_earlier_correction() -> None:
    entries = [*made.ENTRIES, made.entry(made.ONE, "Lopullinen", "2026-09-01 00:00:00")]
    chosen = json.loads(choose(target(), made.catalogue(entries)))
    assert chosen[0]["hyvaksymispvm"] == "2026-09-01 00:00:00"


@pytest.mark.parametrize("field", ["raportointikokonaisuus", "raportointikausi", "ytunnus"])
def test_a_row_of_another_package_period_or_organisation_stops_everything(field: str) -> None:
    documents = dict(made.DOCUMENTS)
    documents["lopullinen", made.OTHER] = [made.row(made.OTHER, "1400", "1"), made.row(made.OTHER, "1447", "2", **{field: "KTAS"})]
    with pytest.raises(ParseError, match=f"whose {field} is KTAS"):
        CONNECTOR.read(target(), parts(documents), areas())


def test_another_taxonomy_is_left_out_and_named_but_not_guessed() -> None:
    more = [*made.ENTRIES, made.entry("0187690-1", "Lopullinen", "2026-02-12 00:00:00")]
    wanted = target(business_ids={made.ONE: "KU179", made.OTHER: "KU837", "0187690-1": "KU564"})
    selection = Part("selection.json", "", "", "", choose(wanted, made.catalogue(more)))
    other = Part("0187690-1-2025C12", "", "", "", json.dumps([made.row("0187690-1", "1400", "5", taksonomia="made-02")]).encode())
    reading = CONNECTOR.read(wanted, [selection, other, *parts()[1:]], areas())
    assert "KU564" not in reading.rows["area"].to_pylist()
    assert "0187690-1" in reading.notes[0]
    documents = {key: [row | {"taksonomia": "made-02"} for row in rows] for key, rows in made.DOCUMENTS.items()}
    with pytest.raises(ParseError, match="not reconciled"):
        CONNECTOR.read(target(), parts(documents), areas())


@pytest.mark.parametrize("amount", ["1,5", "1 000", "nan", 12, "", None])
def test_amounts_are_read_as_they_are_documented_or_refused(amount: Any) -> None:
    documents = dict(made.DOCUMENTS)
    documents["lopullinen", made.OTHER] = [made.row(made.OTHER, "1400", amount)]
    if amount in ("", None):
        rows = CONNECTOR.read(target(), parts(documents), areas()).rows.to_pylist()
        assert [row["status"] for row in rows if row["area"] == "KU837"] == ["not_available"]
    else:
        with pytest.raises(ParseError, match="holds the amount"):
            CONNECTOR.read(target(), parts(documents), areas())


def test_errors_that_the_publisher_itself_found_are_told() -> None:
    documents = dict(made.DOCUMENTS)
    findings = [{"havainto": "x", "tarkennus": "", "vakavuus": "VIRHE"}, {"havainto": "y", "tarkennus": "", "vakavuus": "VAROITUS"}]
    documents["lopullinen", made.OTHER] = [made.row(made.OTHER, "1400", "1") | {"tarkastushavainnot": findings}]
    assert any(f"errors in 1 documents, such as {made.OTHER}" in note for note in CONNECTOR.read(target(), parts(documents), areas()).notes)
    assert not any("errors" in note for note in CONNECTOR.read(target(), parts(), areas()).notes)


def test_a_missing_document_and_a_doubled_field_are_refused() -> None:
    with pytest.raises(ParseError, match="lacks the document"):
        CONNECTOR.read(target(), parts()[:-1], areas())
    documents = dict(made.DOCUMENTS)
    documents["lopullinen", made.OTHER] = [made.row(made.OTHER, "1400", "1"), made.row(made.OTHER, "1400", "1")]
    with pytest.raises(ParseError, match="twice"):
        CONNECTOR.read(target(), parts(documents), areas())


def test_a_catalogue_without_what_is_sought_is_no_empty_release() -> None:
    for data in (made.catalogue(made.ENTRIES[:1]), b'{"aineistot": []}', b'{"muu": []}', made.catalogue(made.ENTRIES)[:-3]):
        with pytest.raises(ParseError):
            choose(target(), data)


def test_cumulative_quarters_have_a_series_of_their_own() -> None:
    wanted = replace(target(), series=(Wanted("vk.kknr.vuosikate", {"part": "k-t07", "field": "1400", "period": "cumulative"}),))
    rows = CONNECTOR.read(wanted, parts(), areas()).rows.to_pylist()
    assert {row["period"] for row in rows} == {"2025-Q4"}


def test_every_business_id_that_ships_is_valid_and_names_one_municipality() -> None:
    ids = targets()["vk.kknr"].facts["business_ids"]
    known = {area.id for area in areas().areas("KU", areas().current)}
    assert len(set(ids.values())) == len(ids) > 280
    assert set(ids.values()) <= known
    assert all(map(is_business_id, ids))
    assert not is_business_id("0174666-5")
    assert not is_business_id("174666-4")


def test_the_directory_goes_before_what_was_told_and_into_the_release() -> None:
    swapped = {made.ONE: "KU837", made.OTHER: "KU179", "0201256-6": "KU091"}
    with serve(made.service) as server:
        wanted = target(server.address, directory=server.address + made.DIRECTORY, business_ids=swapped)
        fetched = list(CONNECTOR.collect(wanted, way_to(server.address), {}))
        assert [part.name for part in fetched][:2] == ["directory.json", "selection.json"]
        rows = CONNECTOR.read(wanted, fetched, areas()).rows.to_pylist()
        assert {row["area"]: row["value"] for row in rows if row["indicator"] == "vk.kknr.vuosikate"} == {"KU179": 315934.27, "KU837": 0.0}
        assert business_ids(wanted, fetched[0])["0201256-6"] == "KU091"
        with pytest.raises(ParseError, match="lacks the directory"):
            CONNECTOR.read(wanted, fetched[1:], areas())
        with pytest.raises(ParseError, match="business ids of 100 municipalities"):
            business_ids(wanted, Part("directory.json", "", "", "", made.directory(100)))


def test_the_facts_are_checked_and_nothing_is_proposed(tmp_path: Path) -> None:
    CONNECTOR.check(targets()["vk.kknr"])
    with pytest.raises(CuratedError, match="each of a year in taxonomies"):
        CONNECTOR.check(target(periods=["2026C03"]))
    with pytest.raises(Unknown):
        CONNECTOR.propose("https://example.org", way_to("http://127.0.0.1:9"))
