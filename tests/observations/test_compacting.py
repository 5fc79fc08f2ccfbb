"""How a source lies in its files: small ones in order, few of which hold an indicator; put in order some rows at a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.observations.examples import plain, row, table, town
from yhdyspinta.observations import compacting
from yhdyspinta.observations.compacting import crowded, in_order
from yhdyspinta.observations.contents import contents_of
from yhdyspinta.observations.rows import ordered
from yhdyspinta.observations.scan import DICTIONARIES, Group, Scan, by_text
from yhdyspinta.observations.schema import OBSERVATIONS
from yhdyspinta.observations.table import VersionedTable

MANY = 100_000


def files(*spans: tuple[str, str]) -> list[Group]:
    return [Group(number, 0, MANY, low, high) for number, (low, high) in enumerate(spans)]


def test_what_is_crowded() -> None:
    assert not crowded(files(("a", "z")))
    assert not crowded(files(("a", "f"), ("f", "k"), ("k", "z")))
    assert not crowded(files(*[("a", "c")] * compacting._DEEPEST))
    assert crowded(files(*[("a", "c")] * (compacting._DEEPEST + 1)))
    most = compacting._DEEPEST - 2
    assert crowded(files(*[("a", "z")] * most, ("b", "y"), ("d", "d"), ("d", "e")))
    assert not crowded(files(*[("a", "z")] * most, ("b", "c"), ("d", "d"), ("e", "e")))
    assert crowded([Group(number, 0, 10, str(number), str(number)) for number in range(2)])
    assert not crowded([])


def test_many_commits_are_put_in_order_some_indicators_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compacting, "_ROWS_AT_ONCE", 120)
    stored = VersionedTable(tmp_path)
    for number in range(6):
        stored.commit("town", town(f"r{number}", number, indicators=9, years=range(2000 + number, 2002 + number)))
    own_rows = stored.read()
    stored.commit("other", town("o1", 1, source="other"))
    before, there = stored.read(), set(stored.file_uris())
    assert len(contents_of(stored, None).scan.holding(["t.i4"])) == 6
    stored.compact(["town"])
    assert plain(stored.read()) == plain(before)
    after = contents_of(stored, None)
    assert len(after.scan.holding(["t.i4"])) == 1
    assert [uri for uri in stored.file_uris() if "source=other" in uri] == [uri for uri in there if "source=other" in uri]
    own = [uri for uri in after.files if "source=town" in uri]
    assert in_order(Scan(own), {f"t.i{number}": 60 for number in range(9)}).read_all().equals(ordered(own_rows))
    assert stored.releases().keys() == {"o1", *(f"r{number}" for number in range(6))}


def test_what_a_version_holds_is_told_or_found_out(tmp_path: Path) -> None:
    stored = VersionedTable(tmp_path)
    first = stored.commit("town", table([row(indicator="t.a", value=1.0), row(indicator="t.b", value=2.0)]))
    stored.commit("town", table([row(indicator="t.a", period="2018", value=1.0, release="r2")]))
    assert contents_of(stored, None).sizes == {"t.a": 2, "t.b": 1}
    assert contents_of(stored, first).sizes == {"t.a": 1, "t.b": 1}
    told, found = contents_of(stored, None).of_release, contents_of(stored, None).scan.counted()
    assert {release: counts for release, (_, counts) in told.items()} == found
    assert stored.may_hold(["t.b", "t.z"])
    assert not stored.may_hold(["t.z"])


def test_some_indicators_are_read_and_no_other_row(tmp_path: Path) -> None:
    stored = VersionedTable(tmp_path)
    stored.commit("town", town("r1", 1, indicators=5))
    stored.commit("other", town("o1", 2, indicators=2, source="other"))
    scan = contents_of(stored, None).scan
    found = scan.read({"t.i1", "t.i9"})
    assert found.schema == DICTIONARIES
    assert plain(found.cast(OBSERVATIONS)) == [one for one in plain(stored.read()) if one["indicator"] == "t.i1"]
    assert scan.read(["t.i9"]).num_rows == scan.read([]).num_rows == 0
    assert {name: part.num_rows for name, part in by_text(found, "source").items()} == {"town": 50, "other": 50}
