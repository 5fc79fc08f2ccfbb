"""Files that people give: a mapping made once, the same checks and history as every source, and nothing of a refused file."""

from __future__ import annotations

from pathlib import Path

import pytest

from yhdyspinta import environment
from yhdyspinta.domain.errors import CuratedError, PersonalData, YhdyspintaError
from yhdyspinta.environment import Environment
from yhdyspinta.intake import replay
from yhdyspinta.intake.own import enter_by_hand, enter_own
from yhdyspinta.observations.table import VersionedTable
from yhdyspinta.sources.archive import Archive

INDICATOR = "stat.tyonv.12r5.tyottomat"
MAPPING = f"""source = "alue.kunnat"
[file]
format = "csv"
[columns]
area = "Kunta"
period = "Kuukausi"
value = "Määrä"
indicator = "Mittari"
[indicators]
"Työttömät" = "{INDICATOR}"
[areas]
"Koko kaupunki" = "KU179"
[status]
"<5" = "suppressed"
"""
FILE = "Kunta;Kuukausi;Mittari;Määrä\nKoko kaupunki;2025M03;Työttömät;9 876\nMuurame;2025-03;Työttömät;<5\nÄänekoski;2025-3;Työttömät;..\n"
NAMES = ("Laukaa", "Keuruu", "Luhanka", "Multia", "Joutsa", "Uurainen")
MORE = "".join(f"{name};2025-03;Työttömät;{number}\n" for number, name in enumerate(NAMES, 11))
HAND = "indicator,area,period,value,status,where\n{0},Jyväskylä,2025-04,100,preliminary,s. 4\n{0},HVA15,2025-04,200,,taulukko 2\n"


def silent(step: str, share: float) -> None:
    """No progress is shown."""


@pytest.fixture
def settings(tmp_path: Path) -> Environment:
    found = environment.read({"YHDYSPINTA_HOME": str(tmp_path / "home")})
    (found.home / "mappings").mkdir(parents=True)
    return found


def given(tmp_path: Path, content: str, name: str = "oma.csv") -> Path:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    return path


def kept(settings: Environment) -> dict[tuple[str, str], tuple[float | None, str]]:
    return {(row["area"], row["period"]): (row["value"], row["status"]) for row in VersionedTable(settings.home).read().to_pylist()}


def test_the_first_time_a_draft_of_the_mapping_is_made(settings: Environment, tmp_path: Path) -> None:
    with pytest.raises(YhdyspintaError, match="a draft is in"):
        enter_own(settings, given(tmp_path, FILE), "tyo", silent)
    draft = (settings.home / "mappings" / "tyo.toml").read_text(encoding="utf-8")
    assert 'area = "Kunta"' in draft
    assert 'value = "Määrä"' in draft
    with pytest.raises(CuratedError, match=r"tyo\.toml, source: expected the id of a source"):
        enter_own(settings, given(tmp_path, FILE), "tyo", silent)


def test_a_file_becomes_a_release_and_the_next_one_replaces_it(settings: Environment, tmp_path: Path) -> None:
    (settings.home / "mappings" / "tyo.toml").write_text(MAPPING, encoding="utf-8")
    first = enter_own(settings, given(tmp_path, FILE + MORE), "tyo", silent)
    assert first.kind == "new"
    assert {key: value for key, value in kept(settings).items() if key[0] in ("KU179", "KU500", "KU992")} == {
        ("KU179", "2025-03"): (9876.0, "final"),
        ("KU500", "2025-03"): (None, "suppressed"),
        ("KU992", "2025-03"): (None, "not_available"),
    }
    assert enter_own(settings, given(tmp_path, FILE + MORE), "tyo", silent).kind == "unchanged"
    second = enter_own(settings, given(tmp_path, FILE.replace("9 876", "9 800") + MORE), "tyo", silent)
    assert (second.kind, second.changes["revised"]) == ("new", 1)
    assert kept(settings)["KU179", "2025-03"] == (9800.0, "final")
    releases = Archive(settings.home).releases()
    assert releases[first.release].producer == "Kunnat"
    again = replay.replay(settings, [second.release], [INDICATOR], tmp_path / "again")
    assert kept(again) == kept(settings)


def test_a_thousandfold_file_waits_for_a_person(settings: Environment, tmp_path: Path) -> None:
    (settings.home / "mappings" / "tyo.toml").write_text(MAPPING, encoding="utf-8")
    rows = [f"{name};2025-03;Työttömät;{number}" for number, name in enumerate(("Jyväskylä", "Muurame", "Laukaa", "Äänekoski"), 11)]
    heading = FILE.splitlines()[0]
    enter_own(settings, given(tmp_path, "\n".join([heading, *rows, ""])), "tyo", silent)
    outcome = enter_own(settings, given(tmp_path, "\n".join([heading, *(row + "000" for row in rows), ""])), "tyo", silent)
    assert outcome.kind == "held"
    assert kept(settings)["KU179", "2025-03"] == (11.0, "final")


def test_a_mapping_may_say_that_each_file_adds_its_periods(settings: Environment, tmp_path: Path) -> None:
    (settings.home / "mappings" / "tyo.toml").write_text('each_file = "adds"\n' + MAPPING, encoding="utf-8")
    enter_own(settings, given(tmp_path, FILE), "tyo", silent)
    assert (
        enter_own(settings, given(tmp_path, FILE.replace("-3;", "-04;").replace("-03", "-04").replace("M03", "M04")), "tyo", silent).kind
        == "new"
    )
    assert {period for _, period in kept(settings)} == {"2025-03", "2025-04"}


def test_nothing_is_kept_of_a_file_with_a_personal_identity_code(settings: Environment, tmp_path: Path) -> None:
    (settings.home / "mappings" / "tyo.toml").write_text(MAPPING, encoding="utf-8")
    with pytest.raises(PersonalData):
        enter_own(settings, given(tmp_path, FILE + "131052-308T;2025M03;Työttömät;1\n"), "tyo", silent)
    left = [path for path in settings.home.rglob("*") if path.is_file() and b"131052" in path.read_bytes()]
    assert left == []
    assert VersionedTable(settings.home).version is None


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("Muurame;2025-03", "Muurame;maaliskuu", "Row 3, period: 'maaliskuu' is not a period"),
        ("Muurame;", "Muurama;", "Row 3, area: "),
        ("9 876", "paljon", "Row 2, value: "),
        ("Mittari;Määrä", "Mittari;Luku", "no column 'Määrä'"),
        ("Muurame;2025-03", "Jyväskylä;2025-03", "give two values"),
        ("Työttömät;<5", "Muu;<5", "figures of Muu, which no definition names"),
        ("2025M03", "2090-01", "the division of 2090 is not known"),
    ],
)
def test_a_fault_is_named_with_row_and_field(settings: Environment, tmp_path: Path, old: str, new: str, says: str) -> None:
    (settings.home / "mappings" / "tyo.toml").write_text(MAPPING, encoding="utf-8")
    assert FILE.count(old) == 1
    try:
        outcome = enter_own(settings, given(tmp_path, FILE.replace(old, new)), "tyo", silent)
        sentence = outcome.sentence
        assert outcome.kind == "failed"
    except YhdyspintaError as error:
        sentence = str(error)
    assert says in sentence
    assert VersionedTable(settings.home).version is None


@pytest.mark.parametrize("between", [",", ";"])
def test_values_by_hand_name_their_document_edition_and_place(settings: Environment, tmp_path: Path, between: str) -> None:
    content = HAND.format(INDICATOR).replace(",", between)
    outcome = enter_by_hand(settings, given(tmp_path, content), "keha.tyollisyyskatsaus", "huhtikuu 2025", silent)
    assert outcome.kind == "new"
    assert kept(settings) == {("KU179", "2025-04"): (100.0, "preliminary"), ("HVA15", "2025-04"): (200.0, "final")}
    release, data = Archive(settings.home).get(outcome.release)
    assert release.source == "keha.katsaukset"
    assert release.address == "https://www.tyollisyyskatsaus.fi"
    assert b"huhtikuu 2025" in data
    assert b"taulukko 2" in data


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (HAND.replace(",where", ",page"), "lacks the columns where"),
        (HAND.replace("s. 4", ""), "Row 2 does not say where"),
        (HAND.replace("where", "where,who").replace("s. 4", "s. 4,A").replace("taulukko 2", "s. 1,B"), "unknown columns who"),
    ],
)
def test_values_by_hand_without_a_place_are_refused(settings: Environment, tmp_path: Path, content: str, says: str) -> None:
    with pytest.raises(YhdyspintaError, match=says):
        enter_by_hand(settings, given(tmp_path, content.format(INDICATOR)), "keha.tyollisyyskatsaus", "huhtikuu 2025", silent)
    with pytest.raises(YhdyspintaError, match=r"no publication 'keha\.muu'"):
        enter_by_hand(settings, given(tmp_path, content.format(INDICATOR)), "keha.muu", "2025", silent)
