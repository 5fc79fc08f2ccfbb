"""What is fetched live: every target is one that its connector understands, on a host that may be asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from yhdyspinta.catalogue.hosts import hosts, load_hosts
from yhdyspinta.catalogue.indicators import indicators
from yhdyspinta.catalogue.live import check_targets, host_of, load_targets, targets
from yhdyspinta.catalogue.sources import sources
from yhdyspinta.domain.errors import CuratedError, ParseError
from yhdyspinta.domain.live import Target
from yhdyspinta.sources.allowed import place_of
from yhdyspinta.sources.connectors import CONNECTORS, faults_of

HEAD = '[[target]]\nid = "a.b"\nsource = "thl.sotkanet"\nconnector = "sotkanet"\naddress = "https://sotkanet.fi/rest/1.1"\n'
FACTS = "facts = { indicator = 127 }\n"
SERIES = 'series = [{ indicator = "thl.sotkanet.127" }]\n'


def test_every_shipped_target_is_understood_by_its_connector() -> None:
    assert list(faults_of(targets().values())) == []
    assert len(targets()) >= 60


def test_every_connector_bears_its_name_and_offers_all_that_one_offers() -> None:
    for name, connector in CONNECTORS.items():
        assert connector.name == name
        assert all(callable(getattr(connector, method)) for method in ("check", "collect", "read", "propose"))


def test_every_shipped_address_may_be_asked() -> None:
    for target in targets().values():
        if target.address:
            assert place_of(target.address, hosts()).host.name == host_of(target.address)


def test_a_target_survives_its_way_into_a_release() -> None:
    for target in targets().values():
        assert Target.from_dict(target.as_dict()) == target


@pytest.mark.parametrize("missing", ["id", "facts", "series"])
def test_a_release_that_does_not_say_what_it_is_of_is_refused(missing: str) -> None:
    values = next(iter(targets().values())).as_dict()
    del values[missing]
    with pytest.raises(ParseError):
        Target.from_dict(values)


@pytest.mark.parametrize(
    ("text", "line", "field"),
    [
        (HEAD.replace('"a.b"', '"A b"') + FACTS + SERIES, 2, "id"),
        (HEAD.replace("https:", "http:") + FACTS + SERIES, 5, "address"),
        (HEAD + FACTS, 1, "series"),
        (HEAD + FACTS + 'series = [{ name = "x" }]\n', 7, "series"),
        (HEAD + FACTS + 'series = [{ indicator = "x.y", key = { sex = 1 } }]\n', 7, "series"),
        (HEAD + "facts = 3\n" + SERIES, 6, "facts"),
        (HEAD + FACTS + SERIES + "fact = 1\n", 8, "fact"),
        (HEAD + FACTS + SERIES + HEAD + FACTS + SERIES, 9, "id"),
    ],
)
def test_a_wrong_entry_is_named_with_its_line(tmp_path: Path, text: str, line: int, field: str) -> None:
    (tmp_path / "made.toml").write_text(text)
    with pytest.raises(CuratedError, match=f"made.toml, line {line}, field {field}:"):
        load_targets(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('"thl.sotkanet"', '"nobody"', "source"),
        ("sotkanet.fi", "elsewhere.example", "address"),
        ("thl.sotkanet.127", "thl.sotkanet.0", "series"),
    ],
)
def test_what_a_target_says_of_other_files_is_checked(tmp_path: Path, old: str, new: str, field: str) -> None:
    (tmp_path / "made.toml").write_text((HEAD + FACTS + SERIES).replace(old, new))
    (fault,) = check_targets(tmp_path, dict(indicators()), dict(sources()), dict(hosts()))
    assert f"field {field}:" in fault.message


def test_one_series_from_two_targets_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "made.toml").write_text(HEAD + FACTS + SERIES + HEAD.replace("a.b", "a.c") + FACTS + SERIES)
    (fault,) = check_targets(tmp_path, dict(indicators()), dict(sources()), dict(hosts()))
    assert "comes from a.b too" in fault.message


def test_facts_that_a_connector_does_not_know_are_found() -> None:
    target = next(target for target in targets().values() if target.connector == "sotkanet")
    wrong = replace(target, facts={"indicator": 0})
    unknown = replace(target, connector="telepathy")
    assert [fault.message.split(":")[0] for fault in faults_of([target, wrong, unknown])] == [
        f"live target {target.id}, facts.indicator",
        f"live target {target.id}, connector",
    ]


def _without(field: str) -> Callable[[str], str]:
    return lambda text: "\n".join(line for line in text.splitlines() if not line.startswith(f"{field} ="))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (lambda text: text.replace('name = "sotkanet.fi"', 'name = "sotkanet.fi:443"'), "name"),
        (lambda text: text.replace('"https://sotkanet.fi/', '"https://other.example/'), "base"),
        (lambda text: text.replace("calls = 60", "calls = 0"), "calls"),
        (_without("tries"), "tries"),
        (_without("window_seconds"), "window_seconds"),
        (lambda text: text.replace('name = "pxdata.stat.fi"', 'name = "sotkanet.fi"').replace("//pxdata.stat.fi", "//sotkanet.fi"), "name"),
    ],
)
def test_wrong_facts_of_a_host_are_named(tmp_path: Path, curated: Path, change: Callable[[str], str], field: str) -> None:
    text = (curated / "sources" / "hosts.toml").read_text()
    assert change(text) != text
    (tmp_path / "hosts.toml").write_text(change(text))
    with pytest.raises(CuratedError, match=f"field {field}:"):
        load_hosts(tmp_path)


def test_only_hosts_of_the_list_are_reachable_and_none_on_this_machine() -> None:
    assert all(not host.loopback and host.schemes == ("https",) and host.tries <= 5 for host in hosts().values())
