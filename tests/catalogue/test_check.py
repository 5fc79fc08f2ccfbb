"""The check of everything curated: silent on what is shipped, exact on what is broken."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from yhdyspinta.catalogue.check import check
from yhdyspinta.catalogue.coverage import coverage
from yhdyspinta.catalogue.curated import CURATED


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the curated folder; files are links until one is broken."""
    folder = tmp_path / "curated"
    shutil.copytree(CURATED, folder, copy_function=lambda source, target: Path(target).symlink_to(source))
    return folder


def broken(file: Path, old: str, new: str) -> int:
    """Put `new` in place of the first `old` of a copied file; the line on which it stood."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.unlink()
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_what_is_shipped_is_in_order() -> None:
    assert [str(fault) for fault in check()] == []


# file | what stands there | what is put there | the message, with {} for the line
BREAKAGES = [
    (
        "indicators/tyonv.toml",
        'source = "stat.tyonv"',
        'source = "stat.tyonvv"',
        "field source: expected the id of a source in sources/, found 'stat.tyonvv'",
    ),
    ("indicators/diak.toml", 'kind = "index"', 'kind = "indeksi"', "field kind: expected one of count, share, rate"),
    ("indicators/vaerak.toml", "ages = true", 'ages = "yes"', "field ages: expected true or false, found 'yes'"),
    ("sources/terveys.toml", 'interface = "sotkanet"', 'interface = "fax"', "field interface: expected one of pxweb_v1"),
    (
        "themes/themes.toml",
        'map = "stat.tyonv.12r5.tyottomien_osuus"',
        'map = "stat.nothing"',
        "field map: expected an indicator of this theme",
    ),
    (
        "themes/themes.toml",
        'questions = ["N01"',
        'questions = ["N99"',
        "field questions: expected ids of needs in needs/needs.csv, not N99",
    ),
    (
        "themes/themes.toml",
        'headlines = ["diak.koulu',
        'headlines = ["dia.koulu',
        "field headlines: expected indicators of this theme, not dia.koulu",
    ),
    ("themes/themes.toml", "number = 4", "number = 2", "field number: expected themes 0 to 5, each once"),
    ("items/items.csv", ",S R,KU HVA MK,", ",S Q,KU HVA MK,", "field kinds: expected one or more of S, R, X, O"),
    ("items/items.csv", "T1.E1,1,E", "T1.E1,2,E", "field theme: expected 1, as in the id, found '2'"),
    ("items/items.csv", "thl.kuutiot thl.sotkanet", "thl.kuutio thl.sotkanet", "field sources: expected ids of sources in sources/"),
    (
        "items/links.csv",
        "stat.tyonv.12r5.tyovoima,T1.E5",
        "stat.tyonv.12r5.tyovoima,T1.E55",
        "field item: expected the id of a content item, found 'T1.E55'",
    ),
    (
        "items/links.csv",
        "stat.tyonv.12r5.tyovoima,T1.E5",
        "stat.tyonv.12r5.tyo,T1.E5",
        "field indicator: expected the id of an indicator in indicators/",
    ),
    ("items/codes.toml", 'sv = "kommun"', 'sv = ""', "field name: expected the three languages fi, sv and en, none empty"),
    ("needs/needs.csv", "N02,1,P", "N02,1,Q", "field level: expected one of P, J, T, found 'Q'"),
    ("needs/needs.csv", "N03,1,J", "N02,1,J", "field id: expected an id such as N01 that no other need has"),
    ("needs/needs.csv", "T1.E4 T1.Y1", "T1.E4 T1.Y9", "field items: expected ids of content items in items/items.csv"),
    ("concepts/glossary.csv", "yhdyspinta,kontaktyta,", "yhdyspinta,,", "field sv: expected a text that is not empty"),
    ("concepts/explained.csv", 'tietotarve,"Kysymys', 'tietotarpeet,"Kysymys', "field term: expected a Finnish term of glossary.csv"),
]


@pytest.mark.parametrize(("file", "old", "new", "message"), BREAKAGES, ids=[f"{file}: {new}" for file, _, new, _ in BREAKAGES])
def test_a_broken_file_is_told_by_file_line_field_and_what_is_expected(copied: Path, file: str, old: str, new: str, message: str) -> None:
    line = broken(copied / file, old, new)
    told = [str(fault) for fault in check(copied)]
    assert any(text.startswith(f"{file}, line {line}, {message}") for text in told), told


def test_an_indicator_without_an_item_is_told_at_its_own_line(copied: Path) -> None:
    broken(copied / "items/links.csv", "stat.tyonv.12r5.tyovoima,T1.E5\n", "")
    text = (copied / "indicators/tyonv.toml").read_text(encoding="utf-8")
    line = text[: text.index('id = "stat.tyonv.12r5.tyovoima"')].count("\n") + 1
    message = "field id: expected a content item that it serves in theme 1 (items/links.csv), found 'stat.tyonv.12r5.tyovoima'."
    assert [str(fault) for fault in check(copied)] == [f"indicators/tyonv.toml, line {line}, {message}"]


def test_a_figure_of_the_sample_without_a_definition_is_told(copied: Path) -> None:
    broken(copied / "indicators/vaenn.toml", 'id = "stat.vaenn.139f.vaesto_e19"', 'id = "stat.vaenn.139f.other"')
    assert any(
        "field indicators: expected ids of indicators in indicators/, found 'stat.vaenn.139f.vaesto_e19'" in str(fault)
        for fault in check(copied)
    )


def test_several_broken_files_are_all_told_in_one_go(copied: Path) -> None:
    broken(copied / "needs/needs.csv", "N02,1,P", "N02,9,P")
    broken(copied / "sources/ymparisto.toml", "lag_days = 0", "lag_days = 0.5")
    broken(copied / "words/places.csv", "KU091,", "KU999,")
    told = "\n".join(str(fault) for fault in check(copied))
    assert "needs/needs.csv" in told
    assert "sources/ymparisto.toml" in told
    assert "words/places.csv" in told


def test_a_missing_folder_is_a_fault_and_not_an_empty_catalogue(copied: Path) -> None:
    shutil.rmtree(copied / "needs")
    assert any("needs/needs.csv" in str(fault) for fault in check(copied))
    shutil.rmtree(copied / "indicators")
    assert check(copied)


def test_coverage_counts_what_is_at_hand() -> None:
    one = coverage({"stat.tyonv.12r5.tyottomat", "not.an.indicator"})
    assert [theme.theme for theme in one] == [0, 1, 2, 3, 4, 5]
    assert [theme.with_data for theme in one] == [0, 1, 0, 0, 0, 0]
    assert all(theme.defined >= theme.live for theme in one)
