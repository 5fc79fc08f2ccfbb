"""Sets of indicators that others ask for: versioned, in three languages, and never passed off as somebody else's list."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from yhdyspinta.catalogue.check import check
from yhdyspinta.catalogue.curated import CURATED
from yhdyspinta.catalogue.sets import OURS, load_sets, sets
from yhdyspinta.domain.errors import CuratedError
from yhdyspinta.domain.text import LANGUAGES

WORKING = {"fi": "työlista", "sv": "arbetslista", "en": "working list"}


def test_the_three_sets_are_there_with_their_versions() -> None:
    assert {name: len(one.entries) for name, one in sets().items()} == {"hyte_kunta": 23, "hyte_hva": 12, "vahimmaistieto": 89}
    assert all(one.version >= "2026" for one in sets().values())


def test_a_list_that_is_ours_is_called_a_working_list_and_never_by_its_publisher() -> None:
    for one in sets().values():
        assert one.owner == OURS
        for language in LANGUAGES:
            assert WORKING[language] in one.title.in_(language)
            assert "THL" not in one.title.in_(language)


def test_unconfirmed_lines_are_marked_and_many_are_answered() -> None:
    outcomes = [entry for entry in sets()["hyte_kunta"].entries if entry.group == "outcome"]
    assert {entry.basis for entry in outcomes} == {"candidate"}
    assert {entry.basis for entry in sets()["vahimmaistieto"].entries} == {"knowledge"}
    assert sets()["vahimmaistieto"].covered >= 30


def test_titles_differ_between_languages_and_within_a_group() -> None:
    for one in sets().values():
        for language in LANGUAGES:
            seen = [(entry.group, entry.title.in_(language)) for entry in one.entries]
            assert len(set(seen)) == len(seen)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(CURATED / "sets", tmp_path / "sets")
    return tmp_path / "sets"


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        (
            "sets.toml",
            "hyvinvointialueilla (työlista)",
            "hyvinvointialueilla",
            "field title: expected 'työlista' in fi, as the list is ours",
        ),
        ("sets.toml", 'owner = "ours"', 'owner = "thl.hyte"', "field address: expected where its owner publishes it"),
        ("sets.toml", 'version = "2026-11"', 'version = "new"', "field version: expected the year"),
        ("hyte_hva.csv", "process_county,MPR", "process_conty,MPR", "line 2, field group: expected one of process_school"),
        ("hyte_hva.csv", "coverage,,news", "coverage,,rumour", "line 2, field basis: expected one of list_2018"),
        ("hyte_hva.csv", "MPR-vaccinationstäckning", "", "line 2, field sv: expected a text that is not empty"),
    ],
)
def test_a_wrong_set_names_line_and_field(folder: Path, file: str, old: str, new: str, says: str) -> None:
    path = folder / file
    path.write_text(path.read_text("utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CuratedError) as caught:
        load_sets(folder)
    assert says in str(caught.value)


def test_the_check_of_everything_follows_the_indicators_of_sets(tmp_path: Path) -> None:
    shutil.copytree(CURATED, tmp_path / "curated")
    path = tmp_path / "curated" / "sets" / "hyte_hva.csv"
    path.write_text(path.read_text("utf-8").replace("thl.sotkanet.234", "thl.sotkanet.0"), encoding="utf-8")
    faults = [str(fault) for fault in check(tmp_path / "curated")]
    assert faults == [
        "sets/hyte_hva.csv, line 10, field indicators: expected ids of indicators in indicators/, or nothing, found 'thl.sotkanet.0'."
    ]
