"""What Sotkanet has, and how one more indicator of it is added: as data, as docs/reference/sources.md tells."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

from tests.servers.faults import serve
from tests.servers.sotkanet import indicator
from tests.sources.connectors import sotkanet_world as world
from tests.sources.ways import way_to
from yhdyspinta.catalogue.check import check
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.catalogue.live import load_targets, targets
from yhdyspinta.domain.errors import ParseError, Unknown, YhdyspintaError
from yhdyspinta.domain.text import Text
from yhdyspinta.sources.connectors import CONNECTORS
from yhdyspinta.sources.connectors.sotkanet import indicator_list

PAGES = (
    "/sotkanet/fi/metadata/indicators/9001",
    "/sotkanet/sv/metadata/indicators/9001?x=y",
    "/rest/1.1/indicators/9001",
    "/rest/1.1/json?indicator=9001&years=2023",
    "/rest/1.1/csv?years=2023&indicator=9001",
)


def test_the_whole_list_of_indicators_is_read_with_its_metadata() -> None:
    service = world.service()
    for number in range(1, 50):
        service.indicators[number] = indicator(number, ("male", "female", "total"), 1990, 2025)
    with serve(service) as server:
        way = way_to(server, deadline_seconds=5.0)
        entries = indicator_list(way, f"{server.address}/rest/1.1")
        assert indicator_list(way, f"{server.address}/rest/1.1") == entries
        assert len(server.asked) == 1, "the list is asked once a day"
    assert len(entries) == 50
    first = next(entry for entry in entries if entry.number == 1)
    assert first.title == Text("Tehty mittari 1", "Påhittad indikator 1", "Made indicator 1")
    assert first.description.fi == "Osuus väestöstä.\nToinen\nkappale & loppu."
    assert (first.years(), first.sexes, first.regions) == (range(1990, 2026), ("male", "female", "total"), ())
    assert (first.updated, first.value_type, first.decimals, first.licence) == ("2026-05-04", "PER100", 1, "CC BY 4.0")


def test_another_list_is_not_taken_for_the_indicators() -> None:
    service = world.service()
    service.indicators = {place: entry for place, entry in enumerate(service.regions)}  # noqa: C416 - the wrong list on purpose
    with serve(service) as server, pytest.raises(ParseError, match="another of Sotkanet's lists"):
        indicator_list(way_to(server, deadline_seconds=5.0), f"{server.address}/rest/1.1")


@pytest.mark.parametrize("page", PAGES)
def test_the_address_of_a_page_gives_entries_to_review(page: str) -> None:
    with serve(world.service()) as server:
        text = CONNECTORS["sotkanet"].propose(server.address + page, way_to(server, deadline_seconds=5.0))
    proposed = tomllib.loads(text)
    assert proposed["target"][0]["facts"] == {"indicator": world.NUMBER}
    (definition,) = proposed["indicator"]
    assert definition["title"] == {"fi": "Tehty mittari 9001", "sv": "Påhittad indikator 9001", "en": "Made indicator 9001"}
    assert definition["definition"]["fi"] == "Osuus väestöstä."
    assert (definition["kind"], definition["additivity"], definition["themes"]) == ("share", "must_not", [])


@pytest.mark.parametrize("page", ["https://sotkanet.fi/", "https://sotkanet.fi/sotkanet/fi/taulukko/?indicator=szY0", "127", ""])
def test_an_address_that_names_no_indicator_is_refused_with_what_to_paste(page: str) -> None:
    with serve(world.service()) as server, pytest.raises(YhdyspintaError) as caught:
        CONNECTORS["sotkanet"].propose(page, way_to(server))
    assert server.asked == []
    assert "metadata/indicators" in caught.value.hint
    assert isinstance(caught.value, Unknown) is not page.startswith("https"), "no other connector is tried for a page of Sotkanet"


def test_what_is_proposed_cannot_break_out_of_its_text() -> None:
    service = world.service()
    service.indicators[world.NUMBER]["title"] = {"fi": 'a" }\n[[target]]\nid = "evil', "sv": "\\", "en": "'''"}
    with serve(service) as server:
        text = CONNECTORS["sotkanet"].propose(f"{server.address}/rest/1.1/indicators/9001", way_to(server, deadline_seconds=5.0))
    proposed = tomllib.loads(text)
    assert len(proposed["target"]) == 1
    assert proposed["indicator"][0]["title"]["fi"].startswith('a" }')


def test_adding_an_indicator_by_following_the_reference(tmp_path: Path, curated: Path) -> None:
    """The four steps of docs/reference/sources.md, done on a copy of the curated folder."""
    folder = tmp_path / "curated"
    shutil.copytree(curated, folder)
    with serve(world.service()) as server:
        text = CONNECTORS["sotkanet"].propose(
            f"{server.address}/sotkanet/fi/metadata/indicators/9001", way_to(server, deadline_seconds=5.0)
        )
    text = text.replace(server.address, "https://sotkanet.fi")
    target, definition = text.split("# Append to curated/indicators/sotkanet.toml")
    definition = "#" + definition.replace('polarity = ""', 'polarity = "higher_is_worse"').replace("themes = []", "themes = [2]")
    for file, addition in (("live", target), ("indicators", definition)):
        path = folder / file / "sotkanet.toml"
        path.write_text(f"{path.read_text()}\n{addition}")
    assert any("content item" in fault.message for fault in check(folder)), "the last step is still to be done"
    links = folder / "items" / "links.csv"
    item = next(line.split(",")[1] for line in links.read_text().splitlines() if ",T2." in line)
    links.write_text(f"{links.read_text()}{world.OURS},{item}\n")
    assert check(folder) == []
    assert load_targets(folder / "live")[world.OURS].source == "thl.sotkanet"


def test_every_sotkanet_indicator_of_the_catalogue_is_fetched() -> None:
    mine = {target.series[0].indicator: target for target in targets().values() if target.connector == "sotkanet"}
    assert set(mine) == {name for name in indicators() if name.startswith("thl.sotkanet.")}
    for name, target in mine.items():
        CONNECTORS["sotkanet"].check(target)
        assert name == f"thl.sotkanet.{target.facts['indicator']}"
        assert ("male" in target.facts.get("genders", ())) == indicators()[name].sexes
