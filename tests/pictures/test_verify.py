"""Proof of editions: in order as published; and with one byte changed in the edition, the archive or the table, told."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from yhdyspinta.environment import Environment
from yhdyspinta.pictures import editions
from yhdyspinta.pictures.queries import picture_of
from yhdyspinta.pictures.trace import trace
from yhdyspinta.pictures.verify import Verification, verify

THEMES = (1,)


@pytest.fixture(scope="module")
def published(sample: Environment, tmp_path_factory: pytest.TempPathFactory) -> tuple[Environment, str]:
    """A copy of the state without its read model, which proving does not need, and an edition in it."""
    home = tmp_path_factory.mktemp("published") / "home"
    shutil.copytree(sample.home, home, ignore=shutil.ignore_patterns("readmodel-*"))
    edition = editions.publish(home, picture_of(sample, "HVA15", THEMES, date(2026, 11, 24)))
    return replace(sample, home=home), edition.id


@pytest.fixture
def copy(published: tuple[Environment, str], tmp_path: Path) -> tuple[Environment, str]:
    environment, edition = published
    shutil.copytree(environment.home, tmp_path / "home")
    return replace(environment, home=tmp_path / "home"), edition


def change_a_byte(path: Path, place: int = -1) -> None:
    data = bytearray(path.read_bytes())
    place = len(data) // 2 if place < 0 else place
    data[place] ^= 1
    path.write_bytes(bytes(data))


def test_an_edition_is_recomputed_from_the_archive(published: tuple[Environment, str]) -> None:
    found = verify(*published)
    assert (found.ok, found.recomputed, found.problems) == (True, True, [])


def test_a_changed_value_is_named(copy: tuple[Environment, str]) -> None:
    environment, edition = copy
    path = editions.find(environment.home, edition)
    figure = next(iter(json.loads(path.read_text())["picture"]["figures"]))
    data = path.read_bytes()
    place = data.index(b'"value": ', data.index(f'"{figure}": {{'.encode())) + len(b'"value": ')
    change_a_byte(path, place)
    found = verify(environment, edition)
    assert not found.ok
    assert figure in found.figures


def test_a_changed_text_is_told(copy: tuple[Environment, str]) -> None:
    environment, edition = copy
    path = editions.find(environment.home, edition)
    change_a_byte(path, path.read_bytes().index(b"Keski-Suomen"))
    found = verify(environment, edition)
    assert any("another hash" in problem for problem in found.problems)


def in_archive(home: Path) -> Path:
    """The archived reply of the release that most figures of the edition come from."""
    record = next(path for path in (home / "archive" / "releases").glob("*.json") if path.name.startswith("tyonv"))
    sha = json.loads(record.read_text())["sha256"]
    return home / "archive" / "objects" / sha[:2] / sha


def in_table(home: Path) -> Path:
    return next(path for path in (home / "table").rglob("*.parquet") if "tyonv" in str(path))


@pytest.mark.parametrize("place", [in_archive, in_table])
def test_a_changed_byte_of_archive_or_table_names_its_figures(copy: tuple[Environment, str], place: Callable[[Path], Path]) -> None:
    environment, edition = copy
    change_a_byte(place(environment.home))
    found = verify(environment, edition)
    assert not found.ok
    concerned = {name.split("@")[0] for name in found.figures}
    assert "stat.tyonv.12r5.tyottomat" in concerned
    assert not any(name.startswith("diak.") for name in concerned)


def test_without_the_replies_only_hashes_are_checked(copy: tuple[Environment, str]) -> None:
    environment, edition = copy
    shutil.rmtree(environment.home / "archive")
    found = verify(environment, edition)
    assert (found.ok, found.recomputed) == (True, False)


def test_a_figure_of_an_edition_is_followed_to_the_archived_reply(sample: Environment, published: tuple[Environment, str]) -> None:
    environment, name = published
    edition = editions.read(editions.find(environment.home, name))
    chain = trace(sample, edition, "stat.tyonv.12r5.tyottomien_osuus")
    figure = chain["figure"]
    above = sum(part["value"] for part in chain["parts"] if part["indicator"].endswith("tyottomat"))
    below = sum(part["value"] for part in chain["parts"] if part["indicator"].endswith("tyovoima"))
    assert 100 * above / below == pytest.approx(figure["value"])
    release = chain["releases"][0]
    assert release["archived"].startswith("in the archive, unchanged")
    assert release["through"]
    assert release["through"] in release["ends"]


def test_the_answer_is_plain_json() -> None:
    found = Verification("an-edition")
    found.say("something differs", "a@b/2020/total/total+2020")
    assert json.loads(json.dumps(found.as_dict()))["figures"] == ["a@b/2020/total/total+2020"]
